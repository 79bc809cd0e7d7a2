"""Swedish time as calendar files tell it (RFC 5545, VTIMEZONE)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

ZONE: Final = ZoneInfo("Europe/Stockholm")


def swedish_zone() -> Timezone:
    """Swedish time by the rule that holds since 1996 (directive 2000/84/EC), as Outlook reads it.

    Programs read a rule where they stumble on a list of every change until 2038.
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, month, name, before, after, at in (
        (TimezoneStandard(), 10, "CET", 2, 1, datetime(1996, 10, 27, 3)),
        (TimezoneDaylight(), 3, "CEST", 1, 2, datetime(1996, 3, 31, 2)),
    ):
        part.add("dtstart", at)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone
