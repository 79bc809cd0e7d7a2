"""A goal through the years: where it came from, what was done, what changed and where it went.

A goal that goes on as another, in the same unit or in the one that took over, is one story. All of
it is read with a fixed number of queries and then told year by year.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.facts import about_all
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    DevelopmentArea,
    Goal,
    GoalReview,
    Remedy,
    Target,
)
from rodtrad.goals.queries import shown_check_in
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.organisation.models import UnitSuccession


@dataclass
class Year:
    """What one school year held for a goal."""

    year: SchoolYear
    goals: list[Goal] = field(default_factory=list)
    activities: list[Any] = field(default_factory=list)
    values: list[tuple[Indicator, ShownMeasurement]] = field(default_factory=list)
    reviews: list[GoalReview] = field(default_factory=list)
    areas: list[DevelopmentArea] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)

    @property
    def closed(self) -> list[Goal]:
        """The goals that ended with a note this year."""
        return [
            goal
            for goal in self.goals
            if goal.state == Goal.State.CLOSED
            and goal.closing_note
            and SchoolYear.of(goal.ends) == self.year
        ]


@dataclass
class Story:
    """A goal's whole life."""

    goal: Goal
    chain: list[Goal]
    earlier: list[Goal]
    later: list[Goal]
    targets: list[Target]
    activities: list[Any]
    reviews: list[GoalReview]
    areas: list[DevelopmentArea]
    remedies: list[Remedy]
    series: dict[int, tuple[ShownMeasurement, ...]]

    def years(self) -> list[Year]:
        """The story year by year, the first first."""
        if not self.chain:
            return []
        first = min(SchoolYear.of(goal.starts).start for goal in self.chain)
        last = max(SchoolYear.of(goal.ends).start for goal in self.chain)
        return [self._year(SchoolYear(start)) for start in range(first, last + 1)]

    def _year(self, year: SchoolYear) -> Year:
        def is_then(row: Any) -> bool:
            return bool(row.starts <= year.ends and row.ends >= year.starts)

        found = Year(year)
        found.goals = [goal for goal in self.chain if is_then(goal)]
        found.activities = [row for row in self.activities if is_then(row)]
        found.reviews = [row for row in self.reviews if row.school_year_id == year.start]
        found.areas = [row for row in self.areas if row.school_year_id == year.start]
        found.remedies = [row for row in self.remedies if row.school_year_id == year.start]
        indicators = {target.indicator_id: target.indicator for target in self.targets}
        for pk, indicator in indicators.items():
            then = [row for row in self.series.get(pk, ()) if row.on in year]
            if then:
                found.values.append((indicator, then[-1]))
        return found


def story_of(goal: Goal, user: User) -> Story:
    """A goal's story, as far as the person may read. Eight queries, however long it is."""
    chain, earlier, later = _chain(goal, user)
    ids = [one.pk for one in chain]
    units = [one.unit_id for one in chain]
    targets = list(Target.objects.filter(goal__in=ids).select_related("indicator"))
    return Story(
        goal=goal,
        chain=chain,
        earlier=earlier,
        later=later,
        targets=targets,
        activities=_activities(ids),
        reviews=list(
            GoalReview.objects.filter(goal__in=ids, unit__in=units)
            .select_related("school_year", "unit")
            .order_by("school_year", "pk")
        ),
        areas=list(
            DevelopmentArea.objects.filter(
                Q(review__goal__in=ids, unit__in=units) | Q(goals__in=ids)
            )
            .distinct()
            .select_related("unit", "school_year")
            .prefetch_related("goals")
            .order_by("school_year", "pk")
        ),
        remedies=list(
            Remedy.objects.filter(Q(review__goal__in=ids) | Q(area__review__goal__in=ids))
            .filter(unit__in=units)
            .select_related("school_year")
            .order_by("due", "pk")
        ),
        series=_series(targets, units),
    )


def _chain(goal: Goal, user: User) -> tuple[list[Goal], list[Goal], list[Goal]]:
    """The goals that this one went on from and as, in order of time. One query."""
    over = UnitSuccession.objects.filter(Q(predecessor=goal.unit_id) | Q(successor=goal.unit_id))
    family: Any = (
        Goal.objects.readable_by(user)
        .filter(
            Q(unit=goal.unit_id)
            | Q(unit__in=over.values("predecessor"))
            | Q(unit__in=over.values("successor")),
            shared=goal.shared,
        )
        .select_related("unit", "came_from__review__goal", "came_from__school_year")
        .order_by("starts", "pk")
    )
    rows: dict[int, Goal] = {row.pk: row for row in family}
    rows.setdefault(goal.pk, goal)
    earlier: list[Goal] = []
    step = rows[goal.pk].previous_id
    while step is not None and step in rows and rows[step] not in earlier:
        earlier.insert(0, rows[step])
        step = rows[step].previous_id
    later: list[Goal] = []
    seen = {goal.pk}
    while found := [r for r in rows.values() if r.previous_id in seen and r.pk not in seen]:
        later += found
        seen |= {row.pk for row in found}
    return [*earlier, rows[goal.pk], *later], earlier, later


def _activities(goal_ids: Iterable[int]) -> list[Any]:
    """The activities of the goals, each with `last_check_in`. One query."""
    last = (
        CheckIn.objects.filter(activity=OuterRef("pk"))
        .order_by("-on", "-pk")
        .values(
            json=JSONObject(
                on="on", judgement="judgement", process_data="process_data", change="change"
            )
        )[:1]
    )
    rows: list[Any] = list(
        Activity.objects.filter(goal__in=list(goal_ids))
        .annotate(last_json=Subquery(last))
        .order_by("starts", "pk")
    )
    for row in rows:
        row.last_check_in = shown_check_in(row.last_json)
    return rows


def _series(
    targets: Iterable[Target], units: Iterable[int]
) -> dict[int, tuple[ShownMeasurement, ...]]:
    """What was measured for the chain's units, by indicator, as far as it may be shown. One query.

    Withholding is worked out unit by unit, as everywhere: a small unit stays withheld.
    """
    indicators = {target.indicator_id: target.indicator for target in targets}
    found: dict[tuple[int, int], list[Measurement]] = defaultdict(list)
    for row in Measurement.objects.filter(
        indicator__in=list(indicators), unit__in=list(units)
    ).with_place():
        found[row.indicator_id, row.unit_id].append(row)
    series: dict[int, list[ShownMeasurement]] = defaultdict(list)
    for (indicator_id, _), rows in found.items():
        series[indicator_id] += about_all(indicators[indicator_id], rows)
    return {
        pk: tuple(sorted(rows, key=lambda row: (row.on, row.measurement.period)))
        for pk, rows in series.items()
    }
