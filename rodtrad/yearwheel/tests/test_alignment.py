"""Whether the wheels keep step: each deviation is a sentence with a way to mend it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Target
from rodtrad.reports.models import ReportKind
from rodtrad.yearwheel.actions.items import move_item
from rodtrad.yearwheel.actions.kinds import set_number
from rodtrad.yearwheel.actions.wheels import adopt_wheel, change_wheel
from rodtrad.yearwheel.alignment import shared as ask
from rodtrad.yearwheel.alignment.facts import Check, Fact
from rodtrad.yearwheel.models import AlignmentNumber, WheelItem
from rodtrad.yearwheel.queries.alignment import shared_alignment, unit_alignments
from rodtrad.yearwheel.tests.wheels import build_wheels, item
from rodtrad.yearwheel.when import Span
from tests.world import World

YEAR = SchoolYear(2026)


def _fact(key: int, kind: str, day: date, **more: Any) -> Fact:
    return Fact(key=key, wheel=1, title=f"Punkt {key}", kind=kind, span=Span(day, day), **more)


def _by_title(checks: list[Check]) -> dict[str, Check]:
    return {check.title: check for check in checks}


def _sentences(check: Check) -> str:
    return " ".join(one.sentence for one in check.deviations)


@pytest.mark.parametrize(
    ("autumn", "spring", "deviating"), [(2, 3, 0), (1, 2, 1), (2, 4, 1), (0, 0, 2)]
)
def test_strategy_days_are_two_to_three_a_term(autumn: int, spring: int, deviating: int) -> None:
    days = [_fact(n, "strategy_day", date(2026, 9, 1) + timedelta(n)) for n in range(autumn)]
    days += [_fact(n, "strategy_day", date(2027, 2, 1) + timedelta(n)) for n in range(spring)]

    check = ask.strategy_days(days, year=YEAR, fewest=2, most=3, wheel=1)

    assert len(check.deviations) == deviating


def test_the_analysis_day_is_one_at_the_end_of_the_year() -> None:
    def check(*days: date) -> Check:
        facts = [_fact(n, "analysis_day", day) for n, day in enumerate(days)]
        return ask.analysis_day(facts, year=YEAR, wanted=1, from_month=5, wheel=1)

    assert check(date(2027, 6, 16)).holds
    assert "ingen analysdag" in _sentences(check())
    assert "Den hör till slutet av läsåret, från maj" in _sentences(check(date(2026, 11, 3)))
    assert "finns 2 analysdagar" in _sentences(check(date(2027, 5, 20), date(2027, 6, 16)))


@pytest.mark.parametrize(
    ("weeks_before", "said"),
    [
        (3, ""),
        (20, ""),
        (2, "bara 2 veckor före"),
        (1, "bara en vecka före"),
        (0, "samma vecka"),
        (-2, "efteråt"),
        (30, "ingen analys av den dessförinnan"),
    ],
)
def test_a_key_figure_is_analysed_in_time(weeks_before: int, said: str) -> None:
    board_day = date(2026, 11, 17)
    board = [_fact(1, "key_figure", board_day, indicators={5: "Meritvärde"})]
    analysis = _fact(
        2, "analysis", board_day - timedelta(weeks=weeks_before), indicators={5: "Meritvärde"}
    )

    check = ask.before_board(board, [analysis], fewest_weeks=3, most_weeks=26, principals=9)

    assert said in _sentences(check)
    assert check.holds == (said == "")


def test_an_analysis_of_another_indicator_does_not_count() -> None:
    board = [_fact(1, "key_figure", date(2026, 11, 17), indicators={5: "Meritvärde"})]
    other = _fact(2, "analysis", date(2026, 9, 1), indicators={6: "Trygghet"})

    check = ask.before_board(board, [other], fewest_weeks=3, most_weeks=26, principals=9)

    assert check.found == "0 av 1 i tid"
    assert check.deviations[0].mend.wheel == 9


def test_the_shared_wheels_are_measured_against_the_board(world: World) -> None:
    build_wheels(world)

    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))

    # The analysis is on the first of October, the board on the seventeenth of November.
    assert checks["Nyckeltalen analyseras före nämnden"].holds
    adopted = checks["Hjulen är fastställda"]
    assert "SKA-hjulet för 2026/27 är inte fastställt" in _sentences(adopted)
    assert "Nämndens hjul saknas för 2027" in _sentences(adopted)

    set_number(
        number=AlignmentNumber.objects.get(code="weeks_before_board"), value=8, by=world.head
    )
    stricter = _by_title(shared_alignment(world.head, YEAR, world.administration))
    assert "bara 6 veckor före. Den behöver ligga minst 8" in _sentences(
        stricter["Nyckeltalen analyseras före nämnden"]
    )


def test_ledarforum_are_set_aside_as_the_ska_wheel_says(world: World) -> None:
    made = build_wheels(world)
    learning: dict[str, Any] = {"kind": WheelItem.Kind.LEARNING}
    item(made.ska, "Lärande ett", world.head, week=41, forums=[made.forum], **learning)
    title = "Ledarforum för kollegialt lärande"

    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))
    assert "anger inte hur många ledarforum" in _sentences(checks[title])

    change_wheel(
        wheel=made.ska, note="", learning_count=2, analysis_count=0, revision=0, by=world.head
    )
    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))
    assert "anger 2 ledarforum för kollegialt lärande, men har 1" in _sentences(checks[title])

    item(made.ska, "Lärande två", world.head, week=45, forums=[made.forum], **learning)
    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))
    assert checks[title].holds

    item(made.ska, "Lärande utan forum", world.head, week=46, **learning)
    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))
    assert "tas inte upp i något ledarforum" in _sentences(checks[title])


def test_an_item_on_a_day_off_is_told(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Helgdag", world.head, when="date", first=date(2027, 5, 6))

    checks = _by_title(shared_alignment(world.head, YEAR, world.administration))

    assert "”Helgdag” ligger 6 maj, som är Kristi himmelsfärdsdag" in _sentences(
        checks["Dagarna finns och är arbetsdagar"]
    )


def _unit_checks(world: World) -> dict[str, Check]:
    found = unit_alignments(world.principal, YEAR, [world.school], [world.administration])
    return _by_title(found[0].checks)


def test_a_unit_is_told_which_wheels_it_lacks(world: World) -> None:
    made = build_wheels(world)

    said = _sentences(_unit_checks(world)["Hjulen är fastställda"])
    assert "Enhetens driftshjul saknas för 2026/27" in said
    assert "Enhetens SKA-hjul för 2026/27 är inte fastställt" in said

    adopt_wheel(wheel=made.unit, on=date(2026, 8, 1), by=world.principal)
    assert "SKA-hjul" not in _sentences(_unit_checks(world)["Hjulen är fastställda"])


def test_a_unit_follows_up_before_the_leaders_analyse_together(world: World) -> None:
    made = build_wheels(world)
    title = "Indikatorerna följs upp före den gemensamma analysen"
    assert Target.objects.filter(goal__unit=world.school, indicator=world.share).exists()

    missing = _unit_checks(world)[title]
    assert "men står inte i enhetens hjul" in _sentences(missing)

    own = item(made.unit, "Betygen i lagen", world.principal, week=46, indicators=[world.share])
    late = _unit_checks(world)[title]
    assert "följer upp den först v. 46 (”Betygen i lagen”)" in _sentences(late)
    assert late.deviations[0].mend.item == own.pk

    move_item(item=own, week=39, by=world.principal)
    assert _unit_checks(world)[title].holds


def test_nothing_of_the_units_lies_on_the_leaders_days(world: World) -> None:
    made = build_wheels(world)
    item(
        made.ska,
        "Analysdag",
        world.head,
        kind=WheelItem.Kind.ANALYSIS_DAY,
        when="date",
        first=date(2027, 6, 16),
    )
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)
    item(made.unit, "Lagens dag", world.principal, when="date", first=date(2027, 6, 16))

    check = _unit_checks(world)["Inget på skolledarnas gemensamma dagar"]

    assert "samma dag som ”Analysdag”" in _sentences(check)


def test_a_report_stands_in_the_units_wheel_in_time(world: World) -> None:
    made = build_wheels(world)
    report: dict[str, Any] = {
        "kind": WheelItem.Kind.REPORT,
        "report_kinds": list(ReportKind.objects.all()[:1]),
    }
    item(made.ska, "Rapporterna in", world.head, week=26, **report)
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)
    title = "Rapporterna är klara i tid"

    assert "står inte i enhetens hjul" in _sentences(_unit_checks(world)[title])
    own = item(made.unit, "Rapporten", world.principal, week=27, **report)
    assert "ska vara klar v. 26, men ligger v. 27" in _sentences(_unit_checks(world)[title])
    move_item(item=own, week=25, by=world.principal)
    assert _unit_checks(world)[title].holds


def test_every_deviation_on_the_page_leads_to_where_it_is_mended(world: World) -> None:
    build_wheels(world)
    client = Client()
    client.force_login(world.head)
    for query in ("?lasar=2026-27", "?lasar=2026-27&visa=enheter"):
        page = client.get(reverse("wheel_alignment") + query)
        shown = page.context.get("shared") or page.context["units"]
        for row in shown:
            for _, deviations in row[1]:
                for _, address, _ in deviations:
                    assert client.get(address).status_code == 200, address
