"""Changes of who is called to a meeting, who comes and who was there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.calling import tell_guest
from rodtrad.meetings.models import Attendee, Meeting


@transaction.atomic
def call_people(
    meeting: Meeting, *, people: Iterable[tuple[User, str]], by: User
) -> list[Attendee]:
    """Call people beside the forum's members, each as what they are.

    Who is called after the call was sent is told at once.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    stored = open_meeting(meeting)
    made = []
    for user, called_as in people:
        row, is_new = Attendee.objects.get_or_create(
            meeting=stored, user=user, defaults={"called_as": called_as, "by_hand": True}
        )
        if is_new:
            made.append(row)
    if made:
        record("meeting.called", by=by, target=stored, unit_id=stored.forum.unit_id)
        if stored.state == Meeting.State.SENT:
            for row in made:
                tell_guest(stored, row.user, by=by)
    return made


@transaction.atomic
def uncall(attendee: Attendee, *, by: User) -> None:
    """Take a person who was called by hand off the list.

    Raises:
        ValidationError: for a member of the forum, or when the meeting is closed.
    """
    stored = open_meeting(attendee.meeting)
    if not attendee.by_hand:
        raise ValidationError("Personen är medlem i forumet och kallas därför.")
    record("meeting.called", by=by, target=stored, unit_id=stored.forum.unit_id)
    attendee.delete()


@transaction.atomic
def answer_call(attendee: Attendee, *, answer: str, by: User) -> Attendee:
    """Say whether one comes.

    Raises:
        ValidationError: for another answer than yes or no, or when the meeting is closed.
    """
    open_meeting(attendee.meeting)
    attendee.answer = answer
    attendee.full_clean()
    attendee.save(update_fields=["answer"])
    return attendee


@transaction.atomic
def set_presence(meeting: Meeting, *, present: Mapping[int, bool], by: User) -> Any:
    """Note who was there, by the numbers of the called.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    stored = open_meeting(meeting)
    rows = list(stored.attendees.filter(pk__in=present))
    for row in rows:
        row.present = present[row.pk]
    Attendee.objects.bulk_update(rows, ["present"])
    record("meeting.presence", by=by, target=stored, unit_id=stored.forum.unit_id)
    return stored
