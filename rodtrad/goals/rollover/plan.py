"""What a rollover will do, worked out without doing anything: the preview and the act share it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, TextChoices

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.templatetags.rt import swedate
from rodtrad.goals.models import (
    Activity,
    Checkpoint,
    DevelopmentArea,
    Goal,
    GoalReview,
    RolloverChange,
    Target,
)
from rodtrad.goals.rollover.days import into_year, mirrored, usual_checks, usual_days
from rodtrad.goals.rollover.hindrances import hindrances
from rodtrad.organisation.models import SchoolYear, Unit, UnitSuccession

Kind = RolloverChange.Kind


class Choice(TextChoices):
    """What becomes of a goal when the school year turns."""

    CARRY = "carry", "Fortsätter"
    RENEW = "renew", "Fortsätter som ett nytt mål"
    CLOSE = "close", "Avslutas"
    LEAVE = "leave", "Följer inte med"


@dataclass(frozen=True)
class Planned:
    """One thing that will happen, and the rows it happens to.

    Attributes:
        label: the sentence that is shown before, and kept afterwards.
        target: for a day of a target; of the old goal when the goal is renewed.
        renews: whether it belongs to the new goal that `goal` goes on as.
        day: the new last day, or the new day of a checkpoint.
    """

    kind: str
    label: str
    goal: Goal | None = None
    activity: Activity | None = None
    target: Target | None = None
    checkpoint: Checkpoint | None = None
    area: DevelopmentArea | None = None
    renews: bool = False
    day: date | None = None
    note: str = ""


@dataclass
class GoalPlan:
    """What is thought to become of one goal, and why."""

    goal: Goal
    review: GoalReview | None
    choice: Choice
    suggested: Choice
    why: str
    note: str
    options: list[Choice]
    changes: list[Planned] = field(default_factory=list)


@dataclass
class Plan:
    """Everything that a unit's rollover to a school year will do."""

    unit: Unit
    from_year: YearSpan
    to_year: YearSpan
    goals: list[GoalPlan] = field(default_factory=list)
    areas: list[Planned] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Planned]:
        """All that will happen, in the order that it does."""
        return [change for goal in self.goals for change in goal.changes] + self.areas

    def counted(self, kind: str) -> int:
        """How many changes of a kind there are."""
        return sum(change.kind == kind for change in self.changes)


def predecessors(unit: Unit, year: YearSpan) -> list[Unit]:
    """The units that went on as this one during a school year or as it ended. One query.

    A unit that only let a part of itself go is among them, and goes on with its own goals.
    """
    rows = UnitSuccession.objects.filter(
        successor=unit, on__gt=year.starts, on__lte=year.next.starts
    ).select_related("predecessor")
    return [row.predecessor for row in rows]


def plan_rollover(
    unit: Unit,
    to_year: YearSpan,
    *,
    today: date,
    choices: Mapping[int, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Plan:
    """Work out what a rollover would do. Nothing is changed; a fixed number of queries.

    Args:
        choices: what becomes of each goal, by its number; what is suggested for the others.
        notes: how each goal that is closed ended, by its number.
    """
    from_year = to_year.previous
    before = predecessors(unit, from_year)
    plan = Plan(unit, from_year, to_year)
    plan.hindrances = hindrances(unit, to_year, today=today)
    goals = _goals(unit, before, from_year)
    found = _Found(unit, goals, from_year, to_year)
    for goal in goals:
        goal_plan = _suggest(goal, unit, found.reviews.get(goal.pk), from_year)
        wanted = (choices or {}).get(goal.pk, "")
        if wanted in goal_plan.options:
            goal_plan.choice = Choice(wanted)
        if note := (notes or {}).get(goal.pk, "").strip():
            goal_plan.note = note
        goal_plan.changes = _changes(goal_plan, unit, to_year, found)
        plan.goals.append(goal_plan)
    plan.areas = _areas(unit, before, from_year, to_year)
    plan.warnings = [
        f"Målet ”{one.goal.title}” är inte analyserat för {from_year.label}."
        for one in plan.goals
        if one.review is None
    ]
    return plan


def _goals(unit: Unit, before: Sequence[Unit], year: YearSpan) -> list[Goal]:
    """The unit's goals that are not closed, and those of the units that it took over from.

    A goal that another part of a split unit has renewed is closed, but still there to go on with.
    """
    own = Q(unit=unit) & ~Q(state=Goal.State.CLOSED)
    inherited = Q(unit__in=before) & (~Q(state=Goal.State.CLOSED) | Q(continued_by__isnull=False))
    rows = (
        Goal.objects.in_year(year)
        .filter(own | inherited)
        .exclude(continued_by__unit=unit)
        .select_related("unit", "supports", "owner", "came_from")
        .prefetch_related("school_forms", "requirements")
        .distinct()
        .order_by("unit__path", "starts", "pk")
    )
    return list(rows)


class _Found:
    """What hangs on the goals, fetched at once: targets, activities, days and analyses."""

    def __init__(
        self, unit: Unit, goals: Sequence[Goal], from_year: YearSpan, to_year: YearSpan
    ) -> None:
        """Four queries."""
        ids = [goal.pk for goal in goals]
        self.reviews = {
            row.goal_id: row
            for row in GoalReview.objects.filter(
                goal__in=ids, school_year=from_year.start, done_on__isnull=False
            ).select_related("school_year")
            if row.unit_id in {goal.unit_id for goal in goals}
        }
        self.targets: dict[int, list[Target]] = defaultdict(list)
        for target in Target.objects.filter(goal__in=ids).select_related("indicator"):
            self.targets[target.goal_id].append(target)
        self.activities: dict[int, list[Activity]] = defaultdict(list)
        for activity in Activity.objects.filter(
            goal__in=ids, state__in=[Activity.State.PLANNED, Activity.State.ONGOING]
        ):
            self.activities[activity.goal_id].append(activity)
        self.days: dict[tuple[str, int], list[Checkpoint]] = defaultdict(list)
        # A day that stands in the new year already says that nothing has to be made.
        self.coming: set[tuple[str, int]] = set()
        days = Checkpoint.objects.filter(
            Q(target__goal__in=ids) | Q(activity__goal__in=ids),
            due__gte=from_year.starts,
            due__lte=to_year.ends,
        )
        for day in days:
            kind = "target" if day.target_id else "activity"
            key = (kind, day.target_id or day.activity_id or 0)
            if day.due > from_year.ends:
                self.coming.add(key)
            else:
                self.days[key].append(day)


def _suggest(goal: Goal, unit: Unit, review: GoalReview | None, year: YearSpan) -> GoalPlan:
    """What the analysis and the span of a goal say should become of it."""
    inherited = goal.unit_id != unit.pk
    options = (
        [Choice.RENEW, Choice.LEAVE] if inherited else [Choice.CARRY, Choice.RENEW, Choice.CLOSE]
    )
    if inherited:
        choice, why = Choice.RENEW, f"Målet kommer från {goal.unit.name}."
    elif review is not None and review.conclusion == GoalReview.Conclusion.END:
        choice, why = Choice.CLOSE, "Analysens slutsats är att målet avslutas."
    elif goal.ends > year.ends:
        choice, why = Choice.CARRY, f"Målet gäller till {swedate(goal.ends)}."
    elif review is not None:
        choice = Choice.RENEW
        why = f"Analysens slutsats är att målet {review.get_conclusion_display().lower()}."
    else:
        choice, why = Choice.CARRY, "Målet är inte analyserat än."
    if inherited and review is not None and review.conclusion == GoalReview.Conclusion.END:
        choice, why = Choice.LEAVE, "Analysens slutsats är att målet avslutas."
    note = (
        f"{review.get_attainment_display()} enligt analysen {year.label}."
        if review is not None
        else f"Avslutades när läsåret {year.label} var slut."
    )
    return GoalPlan(goal, review, choice, choice, why, note, options)


def _changes(plan: GoalPlan, unit: Unit, year: YearSpan, found: _Found) -> list[Planned]:
    if plan.choice == Choice.CARRY:
        return _carried(plan.goal, year, found)
    if plan.choice == Choice.RENEW:
        return _renewed(plan, unit, year, found)
    if plan.choice == Choice.CLOSE:
        return [_closed(plan.goal, plan.note)]
    return []


def _closed(goal: Goal, note: str) -> Planned:
    label = f"Målet ”{goal.title}” avslutas: {note}"
    return Planned(Kind.GOAL_CLOSED, label[:300], goal=goal, note=note)


def _carried(goal: Goal, year: YearSpan, found: _Found) -> list[Planned]:
    ends = into_year(goal.ends, year)
    changes = [
        Planned(
            Kind.GOAL_CARRIED,
            f"Målet ”{goal.title}” fortsätter till {swedate(ends)}."[:300],
            goal=goal,
            day=ends,
        )
    ]
    for target in found.targets[goal.pk]:
        changes += _days(
            ("target", target.pk),
            f"”{target.indicator.name}” mäts",
            usual_days(year),
            year,
            found,
            goal=goal,
            target=target,
        )
    for activity in found.activities[goal.pk]:
        last = into_year(activity.ends, year)
        if last != activity.ends:
            changes.append(
                Planned(
                    Kind.ACTIVITY_MOVED,
                    f"Aktiviteten ”{activity.title}” är inte avslutad. Den planeras på nytt, "
                    f"till {swedate(last)}."[:300],
                    goal=goal,
                    activity=activity,
                    day=last,
                )
            )
        changes += _days(
            ("activity", activity.pk),
            f"”{activity.title}” stäms av",
            usual_checks(year, max(activity.starts, year.starts), last),
            year,
            found,
            goal=goal,
            activity=activity,
        )
    return changes


def _days(
    key: tuple[str, int],
    what: str,
    usual: Sequence[date],
    year: YearSpan,
    found: _Found,
    **rows: Any,
) -> list[Planned]:
    """The days of the new year: those not met move, those met come again."""
    if key in found.coming:
        return []
    changes, taken = [], set()
    for day in found.days[key]:
        new = into_year(day.due, year)
        if new in taken:
            continue
        taken.add(new)
        if day.met_on is None:
            label = f"{what} {swedate(new)}: dagen {swedate(day.due)} flyttas."
            changes.append(Planned(Kind.DAY_MOVED, label[:300], checkpoint=day, day=new, **rows))
        else:
            label = f"{what} {swedate(new)}."
            changes.append(Planned(Kind.DAY_MADE, label[:300], day=new, **rows))
    if not found.days[key]:
        changes = [
            Planned(Kind.DAY_MADE, f"{what} {swedate(day)}."[:300], day=day, **rows)
            for day in usual
        ]
    return changes


def _renewed(plan: GoalPlan, unit: Unit, year: YearSpan, found: _Found) -> list[Planned]:
    goal = plan.goal
    ends = date(year.ends.year, 6, 30)
    where = f" vid {unit.name}" if goal.unit_id != unit.pk else ""
    changes = [
        Planned(
            Kind.GOAL_MADE,
            f"Målet ”{goal.title}” börjar på nytt{where} {year.label}, som fortsättning."[:300],
            goal=goal,
            day=ends,
            renews=True,
        )
    ]
    for target in found.targets[goal.pk]:
        known = [day.due for day in found.days["target", target.pk]]
        changes += [
            Planned(
                Kind.DAY_MADE,
                f"”{target.indicator.name}” mäts {swedate(day)}."[:300],
                goal=goal,
                target=target,
                day=day,
                renews=True,
            )
            for day in mirrored(known, year) or usual_days(year)
        ]
    for activity in found.activities[goal.pk]:
        last = into_year(activity.ends, year)
        changes.append(
            Planned(
                Kind.ACTIVITY_MADE,
                f"Aktiviteten ”{activity.title}” följer med till det nya målet, "
                f"till {swedate(last)}."[:300],
                goal=goal,
                activity=activity,
                day=last,
                renews=True,
            )
        )
    stays = goal.unit_id != unit.pk and goal.unit.closed is None
    if goal.state != Goal.State.CLOSED and not stays:
        note = f"{plan.note} Fortsätter som ett nytt mål {year.label}."
        changes.append(_closed(goal, note))
    return changes


def _areas(
    unit: Unit, before: Sequence[Unit], from_year: YearSpan, to_year: YearSpan
) -> list[Planned]:
    """Last year's development areas that nobody has taken on or set aside. One query."""
    rows = (
        DevelopmentArea.objects.filter(
            Q(unit=unit) | Q(unit__in=before),
            school_year=from_year.start,
            set_aside_why="",
            goals__isnull=True,
        )
        .exclude(suggested_for=to_year.start)
        .select_related("unit", "review", "school_year")
        .order_by("unit__path", "pk")
    )
    changes = []
    for area in rows:
        if area.unit_id == unit.pk:
            label = f"Utvecklingsområdet ”{area.title}” föreslås som mål {to_year.label}."
            changes.append(Planned(Kind.AREA_SUGGESTED, label[:300], area=area))
        else:
            label = (
                f"Utvecklingsområdet ”{area.title}” följer med från {area.unit.name} och föreslås "
                f"som mål {to_year.label}."
            )
            changes.append(Planned(Kind.AREA_MADE, label[:300], area=area))
    return changes


def year_row(span: YearSpan) -> SchoolYear | None:
    """The school year as it is laid up, if it is. One query."""
    return SchoolYear.objects.filter(pk=span.start).first()
