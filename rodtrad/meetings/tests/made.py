"""What the tests of meetings share: forums, and meetings with items, notes and decisions."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.forums.actions import ForumPlan, add_series, create_forum
from rodtrad.forums.models import Forum
from rodtrad.forums.series import Rule
from rodtrad.meetings.actions import (
    Edit,
    Point,
    Resolution,
    Sitting,
    add_item,
    add_material,
    adopt_minutes,
    create_meeting,
    make_decision,
    send_call,
    set_presence,
    write_notes,
)
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.organisation.models import Unit


def free_name(unit: Unit, kind: str) -> str:
    """What the kind is called, with a number when the unit has such a forum already."""
    label = Forum.Kind(kind).label
    taken = Forum.objects.filter(unit=unit, name__startswith=label).count()
    return f"{label} {taken + 1}" if taken else label


def forum_at(unit: Unit, kind: str = Forum.Kind.LEADERS, *, name: str = "", by: Any = None) -> Any:
    """A forum of the kind, with the members that its kind gives, that meets on Wednesdays."""
    today = timezone.localdate()
    forum = create_forum(
        kind=kind,
        unit=unit,
        plan=ForumPlan(name or free_name(unit, kind), "Det vi ska nå tillsammans."),
        by=by,
    )
    add_series(
        forum,
        rule=Rule(2, 1, today - timedelta(days=60), today + timedelta(days=300), time(9), 120),
        by=by,
    )
    return forum


def meeting_in(
    forum: Any, by: User, *, on: date, today: date | None = None, title: str = ""
) -> Any:
    """A meeting of the forum, laid in beside the series."""
    return create_meeting(
        forum,
        sitting=Sitting(on=on, starts_at=time(9), ends_at=time(11), title=title, kind="extra"),
        by=by,
        today=today or timezone.localdate(),
    )


def noon(day: date) -> datetime:
    """Twelve o'clock that day, in Sweden."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def write(item: Any, text: str, by: User, *, base: str = "") -> None:
    """Write notes of an item."""
    write_notes(item, edits=[Edit(base, text)], by=by, now=timezone.now())


def coming_meeting(forum: Any, by: User, *, size: int = 2) -> Any:
    """A meeting in a week that is called to, with items, material, notes and decisions."""
    today = timezone.localdate()
    meeting = meeting_in(forum, by, on=today + timedelta(days=7))
    for number in range(size):
        item = add_item(
            meeting,
            point=Point(
                title=f"Punkt {number + 1}", purpose=Purpose.DIALOGUE, minutes=10, owner=by
            ),
            by=by,
        )
        add_material(item, label="Mål", address="/mal/", by=by)
    send_call(meeting, by=by, now=timezone.now())
    first = meeting.items.first()
    write(first, "Vi gick igenom resultaten.", by)
    make_decision(
        meeting,
        said=Resolution(
            "Alla skolor prövar modellen.",
            responsible=by,
            follow_up_on=meeting.on + timedelta(days=30),
        ),
        item=first,
        by=by,
    )
    meeting.refresh_from_db()
    return meeting


def held_meeting(
    forum: Any, by: User, *, size: int = 2, days_ago: int = 7, absent: Sequence[User] = ()
) -> Any:
    """A meeting that has been, with adopted minutes and a decision to follow up."""
    today = timezone.localdate()
    on = today - timedelta(days=days_ago)
    meeting = meeting_in(forum, by, on=on, today=on)
    for number in range(size):
        item = add_item(meeting, point=Point(title=f"Punkt {number + 1}"), by=by)
        write(item, f"Vi talade om punkt {number + 1}.", by)
    send_call(meeting, by=by, now=noon(on))
    make_decision(
        meeting,
        said=Resolution(
            "Alla skolor prövar modellen.", responsible=by, follow_up_on=today - timedelta(days=1)
        ),
        item=meeting.items.first(),
        by=by,
    )
    missing = {one.pk for one in absent}
    present = {one.pk: one.user_id not in missing for one in meeting.attendees.all()}
    set_presence(meeting, present=present, by=by)
    adopt_minutes(meeting, on=today, by=by)
    meeting.refresh_from_db()
    return meeting
