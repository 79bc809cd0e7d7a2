"""Who does what for the shared goals: each unit × each shared goal, with what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Activity, CheckIn, Goal, GoalReview
from rodtrad.goals.queries import allowed
from rodtrad.indicators.models import Measurement
from rodtrad.organisation.access import Permission, reach_filter, units_open_to
from rodtrad.organisation.models import Unit


@dataclass
class Cell:
    """What one unit has done for one shared goal in a school year."""

    unit: Unit
    goal: Goal
    applies: bool = True
    goals: list[int] = field(default_factory=list)
    has_activity: bool = False
    is_followed_up: bool = False
    is_analysed: bool = False

    @property
    def has_goal(self) -> bool:
        """Whether the unit has a goal of its own under the shared one."""
        return bool(self.goals)

    @property
    def first_goal(self) -> int | None:
        """The unit's goal that the table leads to."""
        return min(self.goals, default=None)

    @property
    def is_covered(self) -> bool:
        """What the guideline asks: at least one goal and one activity."""
        return self.has_goal and self.has_activity

    @property
    def steps(self) -> tuple[tuple[str, bool], ...]:
        """The four questions in order and their answers."""
        return (
            ("Mål", self.has_goal),
            ("Aktivitet", self.has_activity),
            ("Uppföljt", self.is_followed_up),
            ("Analyserat", self.is_analysed),
        )


@dataclass
class GoalSummary:
    """How many units have come how far with a shared goal."""

    goal: Goal
    units: int = 0
    with_goal: int = 0
    covered: int = 0
    followed_up: int = 0
    analysed: int = 0


def shared_goals(user: User, year: SchoolYear) -> list[Goal]:
    """The shared goals of a school year with their school forms: two queries."""
    goals: QuerySet[Goal] = (
        Goal.objects.readable_by(user)
        .in_year(year)
        .filter(shared=True)
        .select_related("unit")
        .prefetch_related("school_forms")
    )
    return list(goals)


def covered_units(
    user: User, year: SchoolYear, *, school_form: str = "", text: str = ""
) -> QuerySet[Unit]:
    """The schools and preschools that ran some day of the school year."""
    units: QuerySet[Unit] = (
        units_open_to(user, Permission.READ)
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=year.ends)
        .exclude(closed__lte=year.starts)
    )
    units = units.annotate(may_plan=allowed(reach_filter(user, Permission.PLAN)))
    if school_form:
        units = units.filter(school_forms=school_form)
    if text:
        units = units.filter(name__icontains=text)
    return units


def applies_to(goal: Goal, unit: Unit, forms: frozenset[str]) -> bool:
    """Whether a shared goal concerns a unit: below its own, and of one of its school forms."""
    wanted = {form.pk for form in goal.school_forms.all()}
    return unit.path.startswith(goal.unit.path) and (not wanted or bool(wanted & forms))


def _unit_goals(units: Any, goals: Sequence[Goal], year: SchoolYear) -> Any:
    """Units' goals under shared ones with what was done for them: one row for each goal."""
    checked = CheckIn.objects.filter(
        activity__goal=OuterRef("pk"), on__gte=year.starts, on__lte=year.ends
    )
    measured = Measurement.objects.filter(
        indicator__targets__goal=OuterRef("pk"),
        unit=OuterRef("unit"),
        period_ends__gte=year.starts,
        period_ends__lte=year.ends,
    )
    reviewed = GoalReview.objects.filter(
        Q(goal=OuterRef("pk")) | Q(goal=OuterRef("supports")),
        unit=OuterRef("unit"),
        school_year=year.start,
        done_on__isnull=False,
    )
    return (
        Goal.objects.in_year(year)
        .filter(supports__in=[goal.pk for goal in goals], unit__in=units)
        .order_by()
        .annotate(
            has_activity=Exists(Activity.objects.filter(goal=OuterRef("pk"))),
            is_checked=Exists(checked),
            is_measured=Exists(measured),
            is_reviewed=Exists(reviewed),
        )
        .values_list(
            *("pk", "unit_id", "supports_id", "has_activity"),
            *("is_checked", "is_measured", "is_reviewed"),
        )
    )


def coverage_rows(
    units: Sequence[Unit],
    goals: Sequence[Goal],
    year: SchoolYear,
    *,
    forms: Mapping[int, frozenset[str]] | None = None,
) -> list[tuple[Unit, list[Cell]]]:
    """The table for some units: two queries however many there are.

    Args:
        forms: the codes of each unit's school forms, when they are known already.
    """
    if forms is None:
        forms = _forms_of([unit.pk for unit in units])
    cells = {
        (unit.pk, goal.pk): Cell(
            unit, goal, applies=applies_to(goal, unit, forms.get(unit.pk, frozenset()))
        )
        for unit in units
        for goal in goals
    }
    for pk, unit_id, shared_id, active, checked, measured, reviewed in _unit_goals(
        [unit.pk for unit in units], goals, year
    ):
        cell = cells[unit_id, shared_id]
        cell.goals.append(pk)
        cell.has_activity = cell.has_activity or active
        cell.is_followed_up = cell.is_followed_up or checked or measured
        cell.is_analysed = cell.is_analysed or reviewed
    return [(unit, [cells[unit.pk, goal.pk] for goal in goals]) for unit in units]


def _forms_of(unit_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Unit.school_forms.through.objects.filter(unit_id__in=unit_ids)
    for unit_id, form in rows.values_list("unit_id", "schoolform_id"):
        found[unit_id].add(form)
    return {unit_id: frozenset(codes) for unit_id, codes in found.items()}


def coverage_summary(
    units: QuerySet[Unit], goals: Sequence[Goal], year: SchoolYear
) -> list[GoalSummary]:
    """How far the units have come with each shared goal: three queries, of all the units."""
    places = list(units.order_by().values_list("pk", "path"))
    forms: dict[int, set[str]] = defaultdict(set)
    through = Unit.school_forms.through.objects.filter(unit__in=units.order_by().values("pk"))
    for unit_id, form in through.values_list("unit_id", "schoolform_id"):
        forms[unit_id].add(form)
    done: dict[tuple[int, int], list[bool]] = defaultdict(lambda: [False, False, False])
    found = _unit_goals(units.order_by().values("pk"), goals, year)
    for _, unit_id, shared_id, active, checked, measured, reviewed in found:
        steps = done[unit_id, shared_id]
        steps[0] = steps[0] or active
        steps[1] = steps[1] or checked or measured
        steps[2] = steps[2] or reviewed
    summaries = []
    for goal in goals:
        wanted = {form.pk for form in goal.school_forms.all()}
        summary = GoalSummary(goal)
        for unit_id, path in places:
            if not path.startswith(goal.unit.path) or (wanted and not wanted & forms[unit_id]):
                continue
            summary.units += 1
            if (unit_id, goal.pk) in done:
                steps = done[unit_id, goal.pk]
                summary.with_goal += 1
                summary.covered += steps[0]
                summary.followed_up += steps[1]
                summary.analysed += steps[2]
        summaries.append(summary)
    return summaries
