"""Everything that a unit's report is composed from, read once.

The number of queries is the same however many goals, indicators and activities there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.goals.facts import unit_series
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    DevelopmentArea,
    Goal,
    GoalReview,
    Target,
)
from rodtrad.goals.queries import cited_requirements
from rodtrad.indicators.disclosure import ShownMeasurement, shown_measurements
from rodtrad.indicators.models import Measurement, SeriesBreak, ValidityReview
from rodtrad.organisation.models import Assignment, Unit
from rodtrad.reports.facts.parts import when
from rodtrad.reports.facts.records import make_record
from rodtrad.reports.models import Occasion, Report
from rodtrad.reports.render.schema import UnitRecord
from rodtrad.steering.models import Requirement

_PRINCIPAL = "principal"


@dataclass(frozen=True)
class UnitFacts:
    """The unit as it is described on the first page."""

    municipality: str
    principal: str
    school_forms: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """What was written and measured for a unit and a time, mostly a school year.

    Targets and activities lie under their goal's number, series, what may be shown of them and
    breaks under their indicator's, check-ins under their activity's. Activities that ran and
    check-ins that were made during the time are there; measurements until its end, with
    those before.
    """

    report: Report
    year: Period
    unit: UnitFacts
    goals: tuple[Goal, ...]
    cited: dict[int, list[Requirement]]
    targets: dict[int, list[Target]]
    series: dict[int, list[Measurement]]
    shown: dict[int, list[ShownMeasurement]]
    breaks: dict[int, dict[date, SeriesBreak]]
    validity: dict[int, dict[str, str]]
    activities: dict[int, list[Activity]]
    indicators_of: dict[int, list[int]]
    check_ins: dict[int, list[CheckIn]]
    reviews: dict[int, GoalReview]
    areas: tuple[DevelopmentArea, ...]
    goals_of_area: dict[int, list[str]]

    @property
    def shared_goals(self) -> tuple[Goal, ...]:
        """The goals that the administration has for all."""
        return tuple(goal for goal in self.goals if goal.shared)

    @property
    def unit_goals(self) -> tuple[Goal, ...]:
        """The unit's own goals."""
        return tuple(goal for goal in self.goals if not goal.shared)

    @property
    def own_activities(self) -> list[Activity]:
        """The unit's own activities, in the order of its goals."""
        return [a for goal in self.unit_goals for a in self.activities.get(goal.pk, [])]

    @property
    def when(self) -> str:
        """As "läsåret 2025/26" or "kalenderåret 2025"."""
        return when(self.year)

    @property
    def record(self) -> UnitRecord:
        """The same in a form to be counted together with other units'."""
        names = {t.indicator_id: t.indicator.name for found in self.targets.values() for t in found}
        return make_record(
            goals=self.goals,
            reviews=self.reviews,
            activities=self.activities,
            check_ins=self.check_ins,
            areas=self.areas,
            became=self.goals_of_area,
            validity=[(pk, names[pk], found) for pk, found in self.validity.items()],
        )

    @property
    def counted(self) -> tuple[str, str]:
        """What is counted here, one and many: children in a preschool, pupils in a school."""
        is_preschool = self.report.unit.kind == Unit.Kind.PRESCHOOL
        return ("barn", "barn") if is_preschool else ("elev", "elever")


def read_source(report: Report, *, today: date) -> Source:
    """Read what the report is composed from: nine queries.

    Args:
        report: with its unit and school year loaded.
        today: for who the principal is, when the school year still runs.
    """
    unit, year = report.unit, report.span
    analysed = analysed_year(year)
    goals = _goals(unit, year, theme_of(report))
    targets, validity = _targets(goals, report, analysed)
    indicators = {t.indicator_id: t.indicator for found in targets.values() for t in found}
    series, breaks = unit_series(indicators, unit.pk, until=year.ends)
    activities, indicators_of = _activities(goals, year)
    areas, goals_of_area = _areas(report, analysed)
    return Source(
        report=report,
        year=year,
        unit=_unit_facts(unit, min(today, year.ends)),
        goals=goals,
        cited=cited_requirements([goal.pk for goal in goals]),
        targets=targets,
        series=series,
        shown={pk: shown_measurements(row, series.get(pk, [])) for pk, row in indicators.items()},
        breaks=breaks,
        validity=validity,
        activities=activities,
        indicators_of=indicators_of,
        check_ins=_check_ins(activities, year),
        reviews={
            review.goal_id: review
            for review in GoalReview.objects.filter(unit=unit, school_year=analysed.start)
        },
        areas=areas,
        goals_of_area=goals_of_area,
    )


def analysed_year(period: Period) -> SchoolYear:
    """The school year whose analyses belong to a time: the last that ends or runs in it.

    Goals are analysed by school year. A report for the calendar year 2025 therefore has the
    analyses of 2024/25, which were made that spring.
    """
    year = SchoolYear.of(period.ends)
    return year if year.starts <= period.starts else year.previous


def theme_of(report: Report) -> frozenset[int]:
    """The goals that a report about a theme is limited to; none for all. At most one query."""
    if report.occasion_id is None:
        return frozenset()
    chosen = Occasion.goals.through.objects.filter(occasion_id=report.occasion_id)
    return frozenset(chosen.values_list("goal_id", flat=True))


def within(theme: frozenset[int]) -> Q:
    """A condition for goals that belong to a theme, themselves or by what they support."""
    return Q(pk__in=theme) | Q(supports__in=theme) if theme else Q()


def touches(period: Period) -> Q:
    """A condition for what goes on some day of a time."""
    return Q(starts__lte=period.ends, ends__gte=period.starts)


def _unit_facts(unit: Unit, on: date) -> UnitFacts:
    """One query, with a row for each school form."""
    principal = (
        Assignment.objects.running_on(on)
        .filter(unit=OuterRef("pk"), role__code=_PRINCIPAL)
        .order_by("-starts")
        .values("user__name")[:1]
    )
    top = Unit.objects.filter(path=unit.path[: Unit.steplen]).order_by().values("name")[:1]
    rows: Iterable[dict[str, Any]] = (
        Unit.objects.filter(pk=unit.pk)
        .order_by("school_forms__position", "school_forms__code")
        .values(
            form=F("school_forms__name"), top_name=Subquery(top), principal_name=Subquery(principal)
        )
    )
    found = list(rows)
    first = found[0] if found else {}
    return UnitFacts(
        municipality=first.get("top_name") or "",
        principal=first.get("principal_name") or "",
        school_forms=tuple(row["form"] for row in found if row["form"]),
    )


def _goals(unit: Unit, year: Period, theme: frozenset[int]) -> tuple[Goal, ...]:
    """The unit's own goals, and those shared by an administration above for its school forms."""
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)]
    some_form = Goal.school_forms.through.objects.filter(goal=OuterRef("pk"))
    own_form = some_form.filter(
        schoolform__in=Unit.school_forms.through.objects.filter(unit=unit.pk).values("schoolform")
    )
    holds = Q(shared=True) & (~Exists(some_form) | Exists(own_form))
    found: Iterable[Goal] = (
        Goal.objects.filter(touches(year))
        # The few units first, by their index: else every goal there is would be read.
        .filter(unit__path__in=above)
        .filter(Q(shared=False, unit=unit.pk) | holds)
        .filter(within(theme))
        .select_related("supports")
        .order_by("-shared", "starts", "title", "pk")
    )
    return tuple(found)


def _targets(
    goals: Iterable[Goal], report: Report, analysed: SchoolYear
) -> tuple[dict[int, list[Target]], dict[int, dict[str, str]]]:
    """Targets by goal, and by indicator the year's validity review for the unit: one query."""
    review = (
        ValidityReview.objects.filter(
            indicator=OuterRef("indicator"),
            unit=report.unit_id,
            school_year=analysed.start,
        )
        .order_by()
        .values(
            json=JSONObject(
                reliable="reliable",
                reliable_why="reliable_why",
                measures="measures",
                measures_why="measures_why",
                shows="shows",
                shows_why="shows_why",
            )
        )[:1]
    )
    targets: dict[int, list[Target]] = defaultdict(list)
    validity: dict[int, dict[str, str]] = {}
    rows: Iterable[Any] = (
        Target.objects.filter(goal__in=[goal.pk for goal in goals])
        .select_related("indicator")
        .annotate(review_json=Subquery(review))
        .order_by("pk")
    )
    for row in rows:
        targets[row.goal_id].append(row)
        if row.review_json:
            validity[row.indicator_id] = row.review_json
    return targets, validity


def _activities(
    goals: Iterable[Goal], year: Period
) -> tuple[dict[int, list[Activity]], dict[int, list[int]]]:
    """Activities by goal, and by activity the indicators it should move: one query."""
    activities: dict[int, list[Activity]] = defaultdict(list)
    indicators: dict[int, list[int]] = {}
    rows: Iterable[Any] = (
        Activity.objects.filter(
            goal__in=[goal.pk for goal in goals], starts__lte=year.ends, ends__gte=year.starts
        )
        .select_related("responsible")
        .annotate(moves=F("targets__indicator"))
        .order_by("starts", "pk", "moves")
    )
    for row in rows:
        # The join gives an activity once for each of its indicators.
        if row.pk not in indicators:
            indicators[row.pk] = []
            activities[row.goal_id].append(row)
        if row.moves is not None:
            indicators[row.pk].append(row.moves)
    return activities, indicators


def _check_ins(activities: dict[int, list[Activity]], year: Period) -> dict[int, list[CheckIn]]:
    found: dict[int, list[CheckIn]] = defaultdict(list)
    ids = [activity.pk for rows in activities.values() for activity in rows]
    rows = CheckIn.objects.filter(activity__in=ids, on__range=(year.starts, year.ends))
    for row in rows.order_by("on", "pk"):
        found[row.activity_id].append(row)
    return found


def _areas(
    report: Report, analysed: SchoolYear
) -> tuple[tuple[DevelopmentArea, ...], dict[int, list[str]]]:
    """Development areas, and the titles of the goals they became: one query."""
    areas: dict[int, DevelopmentArea] = {}
    goals: dict[int, list[str]] = defaultdict(list)
    rows: Iterable[Any] = (
        DevelopmentArea.objects.filter(unit=report.unit_id, school_year=analysed.start)
        .select_related("review")
        .annotate(became=F("goals__title"))
        .order_by("title", "pk", "became")
    )
    for row in rows:
        areas.setdefault(row.pk, row)
        if row.became:
            goals[row.pk].append(row.became)
    return tuple(areas.values()), goals
