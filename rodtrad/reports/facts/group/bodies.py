"""What the covered units' reports say: from the adopted ones' snapshots, or from the records."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q

from rodtrad.core.frozen import DAMAGED, unpack
from rodtrad.core.schoolyear import Period
from rodtrad.goals.models import Activity, DevelopmentArea, Goal, GoalReview
from rodtrad.indicators.models import ValidityReview
from rodtrad.reports.facts.records import make_record
from rodtrad.reports.facts.source import analysed_year, touches, within
from rodtrad.reports.models import Report, ReportKind
from rodtrad.reports.render.schema import UnitRecord


@dataclass(frozen=True)
class UnitReport:
    """A unit's latest report for the time: how far it is, and what it says once adopted."""

    pk: int
    state: str
    adopted_on: date | None
    record: UnitRecord | None
    problem: str = ""
    """Why an adopted report cannot be counted; "" when it can."""

    @property
    def is_adopted(self) -> bool:
        """Whether it is final."""
        return self.state == Report.State.ADOPTED


def drawn_on(kind: ReportKind) -> list[int]:
    """The kinds whose adopted reports a kind draws on: one query."""
    through = ReportKind.draws_on.through.objects.filter(from_reportkind=kind.pk)
    return list(through.values_list("to_reportkind", flat=True))


def adopted_records(
    kind: ReportKind, unit_ids: Sequence[int], period: Period
) -> tuple[dict[int, UnitReport], dict[int, UnitRecord]]:
    """The units' reports for a time and the records of the time before, by unit: one query.

    The latest adopted version counts; where there is none, the latest says how far it is.
    """
    before = time_before(period)
    rows: Iterable[Any] = (
        Report.objects.filter(
            kind__in=ReportKind.draws_on.through.objects.filter(from_reportkind=kind.pk).values(
                "to_reportkind"
            ),
            kind__per=ReportKind.Per.UNIT,
            unit__in=unit_ids,
            period_ends__gt=before,
            period_ends__lte=period.ends,
        )
        .order_by("period_ends", "version")
        .values_list(
            *("pk", "unit_id", "state", "adopted_on", "period_ends"),
            *("snapshot__content", "snapshot__sha256"),
        )
    )
    now: dict[int, UnitReport] = {}
    then: dict[int, UnitRecord] = {}
    for pk, unit_id, state, adopted_on, ends, content, sha256 in rows:
        is_adopted = state == Report.State.ADOPTED
        found = unpack(content, sha256) if is_adopted else None
        record: UnitRecord | None = found.get("record") if found else None
        if ends < period.starts:
            if record is not None:
                then[unit_id] = record
            continue
        earlier = now.get(unit_id)
        if earlier is not None and earlier.is_adopted and not is_adopted:
            continue
        problem = ""
        if is_adopted and found is None:
            problem = DAMAGED
        elif is_adopted and record is None:
            problem = "Rapporten fastställdes innan dess uppgifter kunde räknas samman."
        now[unit_id] = UnitReport(pk, state, adopted_on, record, problem)
    return now, then


def time_before(period: Period) -> date:
    """The day after which reports of the time before end."""
    length = period.ends - period.starts
    return period.starts - length - timedelta(days=1)


def live_records(
    unit_ids: Sequence[int], period: Period, *, theme: frozenset[int], shared: Sequence[Goal]
) -> dict[int, UnitRecord]:
    """What the records say of each unit, for reports that draw on no others: five queries."""
    year = analysed_year(period)
    goals: dict[int, list[Goal]] = {unit_id: list(shared) for unit_id in unit_ids}
    own = (
        Goal.objects.filter(touches(period), within(theme), unit__in=unit_ids, shared=False)
        .select_related("supports")
        .order_by("starts", "title", "pk")
    )
    for goal in own:
        goals[goal.unit_id].append(goal)
    reviews: dict[int, dict[int, GoalReview]] = defaultdict(dict)
    for review in GoalReview.objects.filter(unit__in=unit_ids, school_year=year.start):
        reviews[review.unit_id][review.goal_id] = review
    activities: dict[int, list[Activity]] = defaultdict(list)
    counts: dict[int, int] = {}
    made = Q(check_ins__on__range=(period.starts, period.ends))
    found: Iterable[Any] = (
        Activity.objects.filter(touches(period), goal__unit__in=unit_ids, goal__shared=False)
        .annotate(made=Count("check_ins", filter=made))
        .order_by("starts", "pk")
    )
    for activity in found:
        activities[activity.goal_id].append(activity)
        counts[activity.pk] = activity.made
    areas: dict[int, dict[int, DevelopmentArea]] = defaultdict(dict)
    became: dict[int, list[str]] = defaultdict(list)
    rows: Iterable[Any] = (
        DevelopmentArea.objects.filter(unit__in=unit_ids, school_year=year.start)
        .select_related("review")
        .annotate(became=F("goals__title"))
        .order_by("title", "pk", "became")
    )
    for area in rows:
        areas[area.unit_id].setdefault(area.pk, area)
        if area.became:
            became[area.pk].append(area.became)
    validity: dict[int, list[tuple[int, str, dict[str, Any]]]] = defaultdict(list)
    for one in ValidityReview.objects.filter(
        unit__in=unit_ids, school_year=year.start
    ).select_related("indicator"):
        answers = {"reliable": one.reliable, "measures": one.measures, "shows": one.shows}
        validity[one.unit_id].append((one.indicator_id, one.indicator.name, answers))
    return {
        unit_id: make_record(
            goals=goals[unit_id],
            reviews=reviews[unit_id],
            activities=activities,
            check_ins=counts,
            areas=areas[unit_id].values(),
            became=became,
            validity=validity[unit_id],
        )
        for unit_id in unit_ids
    }
