"""Everybody at a meeting writes the same minutes at once, and nothing is lost."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import zip_longest

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from rodtrad.meetings.models import AgendaItem
from rodtrad.meetings.tests.made import coming_meeting, forum_at
from tests.world import World

SignIn = Callable[[User], None]
WRITERS = ("head", "head_of_preschools", "development_head", "principal", "preschool_principal")


@pytest.fixture
def item(page: Page, world: World) -> AgendaItem:
    """An item of ledarforum's next meeting, without notes. The page sets the database up first."""
    meeting = coming_meeting(forum_at(world.administration), world.head)
    return AgendaItem.objects.filter(meeting=meeting, notes="")[0]


@pytest.fixture
def writers(browser: Browser, live_server: LiveServer, world: World) -> Iterator[list[Page]]:
    """Five people's browsers."""
    with ExitStack() as opened:
        yield [_browser_of(world.cast[who], browser, live_server, opened) for who in WRITERS]


@pytest.fixture
def alone(browser: Browser, live_server: LiveServer, world: World) -> Iterator[Page]:
    """The principal's browser, whose lost contact is no fault of the page."""
    with ExitStack() as opened:
        yield _browser_of(world.principal, browser, live_server, opened)


def _browser_of(user: User, browser: Browser, server: LiveServer, opened: ExitStack) -> Page:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    opened.callback(context.close)
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    return context.new_page()


def _notes(page: Page, item: AgendaItem) -> Locator:
    """The notes' field of an item, on the page of the meeting as it goes on."""
    page.goto(f"/moten/{item.meeting_id}/genomfor/")
    field = page.locator(f"#n-{item.pk}")
    expect(page.locator(f"#punkt-{item.pk}[data-scripted]")).to_be_visible()
    return field


def _saved(item: AgendaItem) -> str:
    return str(AgendaItem.objects.values_list("notes", flat=True).get(pk=item.pk))


def test_five_people_who_write_the_same_minutes_lose_nothing(
    page: Page, item: AgendaItem, writers: list[Page]
) -> None:
    fields = [_notes(one, item) for one in writers]
    lines = [f"{number}: person {number} säger å, ä och ö {number * 1111}." for number in range(5)]
    # A few letters each in turn, so that all of them are in the middle of a line all the time.
    for start in range(0, max(map(len, lines)), 4):
        for field, line in zip(fields, lines, strict=True):
            field.focus()
            field.press_sequentially(line[start : start + 4], delay=15)

    for field in fields:
        for line in lines:
            expect(field).to_have_value(_holding(line), timeout=20_000)
    saved = _saved(item)
    assert [line for line in lines if line not in saved] == []
    assert len(saved) == sum(map(len, lines)) + saved.count("\n"), saved
    for field in fields:
        expect(field).to_have_value(saved)


def _holding(line: str) -> re.Pattern[str]:
    return re.compile(re.escape(line))


def test_one_writes_at_the_top_while_another_writes_at_the_end(
    page: Page, item: AgendaItem, writers: list[Page]
) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(notes="Mitten.", notes_revision=1)
    top, end = (_notes(one, item) for one in writers[:2])
    top.press("Control+Home")
    end.press("Control+End")
    for first, last in zip_longest("Allra först. ", " Allra sist.", fillvalue=""):
        top.press_sequentially(first)
        end.press_sequentially(last)

    expect(top).to_have_value("Allra först. Mitten. Allra sist.", timeout=20_000)
    expect(end).to_have_value("Allra först. Mitten. Allra sist.", timeout=20_000)
    # Each one's caret is still where they write.
    top.press_sequentially("Nu: ")
    expect(end).to_have_value("Allra först. Nu: Mitten. Allra sist.", timeout=20_000)


def test_what_is_written_without_contact_is_sent_when_there_is(
    page: Page, item: AgendaItem, alone: Page
) -> None:
    field = _notes(alone, item)
    alone.context.set_offline(True)
    field.press_sequentially("Skrivet på tåget.")
    expect(alone.locator("[data-notes-line]")).to_contain_text("Ingen kontakt med servern")
    alone.context.set_offline(False)

    expect(alone.locator("[data-notes-line]")).to_contain_text("Sparat", timeout=20_000)
    assert _saved(item) == "Skrivet på tåget."


def test_an_answer_that_is_lost_doubles_nothing(page: Page, item: AgendaItem, alone: Page) -> None:
    field = _notes(alone, item)
    lost: list[str] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        # The server takes it in; the browser never hears of it.
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    alone.route("**/anteckna/", lose_the_first)
    field.press_sequentially("En gång.")
    expect(alone.locator("[data-notes-line]")).to_contain_text("Ingen kontakt med servern")
    field.press_sequentially(" Och så mer.")
    expect(alone.locator("[data-notes-line]")).to_contain_text("Sparat", timeout=20_000)

    assert lost
    assert _saved(item) == "En gång. Och så mer."
    expect(field).to_have_value("En gång. Och så mer.")


def test_a_page_that_is_left_at_once_loses_nothing(
    page: Page, sign_in: SignIn, world: World, item: AgendaItem
) -> None:
    sign_in(world.principal)
    field = _notes(page, item)
    field.fill("Sista ordet innan jag går.")
    page.goto("/")

    field = _notes(page, item)
    expect(field).to_have_value("Sista ordet innan jag går.", timeout=20_000)
    assert _saved(item) == "Sista ordet innan jag går."


def test_without_scripts_the_notes_are_merged_too(
    browser: Browser, page: Page, world: World, item: AgendaItem, live_server: LiveServer
) -> None:
    client = Client()
    client.force_login(world.principal, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    plain = context.new_page()
    plain.goto(f"/moten/{item.meeting_id}/genomfor/")
    AgendaItem.objects.filter(pk=item.pk).update(notes="Den andra skrev.", notes_revision=1)

    plain.locator(f"#n-{item.pk}").fill("Jag skrev.")
    plain.locator(f"#punkt-{item.pk} [data-note-button]").click()

    expect(plain.locator(f"#n-{item.pk}")).to_have_value("Den andra skrev.\nJag skrev.")
    context.close()


def test_a_decision_is_written_in_beside_the_notes(
    page: Page, sign_in: SignIn, world: World, item: AgendaItem
) -> None:
    sign_in(world.head)
    _notes(page, item)
    page.get_by_role("link", name=f"Nytt beslut på {item.title}").click()
    page.get_by_label("Beslut eller överenskommelse", exact=True).fill("Vi prövar i två veckor.")
    page.get_by_role("button", name="Lägg till beslutet").click()

    expect(page.locator(f"#punkt-{item.pk}")).to_contain_text("Vi prövar i två veckor.")


def test_items_are_moved_with_the_keyboard(
    page: Page, sign_in: SignIn, world: World, item: AgendaItem
) -> None:
    sign_in(world.head)
    page.goto(f"/moten/{item.meeting_id}/")
    last = page.locator(".agenda-item").last
    title = last.locator("h3").inner_text()
    button = last.get_by_role("button", name="Upp")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".agenda-item h3").first).to_have_text(title)
