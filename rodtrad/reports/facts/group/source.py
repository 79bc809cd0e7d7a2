"""Everything that a report about several units is composed from, read once.

The number of queries is the same however many units, goals and indicators there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.goals.coverage import Item, shared_items
from rodtrad.goals.models import Goal, Target
from rodtrad.goals.queries import cited_requirements
from rodtrad.indicators.disclosure import ShownMeasurement, shown_measurements
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Assignment, Unit
from rodtrad.reports.facts.group.bodies import (
    UnitReport,
    adopted_records,
    live_records,
)
from rodtrad.reports.facts.parts import when
from rodtrad.reports.facts.source import analysed_year, theme_of, touches, within
from rodtrad.reports.models import Report, ReportKind, UnitGroup
from rodtrad.reports.render.schema import UnitRecord
from rodtrad.steering.models import Requirement

# How many years back measurements are shown together.
_YEARS = 5


@dataclass(frozen=True)
class CoveredUnit:
    """A unit that the report is about, as it was during the time."""

    row: Unit
    school_forms: tuple[str, ...]
    codes: frozenset[str]
    principal: str


@dataclass(frozen=True)
class GroupSource:
    """What is known of the covered units for the time of the report.

    Cells, targets and indicators lie under their shared goal's number; what may be shown of
    measurements under the indicator's, units mixed.
    """

    report: Report
    year: Period
    analysed: SchoolYear
    municipality: str
    units: tuple[CoveredUnit, ...]
    shared_goals: tuple[Goal, ...]
    cited: dict[int, list[Requirement]]
    cells: dict[int, list[Item]]
    targets: dict[int, dict[int, Target]]
    indicators: dict[int, list[Indicator]]
    shown: dict[int, list[ShownMeasurement]]
    breaks: dict[int, list[SeriesBreak]]
    reports: dict[int, UnitReport]
    records: dict[int, UnitRecord]
    earlier: dict[int, UnitRecord]
    draws_on_reports: bool

    @property
    def when(self) -> str:
        """As "läsåret 2025/26"."""
        return when(self.year)

    @property
    def with_own_goals(self) -> bool:
        """Whether the units' own goals outside the shared ones belong in the report."""
        return self.report.kind.with_own_goals

    @property
    def reporting(self) -> list[CoveredUnit]:
        """The units that there is something to count from."""
        return [unit for unit in self.units if unit.row.pk in self.records]

    @property
    def silent(self) -> list[CoveredUnit]:
        """The units that nothing can be counted from."""
        return [unit for unit in self.units if unit.row.pk not in self.records]

    def applies(self, goal: Goal) -> list[CoveredUnit]:
        """The units that a shared goal concerns."""
        concerned = {cell.unit.pk for cell in self.cells.get(goal.pk, ()) if cell.applies}
        return [unit for unit in self.units if unit.row.pk in concerned]


def covered_units(report: Report) -> QuerySet[Unit]:
    """The units that a report is about: those that ran some day of its time."""
    kind, period = report.kind, report.span
    units: QuerySet[Unit] = (
        Unit.objects.filter(kind__in=kind.unit_kinds, opened__lte=period.ends)
        .exclude(closed__lte=period.starts)
        .order_by("name", "pk")
    )
    if report.group_id is not None:
        members = UnitGroup.members.through.objects.filter(unitgroup=report.group_id)
        units = units.filter(pk__in=members.values("unit_id"))
    elif kind.per == ReportKind.Per.UNIT:
        units = units.filter(pk=report.unit_id)
    else:
        units = units.filter(branch_filter(report.unit.path))
    wanted = ReportKind.school_forms.through.objects.filter(reportkind=kind.pk)
    had = Unit.school_forms.through.objects.filter(
        unit=OuterRef("pk"), schoolform__in=wanted.values("schoolform_id")
    )
    return units.filter(Exists(had) | ~Exists(wanted))


def read_group_source(report: Report, *, today: date) -> GroupSource:
    """Read what a report about several units is composed from: nine queries, or thirteen.

    Args:
        report: with its kind, unit, group and school year loaded.
        today: for who the principals are, when the time still runs.
    """
    period = report.span
    analysed = analysed_year(period)
    units, municipality, draws = _units(report, min(today, period.ends))
    ids = [unit.row.pk for unit in units]
    theme = theme_of(report)
    shared = _shared_goals(report, units, theme)
    found = shared_items(
        [unit.row for unit in units],
        shared,
        analysed,
        today=min(today, period.ends),
        forms={unit.row.pk: unit.codes for unit in units},
    )
    cells: dict[int, list[Item]] = defaultdict(list)
    for item in found:
        if item.shared is not None:
            cells[item.shared.pk].append(item)
    targets, indicators = _targets(shared, ids)
    shown, breaks = _measurements(indicators, ids, period)
    reports: dict[int, UnitReport] = {}
    earlier: dict[int, UnitRecord] = {}
    if draws:
        reports, earlier = adopted_records(report.kind, ids, period)
        records = {pk: found.record for pk, found in reports.items() if found.record is not None}
    else:
        records = live_records(ids, period, theme=theme, shared=shared)
    return GroupSource(
        report=report,
        year=period,
        analysed=analysed,
        municipality=municipality,
        units=units,
        shared_goals=shared,
        cited=cited_requirements([goal.pk for goal in shared]),
        cells=cells,
        targets=targets,
        indicators=indicators,
        shown=shown,
        breaks=breaks,
        reports=reports,
        records=records,
        earlier=earlier,
        draws_on_reports=draws,
    )


def _units(report: Report, on: date) -> tuple[tuple[CoveredUnit, ...], str, bool]:
    """The covered units, the municipality, and whether the kind draws on others: one query."""
    principal = (
        Assignment.objects.running_on(on)
        .filter(unit=OuterRef("pk"), role__code="principal")
        .order_by("-starts")
        .values("user__name")[:1]
    )
    top = Unit.objects.filter(path=report.unit.path[: Unit.steplen]).order_by().values("name")[:1]
    found: Iterable[Any] = (
        covered_units(report)
        .annotate(
            form=F("school_forms__name"),
            form_code=F("school_forms__code"),
            draws=Exists(
                ReportKind.draws_on.through.objects.filter(from_reportkind=report.kind_id)
            ),
            principal_name=Subquery(principal),
            top_name=Subquery(top),
        )
        .order_by("name", "pk", "school_forms__position", "school_forms__code")
    )
    forms: dict[int, dict[str, str]] = defaultdict(dict)
    rows: dict[int, Any] = {}
    for row in found:
        rows.setdefault(row.pk, row)
        if row.form:
            forms[row.pk][row.form_code] = row.form
    units = tuple(
        CoveredUnit(row, tuple(forms[pk].values()), frozenset(forms[pk]), row.principal_name or "")
        for pk, row in rows.items()
    )
    first = next(iter(rows.values()), None)
    return units, (first.top_name or "") if first else "", bool(first and first.draws)


def _shared_goals(
    report: Report, units: Sequence[CoveredUnit], theme: frozenset[int]
) -> tuple[Goal, ...]:
    """The shared goals of the branch that concern the kind's school forms: two queries."""
    path = report.unit.path
    above = [path[:end] for end in range(Unit.steplen, len(path) + 1, Unit.steplen)]
    wanted = ReportKind.school_forms.through.objects.filter(reportkind=report.kind_id)
    some_form = Goal.school_forms.through.objects.filter(goal=OuterRef("pk"))
    same_form = some_form.filter(schoolform__in=wanted.values("schoolform_id"))
    concerns = Q(~Exists(some_form)) | Q(~Exists(wanted)) | Q(Exists(same_form))
    found: Iterable[Goal] = (
        Goal.objects.filter(touches(report.span), within(theme), unit__path__in=above, shared=True)
        .filter(concerns)
        .select_related("unit")
        .prefetch_related("school_forms")
        .order_by("starts", "title", "pk")
    )
    return tuple(found) if units else ()


def _targets(
    shared: Sequence[Goal], unit_ids: Sequence[int]
) -> tuple[dict[int, dict[int, Target]], dict[int, list[Indicator]]]:
    """The shared goals' own targets, and all indicators the goals are followed by: one query."""
    goal_ids = [goal.pk for goal in shared]
    own: dict[int, dict[int, Target]] = defaultdict(dict)
    indicators: dict[int, dict[int, Indicator]] = defaultdict(dict)
    rows: Iterable[Any] = (
        Target.objects.filter(
            Q(goal__in=goal_ids) | Q(goal__supports__in=goal_ids, goal__unit__in=unit_ids)
        )
        .select_related("indicator", "goal")
        .order_by("-goal__shared", "indicator__name", "pk")
    )
    for row in rows:
        goal_id = row.goal_id if row.goal.shared else row.goal.supports_id
        indicators[goal_id].setdefault(row.indicator_id, row.indicator)
        if row.goal.shared:
            own[goal_id][row.indicator_id] = row
    return own, {goal_id: list(found.values()) for goal_id, found in indicators.items()}


def _measurements(
    by_goal: dict[int, list[Indicator]], unit_ids: Sequence[int], period: Period
) -> tuple[dict[int, list[ShownMeasurement]], dict[int, list[SeriesBreak]]]:
    """What may be shown of the units' measurements, and breaks in the series: one query."""
    indicators = {one.pk: one for found in by_goal.values() for one in found}
    last_break = (
        SeriesBreak.objects.filter(indicator=OuterRef("indicator"), on__lte=OuterRef("period_ends"))
        .order_by("-on")
        .values(json=JSONObject(on="on", reason="reason"))[:1]
    )
    rows: dict[int, list[Measurement]] = defaultdict(list)
    breaks: dict[int, dict[date, SeriesBreak]] = defaultdict(dict)
    found: Iterable[Any] = (
        Measurement.objects.filter(
            indicator__in=list(indicators),
            unit__in=unit_ids,
            period_ends__lte=period.ends,
            period_ends__gt=period.ends - timedelta(days=_YEARS * 366),
        )
        .annotate(break_json=Subquery(last_break))
        .order_by("period_ends", "pk")
    )
    for row in found:
        rows[row.indicator_id].append(row)
        if row.break_json:
            day = date.fromisoformat(str(row.break_json["on"])[:10])
            breaks[row.indicator_id][day] = SeriesBreak(
                indicator_id=row.indicator_id, on=day, reason=row.break_json["reason"]
            )
    shown = {pk: shown_measurements(indicators[pk], found_rows) for pk, found_rows in rows.items()}
    return shown, {pk: list(days.values()) for pk, days in breaks.items()}
