"""Every change to goals and their targets, and to what analysis finds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.goals.models import Checkpoint, DevelopmentArea, Goal, Target
from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.organisation.models import SchoolForm, SchoolYear, Unit
from rodtrad.steering.models import Requirement


@dataclass(frozen=True)
class Wording:
    """What people write about a goal."""

    title: str
    desired_effect: str
    origin: str
    starts: date
    ends: date
    description: str = ""
    origin_note: str = ""


def _set_requirements(goal: Goal, requirements: Iterable[Requirement]) -> None:
    chosen = list(requirements)
    if not chosen:
        raise ValidationError(
            {
                "requirements": "Välj minst en punkt i ett styrdokument: "
                "ett mål hämtas alltid från staten eller nämnden."
            }
        )
    goal.requirements.set(chosen)


def _check_support(goal: Goal) -> None:
    if goal.supports is not None and not goal.supports.shared:
        raise ValidationError({"supports": "Välj ett förvaltningsgemensamt mål."})


@transaction.atomic
def create_goal(
    *,
    unit: Unit,
    wording: Wording,
    requirements: Iterable[Requirement],
    by: User,
    supports: Goal | None = None,
    came_from: DevelopmentArea | None = None,
    previous: Goal | None = None,
    owner: User | None = None,
    school_forms: Sequence[SchoolForm] = (),
) -> Goal:
    """A new goal of a unit; at an administration it is shared by the units below.

    Raises:
        ValidationError: when no requirement is cited, or a field is refused.
    """
    goal = Goal(
        unit=unit,
        shared=not unit.is_working_unit,
        supports=supports,
        came_from=came_from,
        previous=previous,
        owner=owner,
        **vars(wording),
    )
    _check_support(goal)
    save_by(goal, by)
    _set_requirements(goal, requirements)
    goal.school_forms.set(school_forms)
    record("goal.created", by=by, target=goal, unit_id=unit.pk)
    return goal


@transaction.atomic
def change_goal(
    goal: Goal,
    *,
    wording: Wording,
    requirements: Iterable[Requirement],
    revision: int,
    by: User,
    supports: Goal | None = None,
    owner: User | None = None,
    school_forms: Sequence[SchoolForm] = (),
) -> Goal:
    """Change what a goal says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when no requirement is cited, or a field is refused.
    """
    goal = check_revision(goal, revision)
    for name, value in vars(wording).items():
        setattr(goal, name, value)
    goal.supports = supports
    goal.owner = owner
    _check_support(goal)
    goal.revision += 1
    save_by(goal, by)
    _set_requirements(goal, requirements)
    goal.school_forms.set(school_forms)
    record("goal.changed", by=by, target=goal, unit_id=goal.unit_id)
    return goal


@transaction.atomic
def close_goal(goal: Goal, *, note: str, by: User) -> Goal:
    """End the work on a goal and say how it went.

    Raises:
        ValidationError: when nothing is said, or the goal is already closed.
    """
    if goal.state == Goal.State.CLOSED:
        raise ValidationError("Målet är redan avslutat.")
    if not note.strip():
        raise ValidationError({"note": "Skriv kort hur det slutade."})
    goal.state = Goal.State.CLOSED
    goal.closing_note = note
    goal.revision += 1
    save_by(goal, by)
    record("goal.closed", by=by, target=goal, unit_id=goal.unit_id)
    return goal


@transaction.atomic
def reopen_goal(goal: Goal, *, by: User) -> Goal:
    """Take up a closed goal again: closing can be undone."""
    goal.state = Goal.State.ACTIVE
    goal.revision += 1
    save_by(goal, by)
    record("goal.reopened", by=by, target=goal, unit_id=goal.unit_id)
    return goal


def set_checkpoints(
    *,
    unit: Unit,
    days: Iterable[date],
    target: Target | None = None,
    activity: Any = None,
) -> None:
    """Make the open checkpoints of a target or an activity fall on just these days.

    Checkpoints that are met stay: they say what was done.
    """
    own = Checkpoint.objects.filter(target=target, activity=activity)
    wanted = set(days)
    own.filter(met_on__isnull=True).exclude(due__in=wanted).delete()
    kept = set(own.values_list("due", flat=True))
    Checkpoint.objects.bulk_create(
        Checkpoint(unit=unit, target=target, activity=activity, due=day)
        for day in sorted(wanted - kept)
    )


@dataclass(frozen=True)
class Movement:
    """From where a goal's indicator is to where we want it."""

    baseline_value: Decimal | None = None
    baseline_text: str = ""
    baseline_on: date | None = None
    desired_value: Decimal | None = None
    desired_text: str = ""
    desired_by: date | None = None


@transaction.atomic
def add_target(
    goal: Goal, *, indicator: Indicator, movement: Movement, checkpoints: Iterable[date], by: User
) -> Target:
    """Follow a goal with an indicator.

    Raises:
        ValidationError: without baseline or desired state, or when the goal has the indicator.
    """
    target = save_by(Target(goal=goal, indicator=indicator, **vars(movement)), by)
    set_checkpoints(unit=goal.unit, days=checkpoints, target=target)
    record("target.added", by=by, target=target, unit_id=goal.unit_id)
    return target


@transaction.atomic
def change_target(
    target: Target, *, movement: Movement, checkpoints: Iterable[date], revision: int, by: User
) -> Target:
    """Change baseline, desired state or checkpoints of a target.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: without baseline or desired state.
    """
    target = check_revision(target, revision)
    for name, value in vars(movement).items():
        setattr(target, name, value)
    target.revision += 1
    save_by(target, by)
    set_checkpoints(unit=target.goal.unit, days=checkpoints, target=target)
    record("target.changed", by=by, target=target, unit_id=target.goal.unit_id)
    return target


@transaction.atomic
def remove_target(target: Target, *, by: User) -> None:
    """Stop following a goal with an indicator; the measurements stay with the unit.

    Raises:
        ValidationError: when an activity has no other indicator to move.
    """
    for activity in target.activities.all():
        if activity.targets.count() == 1:
            raise ValidationError(
                f"Aktiviteten ”{activity}” ska bara påverka den här indikatorn. "
                "Välj en annan indikator för den först."
            )
    record("target.removed", by=by, target=target, unit_id=target.goal.unit_id)
    target.delete()


@transaction.atomic
def measure_target(
    target: Target,
    *,
    unit: Unit,
    period: str,
    on: date,
    by: User,
    status: str = Measurement.Status.REPORTED,
    value: Decimal | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    comment: str = "",
) -> Measurement:
    """Record a measurement for a target and meet its earliest waiting checkpoint.

    Raises:
        ValidationError: when the value is refused.
    """
    measurement = record_measurement(
        indicator=target.indicator,
        unit=unit,
        period=period,
        status=status,
        value=value,
        numerator=numerator,
        denominator=denominator,
        comment=comment,
        by=by,
    ).measurement
    checkpoint = target.checkpoints.filter(met_on__isnull=True).order_by("due").first()
    if checkpoint is not None:
        checkpoint.met_on = on
        checkpoint.measurement = measurement
        checkpoint.save()
    record(
        "target.measured",
        by=by,
        target=target,
        unit_id=unit.pk,
        period=period,
        goal=target.goal_id,
    )
    return measurement


@transaction.atomic
def add_area(
    *,
    unit: Unit,
    school_year: SchoolYear,
    title: str,
    description: str = "",
    review: Any = None,
    by: User,
) -> DevelopmentArea:
    """A development area that an analysis found.

    Raises:
        ValidationError: without a title.
    """
    area = save_by(
        DevelopmentArea(
            unit=unit,
            school_year=school_year,
            title=title,
            description=description,
            review=review,
        ),
        by,
    )
    record("area.added", by=by, target=area, unit_id=unit.pk)
    return area


@transaction.atomic
def change_area(
    area: DevelopmentArea, *, title: str, description: str, revision: int, by: User
) -> DevelopmentArea:
    """Change what a development area says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: without a title.
    """
    area = check_revision(area, revision)
    area.title = title
    area.description = description
    area.revision += 1
    save_by(area, by)
    record("area.changed", by=by, target=area, unit_id=area.unit_id)
    return area


@transaction.atomic
def set_area_aside(area: DevelopmentArea, *, why: str, by: User) -> DevelopmentArea:
    """Say why a development area does not become a goal; an empty reason takes it up again.

    Raises:
        ValidationError: when it has become a goal already.
    """
    if why and area.goals.exists():
        raise ValidationError("Utvecklingsområdet har redan blivit ett mål.")
    area.set_aside_why = why
    save_by(area, by)
    record("area.set_aside", by=by, target=area, unit_id=area.unit_id)
    return area
