"""At which meeting a thing that falls due is taken up: arithmetic without Django."""

from collections.abc import Sequence
from datetime import date


def meeting_day(first: date, last: date, days: Sequence[date]) -> date | None:
    """The day on which something that is due from `first` to `last` is taken up.

    The first meeting within the span; when there is none, the last one before it, so that it is
    in time; else the first after it. None when there is no meeting at all.

    Args:
        first: the first day on which it is due.
        last: the last day, the same as the first for a day.
        days: when the forum meets, in order.
    """
    within = [day for day in days if first <= day <= last]
    if within:
        return within[0]
    before = [day for day in days if day < first]
    if before:
        return before[-1]
    return days[0] if days else None


def belongs(first: date, last: date, *, day: date, days: Sequence[date], is_next: bool) -> bool:
    """Whether it is on the agenda of the meeting on `day`.

    What a meeting that has been should have taken up, but did not, is the next one's.

    Args:
        days: when the forum meets, in order, `day` among them.
        is_next: whether no meeting comes before this one from now on.
    """
    chosen = meeting_day(first, last, days)
    if chosen is None:
        return False
    return chosen == day or (is_next and chosen < day)


def follow_up_day(due: date, days: Sequence[date]) -> date | None:
    """The meeting at which a decision is followed up: the first on or after the day it says."""
    return next((day for day in days if day >= due), None)
