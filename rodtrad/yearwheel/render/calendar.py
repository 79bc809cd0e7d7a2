"""Items as a calendar (RFC 5545) that Outlook, Google and Thunderbird subscribe to."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event

from rodtrad.core.calendar_zone import ZONE, swedish_zone
from rodtrad.yearwheel.models import WheelItem
from rodtrad.yearwheel.queries.placing import Placed

# How often programs are asked to look again.
_REFRESH: Final = timedelta(hours=12)


def to_calendar(name: str, items: Iterable[Placed], address: Callable[[Placed], str]) -> bytes:
    """The items as one calendar; the same items always give the same bytes.

    An item tied to a forum's meeting has the meeting's time in Swedish local time; all others
    last whole days, the day after the last given as their end, as the standard has it.

    Args:
        address: where an item is read, as an absolute address.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rödtråd//Årshjul//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT12H")
    for one in items:
        if one.span is not None:
            calendar.add_component(_event(one, address(one)))
    calendar.subcomponents.insert(0, swedish_zone())
    written: bytes = calendar.to_ical()
    return written


def uid_of(item: WheelItem) -> str:
    """What calendars know an item by: the same in every version of the wheel of a year."""
    return f"{item.lineage}-{item.wheel.year}@rodtrad"


def _event(one: Placed, url: str) -> Event:
    item, wheel = one.item, one.item.wheel
    event = Event()
    event.add("uid", uid_of(item))
    # When it was adopted, not when it was fetched: unchanged items stay unchanged.
    day = wheel.adopted_on or wheel.period.starts
    stamp = datetime.combine(day, time(12), tzinfo=UTC)
    version = wheel.version - 1
    if one.follows is not None:
        # The wheel stands, but the forum has moved a meeting: whoever compares must see it.
        version += one.follows.days_version
        stamp = max(stamp, (one.follows.days_changed_at or stamp).replace(microsecond=0))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", version)
    event.add("summary", item.title)
    assert one.span is not None  # those without days are left out
    if one.meeting is not None:
        starts = datetime.combine(one.span.first, one.meeting.starts_at, tzinfo=ZONE)
        # Across a change to or from daylight saving time the length counts in real minutes.
        ends = (starts.astimezone(UTC) + timedelta(minutes=one.meeting.minutes)).astimezone(ZONE)
        event.add("dtstart", starts)
        event.add("dtend", ends)
    else:
        event.add("dtstart", one.span.first)
        event.add("dtend", one.span.last + timedelta(days=1))
        # Whole days are there to be seen; nobody is busy because of them.
        event.add("transp", "TRANSPARENT")
        # Outlook goes by its own word for it.
        event.add("x-microsoft-cdo-busystatus", "FREE")
    event.add("categories", [item.ring.name, item.get_kind_display()])
    event.add("description", _words(one))
    event.add("url", url)
    return event


def _words(one: Placed) -> str:
    item = one.item
    lines = [item.description] if item.description else []
    lines.append(f"{item.wheel.kind} {item.wheel.period.label}, {item.ring.name}")
    responsible = [str(who) for who in (item.role, item.person) if who is not None]
    if responsible:
        lines.append(f"Ansvarig: {', '.join(responsible)}")
    return "\n".join(lines)
