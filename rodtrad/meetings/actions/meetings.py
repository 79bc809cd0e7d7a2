"""Changes of meetings as such: made, moved, called to, cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.forums.actions import cancel_day, move_day
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.forums.queries import members_of
from rodtrad.forums.series import ForumDay
from rodtrad.meetings.actions.agenda import fill_agenda
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.calling import tell_called, tell_cancelled
from rodtrad.meetings.models import Attendee, Meeting


@dataclass(frozen=True)
class Sitting:
    """When, where and by whom a meeting is held."""

    on: date
    starts_at: time
    ends_at: time
    kind: str = Meeting.Kind.REGULAR
    title: str = ""
    place: str = ""
    leader: User | None = None
    secretary: User | None = None
    minutes_kind: str = ""


def _check(sitting: Sitting) -> None:
    if sitting.ends_at <= sitting.starts_at:
        raise ValidationError({"ends_at": "Mötet kan inte sluta innan det har börjat."})


def _minutes_kind(forum: Forum) -> str:
    return Meeting.Minutes.PROTOCOL if forum.is_board else Meeting.Minutes.NOTES


def _store(forum: Forum, sitting: Sitting, by: User | None, today: date, **more: Any) -> Any:
    if forum.ended_on is not None and forum.ended_on <= sitting.on:
        raise ValidationError("Forumet har upphört och får inga fler möten.")
    said = {**vars(sitting), "minutes_kind": sitting.minutes_kind or _minutes_kind(forum)}
    meeting = save_by(Meeting(forum=forum, **said, **more), by)
    record("meeting.created", by=by, target=meeting, unit_id=forum.unit_id)
    call_members(meeting)
    fill_agenda(meeting, by=by, today=today)
    return meeting


@transaction.atomic
def create_meeting(forum: Forum, *, sitting: Sitting, by: User | None, today: date) -> Any:
    """A meeting beside the series, with its agenda filled.

    Raises:
        ValidationError: when it ends before it starts, or the forum has ended.
    """
    _check(sitting)
    return _store(forum, sitting, by, today)


@transaction.atomic
def open_day(forum: Forum, *, day: ForumDay, by: User | None, today: date) -> Any:
    """The meeting on a day of the forum's series, made with its agenda filled if there is none.

    Raises:
        ValidationError: when the day is cancelled or the forum has ended.
    """
    made = Meeting.objects.filter(series_id=day.series, series_day=day.original).first()
    if made is not None:
        return made
    if day.cancelled:
        raise ValidationError(f"Mötet den dagen är inställt: {day.reason}")
    starts = datetime.combine(day.on, day.starts_at)
    # A meeting does not go on into the next day.
    ends = min(starts + timedelta(minutes=day.minutes), datetime.combine(day.on, time(23, 59)))
    sitting = Sitting(
        on=day.on, starts_at=day.starts_at, ends_at=ends.time(), place=forum.place, leader=by
    )
    return _store(forum, sitting, by, today, series_id=day.series, series_day=day.original)


@transaction.atomic
def open_days(forum: Forum, *, days: Iterable[ForumDay], by: User | None, today: date) -> list[Any]:
    """The meetings on several days of the forum's series: all of them, or none.

    Raises:
        ValidationError: when one of the days is cancelled or the forum has ended.
    """
    return [open_day(forum, day=day, by=by, today=today) for day in days]


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, sitting: Sitting, revision: int, why: str = "", by: User, now: datetime
) -> Any:
    """Change when, where or by whom a meeting is held; who was called is told of another time.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it ends before it starts, or is moved without a reason.
    """
    _check(sitting)
    open_meeting(meeting)
    stored = check_revision(meeting, revision)
    moved = stored.on != sitting.on
    retimed = moved or (stored.starts_at, stored.ends_at) != (sitting.starts_at, sitting.ends_at)
    if moved and stored.series_id is not None and stored.series_day is not None:
        series = ForumSeries.objects.get(pk=stored.series_id)
        move_day(
            series,
            on=stored.series_day,
            to=sitting.on,
            at=sitting.starts_at,
            reason=why,
            by=by,
        )
    for name, value in vars(sitting).items():
        if name != "minutes_kind" or value:
            setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    record("meeting.changed", by=by, target=stored, unit_id=stored.forum.unit_id)
    if retimed and stored.state == Meeting.State.SENT:
        stored.times_sent += 1
        stored.sent_at = now
        stored.save(update_fields=["times_sent", "sent_at"])
        tell_called(stored, by=by, now=now, moved=True)
    return stored


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, why: str, by: User, now: datetime) -> Any:
    """Cancel a meeting; its day in the series too. Who was called is told.

    Raises:
        ValidationError: without a reason, or when it is adopted or cancelled already.
    """
    stored = open_meeting(meeting)
    if not why.strip():
        raise ValidationError({"why": "Skriv varför mötet ställs in."})
    was_sent = stored.state == Meeting.State.SENT
    stored.state = Meeting.State.CANCELLED
    stored.cancelled_why = why.strip()
    stored.revision += 1
    stored.times_sent += 1
    save_by(stored, by)
    if stored.series_id is not None and stored.series_day is not None:
        series = ForumSeries.objects.get(pk=stored.series_id)
        cancel_day(series, on=stored.series_day, reason=why, by=by)
    record("meeting.cancelled", by=by, target=stored, unit_id=stored.forum.unit_id)
    if was_sent:
        tell_cancelled(stored, by=by, now=now)
    return stored


@transaction.atomic
def send_call(meeting: Meeting, *, by: User | None, now: datetime) -> Any:
    """Call the forum's members, with agenda and calendar file; again when it has changed.

    Who has been called by hand is called too. Answers are kept; who sends the call comes.

    Raises:
        ValidationError: when the agenda is empty, or the meeting is adopted or cancelled.
    """
    stored = open_meeting(meeting)
    if stored.state == Meeting.State.PLANNED:
        fill_agenda(stored, by=by, today=now.date())
    if not stored.items.filter(state="on_agenda").exists():
        raise ValidationError("Dagordningen är tom. Lägg till minst en punkt innan du kallar.")
    call_members(stored)
    # Who calls does not have to answer their own call.
    stored.attendees.filter(user=by, answer=Attendee.Answer.NONE).update(answer=Attendee.Answer.YES)
    stored.state = Meeting.State.SENT
    stored.sent_at = now
    stored.times_sent += 1
    stored.changed_since_sent = False
    save_by(stored, by)
    record("meeting.sent", by=by, target=stored, unit_id=stored.forum.unit_id)
    tell_called(stored, by=by, now=now)
    return stored


def call_members(meeting: Any) -> None:
    """Make the forum's members of the day the called; who has left it and not answered is not."""
    members = {
        one.user.pk: one for one in members_of([meeting.forum], meeting.on)[meeting.forum_id]
    }
    called = {row.user_id for row in meeting.attendees.all()}
    meeting.attendees.filter(by_hand=False, answer="", present__isnull=True).exclude(
        user__in=members
    ).delete()
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, user=one.user, called_as=one.why if one.role else "")
        for pk, one in members.items()
        if pk not in called
    )
