"""A self-assessment in a browser: rated one by one on a phone, agreed on, and made an area of."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from rodtrad.goals.models import DevelopmentArea
from rodtrad.matrix.actions.raters import close_individual
from rodtrad.matrix.actions.ratings import begin_agreeing, rate
from rodtrad.matrix.models import Sheet
from rodtrad.matrix.tests.helpers import all_rate, assessment_at, campaign_of, staff
from tests.journeys.looking import overflows
from tests.world import World

SignIn = Callable[[User], None]
on_a_phone = pytest.mark.parametrize("look", [(320, "light")])


@on_a_phone
def test_a_teacher_rates_on_a_phone_and_nothing_is_lost_on_the_way(
    page: Page, sign_in: SignIn, world: World
) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    sign_in(world.lead_teacher)
    page.goto("/")
    page.get_by_role("link", name="Gör din skattning").first.click()
    page.get_by_role("link", name="Börja, ett i taget").click()

    page.get_by_text("Så ser Etablerat ut.").click()
    expect(page.locator("#kept")).to_contain_text("Du har skattat 1 av 2")
    assert not overflows(page)
    # Another page and back: what was chosen is there without any button.
    page.goto(f"/sjalvskattning/{assessment.pk}/min/")
    expect(page.locator("main")).to_contain_text("Du har skattat 1 av 2")
    page.get_by_role("link", name="Fortsätt, ett i taget").click()

    page.get_by_text("Så ser Påbörjat ut.").click()
    page.get_by_label("Vad bygger du det på?").fill("Samrådet har inte ändrat något.")
    page.get_by_role("button", name="Till inlämning").click()
    page.get_by_role("button", name="Lämna in").click()

    expect(page.locator("main")).to_contain_text("Din skattning är inlämnad")
    sheet = Sheet.objects.get()
    assert sheet.handed_in
    assert {row.step.label for row in sheet.ratings.all() if row.step} == {"Etablerat", "Påbörjat"}


def test_a_principal_leads_the_unit_from_spread_to_development_area(
    page: Page, sign_in: SignIn, world: World
) -> None:
    assessment = assessment_at(campaign_of(world), world.school)
    all_rate(assessment, staff(world.school, 6), [0, 0, 1, 2, 3, 3])
    sign_in(world.principal)
    page.goto(f"/sjalvskattning/{assessment.pk}/")
    expect(page.locator("main")).to_contain_text("6 av 9 har lämnat in")

    page.get_by_role("link", name="Räkna samman").click()
    page.get_by_role("button", name="Räkna samman").click()
    expect(page.locator("main")).to_contain_text("Ni ser det olika")
    page.get_by_role("link", name="Börja enas").click()
    page.get_by_role("button", name="Börja enas").click()

    page.get_by_role("link", name="Enas om nästa kriterium").click()
    page.get_by_label("Påbörjat: Så ser Påbörjat ut.").check()
    page.get_by_label("Grunder").fill("Eleverna får tycka till men ändrar inget.")
    page.get_by_role("button", name="Spara och gå till nästa").click()
    page.get_by_label("Etablerat: Så ser Etablerat ut.").check()
    page.get_by_label("Grunder").fill("Samrådet ändrade schemat.")
    page.get_by_role("button", name="Spara").click()

    page.locator("a", has_text="Gör till utvecklingsområde: Inflytande").click()
    page.get_by_role("button", name="Gör till utvecklingsområde").click()
    page.get_by_role("link", name="Vi är klara").click()
    page.get_by_role("button", name="Självskattningen är klar").click()

    expect(page.locator("main")).to_contain_text("Det ni enades om")
    assert DevelopmentArea.objects.filter(title="Inflytande", unit=world.school).exists()
    assessment.refresh_from_db()
    assert assessment.is_done


def test_a_head_starts_it_for_all_and_follows_without_reading_drafts(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.head)
    page.goto("/kvalitetsmatris/")
    page.get_by_role("link", name="Starta självskattning").click()
    page.get_by_role("button", name="Starta självskattningen").click()
    expect(page.get_by_role("status").first).to_contain_text("har börjat på 3 enheter")

    page.get_by_role("button", name="Påminn 3 enheter").click()
    expect(page.get_by_role("status").first).to_contain_text("3 enheter är påminda")
    expect(page.get_by_role("row", name="Västerportskolan")).to_contain_text("Var och en skattar")
    expect(page.get_by_role("link", name="Västerportskolan")).to_have_count(0)


def test_two_who_agree_at_once_see_both_versions(page: Page, sign_in: SignIn, world: World) -> None:
    assessment = close_individual(
        assessment_at(campaign_of(world), world.school), by=world.principal
    )
    begin_agreeing(assessment, by=world.principal)
    sign_in(world.principal)
    page.goto(f"/sjalvskattning/{assessment.pk}/")
    page.get_by_role("link", name="Enas om nästa kriterium").click()
    page.get_by_label("Grunder").fill("Det vi skrev.")
    # A colleague saves meanwhile.
    criterion = assessment.version.areas.get().criteria.all()[0]
    rate(
        assessment,
        criterion=criterion,
        team=None,
        step=None,
        grounds="Det kollegan skrev.",
        revision=0,
        by=world.assistant_principal,
    )
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("main")).to_contain_text("Det kollegan skrev.")
    expect(page.get_by_role("textbox", name="Grunder")).to_have_value("Det vi skrev.")
