"""Every change to a visit: people, preparation, notes, holding, feeding back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.as_typed import save_typed
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict, check_revision
from rodtrad.dialogues.actions.visit_plan import refusal
from rodtrad.dialogues.models import AppraisalTalk, Visit, VisitParticipant
from rodtrad.notifications.actions import tell

Part = VisitParticipant.Part


@transaction.atomic
def cancel_visit(visit: Visit, *, why: str, by: User) -> Visit:
    """Call a visit off and say why.

    Raises:
        ValidationError: without a reason, or when it is over.
    """
    stored = _locked(visit)
    if fault := refusal(stored, None):
        raise ValidationError(fault)
    stored.state, stored.cancelled_why = Visit.State.CANCELLED, why.strip()
    save_by(stored, by)
    record("visit.cancelled", by=by, target=stored, unit_id=stored.unit_id)
    tell(
        [row.user for row in stored.participants.select_related("user")],
        kind="visit-cancelled",
        sentence=f"Förvaltningens dialog på {stored.unit} är inställd.",
        address=reverse("visit_detail", args=[stored.pk]),
        key=f"visit-cancelled:{stored.pk}",
        unit=stored.unit,
        by=by,
    )
    return stored


@transaction.atomic
def reopen_visit(visit: Visit, *, by: User) -> Visit:
    """Plan a visit that was cancelled or held by mistake again.

    Raises:
        ValidationError: when it is planned already, or the unit has its feedback.
    """
    stored = _locked(visit)
    if not stored.is_over:
        raise ValidationError("Besöket är redan planerat.")
    if stored.feedback_on is not None:
        raise ValidationError("Enheten har fått återkopplingen. Besöket kan inte öppnas igen.")
    stored.state, stored.cancelled_why = Visit.State.PLANNED, ""
    save_by(stored, by)
    record("visit.reopened", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def choose_people(visit: Visit, people: Mapping[User, str], *, by: User) -> None:
    """Say who is to be at a visit, each for a part; those left out are taken away."""
    now = {row.user_id: row for row in visit.participants.all()}
    wanted = {user.pk: part for user, part in people.items()}
    for number, row in now.items():
        if number not in wanted:
            row.delete()
    for number, part in wanted.items():
        row = now.get(number) or VisitParticipant(visit=visit, user_id=number)
        row.part = part
        row.full_clean()
        row.save()
    record("visit.people_chosen", by=by, target=visit, unit_id=visit.unit_id)


@transaction.atomic
def prepare_visit(
    visit: Visit,
    *,
    wants_to_tell: str,
    wants_to_discuss: str,
    ready: bool,
    today: date,
    by: User,
    revision: int | None = None,
) -> Visit:
    """Keep what the unit wants to tell and discuss; the visitors read it when it is ready.

    Args:
        revision: the `preparation_revision` that was read; None when nobody read it first.

    Raises:
        Conflict: when somebody else has written since `revision` was read.
        ValidationError: when the visit is over.
    """
    stored = _locked(visit)
    if revision is not None and revision != stored.preparation_revision:
        raise Conflict(stored)
    if fault := refusal(stored, None):
        raise ValidationError(fault)
    newly = ready and stored.prepared_on is None
    stored.wants_to_tell = wants_to_tell.strip()
    stored.wants_to_discuss = wants_to_discuss.strip()
    stored.prepared_on = (stored.prepared_on or today) if ready else None
    save_by(stored, by)
    record("visit.prepared", by=by, target=stored, unit_id=stored.unit_id)
    if newly:
        rows = stored.participants.filter(part=Part.VISITOR).select_related("user")
        tell(
            [row.user for row in rows],
            kind="visit-prepared",
            sentence=f"{stored.unit} har förberett besöket.",
            address=reverse("visit_detail", args=[stored.pk]),
            key=f"visit-prepared:{stored.pk}",
            unit=stored.unit,
            by=by,
        )
    return stored


@transaction.atomic
def write_notes(visit: Visit, *, notes: str, revision: int, by: User, now: datetime) -> Visit:
    """Keep the visitors' notes as they are typed: what one types at a stretch is one version.

    Raises:
        Conflict: when somebody else has written since `revision` was read.
        ValidationError: when the visit is cancelled.
    """
    stored = check_revision(visit, revision)
    if stored.state == Visit.State.CANCELLED:
        raise ValidationError("Besöket är inställt.")
    if stored.notes == notes:
        return stored
    first = not stored.notes
    stored.notes = notes
    stored.revision += 1
    save_typed(stored, field="notes", by=by, now=now)
    if first:
        # One line, not one for every pause in the typing.
        record("visit.notes_begun", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def hold_visit(
    visit: Visit,
    *,
    on: date,
    children: int | None = None,
    children_asked: int | None = None,
    by: User,
) -> Visit:
    """Say that a visit has been held, and how many children or pupils took part.

    Raises:
        ValidationError: when it is over, the unit was closed, or more took part than were asked.
    """
    stored = _locked(visit)
    if fault := refusal(stored, on):
        raise ValidationError(fault)
    stored.state, stored.on = Visit.State.HELD, on
    stored.children, stored.children_asked = children, children_asked
    save_by(stored, by)
    record("visit.held", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def give_feedback(
    visit: Visit, *, feedback: str, on: date, send: bool, by: User, revision: int | None = None
) -> Visit:
    """Write the feedback to the unit; sent, the unit reads it with the notes and commitments.

    Args:
        revision: the `feedback_revision` that was read; None when nobody read it first.

    Raises:
        Conflict: when somebody else has written since `revision` was read.
        ValidationError: when it is to be sent empty, or the visit has not been held.
    """
    stored = _locked(visit)
    if revision is not None and revision != stored.feedback_revision:
        raise Conflict(stored)
    stored.feedback = feedback.strip()
    newly = send and stored.feedback_on is None
    if send:
        if stored.state != Visit.State.HELD:
            raise ValidationError("Markera först att besöket är genomfört.")
        if not stored.feedback:
            raise ValidationError({"feedback": "Skriv återkopplingen innan du lämnar den."})
        stored.feedback_on = stored.feedback_on or on
    save_by(stored, by)
    if newly:
        record("visit.feedback_given", by=by, target=stored, unit_id=stored.unit_id)
        rows = stored.participants.exclude(part=Part.VISITOR).select_related("user")
        tell(
            [row.user for row in rows],
            kind="visit-feedback",
            sentence=f"Återkopplingen från besöket på {stored.unit} finns att läsa.",
            address=reverse("visit_detail", args=[stored.pk]),
            key=f"visit-feedback:{stored.pk}",
            unit=stored.unit,
            by=by,
        )
    return stored


@transaction.atomic
def set_appraisal(visit: Visit, *, on: date | None, head: User, principal: User) -> None:
    """Keep the day of the two's appraisal talk, or take it away; no log is told of it.

    Raises:
        ValidationError: when the two are the same person.
    """
    mine = AppraisalTalk.objects.filter(visit=visit, head=head, principal=principal)
    if on is None:
        mine.delete()
        return
    row = mine.first() or AppraisalTalk(visit=visit, head=head, principal=principal)
    row.on = on
    row.full_clean()
    row.save()


def _locked(visit: Visit) -> Visit:
    stored: Visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("unit", "round__school_year")
        .get(pk=visit.pk)
    )
    return stored
