"""Adopting minutes: from then on they are read from what was frozen."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.frozen import canonical, checksum
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.minutes.content import compose, read
from rodtrad.meetings.models import AgendaItem, Meeting, MinutesSnapshot, NoteReceipt


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, on: date, by: User | None) -> Any:
    """Adopt the minutes and freeze them as they are.

    Items that nobody has dealt with are carried over to the next meeting, so that they do not
    fall out.

    Raises:
        ValidationError: when they are adopted already, the meeting is cancelled or has not been
            held, or nobody is noted as present.
    """
    if Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.ADOPTED).exists():
        raise ValidationError("Anteckningarna är redan fastställda.")
    stored = open_meeting(meeting)
    if on < stored.on:
        raise ValidationError(
            {"on": f"Mötet hålls {stored.day_shown}. Fastställ anteckningarna då eller senare."}
        )
    if not stored.attendees.filter(present=True).exists():
        raise ValidationError("Anteckna först vilka som var närvarande.")
    untouched = stored.items.filter(
        state=AgendaItem.State.ON_AGENDA, outcome="", notes="", decisions__isnull=True
    )
    untouched.update(outcome=AgendaItem.Outcome.CARRIED)
    stored.items.filter(state=AgendaItem.State.ON_AGENDA, outcome="").update(
        outcome=AgendaItem.Outcome.HANDLED
    )
    content = compose(stored, today=on)
    content["state"] = "adopted"
    content["adopted_on"] = on.isoformat()
    content["adopted_by"] = by.name if by else ""
    read(content)
    stored.state = Meeting.State.ADOPTED
    stored.adopted_on, stored.adopted_by = on, by
    stored.revision += 1
    save_by(stored, by)
    # Nothing is written any more: what browsers have sent need not be remembered.
    NoteReceipt.objects.filter(item__meeting=stored).delete()
    text = canonical(dict(content))
    MinutesSnapshot.objects.create(meeting=stored, content=text, sha256=checksum(text))
    record("minutes.adopted", by=by, target=stored, unit_id=stored.forum.unit_id)
    return stored
