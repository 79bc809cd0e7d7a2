"""The pages of the administration's visits, for the counting of queries."""

from datetime import date, timedelta
from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.dialogues.actions.commitment import save_commitment
from rodtrad.dialogues.actions.visit import choose_people, hold_visit
from rodtrad.dialogues.actions.visit_plan import (
    Slot,
    open_visit_round,
    plan_visit,
    suggest_visit_days,
)
from rodtrad.dialogues.models import Visit, VisitRound
from rodtrad.matrix.tests.pages import mine_all_the_way
from rodtrad.organisation.models import SchoolYear, Unit


def _round_row(city: City, years_ago: int = 0) -> VisitRound:
    year = SchoolYear.objects.get(pk=city.ground.running.start - years_ago)
    found: VisitRound | None = VisitRound.objects.filter(
        unit=city.branch.administration, school_year=year
    ).first()
    if found is not None:
        return found
    starts = date(year.start + 1, 1, 15)
    round_ = open_visit_round(
        unit=Unit.objects.get(pk=city.branch.administration.pk),
        school_year=year,
        starts=starts,
        ends=starts + timedelta(days=120),
        today=year.span.starts,
        by=city.branch.head,
    )
    suggest_visit_days(round_, today=year.span.starts, by=city.branch.head)
    return round_


def _visit_row(city: City, years_ago: int = 0) -> Visit:
    """The unit's visit, with a last year to look back at and all its material."""
    unit = mine_all_the_way(city)
    found: Visit = _round_row(city, years_ago).visits.get(unit=unit)
    if found.on is None:
        found = plan_visit(found, Slot(_round_row(city, years_ago).starts), by=city.branch.head)
    if not found.commitments.exists():
        by = city.branch.head
        people = {by: "visitor", **dict.fromkeys(city.branch.teachers[:6], "lead")}
        choose_people(found, people, by=by)
        for number in range(len(city.branch.units)):
            save_commitment(
                visit=found,
                side="unit",
                text=f"Åtagande {number}",
                due=date(2027, 6, 1),
                responsible=by,
                by=by,
            )
    return found


def _visit(city: City) -> list[Any]:
    before = _visit_row(city, 1)
    if before.state == Visit.State.PLANNED and before.on is not None:
        hold_visit(before, on=before.on, by=city.branch.head)
    return [_visit_row(city).pk]


def _round(city: City) -> list[Any]:
    _visit(city)
    return [_round_row(city).pk]


def _commitment(city: City) -> list[Any]:
    return [_visit_row(city).commitments.all()[0].pk]


def _anywhere(city: City) -> list[Any]:
    _visit(city)
    return []


VISIT_PAGES: dict[str, tuple[Any, str]] = {
    "visit_list": (_anywhere, ""),
    "visit_round_create": (_anywhere, ""),
    "visit_round_detail": (_round, ""),
    "visit_round_detail:xlsx": (_round, "format=xlsx"),
    "visit_detail": (_visit, ""),
    "visit_edit": (_visit, ""),
    "visit_people": (_visit, ""),
    "visit_cancel": (_visit, ""),
    "visit_prepare": (_visit, ""),
    "visit_notes": (_visit, ""),
    "visit_hold": (_visit, ""),
    "visit_feedback": (_visit, ""),
    "visit_appraisal": (_visit, ""),
    "visit_pdf": (_visit, ""),
    "visit_docx": (_visit, ""),
    "commitment_list": (_anywhere, ""),
    "commitment_list:xlsx": (_anywhere, "format=xlsx"),
    "commitment_create": (_visit, ""),
    "commitment_edit": (_commitment, ""),
    "commitment_follow_up": (_commitment, ""),
    "commitment_remove": (_commitment, ""),
}

VISIT_WRITES = frozenset(
    {
        "visit_round_plan",
        "visit_round_suggest",
        "visit_round_tell",
        "visit_round_add_units",
        "visit_reopen",
    }
)
