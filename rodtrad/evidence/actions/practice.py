"""Describing a practice, trying it, evaluating the trials, reviewing and spreading it."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.evidence.models import Practice, PracticeReview, Sharing, Theme, Thresholds, Trial
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, Goal, Target
from rodtrad.goals.work import ActivityPlan, create_activity
from rodtrad.organisation.models import SchoolForm, Unit


class PracticeFields(TypedDict, total=False):
    """What a practice says; see the model."""

    title: str
    problem: str
    how: str
    context: str
    grounds: str
    lessons: str


WORDED = tuple(PracticeFields.__annotations__)


@transaction.atomic
def add_practice(
    *,
    unit: Unit,
    themes: Iterable[Theme] = (),
    school_forms: Iterable[SchoolForm] = (),
    by: User,
    **fields: Unpack[PracticeFields],
) -> Practice:
    """Describe a practice.

    Raises:
        ValidationError: when a field refuses it.
    """
    practice = save_by(Practice(unit=unit, created_by=by, **fields), by)
    practice.themes.set(themes)
    practice.school_forms.set(school_forms)
    record("practice.added", by=by, target=practice, unit_id=unit.pk)
    return practice


@transaction.atomic
def change_practice(
    practice: Practice,
    *,
    revision: int,
    themes: Iterable[Theme] | None = None,
    school_forms: Iterable[SchoolForm] | None = None,
    by: User,
    **fields: Unpack[PracticeFields],
) -> Practice:
    """Change what a practice says; earlier wordings stay in its history.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when a field refuses it.
    """
    stored = check_revision(practice, revision)
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.revision += 1
    if themes is not None:
        stored.themes.set(themes)
    if school_forms is not None:
        stored.school_forms.set(school_forms)
    save_by(stored, by)
    record("practice.changed", by=by, target=stored, unit_id=stored.unit_id)
    return stored


def restore_practice(practice: Practice, *, number: int, by: User) -> Practice:
    """Let an earlier wording hold again, as a new version.

    Raises:
        LookupError: when there is no such version.
    """
    wording = cast(PracticeFields, wording_at(practice, number, WORDED))
    return change_practice(practice, revision=practice.revision, by=by, **wording)


@transaction.atomic
def try_practice(practice: Practice, *, activity: Activity, by: User) -> Trial:
    """Say that an activity of a unit is a trial of a practice.

    Raises:
        ValidationError: when it is one already.
    """
    trial = save_by(Trial(practice=practice, activity=activity, by=by), by)
    record(
        "practice.tried",
        by=by,
        target=practice,
        unit_id=activity.goal.unit_id,
        activity=activity.pk,
    )
    return trial


@transaction.atomic
def describe_activity(
    activity: Activity,
    *,
    themes: Iterable[Theme] = (),
    school_forms: Iterable[SchoolForm] = (),
    by: User,
    **fields: Unpack[PracticeFields],
) -> Practice:
    """Describe what an activity does as a practice, of which it is the first trial.

    Raises:
        ValidationError: when a field refuses it.
    """
    practice = add_practice(
        unit=activity.goal.unit, themes=themes, school_forms=school_forms, by=by, **fields
    )
    try_practice(practice, activity=activity, by=by)
    return practice


@transaction.atomic
def begin_with_practice(
    practice: Practice,
    *,
    goal: Goal,
    plan: ActivityPlan,
    targets: Iterable[Target],
    checkpoints: Iterable[date],
    responsible: User | None = None,
    by: User,
) -> Activity:
    """Begin an activity that tries a practice.

    Raises:
        ValidationError: when it names no indicator of the goal, or a field is refused.
    """
    activity = create_activity(
        goal, plan=plan, targets=targets, checkpoints=checkpoints, responsible=responsible, by=by
    )
    try_practice(practice, activity=activity, by=by)
    return activity


@transaction.atomic
def evaluate_trial(
    trial: Trial, *, outcome: str, evaluation: str, on: date, revision: int, by: User
) -> Trial:
    """Say how a trial went and how one knows; said anew it replaces the earlier.

    Raises:
        Conflict: when somebody else has evaluated it since `revision` was read.
        ValidationError: without an outcome or grounds, or before the activity began.
    """
    stored = check_revision(trial, revision)
    if on < stored.activity.starts:
        raise ValidationError({"on": "Prövningen kan inte utvärderas innan aktiviteten börjar."})
    stored.outcome, stored.evaluation, stored.evaluated_on = outcome, evaluation.strip(), on
    stored.by = by
    stored.revision += 1
    save_by(stored, by)
    unit_id = stored.activity.goal.unit_id
    record("practice.evaluated", by=by, target=stored.practice, unit_id=unit_id, outcome=outcome)
    return stored


@transaction.atomic
def remove_trial(trial: Trial, *, by: User) -> None:
    """Say that an activity was no trial of the practice after all.

    Raises:
        ValidationError: when it is evaluated: what was found out stays.
    """
    if trial.evaluated_on is not None:
        raise ValidationError(
            "Prövningen är utvärderad och hör till arbetssättets historia. Ändra utvärderingen i "
            "stället."
        )
    practice, unit_id = trial.practice, trial.activity.goal.unit_id
    trial._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    trial.delete()
    record("practice.trial_removed", by=by, target=practice, unit_id=unit_id)


@transaction.atomic
def share_practice(
    practice: Practice, *, on: date, how: str, forum: Forum | None = None, by: User
) -> Sharing:
    """Note that a practice was spread to colleagues, and let every unit read it.

    Raises:
        ValidationError: when it is not described well enough for a colleague to try it.
    """
    if not is_described(practice):
        raise ValidationError(
            "Beskriv problemet, hur man gör och i vilket sammanhang innan du sprider det: annars "
            "kan ingen annan pröva det."
        )
    sharing = Sharing(practice=practice, on=on, how=how.strip(), forum=forum, by=by)
    sharing.full_clean()
    sharing.save()
    if not practice.in_library:
        practice.in_library = True
        save_by(practice, by)
    record("practice.shared", by=by, target=practice, unit_id=practice.unit_id)
    return sharing


@transaction.atomic
def review_practice(
    practice: Practice, *, verdict: str, why: str, on: date, forum: Forum | None = None, by: User
) -> PracticeReview:
    """Note what a network thinks of a practice.

    Raises:
        ValidationError: without reasons.
    """
    review = PracticeReview(
        practice=practice, verdict=verdict, why=why.strip(), on=on, forum=forum, by=by
    )
    review.full_clean()
    review.save()
    record("practice.reviewed", by=by, target=practice, unit_id=practice.unit_id, verdict=verdict)
    return review


@transaction.atomic
def remove_sharing(sharing: Sharing, *, by: User) -> None:
    """Take back that a practice was spread; with the last one it leaves the library.

    Raises:
        ValidationError: when it is the last one and other units try the practice.
    """
    practice = sharing.practice
    is_last = not practice.sharings.exclude(pk=sharing.pk).exists()
    if is_last and practice.trials.exclude(activity__goal__unit=practice.unit_id).exists():
        raise ValidationError("Andra enheter prövar arbetssättet, och skulle inte längre se det.")
    sharing.delete()
    if practice.in_library and not practice.sharings.exists():
        practice.in_library = False
        save_by(practice, by)
    record("practice.sharing_removed", by=by, target=practice, unit_id=practice.unit_id)


@transaction.atomic
def remove_review(review: PracticeReview, *, by: User) -> None:
    """Take back what a network thought of a practice."""
    practice = review.practice
    review.delete()
    record("practice.review_removed", by=by, target=practice, unit_id=practice.unit_id)


@transaction.atomic
def remove_practice(practice: Practice, *, by: User) -> None:
    """Remove a practice that nothing has come of yet.

    Raises:
        ValidationError: when it is tried, spread or reviewed: what was found out stays.
    """
    if practice.trials.exists() or practice.sharings.exists() or practice.reviews.exists():
        raise ValidationError(
            "Arbetssättet är prövat, spritt eller granskat och hör till det ni vet. Ta först bort "
            "det som är fel, eller skriv under Vad vi har lärt oss varför det inte används."
        )
    record("practice.removed", by=by, target=practice, unit_id=practice.unit_id)
    practice._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    practice.delete()


@transaction.atomic
def set_limits(
    municipality: Unit, *, units: int, months: int, share_working: int, revision: int, by: User
) -> Thresholds:
    """Decide when an experience is called proven in a municipality.

    Raises:
        Conflict: when somebody else has changed them since `revision` was read.
        ValidationError: when a limit is out of bounds.
    """
    row, _ = Thresholds.objects.get_or_create(municipality=municipality)
    stored = check_revision(row, revision)
    stored.units, stored.months, stored.share_working = units, months, share_working
    stored.revision += 1
    save_by(stored, by)
    record(
        "practice.limits_changed",
        by=by,
        target=stored,
        unit_id=municipality.pk,
        units=units,
        months=months,
        share_working=share_working,
    )
    return stored


def is_described(practice: Practice) -> bool:
    """Whether a colleague can try it from what is written."""
    return all(text.strip() for text in (practice.problem, practice.how, practice.context))
