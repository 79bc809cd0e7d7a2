"""The board's dialogue in a browser: from what the work showed to what came of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from rodtrad.dialogues.actions.chain import raise_matter
from rodtrad.dialogues.models import BoardDialogue, Topic
from rodtrad.dialogues.tests.helpers import TODAY, on_day
from tests.world import World

SignIn = Callable[[User], None]
YEAR = "?lasar=2026-27"
MEETING = TODAY + timedelta(days=20)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with on_day():
        yield


def _button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _link(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def _write(page: Page, number: int, text: str) -> None:
    editor = page.locator("trix-editor").nth(number)
    editor.click()
    editor.press_sequentially(text)


def _propose(page: Page, sign_in: SignIn, world: World) -> None:
    """The administration from the work of the year, a member of their own, one at the sitting."""
    sign_in(world.head)
    page.goto(f"/namndens-dialoger/amnen/{YEAR}")
    page.locator("li", has_text="Fler vuxna i matsalen").get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Det här följer med som underlag")
    expect(page.locator(".beside")).to_contain_text(world.school.name)
    page.get_by_label("Ämne", exact=True).fill("Vuxna i matsalen")
    _button(page, "Föreslå ämnet")

    sign_in(world.board_member)
    page.goto("/namndens-dialoger/" + YEAR)
    _link(page, "Föreslå ett ämne")
    page.get_by_label("Ämne", exact=True).fill("Läsning i alla ämnen")
    page.get_by_label("Varför behöver nämnden tala om det?").fill("Resultaten skiljer sig.")
    _button(page, "Föreslå ämnet")
    expect(page.locator("main")).to_contain_text("Läsning i alla ämnen")


def _agree(page: Page, sign_in: SignIn, world: World) -> None:
    """Two are too few; a third is proposed at the very meeting."""
    sign_in(world.secretary)
    page.goto(f"/namndens-dialoger/amnen/{YEAR}")
    _link(page, "Nämnden enas")
    for name in ("Vuxna i matsalen", "Läsning i alla ämnen"):
        page.get_by_role("checkbox", name=name).check()
    _button(page, "Spara valet")
    expect(page.locator(".field-error")).to_contain_text("tre till fem ämnen")
    expect(page.locator(".field-error")).to_contain_text("Du har valt två.")

    _link(page, "Lägg till ett ämne som lämnas nu")
    page.get_by_label("Ämne", exact=True).fill("Skolskjutsar")
    page.get_by_label("Varför behöver nämnden tala om det?").fill("De yngre åker långt.")
    expect(page.get_by_label("Lämnat vid sittande möte")).to_be_checked()
    _button(page, "Föreslå ämnet")
    for name in ("Vuxna i matsalen", "Läsning i alla ämnen", "Skolskjutsar"):
        page.get_by_role("checkbox", name=name).check()
    _button(page, "Spara valet")
    expect(page.get_by_role("status").first).to_contain_text("Ämnena är valda.")


def _place(page: Page, sign_in: SignIn, world: World) -> None:
    """The presidium chooses the meeting; one that has been is refused."""
    sign_in(world.chair)
    page.goto("/")
    page.locator(".due-item", has_text="Vuxna i matsalen").get_by_role(
        "link", name="Välj möte"
    ).click()
    page.get_by_label("Nämndens möte").fill("2026-11-20")
    _button(page, "Spara mötet")
    expect(page.locator(".field-error")).to_contain_text("har redan varit")
    page.get_by_label("Nämndens möte").fill(MEETING.isoformat())
    page.get_by_label("Dialogen börjar").fill("14:00")
    page.get_by_label("Plats").fill("Sessionssalen")
    _button(page, "Spara mötet")
    expect(page.get_by_role("status").first).to_contain_text("15 december 2026")


def _brief(page: Page, sign_in: SignIn, world: World, address: str) -> None:
    """Facts, text, colleagues and a visit; the members see nothing until it is sent."""
    sign_in(world.head)
    page.goto(address)
    _link(page, "Börja på underlaget")
    page.get_by_label(world.shared_goal.title).check()
    _button(page, "Använd dessa")
    expect(page.locator(".beside")).to_contain_text(world.shared_goal.title)
    _write(page, 0, "Eleverna saknar vuxna.")
    _button(page, "Spara underlaget")

    _link(page, "Kalla")
    page.get_by_role("checkbox", name=world.principal.name).check()
    page.get_by_label("Vad väntas de bidra med?").fill("Berätta om luncherna.")
    page.get_by_role("button", name="Kalla").click()
    page.locator("aside").get_by_role("link", name="Föreslå").click()
    page.get_by_label("Enhet").select_option(world.school.name)
    page.get_by_label("Dag").fill("2026-12-10")
    _button(page, "Föreslå besöket")

    sign_in(world.board_member)
    page.goto(address)
    expect(page.locator("main")).not_to_contain_text("Eleverna saknar vuxna.")

    sign_in(world.head)
    page.goto(address)
    _link(page, "Skicka underlaget")
    _button(page, "Skicka underlaget")
    expect(page.get_by_role("status").first).to_contain_text("Underlaget är skickat.")


def _before_the_meeting(page: Page, sign_in: SignIn, world: World, address: str) -> None:
    """A member reads and signs up, the principal answers, the secretary takes the text."""
    sign_in(world.board_member)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Underlaget finns att läsa.")
    page.goto("/namndens-dialoger/" + YEAR)
    expect(page.locator(".glance")).to_contain_text("Vuxna i matsalen")
    _button(page, f"Anmäl mig till {world.school.name}")
    expect(page.locator("main")).to_contain_text("Du är anmäld")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Eleverna saknar vuxna.")

    sign_in(world.principal)
    page.goto("/")
    page.locator(".due-item", has_text="Du är kallad till dialogen").get_by_role(
        "link", name="Svara på kallelsen"
    ).click()
    expect(page.locator("main")).to_contain_text("Berätta om luncherna.")
    _button(page, "Jag kommer")
    expect(page.locator("aside")).to_contain_text("Kommer")

    sign_in(world.secretary)
    page.goto(address)
    _link(page, "Text till kallelsen")
    expect(page.locator(".notice-text")).to_contain_text("Kvalitetsdialog: Vuxna i matsalen")
    expect(page.locator(".notice-text")).to_contain_text(world.principal.name)
    _button(page, "Markera att dialogen står i kallelsen")


def _after_the_meeting(page: Page, sign_in: SignIn, world: World, address: str) -> None:
    """What was said, what it led to, who sees to it, and the answer."""
    sign_in(world.secretary)
    page.goto(address)
    _link(page, "Skriv vad som kom fram")
    _write(page, 0, "Nämnden talade om bemanning.")
    _write(page, 1, "Förvaltningen räknar på vuxentid.")
    _button(page, "Spara")
    page.locator(".section-head", has_text="Uppföljning").get_by_role(
        "link", name="Lägg till"
    ).click()
    page.get_by_label("Vad ska göras?").fill("Räkna på vuxentid i matsalen")
    page.get_by_label("Ansvarig").select_option(label=world.principal.name)
    page.get_by_label("Följs upp senast").fill("2027-03-01")
    _button(page, "Lägg till")
    _link(page, "Svara enheterna")
    page.get_by_label("Nämndens svar till enheterna").fill("Ni får en vuxen till.")
    expect(page.get_by_role("checkbox", name=world.school.name)).to_be_checked()
    _button(page, "Skicka svaret")
    expect(page.locator("main")).to_contain_text("Ni får en vuxen till.")


def _followed(page: Page, sign_in: SignIn, world: World) -> None:
    """The unit sees what became of its question; what it did comes back to the board."""
    sign_in(world.principal)
    page.goto(f"/enhetens-dialoger/enhet/{world.school.code}/vad-det-ledde-till/{YEAR}")
    trail = page.locator(".trail").first
    expect(trail).to_contain_text("Nämnden valde ämnet")
    expect(trail).to_contain_text("Ni får en vuxen till.")
    page.goto("/")
    page.locator(".due-item", has_text="Räkna på vuxentid").get_by_role(
        "link", name="Följ upp"
    ).click()
    page.get_by_label("Vad blev det?").fill("En vuxen per femtio elever.")
    _button(page, "Spara vad det blev")

    sign_in(world.board_member)
    page.goto("/namndens-dialoger/" + YEAR)
    expect(page.locator(".glance")).to_contain_text("Räkna på vuxentid i matsalen")
    _link(page, "Allt som dialogerna har lett till")
    expect(page.locator("main")).to_contain_text("En vuxen per femtio elever.")
    expect(page.locator("main")).to_contain_text("Uppföljd")


def test_the_boards_dialogue_goes_from_proposal_to_follow_up(
    page: Page, sign_in: SignIn, world: World
) -> None:
    raise_matter(
        unit=world.school,
        school_year=world.last_year,
        text="Fler vuxna i matsalen",
        by=world.principal,
        on=world.last_year.span.ends,
    )
    _propose(page, sign_in, world)
    _agree(page, sign_in, world)
    _place(page, sign_in, world)
    dialogue = BoardDialogue.objects.get()
    address = f"/namndens-dialoger/{dialogue.pk}/"
    _brief(page, sign_in, world, address)
    _before_the_meeting(page, sign_in, world, address)
    with on_day(MEETING):
        _after_the_meeting(page, sign_in, world, address)
        _followed(page, sign_in, world)

    dialogue.refresh_from_db()
    assert dialogue.noticed_on == TODAY
    assert Topic.objects.filter(chosen=True).count() == 3
