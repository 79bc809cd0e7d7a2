"""Two whole school years in a browser: from the board's priority to the goals of the third.

The clock is moved on from day to day, for the server and the test alike; the browser only shows
what the server says. Everything is done on the pages, by the people whose work it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from rodtrad.accounts.models import User
from rodtrad.goals.models import DevelopmentArea, Goal, Remedy, Rollover
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports.models import Report
from tests.world import World, assign, person

SignIn = Callable[[User], None]
_SWEDEN = ZoneInfo("Europe/Stockholm")

SHARED = "Alla barn och elever läser med förståelse"
FIRST = "Eleverna förstår det de läser"
NEXT = "Eleverna tolkar diagram och tabeller"
ACTIVITY = "Läsgrupper i alla ämnen"
REMEDY = "Två lärare leder läsgrupperna tillsammans"


class Clock:
    """The day that it is for the server."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 8, 20, 9, 0, tzinfo=_SWEDEN)

    def now(self) -> datetime:
        """What `timezone.now` answers."""
        return self.moment

    def goes_to(self, day: str) -> None:
        """Move on to nine o'clock of a day."""
        self.moment = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=_SWEDEN)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """A clock that the test moves."""
    clock = Clock()
    with mock.patch("django.utils.timezone.now", clock.now):
        yield clock


@dataclass
class Story:
    """Who does what on which page."""

    page: Page
    sign_in: SignIn
    clock: Clock
    world: World
    principal: User

    def day(self, day: str, who: User) -> None:
        """A new day, and somebody who opens Rödtråd."""
        self.clock.goes_to(day)
        self.sign_in(who)

    def press(self, name: str) -> None:
        """Press the button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        """Follow the first link whose name begins so."""
        self.page.get_by_role("link", name=name).first.click()

    def fill(self, **fields: str) -> None:
        """Fill in fields by the names that they have in their form."""
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]").fill(value)

    def said(self, text: str) -> None:
        """Rödtråd says that it has been done."""
        expect(self.page.get_by_role("status").first).to_contain_text(text)

    def the_board_prioritises(self) -> None:
        """The board's priority becomes a point that goals can cite."""
        self.day("2025-08-14", self.world.development_head)
        self.page.goto("/styrdokument/nytt/")
        self.fill(title="Nämndens mål och prioriteringar 2025–2028", short="Nämndens mål")
        self.press("För in dokumentet")
        self.follow("Ny punkt")
        self.fill(reference="Mål 1", heading="Alla läser med förståelse")
        self.page.locator(".form-end button[type=submit]").click()
        self.page.goto("/mal/nytt/?gemensamt=1")
        self.fill(
            title=SHARED,
            desired_effect="Alla barn och elever förstår det de läser.",
            starts="2025-08-01",
            ends="2028-07-31",
        )
        self.page.get_by_label("Alla läser med förståelse").check()
        self.page.get_by_label("Politisk prioritering").check()
        self.press("Spara målet")
        self.said("Målet är sparat")

    def the_unit_plans(self) -> None:
        """From the hole in the coverage to a goal with indicator and activity."""
        self.day("2025-08-20", self.principal)
        self.page.goto("/mal/tackning/")
        self.page.locator("a", has_text=f"Mål saknas: Östra skolan, {SHARED}").click()
        self.fill(title=FIRST, desired_effect="Eleverna klarar ämnenas texter på egen hand.")
        self.page.get_by_label("Identifierad brist").check()
        self.press("Spara målet")
        self.follow("Koppla en indikator")
        self.follow(self.world.share.name)
        self.fill(baseline_value="70", desired_value="85")
        self.press("Koppla indikatorn till målet")
        self.follow("Ny aktivitet")
        self.fill(
            title=ACTIVITY,
            aim="Varje elev läser i grupp varje vecka.",
            how_it_moves="Den som samtalar om texten förstår mer.",
        )
        self.page.get_by_label(self.world.share.name).check()
        self.press("Spara aktiviteten")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(ACTIVITY)

    def the_other_goal_is_not_theirs(self) -> None:
        """That a shared goal does not concern the unit is an answer, with a reason."""
        self.page.goto("/mal/tackning/")
        asked = f"Ej aktuellt? Östra skolan, mål saknas, {self.world.shared_goal.title}"
        self.page.locator("a", has_text=asked).click()
        self.page.get_by_label("Ej aktuellt").check()
        self.fill(why="Skolan har ingen årskurs 9.")
        self.press("Spara svaret")
        self.said("Svaret är sparat")

    def measure(self, day: str, title: str, value: str) -> None:
        """Write in a value, from the goal's page."""
        self.day(day, self.principal)
        self.page.goto(f"/mal/{self.goal(title).pk}/")
        self.follow("Skriv in mätvärdet")
        self.page.locator("summary", has_text="Har ni bara andelen").click()
        self.fill(value=value)
        self.press("Spara mätvärdet")
        self.said(f"Sparat: {value},0 %")

    def check_in(self, day: str, title: str, data: str) -> None:
        """Check the goal's activity."""
        self.day(day, self.principal)
        activity = self.goal(title).activities.get()
        self.page.goto(f"/aktivitet/{activity.pk}/")
        self.follow("Gör avstämningen")
        self.page.get_by_label("På rätt väg").check()
        self.fill(process_data=data)
        self.press("Spara avstämningen")
        self.said("Avstämningen är sparad")

    def analyse(
        self, day: str, title: str, year: str, attainment: str, conclusion: str, area: str
    ) -> None:
        """Write the analysis and what needs developing."""
        self.day(day, self.principal)
        self.page.goto(f"/mal/{self.goal(title).pk}/analys/{year}/")
        self.fill(
            result="Fler elever når målen än i fjol.",
            effect="Läsgrupperna har gjort skillnad.",
            causes="Lagen planerar tillsammans.",
            area_title=area,
        )
        self.page.get_by_label(attainment, exact=True).check()
        self.page.get_by_label(conclusion, exact=True).check()
        self.press("Markera analysen som klar")
        self.said("Utvecklingsområdet är tillagt")

    def decide(self) -> None:
        """Decide a remedy out of the analysis that is on the screen."""
        self.follow("Besluta en åtgärd")
        self.fill(title=REMEDY, expected_effect="Alla elever talar om texten.", due="2027-02-15")
        self.press("Besluta åtgärden")
        self.said("Åtgärden är beslutad")

    def report(self, day: str, year: str, number: str) -> None:
        """Write, hand in and adopt the unit's report."""
        self.day(day, self.principal)
        self.page.goto("/rapporter/ny/")
        self.page.get_by_label("Läsår").select_option(year)
        self.press("Öppna rapporten")
        row = Report.objects.get(unit=self.world.other_school, school_year__start=int(year[:4]))
        for section in row.sections.all():
            self.page.goto(f"/avsnitt/{section.pk}/")
            editor = self.page.locator("trix-editor")
            editor.click()
            editor.press_sequentially("Så gick det.")
            self.page.get_by_label("Avsnittet är klart").check()
            self.press("Spara avsnittet")
        self.page.goto(f"/rapporter/{row.pk}/")
        self.follow("Lämna in rapporten")
        self.press("Lämna in rapporten")
        self.said("Rapporten är inlämnad")
        self.sign_in(self.world.head)
        self.page.goto(f"/rapporter/{row.pk}/")
        self.follow("Fastställ rapporten")
        self.page.get_by_label("Diarienummer").fill(number)
        self.press("Fastställ rapporten")
        expect(self.page.locator(".lead")).to_contain_text(number)

    def turn(self, day: str, year: str, says: str) -> None:
        """Go over to the next school year: three clicks from the menu."""
        self.day(day, self.principal)
        self.page.goto("/lasarsskifte/")
        self.follow("Se vad som skulle hända")
        expect(self.page.locator("main")).to_contain_text(says)
        self.press(f"Gå över till {year}")
        self.said(f"Östra skolan har gått över till {year}")

    def suggestion_becomes_a_goal(self, area: str, effect: str) -> None:
        """Take on what last year's analysis found."""
        self.page.locator("a", has_text=f"Gör ett mål av det: {area}").click()
        self.fill(desired_effect=effect)
        expect(self.page.get_by_label("Bidrar till förvaltningsgemensamt mål")).not_to_have_value(
            ""
        )
        self.press("Spara målet")
        self.said("Målet är sparat")

    def goal(self, title: str) -> Goal:
        """The unit's latest goal of that name."""
        found: Goal = Goal.objects.filter(unit=self.world.other_school, title=title).latest("pk")
        return found


def test_two_school_years_from_the_boards_priority_to_the_next_goals(
    page: Page, sign_in: SignIn, world: World, clock: Clock
) -> None:
    principal = person("Maja Holm")
    assign(principal, "principal", world.other_school)
    story = Story(page, sign_in, clock, world, principal)

    # The first year.
    story.the_board_prioritises()
    story.the_unit_plans()
    story.the_other_goal_is_not_theirs()
    first = story.goal(FIRST)
    story.check_in("2025-11-12", FIRST, "Alla lag har läsgrupper varje vecka.")
    story.measure("2026-01-20", FIRST, "74")
    story.measure("2026-06-08", FIRST, "78")
    story.analyse("2026-06-12", FIRST, "2025-26", "Delvis uppnått", "Fortsätter", NEXT)
    story.decide()
    story.report("2026-06-20", "2025/26", "BUN 2026/310")
    story.turn("2026-06-25", "2026/27", f"Målet ”{FIRST}” börjar på nytt 2026/27")
    story.suggestion_becomes_a_goal(NEXT, "Eleverna använder diagram i alla ämnen.")
    second = story.goal(FIRST)
    from_area = story.goal(NEXT)
    assert second.previous == first
    assert from_area.came_from == DevelopmentArea.objects.get(title=NEXT)
    assert second.targets.get().baseline_value == 78

    # The second year.
    story.check_in("2026-10-05", FIRST, "Två lärare i varje grupp.")
    story.measure("2027-01-25", FIRST, "83")
    story.day("2027-02-10", principal)
    page.goto("/")
    page.locator(".due-item", has_text=REMEDY).get_by_role("link", name="Skriv in effekten").click()
    page.get_by_label("Gav den effekt vi väntade").check()
    story.fill(effect="Alla elever talar om texten varje vecka.")
    story.press("Spara bedömningen")
    story.said("Effekten är bedömd")
    assert Remedy.objects.get(title=REMEDY).outcome == "full"
    story.measure("2027-06-07", FIRST, "86")
    story.analyse("2027-06-11", FIRST, "2026-27", "Uppnått", "Avslutas", "Läsa på engelska")
    story.report("2027-06-18", "2026/27", "BUN 2027/305")
    story.day("2027-06-20", world.administrator)
    page.goto("/administration/lasar/nytt/")
    story.press("Lägg upp läsåret")
    assert SchoolYear.objects.filter(start=2027).exists()
    story.turn("2027-06-24", "2027/28", f"Målet ”{FIRST}” avslutas: Uppnått enligt analysen")
    story.suggestion_becomes_a_goal("Läsa på engelska", "Eleverna läser engelska texter.")
    assert Rollover.objects.standing().count() == 2

    # The thread shows it all.
    third = story.goal("Läsa på engelska")
    assert (third.previous, third.starts.year) == (second, 2027)
    page.goto(f"/mal/{third.pk}/trad/")
    words = page.locator("main")
    for said in (
        *("Nämndens mål Mål 1", SHARED, FIRST, ACTIVITY, REMEDY),
        *("78,0 %", "86,0 %", "Delvis uppnått", "Uppnått enligt analysen 2026/27."),
        *("Gav den effekt vi väntade", "Läsa på engelska", NEXT),
    ):
        expect(words).to_contain_text(said)
    years = page.locator(".thread-year h3")
    expect(years).to_have_text(["2025/26", "2026/27", "2027/28"])

    # And who leads sees that the second year is done.
    story.day("2027-06-26", world.head)
    page.goto("/mal/tackning/steg/?lasar=2025-26&q=Östra")
    row = page.locator("tbody tr", has_text="Östra skolan").last
    for step in ("Analyserat", "Åtgärder beslutade", "Effekt bedömd"):
        expect(row).to_contain_text(step)
