"""The whole thread in a browser: from a value on the start page to an adopted report."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from rodtrad.accounts.models import User
from rodtrad.goals.models import Activity, CheckIn, DevelopmentArea, Goal, GoalReview
from rodtrad.indicators.models import Measurement
from rodtrad.reports.models import Report
from tests.world import World

SignIn = Callable[[User], None]


def _button(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def _link(page: Page, text: str) -> None:
    """Follow a link by its whole text, also what only a screen reader says."""
    page.locator("a", has_text=text).click()


def _to_measure(page: Page) -> None:
    """From the start page to the form: the one click that leads there."""
    page.goto("/")
    page.locator(".due-item").filter(has_text="Mätvärde: ").get_by_role(
        "link", name="Skriv in mätvärdet"
    ).click()


def _unfold(page: Page, text: str) -> None:
    """Open the fields that seldom are needed."""
    page.locator("summary", has_text=text).click()


def test_a_value_takes_two_clicks_and_two_numbers(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    _to_measure(page)

    page.get_by_label("Antal som uppfyller").fill("124")
    page.get_by_label("Antal totalt").fill("148")
    _button(page, "Spara mätvärdet")

    # Back at what is next, where one came from.
    expect(page.get_by_role("status").first).to_contain_text("83,8 %")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mitt arbete")


def test_a_share_alone_is_written_too(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    _to_measure(page)

    expect(page.get_by_label("Andel (%)")).not_to_be_visible()
    _unfold(page, "Har ni bara andelen")
    page.get_by_label("Andel (%)").fill("83,8")
    _button(page, "Spara mätvärdet")

    expect(page.get_by_role("status").first).to_contain_text("83,8 %")


def test_words_for_a_number_are_refused_and_kept(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    _to_measure(page)

    _unfold(page, "Har ni bara andelen")
    _unfold(page, "Finns inget värde")
    page.get_by_label("Andel (%)").fill("ungefär hälften")
    page.get_by_label("Kommentar").fill("Tre elever skriver provet i januari.")
    _button(page, "Spara mätvärdet")

    expect(page.locator(".field-error")).to_contain_text("tal")
    expect(page.get_by_label("Andel (%)")).to_have_value("ungefär hälften")
    expect(page.get_by_label("Kommentar")).to_have_value("Tre elever skriver provet i januari.")
    assert Measurement.objects.count() == 1


def test_a_missing_value_is_said_to_be_missing(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    _to_measure(page)

    _unfold(page, "Finns inget värde")
    page.get_by_label("Om det inte finns något värde").select_option("Värdet saknas")
    _button(page, "Spara mätvärdet")

    expect(page.get_by_role("status").first).to_contain_text("Sparat")
    missing = Measurement.objects.latest("pk")
    assert missing.status == Measurement.Status.MISSING
    assert missing.value is None


def test_a_check_in_takes_two_clicks_and_one_short_form(
    page: Page, sign_in: SignIn, world: World
) -> None:
    sign_in(world.principal)
    page.goto("/")
    page.locator(".due-item").filter(has_text="Avstämning: ").get_by_role(
        "link", name="Gör avstämningen"
    ).click()

    page.get_by_label("På rätt väg").check()
    page.get_by_label("Vad visar processdata?").fill("Alla lag använder läsdagböckerna.")
    _button(page, "Spara avstämningen")

    expect(page.get_by_role("status").first).to_contain_text("Avstämningen är sparad")
    assert CheckIn.objects.filter(judgement="on_track").count() == 1


def test_a_goal_is_planned_from_law_to_activity(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    page.goto("/mal/")
    page.get_by_role("link", name="Nytt mål").first.click()

    page.get_by_role("textbox", name="Mål", exact=True).fill("Eleverna räknar med säkerhet")
    page.get_by_label("Önskad effekt").fill("Eleverna väljer själva en metod som fungerar.")
    page.get_by_label("Inriktningen på kvalitetsarbetet").check()
    page.get_by_label("Bidrar till förvaltningsgemensamt mål").select_option(
        label=world.shared_goal.title
    )
    page.get_by_label("Identifierad brist").check()
    _button(page, "Spara målet")

    goal = Goal.objects.get(title="Eleverna räknar med säkerhet")
    assert goal.supports == world.shared_goal
    thread = page.get_by_role("navigation", name="Röda tråden")
    expect(thread).to_contain_text("Skollagen 4 kap. 5 §")
    expect(thread).to_contain_text(world.shared_goal.title)

    page.get_by_role("link", name="Koppla en indikator").first.click()
    page.get_by_role("link", name=world.share.name).click()
    page.get_by_label("Nuläge, värde (%)").fill("71,5")
    page.get_by_label("Önskat läge, värde (%)").fill("85")
    _button(page, "Koppla indikatorn till målet")
    expect(page.locator("main")).to_contain_text("71,5 %")

    page.get_by_role("link", name="Ny aktivitet").first.click()
    page.get_by_label("Aktivitet", exact=True).fill("Resonera i par")
    page.get_by_label("Mål med aktiviteten").fill("Eleverna förklarar för varandra.")
    page.get_by_label(world.share.name).check()
    page.get_by_label("Så tror vi att den påverkar indikatorn").fill("Den som förklarar förstår.")
    _button(page, "Spara aktiviteten")

    expect(page.get_by_role("heading", level=1)).to_have_text("Resonera i par")
    activity = Activity.objects.get(title="Resonera i par")
    assert activity.goal == goal
    assert [target.indicator for target in activity.targets.all()] == [world.share]


def test_an_analysis_becomes_next_years_goal(page: Page, sign_in: SignIn, world: World) -> None:
    sign_in(world.principal)
    page.goto(f"/mal/{world.goal.pk}/analys/2026-27/")

    page.get_by_label("Vad visar resultatet?").fill("Fler elever når målen i höst.")
    page.get_by_label("Vilka orsaker ser ni till resultatet?").fill("Lagen planerar tillsammans.")
    page.get_by_label("Delvis uppnått").check()
    page.get_by_label("Fortsätter").check()
    page.get_by_label("Nytt utvecklingsområde").fill("Läsa diagram och tabeller")
    page.get_by_label("Varför?").fill("Eleverna hoppar över dem.")
    _button(page, "Markera analysen som klar")

    expect(page.get_by_role("status").first).to_contain_text("Utvecklingsområdet är tillagt")
    review = GoalReview.objects.get(school_year=world.year)
    assert review.done_on is not None

    _link(page, "Gör ett mål av det: Läsa diagram och tabeller")
    page.get_by_label("Önskad effekt").fill("Eleverna tolkar diagram i alla ämnen.")
    page.get_by_label("Inriktningen på kvalitetsarbetet").check()
    _button(page, "Spara målet")

    area = DevelopmentArea.objects.get(title="Läsa diagram och tabeller")
    assert area.goals.get().desired_effect == "Eleverna tolkar diagram i alla ämnen."
    expect(page.locator("main")).to_contain_text("Läsa diagram och tabeller")


def _write(page: Page, text: str) -> None:
    editor = page.locator("trix-editor")
    editor.click()
    editor.press_sequentially(text)


def _download(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=link).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_a_report_goes_from_its_opening_to_the_archive(
    page: Page, sign_in: SignIn, world: World, tmp_path: Path
) -> None:
    sign_in(world.principal)
    page.goto("/rapporter/ny/")
    page.get_by_label("Läsår").select_option("2026/27")
    _button(page, "Öppna rapporten")
    report = Report.objects.get(unit=world.school, school_year=world.year)
    address = f"/rapporter/{report.pk}/"

    titles = [section.title for section in report.sections.all()]
    for title in titles:
        page.get_by_role("link", name=f"Skriv: {title}").click()
        _write(page, f"Det här visar avsnittet {title}.")
        page.get_by_label("Avsnittet är klart").check()
        _button(page, "Spara avsnittet")
    page.get_by_role("link", name="Lämna in rapporten").click()
    _button(page, "Lämna in rapporten")
    expect(page.get_by_role("status").first).to_contain_text("Rapporten är inlämnad.")

    sign_in(world.head)
    page.goto("/")
    _link(page, f"Läs och ta ställning: {world.school.name}")
    page.get_by_role("link", name="Återlämna").click()
    page.get_by_label("Varför återlämnas den?").fill("Skriv om effekten för eleverna.")
    _button(page, "Återlämna rapporten")

    sign_in(world.principal)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Skriv om effekten för eleverna.")
    page.goto(address)
    page.get_by_role("link", name=f"Skriv i avsnittet {titles[0]}").click()
    _write(page, " Eleverna läser mer.")
    _button(page, "Spara avsnittet")
    page.get_by_role("link", name="Lämna in rapporten").click()
    _button(page, "Lämna in rapporten")

    sign_in(world.head)
    page.goto(address)
    page.get_by_role("link", name="Fastställ rapporten").click()
    page.get_by_label("Diarienummer").fill("BUN 2026/202")
    _button(page, "Fastställ rapporten")
    expect(page.locator(".lead")).to_contain_text("BUN 2026/202")

    sign_in(world.principal)
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Eleverna läser mer.")
    pdf = _download(page, "PDF, för läsning", tmp_path)
    assert pdf.read_bytes().startswith(b"%PDF")
    word = _download(page, "Word-dokument", tmp_path)
    assert "Eleverna läser mer." in zipfile.ZipFile(word).read("word/document.xml").decode()

    expect(page.get_by_role("link", name=f"Skriv i avsnittet {titles[0]}")).to_have_count(0)
    page.goto(f"/avsnitt/{report.sections.all()[0].pk}/")
    expect(page.get_by_text("går inte att ändra")).to_be_visible()
    expect(page.locator("trix-editor")).to_have_count(0)


def test_it_works_without_scripts(
    browser: Browser, page: Page, sign_in: SignIn, live_server: LiveServer, world: World
) -> None:
    sign_in(world.principal)
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
    )
    plain = context.new_page()
    _to_measure(plain)
    plain.get_by_label("Antal som uppfyller").fill("124")
    plain.get_by_label("Antal totalt").fill("148")
    _button(plain, "Spara mätvärdet")
    expect(plain.get_by_role("status").first).to_contain_text("83,8 %")

    section = world.report.sections.all()[0]
    plain.goto(f"/avsnitt/{section.pk}/")
    plain.get_by_label(section.title).fill("Skrivet utan skript.")
    _button(plain, "Spara avsnittet")
    expect(plain.locator("main")).to_contain_text("Skrivet utan skript.")
    context.close()
