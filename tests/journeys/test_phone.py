"""Lists on a phone: what one came for is on the first screen, and nothing is to the side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from tests.journeys.looking import axe
from tests.world import World

SignIn = Callable[[User], None]

phone = pytest.mark.parametrize("look", [(320, "light")], ids=["phone"])
desk = pytest.mark.parametrize("look", [(1280, "light")], ids=["desk"])


@phone
def test_filters_wait_behind_a_button_until_they_are_used(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto("/mal/")
    state = page.get_by_label("Läge")
    button = page.get_by_role("button", name="Filtrera mål", exact=True)
    expect(state).to_be_hidden()

    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_label("Visa", exact=True)).to_be_focused()
    state.select_option(label="Avslutat")

    page.wait_for_url("**lage=closed**")
    expect(state).to_be_visible()
    expect(button).to_have_count(0)


@phone
def test_a_table_that_does_not_fit_becomes_cards_with_their_headings(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto("/mal/?lasar=2025-26")
    table = page.get_by_role("table", name="Mål 2025/26")
    region = page.locator(".table-region").filter(has=table)

    expect(table).to_have_class("table table-cards")
    assert region.evaluate("one => one.scrollWidth <= one.clientWidth")
    first = table.get_by_role("row").nth(1)
    shown = first.locator("td").last.evaluate("one => getComputedStyle(one, '::before').content")
    assert shown == '"Analys 2025/26"'
    assert axe(page) == []
    table.get_by_role("link", name="Gäller till").click()
    page.wait_for_url("**sortera=slut**")


@desk
def test_at_a_desk_filters_and_tables_are_as_written(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto("/mal/")

    expect(page.get_by_label("Läge")).to_be_visible()
    expect(page.get_by_role("table", name="Mål")).to_have_class("table")
