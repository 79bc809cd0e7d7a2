"""What each side takes on at a visit, and what became of it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.dialogues.models import Commitment, Visit
from rodtrad.notifications.actions import tell


@transaction.atomic
def save_commitment(
    *,
    visit: Visit,
    side: str,
    text: str,
    due: date,
    responsible: User | None = None,
    commitment: Commitment | None = None,
    revision: int = 0,
    by: User,
) -> Commitment:
    """Add a commitment of a visit, or change one that is open.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the visit is cancelled, or the commitment is followed up.
    """
    if visit.state == Visit.State.CANCELLED:
        raise ValidationError("Besöket är inställt.")
    if commitment is None:
        row = Commitment(visit=visit)
    else:
        row = check_revision(commitment, revision)
        if row.state != Commitment.State.OPEN:
            raise ValidationError("Åtagandet är uppföljt. Öppna det igen om det ska ändras.")
        row.revision += 1
    newly = responsible is not None and row.responsible_id != responsible.pk
    row.side, row.text, row.due, row.responsible = side, text.strip(), due, responsible
    save_by(row, by)
    verb = "commitment.made" if commitment is None else "commitment.changed"
    # The visit, not the words: the log is read by more people than the visit is.
    record(verb, by=by, target=visit, unit_id=visit.unit_id)
    if newly and responsible is not None:
        tell(
            [responsible],
            kind="commitment",
            sentence=f"Du är ansvarig för ett åtagande efter besöket på {visit.unit}.",
            address=reverse("visit_detail", args=[visit.pk]),
            key=f"commitment:{row.pk}",
            unit=visit.unit,
            by=by,
        )
    return row


@transaction.atomic
def follow_up_commitment(
    commitment: Commitment, *, state: str, outcome: str, on: date, revision: int, by: User
) -> Commitment:
    """Say what became of a commitment; open means that it goes on.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it is finished without saying what became of it.
    """
    row = check_revision(commitment, revision)
    row.state, row.outcome = state, outcome.strip()
    row.followed_up_on = None if state == Commitment.State.OPEN and not row.outcome else on
    row.revision += 1
    save_by(row, by)
    record("commitment.followed_up", by=by, target=row.visit, unit_id=row.visit.unit_id)
    return row


@transaction.atomic
def remove_commitment(commitment: Commitment, *, by: User) -> None:
    """Take away a commitment that was written by mistake.

    Raises:
        ValidationError: when it has been followed up.
    """
    if commitment.followed_up_on is not None:
        raise ValidationError("Åtagandet är uppföljt och går inte att ta bort.")
    visit = commitment.visit
    record("commitment.removed", by=by, target=visit, unit_id=visit.unit_id)
    commitment.delete()
