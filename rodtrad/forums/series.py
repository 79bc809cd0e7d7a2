"""Which days a series of meetings falls on: arithmetic without Django.

A series says a weekday, a time and every how many weeks, from one day to another. Public holidays
and school breaks are skipped; a day can be cancelled or moved, with the reason said.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from rodtrad.core.red_days import red_day

Span = tuple[date, date]


@dataclass(frozen=True)
class Rule:
    """A weekday every so many weeks.

    Attributes:
        weekday: 0 is Monday, 6 is Sunday.
        every_weeks: 1 is every week; weeks are counted from the week of `first`.
        first: no day before this one.
        last: no day after this one.
        starts_at: when the meeting begins.
        minutes: how long it is.
    """

    weekday: int
    every_weeks: int
    first: date
    last: date
    starts_at: time
    minutes: int


@dataclass(frozen=True)
class Exempted:
    """What happens instead on one of the days: moved, or cancelled when `moved_to` is None."""

    reason: str
    moved_to: date | None = None
    moved_at: time | None = None


@dataclass(frozen=True)
class ForumDay:
    """A day on which a forum meets, or would have.

    Attributes:
        on: the day it meets, after a move.
        original: the day that the series gives: what tells the days of a series apart.
        reason: why it was moved or cancelled; empty otherwise.
        cancelled: whether it does not meet after all.
        series: the number of the series that it comes from.
    """

    on: date
    starts_at: time
    minutes: int
    original: date
    reason: str = ""
    cancelled: bool = False
    series: int = 0

    @property
    def moved(self) -> bool:
        """Whether it meets on another day than the series gives."""
        return self.on != self.original


def rule_days(rule: Rule, start: date, end: date) -> list[date]:
    """The days that the rule gives from `start` to `end`, both included."""
    first_monday = rule.first - timedelta(days=rule.first.weekday())
    begin = max(start, rule.first)
    monday = begin - timedelta(days=begin.weekday())
    behind = ((monday - first_monday).days // 7) % rule.every_weeks
    if behind:
        monday += timedelta(weeks=rule.every_weeks - behind)
    days = []
    day = monday + timedelta(days=rule.weekday)
    while day <= min(end, rule.last):
        if day >= begin:
            days.append(day)
        day += timedelta(weeks=rule.every_weeks)
    return days


def series_days(
    rule: Rule,
    *,
    start: date,
    end: date,
    breaks: Iterable[Span] = (),
    exempted: Mapping[date, Exempted] | None = None,
    is_holiday: Callable[[date], object] = red_day,
    number: int = 0,
) -> list[ForumDay]:
    """The days of a series from `start` to `end`, both included, in order.

    Cancelled days are among them, marked so. A day that was moved counts on the day it was moved
    to, also when that is a holiday: somebody chose it.

    Args:
        breaks: first and last day of each school break.
        exempted: by the day that the rule gives.
        is_holiday: whether a day is skipped; Swedish public holidays unless told otherwise.
        number: put on each day, to tell whose it is.
    """
    exempted = exempted or {}
    spans = list(breaks)
    originals = {
        day
        for day in rule_days(rule, start, end)
        if not is_holiday(day) and not any(first <= day <= last for first, last in spans)
    }
    # What was moved here from outside the span, or out of it, is found by where it went.
    originals |= {day for day in exempted if follows(rule, day)}
    found = []
    for original in originals:
        instead = exempted.get(original)
        on = instead.moved_to or original if instead else original
        if start <= on <= end:
            found.append(
                ForumDay(
                    on=on,
                    starts_at=(instead.moved_at if instead else None) or rule.starts_at,
                    minutes=rule.minutes,
                    original=original,
                    reason=instead.reason if instead else "",
                    cancelled=instead is not None and instead.moved_to is None,
                    series=number,
                )
            )
    return sorted(found, key=lambda day: (day.on, day.starts_at, day.original))


def follows(rule: Rule, day: date) -> bool:
    """Whether the rule gives that day, before holidays and breaks are taken away."""
    return rule_days(rule, day, day) == [day]
