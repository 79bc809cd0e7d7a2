"""A real browser against a real server: Debian's Chromium, driven by Playwright.

A journey takes `page`, signs somebody in and does what that person would do:

    def test_a_principal_closes_an_activity(page, sign_in, world):
        sign_in(world.principal)
        page.goto("/")

A page is looked at in all its looks by asking for them:

    @looks
    def test_the_start_page_is_accessible(page, sign_in, world):
        sign_in(world.principal)
        page.goto("/")
        assert axe(page) == []

Whatever the browser itself reports as an error (a script that fails, a resource that the
content security policy stops) fails the test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, sync_playwright
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from tests.journeys.looking import HEIGHTS

# Playwright's synchronous interface runs an event loop in the thread of the test, which Django
# takes for asynchronous code and refuses to serve with the database. Nothing here is asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Root has no sandbox, and the other flags keep the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file for SQLite: server and test are two threads, and in memory they share one lock."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        name = settings.DATA_DIR / f"journeys-{os.getpid()}.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run: named by CHROMIUM, the system's, or Playwright's own."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def look() -> tuple[int, str]:
    """Width in pixels and colour scheme, unless the test is marked with `looks`."""
    return 1280, "light"


@pytest.fixture
def page(
    browser: Browser,
    look: tuple[int, Any],
    # What migrations put in the database is put back after each test has emptied it.
    django_db_serialized_rollback: None,
    live_server: LiveServer,
) -> Iterator[Page]:
    """A page of a new person's browser; paths such as "/mal/" lead to the test's own server."""
    width, scheme = look
    context = browser.new_context(
        base_url=live_server.url,
        viewport=ViewportSize(width=width, height=HEIGHTS[width]),
        color_scheme=scheme,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: _note(message, errors))
    yield page
    context.close()
    assert errors == [], "the browser reported errors"


def _note(message: ConsoleMessage, errors: list[str]) -> None:
    """Keep a message that means a fault. A page that answers 4xx may be what the test is about."""
    if message.type == "error" and "the server responded with a status of 4" not in message.text:
        errors.append(f"{message.text} ({message.location.get('url')})")


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer) -> Callable[[User], None]:
    """A function that gives the browser a user's session without the sign-in page."""

    def with_session(user: User) -> None:
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return with_session
