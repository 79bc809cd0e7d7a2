"""The bench's ledarforum: a year of meetings, the next one with a full agenda."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.forums.actions import ForumPlan, add_series, create_forum
from rodtrad.forums.models import Forum
from rodtrad.forums.series import Rule
from rodtrad.meetings.actions.meetings import call_members
from rodtrad.meetings.models import AgendaItem, Decision, Material, Meeting
from rodtrad.meetings.models.agenda import Purpose

NAME = "Ledarforum i drift"
# How many meetings have been, and how many items a meeting takes up.
_HELD, _ITEMS = 40, 12


def hold_meetings(ground: Ground, branch: Branch, today: date) -> Meeting:
    """The next meeting of the forum, called to, after a year of others."""
    forum = create_forum(
        kind=Forum.Kind.LEADERS,
        unit=branch.administration,
        plan=ForumPlan(NAME, ground.prose()),
        by=branch.head,
    )
    year = timedelta(days=365)
    rule = Rule(today.weekday(), 1, today - year, today + year, time(9), 180)
    add_series(forum, rule=rule, by=branch.head)
    meetings = Meeting.objects.bulk_create(
        Meeting(
            forum=forum,
            on=today + timedelta(days=7 * (number - _HELD + 1)),
            starts_at=time(9),
            ends_at=time(12),
            state=Meeting.State.SENT,
            sent_at=timezone.make_aware(datetime.combine(today, time(8))),
        )
        for number in range(_HELD + 1)
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            title=f"Punkt {number + 1}",
            text=ground.prose(1),
            purpose=Purpose.values[number % len(Purpose.values)],
            minutes=15,
            owner=branch.head,
            position=number + 1,
            notes=ground.prose(4),
        )
        for meeting in meetings
        for number in range(_ITEMS)
    )
    Material.objects.bulk_create(
        Material(item=item, label="Underlag", address="/indikatorer/1/") for item in items
    )
    Decision.objects.bulk_create(
        Decision(
            meeting=item.meeting,
            item=item,
            text=ground.prose(1),
            responsible=branch.head,
            decided_on=item.meeting.on,
            follow_up_on=item.meeting.on + timedelta(days=60),
        )
        for item in items[::3]
    )
    for meeting in meetings[-1:]:
        call_members(meeting)
    return meetings[-1]
