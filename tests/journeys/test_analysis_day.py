"""The analysis day in two browsers at once: one writes, the other sees it, nothing is lost."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from rodtrad.goals.models import DayNote, DevelopmentArea
from rodtrad.goals.tests.rows import a_day, a_theme
from tests.world import World

SignIn = Callable[[User], None]


def _on_the_wall(browser: Browser, server: LiveServer, user: User) -> Page:
    """Another person's browser, with another session."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(base_url=server.url, locale="sv-SE")
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": server.url}])
    return context.new_page()


def test_what_a_principal_writes_is_on_the_wall_in_seconds(
    page: Page, sign_in: SignIn, browser: Browser, live_server: LiveServer, world: World
) -> None:
    day = a_day(world.administration, world.last_year, world.head)
    theme = a_theme(day, world.head)
    wall = _on_the_wall(browser, live_server, world.head)
    wall.goto(f"/analysdagar/{day.pk}/?visa=storskarm")
    expect(wall.locator("#tavla")).to_contain_text("0 anteckningar")

    sign_in(world.principal)
    page.goto(f"/analysdagar/{day.pk}/")
    page.get_by_label("Gemensamt mål").select_option(label=world.shared_goal.title)
    page.get_by_label("Styrka").check()
    page.get_by_label("Vad ser ni?").fill("Eleverna läser i alla ämnen.")
    page.get_by_role("button", name="Lägg till anteckningen").click()
    expect(page.get_by_text("Sparad. Skriv nästa.")).to_be_visible()
    expect(page.locator("#tavla")).to_contain_text("Eleverna läser i alla ämnen.")
    # What one is writing stays while the board is exchanged beside it.
    page.get_by_label("Vad ser ni?").fill("Halvskriven tanke")
    expect(wall.locator("#tavla")).to_contain_text("Eleverna läser i alla ämnen.")
    with page.expect_response(lambda answer: "/tavla/" in answer.url):
        pass
    expect(page.get_by_label("Vad ser ni?")).to_have_value("Halvskriven tanke")

    wall.goto(f"/analysdagar/{day.pk}/")
    wall.get_by_label("Mönster för: Eleverna läser").select_option(label=theme.title)
    expect(wall.locator(".card", has_text=theme.title)).to_contain_text("Eleverna läser")
    wall.get_by_role("button", name="Gör till utvecklingsområde").click()
    expect(wall.get_by_role("status").first).to_contain_text("är nu ett utvecklingsområde")
    assert DevelopmentArea.objects.filter(unit=world.administration, title=theme.title).exists()
    assert DayNote.objects.get().theme == theme
    wall.context.close()
