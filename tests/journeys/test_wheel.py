"""An item of a wheel is moved with the keyboard and with the pointer, and opened."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from rodtrad.yearwheel.models import WheelItem
from rodtrad.yearwheel.tests.wheels import Wheels, build_wheels
from tests.journeys.looking import picture
from tests.world import World


def _open_draft(page: Page, sign_in: Callable[[User], None], world: World) -> Wheels:
    made = build_wheels(world)
    sign_in(world.head)
    page.goto(f"/arshjul/{made.ska.pk}/")
    return made


def _mark(page: Page, made: Wheels) -> tuple[WheelItem, str]:
    there = made.ska.items.get()
    return there, f".wheel-screen [data-item='{there.pk}']"


def test_an_item_is_moved_with_the_arrow_keys(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = _open_draft(page, sign_in, world)
    there, mark = _mark(page, made)

    page.locator(mark).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-wheel-says]")).to_contain_text("Vecka 42")
    page.keyboard.press("Escape")
    expect(page.locator("[data-wheel-says]")).to_have_text("")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")

    expect(page.get_by_text("ligger nu v. 41 (låg v. 40)")).to_be_visible()
    there.refresh_from_db()
    assert there.week == 41
    # The item keeps the focus, so that the next arrow moves it on.
    expect(page.locator(mark)).to_be_focused()


def test_an_item_is_moved_in_the_table_without_a_pointer(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = _open_draft(page, sign_in, world)
    there, _ = _mark(page, made)
    page.goto(f"/arshjul/{made.ska.pk}/tabell/")

    field = page.get_by_label(f"Vecka för {there.title}")
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("45")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Flytta {there.title}")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("ligger nu v. 45 (låg v. 40)")).to_be_visible()
    there.refresh_from_db()
    assert there.week == 45
    # One goes on from the same row, not from the top of the page.
    assert page.url.endswith(f"#punkt-{there.pk}")


def test_an_item_is_dragged_to_another_week_and_a_click_opens_it(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = _open_draft(page, sign_in, world)
    there, mark = _mark(page, made)
    svg = page.locator(".wheel-screen")
    svg.scroll_into_view_if_needed()
    drawn, box = svg.bounding_box(), page.locator(mark).bounding_box()
    assert drawn is not None
    assert box is not None

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    # Straight down from the middle is the end of January: week 4 or 5.
    page.mouse.move(drawn["x"] + drawn["width"] / 2, drawn["y"] + drawn["height"] * 0.8, steps=8)
    expect(page.locator("[data-wheel-says]")).to_contain_text("Släpp för att flytta till vecka")
    page.mouse.up()

    expect(page.get_by_text("(låg v. 40)")).to_be_visible()
    there.refresh_from_db()
    assert there.week in (4, 5)
    picture(page, "wheel-moved")
    page.locator(mark).click()
    expect(page.locator("h1")).to_have_text("Mål- och strategidag")


def test_an_item_of_an_adopted_wheel_does_not_move(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = build_wheels(world)
    sign_in(world.head)
    page.goto(f"/arshjul/{made.principals.pk}/")

    expect(page.locator("[data-movable]")).to_have_count(0)
    mark = page.locator(f".wheel-screen [data-item='{made.item.pk}']")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Analys av betyg årskurs 9")


def test_only_the_fields_of_the_chosen_way_of_saying_when_are_shown(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = build_wheels(world)
    sign_in(world.head)
    page.goto(f"/arshjul/{made.ska.pk}/punkt/")

    expect(page.get_by_label("Vecka", exact=True)).to_be_visible()
    expect(page.get_by_label("Månad", exact=True)).to_be_hidden()
    page.get_by_label("Ett visst möte i ett forum").check()
    expect(page.get_by_label("Vecka", exact=True)).to_be_hidden()
    page.get_by_label("Vad", exact=True).fill("Första mötet")
    page.get_by_label("Vilket möte").select_option("1")
    page.get_by_label("I forumet").select_option(label="Ledarforum")
    page.get_by_label("Månad", exact=True).select_option(label="November")
    page.get_by_role("button", name="Lägg in punkten").click()

    expect(page.get_by_text("”Första mötet” ligger nu i hjulet.")).to_be_visible()
    expect(page.locator(".wheel-items")).to_contain_text(["Första mötet"])


def test_a_click_in_a_ring_begins_an_item_there(
    page: Page, sign_in: Callable[[User], None], world: World
) -> None:
    made = _open_draft(page, sign_in, world)
    svg = page.locator(".wheel-screen")
    svg.scroll_into_view_if_needed()
    drawn = svg.bounding_box()
    assert drawn is not None

    # To the right of the middle is the end of October.
    page.mouse.click(drawn["x"] + drawn["width"] * 0.63, drawn["y"] + drawn["height"] / 2)

    expect(page.locator("h1")).to_have_text("Ny punkt")
    assert page.get_by_label("Vecka", exact=True).input_value() in ("44", "45")
    rings = [ring.pk for ring in made.ska.kind.rings.all()]
    assert int(page.get_by_label("Ring", exact=True).input_value()) in rings
