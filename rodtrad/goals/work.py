"""Every change to activities, their check-ins and the analysis of goals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.goals.actions import set_checkpoints
from rodtrad.goals.models import Activity, CheckIn, Goal, GoalReview, Target
from rodtrad.organisation.models import SchoolYear, Unit


@dataclass(frozen=True)
class ActivityPlan:
    """What people write about an activity."""

    title: str
    aim: str
    how_it_moves: str
    starts: date
    ends: date
    process_data: str = ""
    grounds: str = ""
    state: str = Activity.State.ONGOING


def _set_targets(activity: Activity, targets: Iterable[Target]) -> None:
    chosen = list(targets)
    if not chosen:
        raise ValidationError(
            {"targets": "Välj minst en av målets indikatorer som aktiviteten ska påverka."}
        )
    if any(target.goal_id != activity.goal_id for target in chosen):
        raise ValidationError({"targets": "Indikatorn hör till ett annat mål."})
    activity.targets.set(chosen)


@transaction.atomic
def create_activity(
    goal: Goal,
    *,
    plan: ActivityPlan,
    targets: Iterable[Target],
    checkpoints: Iterable[date],
    by: User,
    responsible: User | None = None,
) -> Activity:
    """A new activity for a goal.

    Raises:
        ValidationError: when it names no indicator of the goal, or a field is refused.
    """
    activity = save_by(Activity(goal=goal, responsible=responsible, **vars(plan)), by)
    _set_targets(activity, targets)
    set_checkpoints(unit=goal.unit, days=checkpoints, activity=activity)
    record("activity.created", by=by, target=activity, unit_id=goal.unit_id)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity,
    *,
    plan: ActivityPlan,
    targets: Iterable[Target],
    checkpoints: Iterable[date],
    revision: int,
    by: User,
    responsible: User | None = None,
) -> Activity:
    """Change what an activity says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it names no indicator of the goal, or a field is refused.
    """
    activity = check_revision(activity, revision)
    for name, value in vars(plan).items():
        setattr(activity, name, value)
    activity.responsible = responsible
    activity.revision += 1
    save_by(activity, by)
    _set_targets(activity, targets)
    set_checkpoints(unit=activity.goal.unit, days=checkpoints, activity=activity)
    record("activity.changed", by=by, target=activity, unit_id=activity.goal.unit_id)
    return activity


@transaction.atomic
def close_activity(activity: Activity, *, state: str, lesson: str, by: User) -> Activity:
    """End an activity and say what it led to.

    Args:
        state: done or stopped.

    Raises:
        ValidationError: when nothing is said, or the activity is closed already.
    """
    closed = (Activity.State.DONE, Activity.State.STOPPED)
    if activity.state in closed:
        raise ValidationError("Aktiviteten är redan avslutad.")
    if state not in closed:
        raise ValidationError({"state": "Välj om aktiviteten är genomförd eller avbruten."})
    if not lesson.strip():
        raise ValidationError({"lesson": "Skriv kort vad aktiviteten ledde till."})
    activity.state = state
    activity.lesson = lesson
    activity.revision += 1
    save_by(activity, by)
    record("activity.closed", by=by, target=activity, unit_id=activity.goal.unit_id)
    return activity


@transaction.atomic
def reopen_activity(activity: Activity, *, by: User) -> Activity:
    """Take up a closed activity again: closing can be undone."""
    activity.state = Activity.State.ONGOING
    activity.revision += 1
    save_by(activity, by)
    record("activity.reopened", by=by, target=activity, unit_id=activity.goal.unit_id)
    return activity


def require_change(judgement: str, change: str) -> None:
    """Let pass what goes as planned, or says what will be done.

    Raises:
        ValidationError: when it must change but nothing says how.
    """
    if judgement != CheckIn.Judgement.ON_TRACK and not change.strip():
        raise ValidationError({"change": "Skriv vad ni ändrar när det inte går som tänkt."})


@transaction.atomic
def check_in(
    activity: Activity, *, on: date, judgement: str, process_data: str, change: str = "", by: User
) -> CheckIn:
    """Record how an activity goes and meet its earliest waiting checkpoint.

    Raises:
        ValidationError: when a field is refused, or when it must change but nothing says how.
    """
    require_change(judgement, change)
    made = save_by(
        CheckIn(
            activity=activity,
            on=on,
            judgement=judgement,
            process_data=process_data,
            change=change,
            by=by,
        ),
        by,
    )
    checkpoint = activity.checkpoints.filter(met_on__isnull=True).order_by("due").first()
    if checkpoint is not None:
        checkpoint.met_on = on
        checkpoint.check_in = made
        checkpoint.save()
    record(
        "activity.checked",
        by=by,
        target=activity,
        unit_id=activity.goal.unit_id,
        judgement=judgement,
    )
    return made


@dataclass(frozen=True)
class Analysis:
    """What people write in a goal review."""

    result: str = ""
    effect: str = ""
    causes: str = ""
    validity: str = ""
    attainment: str = ""
    conclusion: str = ""


@transaction.atomic
def save_review(
    *,
    goal: Goal,
    unit: Unit,
    school_year: SchoolYear,
    analysis: Analysis,
    revision: int,
    done_on: date | None,
    by: User,
) -> GoalReview:
    """Save the analysis of a goal; with `done_on` it is finished, without it is being written.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it is finished without attainment and conclusion.
    """
    review = GoalReview.objects.filter(goal=goal, unit=unit, school_year=school_year).first()
    if review is None:
        review = GoalReview(goal=goal, unit=unit, school_year=school_year)
    else:
        review = check_revision(review, revision)
    for name, value in vars(analysis).items():
        setattr(review, name, value)
    review.done_on = done_on
    review.revision += 1
    save_by(review, by)
    verb = "review.finished" if done_on else "review.saved"
    record(verb, by=by, target=review, unit_id=unit.pk, goal=goal.pk)
    return review
