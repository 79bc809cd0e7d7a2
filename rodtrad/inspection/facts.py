"""Reads what the findings are counted from: a fixed number of queries, however many units."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import keeps_up, with_what_was_done
from rodtrad.goals.models import (
    CheckIn,
    Deficiency,
    DevelopmentArea,
    Goal,
    GoalReview,
    Remedy,
    Target,
)
from rodtrad.indicators.models import ValidityReview
from rodtrad.inspection.findings import Facts
from rodtrad.inspection.models import ComplaintCount
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.steering.models import SteeringDocument
from rodtrad.surveys.models import Audience, Participation
from rodtrad.surveys.participation import GROUPS


def read_facts(units: Sequence[Unit], year: SchoolYear, *, today: date) -> dict[int, Facts]:
    """Each unit's counts for a school year. Ten queries, however many units there are."""
    ids = [unit.pk for unit in units]
    found = {
        unit.pk: Facts(
            groups_asked=tuple(str(group.label) for group in GROUPS.get(Unit.Kind(unit.kind), ()))
        )
        for unit in units
    }
    for row in _goals(ids, year, today):
        facts = found[row["unit"]]
        facts.goals += 1
        facts.cited += row["is_cited"]
        facts.state_cited += row["by_state"]
        facts.with_activity += row["has_activity"]
        facts.followed_up += keeps_up(row["is_followed_up"], row["is_overdue"])
        facts.overdue += row["is_overdue"]
        facts.analysed += row["is_analysed"]
    for unit_id, n in _by_unit(
        CheckIn.objects.filter(
            activity__goal__unit__in=ids, on__range=(year.starts, year.ends)
        ).annotate(place=F("activity__goal__unit"))
    ):
        found[unit_id].check_ins = n
    _validity(found, ids, year)
    _areas(found, ids, year)
    _remedies(found, ids, year, today)
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
    for unit_id in (
        Report.objects.filter(unit__in=ids, school_year=year.start, state=Report.State.ADOPTED)
        .order_by()
        .values_list("unit", flat=True)
        .distinct()
    ):
        found[unit_id].report_adopted = 1
    return found


def _terms(year: SchoolYear) -> list[str]:
    return [year.autumn.code, year.spring.code]


def _by_unit(rows: Any) -> Any:
    return rows.order_by().values_list("place").annotate(n=Count("pk"))


def _goals(ids: list[int], year: SchoolYear, today: date) -> Any:
    """The units' own goals of the year with what is done for each. One query."""
    state = Q(requirements__document__kind__in=SteeringDocument.STATE_KINDS)
    own = Goal.objects.filter(pk=OuterRef("pk"))
    shared = Goal.objects.filter(pk=OuterRef("supports"))
    analysed = GoalReview.objects.filter(
        goal=OuterRef("pk"),
        unit=OuterRef("unit"),
        school_year=year.start,
        done_on__isnull=False,
    )
    own_goals = Goal.objects.in_year(year).filter(unit__in=ids, shared=False)
    return (
        with_what_was_done(own_goals, year, today)
        .annotate(
            is_cited=Exists(own.filter(requirements__isnull=False)),
            by_state=Exists(own.filter(state)) | Exists(shared.filter(state)),
            is_analysed=Exists(analysed),
        )
        .order_by()
        .values(
            *("unit", "is_cited", "by_state", "has_activity"),
            *("is_followed_up", "is_overdue", "is_analysed"),
        )
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


def _remedies(found: dict[int, Facts], ids: list[int], year: SchoolYear, today: date) -> None:
    for row in Remedy.objects.filter(unit__in=ids, school_year=year.start):
        facts = found[row.unit_id]
        facts.remedies += 1
        facts.traced += any((row.review_id, row.area_id, row.deficiency_id))
        if row.due <= today or row.effect_on is not None:
            facts.effects_due += 1
            facts.effects += row.effect_on is not None
