"""Lets the demo's past happen in the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from unittest import mock
from zoneinfo import ZoneInfo

from rodtrad.core.red_days import red_day
from rodtrad.organisation.models import SchoolBreak

_SWEDEN = ZoneInfo("Europe/Stockholm")


@contextmanager
def happening_on(day: date) -> Iterator[None]:
    """What is written inside is dated that day, in the log and in the history too.

    The log stamps rows by the clock and takes no date from callers, which is right for real
    work; the demo's builder therefore moves the clock, and nobody else may.
    """
    moment = datetime.combine(day, time(10, 0), tzinfo=_SWEDEN)
    now = datetime.now(_SWEDEN)
    if day == now.date():
        # Built in the small hours, today has not come so far.
        moment = min(moment, now)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


@lru_cache(maxsize=4096)
def workday(day: date) -> date:
    """The day, or the last working day before it: nobody meets or decides on a Sunday."""
    while day.weekday() > 4 or red_day(day):
        day -= timedelta(days=1)
    return day


def schoolday(day: date) -> date:
    """The day, or the first after it when the schools are open: where people are visited."""
    while (
        workday(day) != day or SchoolBreak.objects.filter(starts__lte=day, ends__gte=day).exists()
    ):
        day += timedelta(days=1)
    return day
