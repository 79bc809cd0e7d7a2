"""Acts of who follows up: an answer in place of a step, and a reminder to the responsible."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.goals.cycle import Step
from rodtrad.goals.models import Goal, Reminder, StepAnswer
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, SchoolYear, Unit


@transaction.atomic
def answer_step(
    *,
    unit: Unit,
    school_year: SchoolYear,
    goal: Goal | None,
    step: str,
    answer: str,
    why: str,
    on: date,
    by: User,
) -> StepAnswer:
    """Say that a step does not apply, or that there is no deviation; a second answer replaces it.

    Args:
        goal: the shared goal that it is about; None for the unit's work as a whole.

    Raises:
        ValidationError: when nothing is said of why, or the goal is not a shared one.
    """
    if goal is not None and not goal.shared:
        raise ValidationError("Svaret gäller ett gemensamt mål eller enheten som helhet.")
    row = StepAnswer.objects.filter(
        unit=unit, school_year=school_year, goal=goal, step=step
    ).first() or StepAnswer(unit=unit, school_year=school_year, goal=goal, step=step)
    row.answer, row.why, row.by, row.on = answer, why.strip(), by, on
    row.full_clean()
    row.save()
    record(
        "step.answered",
        by=by,
        target=row,
        unit_id=unit.pk,
        step=step,
        answer=answer,
        **({"goal": goal.pk} if goal else {}),
    )
    return row


@transaction.atomic
def withdraw_answer(row: StepAnswer, *, by: User) -> None:
    """Take an answer back: the step is asked for again."""
    record("step.answer_withdrawn", by=by, target=row, unit_id=row.unit_id, step=row.step)
    row.delete()


def leaders_of(unit: Unit, *, today: date) -> list[User]:
    """Who plans at a unit itself today: its principal, else all who may plan there. One query."""
    rows = _planning([unit.pk], today)
    principals = [row.user for row in rows if row.role.code == "principal"]
    return principals or [row.user for row in rows]


def units_with_leaders(unit_ids: Iterable[int], *, today: date) -> set[int]:
    """Those of the units where somebody plans today, and can be reminded. One query."""
    return {row.unit_id for row in _planning(unit_ids, today)}


def _planning(unit_ids: Iterable[int], today: date) -> list[Assignment]:
    """The assignments at the units themselves that let a person plan there today. One query."""
    rows = Assignment.objects.running_on(today).filter(
        unit__in=list(unit_ids), user__is_active=True
    )
    return [
        row
        for row in rows.select_related("user", "role")
        if Permission.PLAN in row.role.permissions
    ]


@transaction.atomic
def remind(
    *,
    unit: Unit,
    school_year: SchoolYear,
    key: str,
    sentence: str,
    address: str,
    recipients: Sequence[User],
    on: date,
    by: User,
) -> Reminder:
    """Remind the responsible of something, at most once a day.

    Args:
        key: what it is about, as "cycle:analysed:3".
        address: the page where it is done.

    Raises:
        ValidationError: when it was reminded of today, or nobody is responsible.
    """
    if not recipients:
        raise ValidationError(
            f"Ingen har i uppdrag att planera vid {unit}. Ge någon uppdraget först."
        )
    if Reminder.objects.filter(unit=unit, key=key, on=on).exists():
        raise ValidationError("En påminnelse om det är redan skickad i dag.")
    row = Reminder(
        unit=unit,
        school_year=school_year,
        key=key,
        sentence=sentence[:300],
        recipients=", ".join(person.name for person in recipients)[:300],
        on=on,
        by=by,
    )
    row.full_clean()
    row.save()
    tell(
        recipients,
        kind="reminder",
        sentence=sentence,
        address=address,
        key=f"{key}:{unit.pk}:{school_year.pk}",
        unit=unit,
        by=by,
    )
    record("reminder.sent", by=by, target=unit, unit_id=unit.pk, what=sentence[:200])
    return row


def step_key(step: Step, goal_id: int | None) -> str:
    """The key of a reminder of a step, for the unit or for one of the shared goals."""
    return f"cycle:{step.value}:{goal_id}" if goal_id else f"cycle:{step.value}"
