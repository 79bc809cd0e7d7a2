"""A meeting as a calendar invitation (RFC 5545 and 5546)."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from rodtrad.accounts.models import User
from rodtrad.core.calendar_zone import swedish_zone
from rodtrad.meetings.models import Meeting


def site_address(path: str) -> str:
    """A path as a whole address, for letters and calendars."""
    return f"{settings.SITE_ORIGIN}{path}"


def uid(meeting: Meeting) -> str:
    """What calendars know the meeting by, however often it is moved."""
    host = settings.SITE_ORIGIN.partition("://")[2] or "rodtrad"
    return f"mote-{meeting.pk}@{host}"


def invitation(
    meeting: Meeting,
    *,
    address: str,
    now: datetime,
    agenda: str = "",
    called: Iterable[User] = (),
    organiser: User | None = None,
    cancelled: bool = False,
) -> bytes:
    """The meeting as a file that Outlook, Google and Thunderbird take in.

    Needs the forum loaded. A later sending has a higher sequence number and replaces the earlier.

    Args:
        address: the path of the meeting's page.
        agenda: the items, one a line.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Rödtråd//Möten//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "REQUEST" if organiser else "PUBLISH")
    event = Event()
    event.add("uid", uid(meeting))
    event.add("sequence", meeting.times_sent)
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("dtstart", meeting.starts)
    event.add("dtend", meeting.ends)
    event.add("summary", meeting.name)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("description", "\n".join(part for part in (agenda, site_address(address)) if part))
    event.add("url", site_address(address))
    if meeting.place:
        event.add("location", meeting.place)
    if organiser is not None:
        event["organizer"] = _person(organiser)
        for user in called:
            attendee = _person(user)
            attendee.params["role"] = vText("REQ-PARTICIPANT")
            attendee.params["partstat"] = vText("NEEDS-ACTION")
            attendee.params["rsvp"] = vText("TRUE")
            event.add("attendee", attendee, encode=False)
    calendar.add_component(swedish_zone())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _person(user: User) -> vCalAddress:
    found = vCalAddress(f"mailto:{user.email}")
    found.params["cn"] = vText(user.name)
    return found
