"""Looking at a page: in every look, with axe, sideways and as a picture."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

TESTS = Path(__file__).resolve().parent.parent
PICTURES = TESTS.parent / "var" / "test" / "pictures"
# The widths a page is looked at in, with the height of the window, in pixels.
HEIGHTS = {320: 640, 1280: 900}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

looks = pytest.mark.parametrize(
    "look",
    [(width, scheme) for width in HEIGHTS for scheme in ("light", "dark")],
    ids=lambda look: f"{look[0]}px-{look[1]}",
)


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.1 A and AA on the page as it stands, one line for each node."""
    # Evaluated through the debugger, so the content security policy stays in force.
    page.evaluate((TESTS / "vendor" / "axe.min.js").read_text())
    found: dict[str, Any] = page.evaluate(
        "standards => axe.run(document, {runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [
        f"{violation['id']}: {violation['help']} | {node['html'][:200]} | {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Does the page have to be scrolled sideways? (WCAG 1.4.10, at 320 px)"""
    wider: bool = page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wider


def picture(page: Page, name: str) -> Path:
    """Save the whole page as var/test/pictures/<name>.png, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
