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
from rodtrad.meetings.models import (
    AgendaItem,
    Attendee,
    Meeting,
    MinutesSnapshot,
    NoteChange,
    NoteReceipt,
)
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, Unit
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

    A unit's own forum counts there as it is. Of a shared one, each unit's staff count at their
    own unit: the law asks who took part at each (4 kap. 4 § skollagen). How many, never who.
    """
    forum = meeting.forum
    attendees = list(meeting.attendees.all())
    if forum.kind in Forum.UNIT_KINDS and forum.unit.is_working_unit:
        page = reverse("meeting_detail", args=[meeting.pk])
        _log_at(forum.unit, meeting, attendees, origin=f"meeting:{meeting.pk}", page=page, by=by)
    elif forum.kind in Forum.SHARED_KINDS:
        for unit, own in _by_unit(attendees, meeting.on):
            # No link: a unit's staff read its log, but only a forum's people its meetings.
            _log_at(unit, meeting, own, origin=f"meeting:{meeting.pk}:{unit.pk}", page="", by=by)


def _by_unit(attendees: list[Attendee], on: date) -> list[tuple[Unit, list[Attendee]]]:
    """The working units whose staff came, with those who were called from there. Two queries.

    Not who leads the unit: the law asks for teachers and other staff beside the principal, who
    is to see to it that they take part. Who works at two units counts at both.
    """
    called = {one.user_id: one for one in attendees}
    rows = (
        Assignment.objects.running_on(on)
        .filter(user__in=called, unit__kind__in=Unit.WORKING_KINDS)
        .select_related("role", "unit")
        .order_by("unit__path", "user")
    )
    leads: set[tuple[int, int]] = set()
    found: dict[int, tuple[Unit, dict[int, Attendee]]] = {}
    for row in rows:
        if Permission.PLAN in row.role.permissions:
            leads.add((row.unit_id, row.user_id))
        found.setdefault(row.unit_id, (row.unit, {}))[1][row.user_id] = called[row.user_id]
    staff = [
        (unit, [one for user, one in people.items() if (unit.pk, user) not in leads])
        for unit, people in found.values()
    ]
    return [(unit, own) for unit, own in staff if any(one.present for one in own)]


def _log_at(
    unit: Unit,
    meeting: Meeting,
    called: list[Attendee],
    *,
    origin: str,
    page: str,
    by: User | None,
) -> None:
    """Write the meeting in the unit's log: how many of those called were there."""
    log_participation(
        unit=unit,
        audience=Audience.STAFF,
        on=meeting.on,
        what=f"Möte: {meeting.name}"[:200],
        took_part=sum(bool(one.present) for one in called),
        group_size=len(called),
        origin=origin,
        address=page,
        by=by,
    )
