"""Adopting minutes: from then on they are read from what was frozen."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.frozen import canonical, checksum
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.minutes.content import compose, read
from rodtrad.meetings.models import AgendaItem, Meeting, MinutesSnapshot, NoteChange, NoteReceipt
from rodtrad.surveys.actions import log_participation
from rodtrad.surveys.models import Audience


@transaction.atomic
def adopt_minutes(meeting: Meeting, *, on: date, by: User | None) -> Any:
    """Adopt the minutes and freeze them as they are.

    Items that nobody has dealt with are carried over to the next meeting, so that they do not
    fall out.

    Raises:
        ValidationError: when they are adopted already, the meeting is cancelled or has not been
            held, nobody is noted as present, or nothing is noted.
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
    if not stored.items.filter(~Q(notes="") | ~Q(outcome="") | Q(decisions__isnull=False)).exists():
        raise ValidationError(
            "Det finns inga anteckningar. Skriv vad som sades eller beslutades under någon punkt, "
            "eller ställ in mötet om det inte blev av."
        )
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
    NoteChange.objects.filter(item__meeting=stored).delete()
    text = canonical(dict(content))
    MinutesSnapshot.objects.create(meeting=stored, content=text, sha256=checksum(text))
    record("minutes.adopted", by=by, target=stored, unit_id=stored.forum.unit_id)
    _log_participation(stored, by)
    return stored


def _log_participation(meeting: Meeting, by: User | None) -> None:
    """The log of participation tells that the staff met, without anybody writing it twice.

    Only of a unit's own forums: at the shared ones the staff of many units meet, and the law asks
    who took part at each unit. How many, never who.
    """
    forum = meeting.forum
    if forum.kind not in Forum.UNIT_KINDS or not forum.unit.is_working_unit:
        return
    log_participation(
        unit=forum.unit,
        audience=Audience.STAFF,
        on=meeting.on,
        what=f"Möte: {meeting.name}"[:200],
        took_part=meeting.attendees.filter(present=True).count(),
        group_size=meeting.attendees.count(),
        origin=f"meeting:{meeting.pk}",
        address=reverse("meeting_detail", args=[meeting.pk]),
        by=by,
    )
