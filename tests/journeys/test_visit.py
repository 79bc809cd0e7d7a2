"""The administration's dialogue in a browser, from the plan to what became of it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from rodtrad.dialogues.models import AppraisalTalk, Commitment, Visit
from rodtrad.dialogues.tests import visit_helpers as helpers
from tests.world import World

SignIn = Callable[[User], None]


def test_a_visit_from_plan_to_follow_up(page: Page, sign_in: SignIn, world: World) -> None:
    # The development head opens a round and takes the days that are suggested.
    sign_in(world.development_head)
    page.goto("/besok/")
    page.get_by_role("link", name="Ny besöksomgång").click()
    page.get_by_label("Första dag för besök").fill("2027-02-01")
    page.get_by_label("Sista dag för besök").fill("2027-04-30")
    page.get_by_role("button", name="Öppna omgången").click()
    page.get_by_role("button", name="Föreslå dagar").click()
    expect(page.locator("main")).to_contain_text("3 av 3 enheter har en dag")
    page.get_by_label("Dag för Västerportskolan").fill("2027-02-10")
    page.get_by_role("button", name="Spara planen").click()
    expect(page.get_by_role("status").first).to_contain_text("Planen är sparad")
    visit = Visit.objects.get(unit=world.school)

    # The principal prepares.
    sign_in(world.principal)
    page.goto(f"/besok/{visit.pk}/")
    page.get_by_role("link", name="Förbered besöket").click()
    page.get_by_label("Det här vill vi resonera kring").fill("Hur når vi dem som är borta?")
    page.get_by_label("Vi är förberedda").check()
    page.get_by_role("button", name="Spara förberedelsen").click()
    expect(page.get_by_role("status").first).to_contain_text("Ni är förberedda")

    # The head reads, notes as it is said, and writes what each side takes on.
    sign_in(world.head)
    page.goto(f"/besok/{visit.pk}/")
    expect(page.locator("main")).to_contain_text("Hur når vi dem som är borta?")
    page.get_by_label("Det som sägs i rummet").fill("Eleverna vill ha lugn i matsalen.")
    expect(page.locator("#kept")).to_contain_text("Sparat.")
    page.get_by_label("Det som sägs i rummet").press_sequentially(" Rektor instämmer.")
    page.wait_for_function(
        "() => document.getElementById('id_revision').value === '2'", timeout=10_000
    )
    visit.refresh_from_db()
    assert visit.notes == "Eleverna vill ha lugn i matsalen. Rektor instämmer."
    page.get_by_role("link", name="Enheten åtar sig").click()
    page.get_by_label("Åtagande", exact=True).fill("Pröva ny köordning")
    page.get_by_label("Ansvarig").select_option(label="Åsa Lindgren")
    page.get_by_label("Följs upp senast").fill("2027-06-01")
    page.get_by_role("button", name="Spara åtagandet").click()
    page.get_by_role("link", name="Besöket är genomfört").click()
    page.get_by_label("Barn eller elever som var med").fill("6")
    page.get_by_label("Av så många som tillfrågades").fill("8")
    page.get_by_role("button", name="Markera som genomfört").click()
    page.get_by_role("link", name="Ge återkoppling").click()
    page.get_by_label("Återkoppling till enheten").fill("Ni har kommit långt.")
    page.get_by_label("Lämna återkopplingen nu").check()
    page.get_by_role("button", name="Spara återkopplingen").click()

    # The principal reads and says what became of it.
    sign_in(world.principal)
    page.goto(f"/besok/{visit.pk}/")
    expect(page.locator("main")).to_contain_text("Ni har kommit långt.")
    page.locator("a", has_text="Följ upp: Pröva ny köordning").click()
    page.get_by_label("Vad det blev av").fill("Kön är lugn.")
    page.get_by_role("button", name="Spara uppföljningen").click()
    expect(page.locator("main")).to_contain_text("Kön är lugn.")
    assert Commitment.objects.get().state == Commitment.State.DONE


def test_the_appraisal_talk_is_a_day_between_two(page: Page, sign_in: SignIn, world: World) -> None:
    visit = helpers.planned(world)
    sign_in(world.head)
    page.goto(f"/besok/{visit.pk}/")
    page.get_by_role("link", name="Skriv in en dag").click()
    page.get_by_label("Dag").fill("2027-02-13")
    page.get_by_role("button", name="Spara dagen").click()
    expect(page.get_by_label("Vid sidan av")).to_contain_text("13 feb 2027")
    assert AppraisalTalk.objects.count() == 1

    sign_in(world.development_head)
    page.goto(f"/besok/{visit.pk}/")
    expect(page.get_by_label("Vid sidan av")).not_to_contain_text("13 feb 2027")


def test_a_visit_to_a_closed_unit_gets_a_sentence(
    page: Page, sign_in: SignIn, world: World
) -> None:
    visit = helpers.visit_at(helpers.round_of(world), world.school)
    world.school.closed = helpers.TODAY
    world.school.save()
    sign_in(world.head)
    page.goto(f"/besok/{visit.pk}/planera/")
    page.get_by_label("Dag").fill("2027-02-10")
    page.get_by_role("button", name="Spara dag och plats").click()
    expect(page.locator("main")).to_contain_text("är stängd från 25 november 2026")
