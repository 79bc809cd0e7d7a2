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
# The rules that depend on the colour scheme.
COLOURS = ["color-contrast", "link-in-text-block"]

looks = pytest.mark.parametrize(
    "look",
    [(width, scheme) for width in HEIGHTS for scheme in ("light", "dark")],
    ids=lambda look: f"{look[0]}px-{look[1]}",
)


def axe(page: Page, *, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands, one line for each node.

    Args:
        rules: the rules to try, by axe's names; otherwise all of WCAG 2.1 A and AA.
    """
    if not page.evaluate("() => 'axe' in window"):
        # Evaluated through the debugger, so the content security policy stays in force.
        page.evaluate((TESTS / "vendor" / "axe.min.js").read_text())
    asked = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARDS}
    found: dict[str, Any] = page.evaluate("asked => axe.run(document, {runOnly: asked})", asked)
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
