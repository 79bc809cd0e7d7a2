"""Reads what the findings are counted from: a fixed number of queries, however many units."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import cycle_rows
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.models import (
    CheckIn,
    Deficiency,
    DevelopmentArea,
    Goal,
    Remedy,
    Target,
)
from rodtrad.indicators.models import ValidityReview
from rodtrad.inspection.counts import Facts, StepCount
from rodtrad.inspection.models import ComplaintCount
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.steering.models import SteeringDocument
from rodtrad.surveys.models import Audience, Participation
from rodtrad.surveys.participation import GROUPS


def read_facts(units: Sequence[Unit], year: SchoolYear, *, today: date) -> dict[int, Facts]:
    """Each unit's counts for a school year. Seventeen queries, however many units there are."""
    ids = [unit.pk for unit in units]
    found = {
        unit.pk: Facts(
            groups_asked=tuple(str(group.label) for group in GROUPS.get(Unit.Kind(unit.kind), ()))
        )
        for unit in units
    }
    _steps(found, units, year, today)
    for unit_id, is_by_state in _goals(ids, year):
        found[unit_id].goals += 1
        found[unit_id].state_cited += is_by_state
    for unit_id, n in _by_unit(
        CheckIn.objects.filter(
            activity__goal__unit__in=ids, on__range=(year.starts, year.ends)
        ).annotate(place=F("activity__goal__unit"))
    ):
        found[unit_id].check_ins = n
    _validity(found, ids, year)
    _areas(found, ids, year)
    for row in Deficiency.objects.filter(unit__in=ids, found_on__lte=year.ends).exclude(
        closed_on__lt=year.starts
    ):
        facts = found[row.unit_id]
        facts.deficiencies += 1
        facts.deficiencies_closed += row.closed_on is not None
        facts.deficiencies_late += row.is_late(today)
    for unit_id, audience, n in (
        Participation.objects.filter(unit__in=ids, on__range=(year.starts, year.ends))
        .order_by()
        .values_list("unit", "audience")
        .annotate(n=Count("pk"))
    ):
        found[unit_id].groups[str(Audience(audience).label)] = n
    for unit_id, n in (
        ComplaintCount.objects.filter(unit__in=ids, period__in=_terms(year))
        .order_by()
        .values_list("unit")
        .annotate(n=Sum("count"))
    ):
        found[unit_id].complaints = n
    for unit_id, state, due in (
        Report.objects.filter(unit__in=ids, school_year=year.start)
        .order_by()
        .values_list("unit", "state", "due")
    ):
        facts = found[unit_id]
        facts.report_adopted |= int(state == Report.State.ADOPTED)
        if due is not None:
            facts.report_due = max(facts.report_due or due, due)
    return found


def _terms(year: SchoolYear) -> list[str]:
    return [year.autumn.code, year.spring.code]


def _by_unit(rows: Any) -> Any:
    return rows.order_by().values_list("place").annotate(n=Count("pk"))


def _steps(found: dict[int, Facts], units: Sequence[Unit], year: SchoolYear, today: date) -> None:
    """The steps of the cycle as the page of coverage counts them, and remedies. Seven queries."""
    shared = Goal.objects.in_year(year).filter(shared=True).select_related("unit")
    goals = list(shared.prefetch_related("school_forms"))
    for row in cycle_rows(units, goals, year, today=today):
        facts = found[row.unit.pk]
        facts.overdue = sum(one.is_overdue for item in row.items for one in item.done)
        _count_remedies(facts, row.remedies, today)
        facts.nothing_to_decide = int(Step.DECIDED in row.answers)
        for step in (Step.PLANNED, Step.FOLLOWED_UP, Step.ANALYSED):
            if row.states[step] == State.NOT_OURS:
                continue
            tally = row.tallies[step]
            answered = sum(item.states[step] == State.ANSWERED for item in row.items)
            facts.steps[step] = StepCount(tally.done, tally.of, answered)


def _goals(ids: list[int], year: SchoolYear) -> Any:
    """The unit of each of the units' goals, and whether it cites the state. One query."""
    state = Q(requirements__document__kind__in=SteeringDocument.STATE_KINDS)
    own = Goal.objects.filter(pk=OuterRef("pk"))
    shared = Goal.objects.filter(pk=OuterRef("supports"))
    return (
        Goal.objects.in_year(year)
        .filter(unit__in=ids, shared=False)
        .annotate(by_state=Exists(own.filter(state)) | Exists(shared.filter(state)))
        .order_by()
        .values_list("unit", "by_state")
    )


def _validity(found: dict[int, Facts], ids: list[int], year: SchoolYear) -> None:
    asked = set(
        ValidityReview.objects.filter(unit__in=ids, school_year=year.start).values_list(
            "unit", "indicator"
        )
    )
    used: dict[int, set[int]] = defaultdict(set)
    targets = Target.objects.filter(
        goal__unit__in=ids, goal__starts__lte=year.ends, goal__ends__gte=year.starts
    )
    for unit_id, indicator in targets.order_by().values_list("goal__unit", "indicator"):
        used[unit_id].add(indicator)
    for unit_id, indicators in used.items():
        found[unit_id].indicators = len(indicators)
        found[unit_id].validity_asked = sum((unit_id, one) in asked for one in indicators)


def _areas(found: dict[int, Facts], ids: list[int], year: SchoolYear) -> None:
    rows = DevelopmentArea.objects.filter(unit__in=ids, school_year=year.start).annotate(
        became=Exists(Goal.objects.filter(came_from=OuterRef("pk")))
    )
    for unit_id, became, why in rows.order_by().values_list("unit", "became", "set_aside_why"):
        found[unit_id].areas += 1
        # Setting aside with a reason is an answer too.
        found[unit_id].areas_taken_on += bool(became or why)


def _count_remedies(facts: Facts, remedies: Sequence[Remedy], today: date) -> None:
    for row in remedies:
        facts.remedies += 1
        facts.traced += any((row.review_id, row.area_id, row.deficiency_id))
        if row.due <= today or row.effect_on is not None:
            facts.effects_due += 1
            facts.effects += row.effect_on is not None
