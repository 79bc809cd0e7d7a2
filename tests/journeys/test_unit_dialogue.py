"""The unit's dialogue in a browser: planned, held on a phone, and followed."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from rodtrad.dialogues.models import Matter, Occasion
from rodtrad.dialogues.tests.helpers import on_day
from tests.journeys.looking import overflows
from tests.world import World

SignIn = Callable[[User], None]
YEAR = "?lasar=2026-27"

phone = pytest.mark.parametrize("look", [(320, "light")], ids=["phone"])


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day():
        yield


def _button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _home(world: World) -> str:
    return f"/enhetens-dialoger/enhet/{world.school.code}/{YEAR}"


@phone
def test_a_dialogue_just_held_takes_two_clicks_and_four_fields(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.lead_teacher)
    page.goto("/enhetens-dialoger/" + YEAR)
    page.get_by_role("link", name="Skriv in en dialog").click()

    page.get_by_label("Hur träffades ni?").fill("Klassråd")
    page.get_by_label("Elever, deltog").fill("18")
    page.get_by_label("Elever, av").fill("24")
    page.get_by_label("Vad sade de?").fill("De vill ha lugnare luncher.")
    _button(page, "Spara dialogen")

    expect(page.get_by_role("status").first).to_contain_text("Dialogen är sparad.")
    expect(page.locator("main")).to_contain_text("18 av 24")
    assert not overflows(page)
    assert Occasion.objects.get().held


@phone
def test_a_group_larger_than_itself_is_said_beside_its_field(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto(f"/enhetens-dialoger/enhet/{world.school.code}/ny/{YEAR}")
    page.get_by_label("Hur träffades ni?").fill("Klassråd")
    page.get_by_label("Elever, deltog").fill("30")
    page.get_by_label("Elever, av").fill("24")
    page.get_by_label("Vad sade de?").fill("Allt är bra.")
    _button(page, "Spara dialogen")

    expect(page.locator(".turnout .field-error")).to_contain_text("30 kan inte ha deltagit av 24")
    expect(page.get_by_label("Vad sade de?")).to_have_value("Allt är bra.")
    page.get_by_label("Elever, deltog").fill("20")
    _button(page, "Spara dialogen")
    expect(page.locator("main")).to_contain_text("20 av 24")


def test_a_year_of_dialogues_from_plan_to_answer(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    page.goto(_home(world))
    page.get_by_role("link", name="Skriv planen").click()
    page.get_by_label("Så blir barn, elever").fill("Klassråd varje månad, möten höst och vår.")
    _button(page, "Spara planen")

    page.locator("li", has_text="Vårdnadshavare").get_by_role("link", name="Planera").click()
    expect(page.get_by_role("checkbox", name="Vårdnadshavare")).to_be_checked()
    page.get_by_label("Dag").fill("2026-11-25")
    page.get_by_label("Hur träffas ni?").fill("Föräldramöte")
    page.get_by_label("Vad ska ni tala om?").fill("Vad behöver barnen hemifrån?")
    _button(page, "Spara planeringen")
    page.locator("li", has_text="Personal").get_by_role("link", name="Inte aktuell").click()
    page.get_by_label("Varför är gruppen inte aktuell").fill("Alla börjar i januari.")
    _button(page, "Spara svaret")
    expect(page.locator("main")).to_contain_text("Alla börjar i januari.")

    page.goto("/")
    page.locator(".due-item", has_text="Föräldramöte").get_by_role(
        "link", name="Skriv vad som sades"
    ).click()
    expect(page.locator("main")).to_contain_text("Vad behöver barnen hemifrån?")
    page.get_by_label("Vårdnadshavare, deltog").fill("9")
    page.get_by_label("Vårdnadshavare, av").fill("24")
    page.get_by_label("Vad sade de?").fill("Brev på fler språk.")
    page.get_by_label("Vad ändrar ni i stöd").fill("Mentorn ringer.")
    page.locator("summary", has_text="Tidigare utmaning").click()
    page.get_by_label("Vilken tidigare utmaning").select_option(
        label="Läsning i matematik (2025/26)"
    )
    _button(page, "Spara dialogen")

    page.get_by_role("link", name="Föräldramöte").click()
    page.get_by_role("link", name="Lyft en fråga").click()
    page.get_by_label("Vad behöver förvaltningen").fill("Vi behöver hjälp med översättning.")
    _button(page, "Lyft frågan")
    expect(page.locator(".trail")).to_contain_text("Väntar på förvaltningen")

    sign_in(world.head)
    page.goto("/enhetens-dialoger/fragor/" + YEAR)
    page.locator("a", has_text="Svara: Vi behöver hjälp").click()
    page.get_by_label("Svar till enheten").fill("Vi köper tolktid gemensamt.")
    _button(page, "Skicka svaret")
    page.goto("/enhetens-dialoger/" + YEAR)
    row = page.get_by_role("row", name=world.school.name)
    expect(row).to_contain_text("9 av 24")
    expect(row).to_contain_text("Inte aktuell")

    sign_in(world.principal)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Förvaltningen har svarat på er fråga")
    page.goto(f"/enhetens-dialoger/enhet/{world.school.code}/vad-det-ledde-till/{YEAR}")
    expect(page.locator(".trail")).to_contain_text("Vi köper tolktid gemensamt.")
    expect(page.locator("main")).to_contain_text("Mentorn ringer.")
    assert Matter.objects.get().occasion == Occasion.objects.get()


def test_it_is_written_without_scripts(
    browser: Browser, page: Page, sign_in: SignIn, live_server: LiveServer, world: World
) -> None:
    sign_in(world.principal)
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    plain.goto(f"/enhetens-dialoger/enhet/{world.school.code}/ny/{YEAR}")
    plain.get_by_label("Hur träffades ni?").fill("Elevråd")
    plain.get_by_label("Elever, deltog").fill("8")
    plain.get_by_label("Elever, av").fill("9")
    plain.get_by_label("Vad sade de?").fill("Skrivet utan skript.")
    _button(plain, "Spara dialogen")

    expect(plain.locator("main")).to_contain_text("Skrivet utan skript.")
    context.close()
