"""Every page, looked at in both colour schemes, on a phone's width and on a desk's.

The table of addresses is the one that says who gets in (`tests/doors.py`), so a new page is looked
at as soon as it has a row there. One municipality serves all the pages: none of them is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.doors import DOORS
from tests.journeys.looking import COLOURS, HEIGHTS, axe, overflows
from tests.world import World

# Who looks, the first of these who gets in.
LOOKING = ("principal", "head", "administrator", "development_head", "chair", "secretary")
NOWHERE = "a page that is not there"
# Further pages: name, who looks, the address or what is asked of it.
SEEN_OTHERWISE: dict[str, tuple[str, str]] = {
    "home, as head of schools": ("head", "/"),
    "home, as a board member": ("board_member", "/"),
    "home, without a role": ("former_principal", "/"),
    "goal_list, shared goals as head": ("head", "/mal/"),
    "goal_create, a shared goal": ("head", "/mal/nytt/?gemensamt=1"),
    "report_list, as a board member": ("board_member", "/rapporter/"),
    "search, nothing found": ("principal", "/sok/?q=finnsinte"),
    "goal_list, another year": ("principal", "/mal/?lasar=2025-26"),
    NOWHERE: ("principal", "/finns-inte/"),
    "password": ("principal", "/konto/losenord/"),
    "two steps": ("principal", "/konto/tva-steg/"),
    "signing out": ("principal", "/konto/logga-ut/"),
}


def _pages() -> list[str]:
    doors = [
        name
        for name, door in DOORS.items()
        if not door.writes and not door.is_file and set(LOOKING) & door.who
    ]
    return [*sorted(doors), "report_detail, adopted", *SEEN_OTHERWISE]


@dataclass
class Onlookers:
    """One signed-in page of a browser for each person, opened when first needed."""

    browser: Browser
    server: LiveServer
    world: World
    pages: dict[str, Page] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def page_of(self, who: str) -> Page:
        """The person's page."""
        if who not in self.pages:
            self.pages[who] = self._open(who)
        return self.pages[who]

    def _open(self, who: str) -> Page:
        client = Client()
        client.force_login(self.world.cast[who], backend=settings.AUTHENTICATION_BACKENDS[0])
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context = self.browser.new_context(
            base_url=self.server.url, locale="sv-SE", reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        return page

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "responded with a status of 4" not in message.text:
            self.errors.append(message.text)

    def address(self, name: str) -> tuple[str, str]:
        """Who looks at a page, and where it is."""
        if name in SEEN_OTHERWISE:
            return SEEN_OTHERWISE[name]
        if name == "report_detail, adopted":
            return "board_member", reverse("report_detail", args=[self.world.adopted.pk])
        door = DOORS[name]
        who = next(who for who in LOOKING if who in door.who)
        address = reverse(name, args=door.where(self.world))
        return who, f"{address}?{door.query}" if door.query else address


@pytest.fixture
def onlookers(
    browser: Browser,
    django_db_serialized_rollback: None,
    live_server: LiveServer,
    world: World,
) -> Iterator[Onlookers]:
    """The cast, each with a browser of their own."""
    onlookers = Onlookers(browser, live_server, world)
    yield onlookers
    for page in onlookers.pages.values():
        page.context.close()


def test_every_page_can_be_used_by_all(onlookers: Onlookers, subtests: pytest.Subtests) -> None:
    for name in _pages():
        with subtests.test(name):
            assert _faults(onlookers, name) == {}


# Forms that are sent as they open, and who sends them.
REFUSED = {
    "goal_create": "principal",
    "target_measure": "principal",
    "activity_create": "principal",
    "checkin_create": "principal",
    "measurement_create": "principal",
    "area_create": "principal",
    "indicator_create": "head",
    "person_create": "administrator",
    "unit_create": "administrator",
    "import_create": "administrator",
}


def test_what_is_refused_is_said_to_all(onlookers: Onlookers, subtests: pytest.Subtests) -> None:
    for name, who in REFUSED.items():
        with subtests.test(name):
            page = onlookers.page_of(who)
            onlookers.errors.clear()
            page.emulate_media(color_scheme="light")
            page.goto(onlookers.address(name)[1])
            page.locator(".form-end button[type=submit]").last.click()

            expect(page.locator(".field-error").first).to_be_visible()
            assert _faults_as_it_stands(onlookers, page) == {}


def _faults(onlookers: Onlookers, name: str) -> dict[str, list[str]]:
    """What is wrong with a page, by the look in which it is."""
    who, address = onlookers.address(name)
    page = onlookers.page_of(who)
    onlookers.errors.clear()
    page.emulate_media(color_scheme="light")
    response = page.goto(address)
    assert response is not None
    assert response.status == (404 if name == NOWHERE else 200)
    return _faults_as_it_stands(onlookers, page)


def _faults_as_it_stands(onlookers: Onlookers, page: Page) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    # The editor comes a moment after the page.
    page.wait_for_function("() => !document.querySelector('textarea[data-rich=\"\"]')")
    for width, height in HEIGHTS.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        found[f"{width}px light"] = axe(page)
        found[f"{width}px sideways"] = ["it scrolls"] if overflows(page) else []
    for width, height in HEIGHTS.items():
        page.set_viewport_size(ViewportSize(width=width, height=height))
        page.emulate_media(color_scheme="dark")
        # What a page is made of is the same in the dark: its colours are not.
        found[f"{width}px dark"] = axe(page, rules=COLOURS)
    found["the browser"] = [*onlookers.errors]
    return {look: lines for look, lines in found.items() if lines}
