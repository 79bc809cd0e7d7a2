"""Raising a unit's question, and answering it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.dialogues.actions.unit import Talk, add_occasion
from rodtrad.dialogues.models import Matter, Occasion, TopicEvidence
from rodtrad.notifications.actions import tell
from rodtrad.organisation.models import Assignment, SchoolYear, Unit

# Who answers for a unit and reads what became of what it said.
PRINCIPAL_ROLES = ("principal",)


def principals_of(units: list[Unit], *, on: date) -> list[User]:
    """Those who lead the units that day. One query."""
    rows = (
        Assignment.objects.running_on(on)
        .filter(unit__in=units, role__code__in=PRINCIPAL_ROLES)
        .select_related("user")
    )
    return [row.user for row in rows]


@transaction.atomic
def raise_matter(
    *,
    unit: Unit,
    school_year: SchoolYear,
    text: str,
    by: User,
    on: date,
    occasion: Occasion | None = None,
) -> Matter:
    """A question that the unit wants those above it to take up.

    Raises:
        ValidationError: when nothing is written, or the occasion is another unit's.
    """
    if not text.strip():
        raise ValidationError(
            {"text": "Skriv vad ni vill att förvaltningen eller nämnden tar upp."}
        )
    if occasion is not None and occasion.unit_id != unit.pk:
        raise ValidationError("Dialogen hör till en annan enhet.")
    matter = save_by(
        Matter(
            unit=unit,
            school_year=school_year,
            occasion=occasion,
            text=text.strip(),
            raised_on=on,
            raised_by=by,
        ),
        by,
    )
    record("matter.raised", by=by, target=matter, unit_id=unit.pk)
    return matter


@transaction.atomic
def record_talk(
    *, unit: Unit, school_year: SchoolYear, talk: Talk, question: str, by: User, today: date
) -> Occasion:
    """Store a unit's dialogue and what it raises: neither when the other is refused.

    Args:
        question: what the unit wants to bring up with the administration; "" for nothing.

    Raises:
        ValidationError: when the dialogue or the question is refused.
    """
    made = add_occasion(unit=unit, school_year=school_year, talk=talk, by=by, today=today)
    if question:
        raise_matter(
            unit=unit, school_year=school_year, text=question, by=by, on=today, occasion=made
        )
    return made


@transaction.atomic
def change_matter(matter: Matter, *, text: str, revision: int, by: User) -> Matter:
    """Put a question in other words, as long as nobody has taken it up.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it is answered, or the ground of a topic for the board.
    """
    stored = check_revision(matter, revision)
    _require_untouched(stored)
    stored.text = text.strip()
    stored.revision += 1
    save_by(stored, by)
    record("matter.changed", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def withdraw_matter(matter: Matter, *, by: User) -> None:
    """Take a question back, as long as nobody has taken it up.

    Raises:
        ValidationError: when it is answered, or the ground of a topic for the board.
    """
    _require_untouched(matter)
    record("matter.withdrawn", by=by, target=matter, unit_id=matter.unit_id)
    matter.delete()


@transaction.atomic
def answer_matter(matter: Matter, *, answer: str, revision: int, by: User, on: date) -> Matter:
    """Tell a unit what the administration does about its question.

    Raises:
        Conflict: when somebody else has answered since `revision` was read.
        ValidationError: without an answer.
    """
    stored = check_revision(matter, revision)
    if not answer.strip():
        raise ValidationError({"answer": "Skriv svaret till enheten."})
    stored.answer = answer.strip()
    stored.answered_on, stored.answered_by = on, by
    stored.revision += 1
    save_by(stored, by)
    record("matter.answered", by=by, target=stored, unit_id=stored.unit_id)
    tell(
        principals_of([stored.unit], on=on),
        kind="matter-answered",
        sentence=f"Förvaltningen har svarat på er fråga: {stored.text}",
        address=reverse("unit_outcomes", args=[stored.unit.code]),
        key=f"matter:{stored.pk}",
        unit=stored.unit,
        by=by,
    )
    return stored


def _require_untouched(matter: Matter) -> None:
    if matter.answered_on is not None:
        raise ValidationError("Frågan är besvarad och kan inte ändras. Lyft en ny i stället.")
    if TopicEvidence.objects.filter(kind=TopicEvidence.Kind.MATTER, number=matter.pk).exists():
        raise ValidationError(
            "Frågan är redan underlag för ett ämne till nämnden och kan inte ändras."
        )
