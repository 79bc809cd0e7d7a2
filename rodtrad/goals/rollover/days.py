"""The days of one school year in the next. Pure: dates in, dates out."""

from collections.abc import Iterable
from datetime import date

from rodtrad.core.schoolyear import SchoolYear


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def into_year(day: date, year: SchoolYear) -> date:
    """The day, moved on whole years until it is not before the school year starts."""
    while day < year.starts:
        day = a_year_later(day)
    return day


def usual_days(year: SchoolYear) -> tuple[date, ...]:
    """When a goal's indicator is measured if nothing else was chosen: each term once."""
    return date(year.start + 1, 1, 31), date(year.start + 1, 6, 15)


def usual_checks(year: SchoolYear, first: date, last: date) -> tuple[date, ...]:
    """When an activity is checked if nothing else was chosen, as far as it runs then."""
    days = date(year.start, 12, 1), date(year.start + 1, 4, 1)
    return tuple(day for day in days if first <= day <= last)


def mirrored(days: Iterable[date], year: SchoolYear) -> list[date]:
    """Days of an earlier school year as days of this one, in order, each once."""
    return sorted({into_year(day, year) for day in days})
