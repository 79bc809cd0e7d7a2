"""Spreading visits over the days of a round: arithmetic without Django.

A day is free when it is a working day that nobody who is to be there has taken.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays


@dataclass(frozen=True)
class Busy:
    """Days that are taken, and why.

    Attributes:
        common: for everybody, as a weekly forum or a break.
        by_unit: for one unit alone, by its number.
    """

    common: Mapping[date, str] = field(default_factory=dict)
    by_unit: Mapping[int, Mapping[date, str]] = field(default_factory=dict)

    def why(self, unit: int, day: date) -> str:
        """What a day is taken by for a unit; empty when it is free."""
        return self.common.get(day, "") or self.by_unit.get(unit, {}).get(day, "")


def working_days(first: date, last: date) -> list[date]:
    """Monday to Friday from the first to the last, both included, without Swedish holidays.

    Nor the weeks around Christmas, when schools are closed everywhere.
    """
    free = holidays.country_holidays(
        "SE", years=range(first.year, last.year + 1), include_sundays=False
    )
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in free and not _is_christmas(day)]


def _is_christmas(day: date) -> bool:
    """From 20 December to Epiphany."""
    return (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 6)


def suggest_days(
    units: Sequence[int],
    *,
    first: date,
    last: date,
    busy: Busy,
    taken: Iterable[date] = (),
    a_day: int = 2,
) -> tuple[dict[int, date], list[int]]:
    """A day for each unit, as evenly over the period as the days that are taken let.

    Args:
        units: the numbers of the units without a day, in the order they are to be visited.
        taken: the days of visits that stand, once for each.
        a_day: how many visits the visitors can make in a day.

    Returns:
        The day of each unit, and the units for which no day was free.
    """
    days = working_days(first, last)
    visits: dict[date, int] = dict.fromkeys(days, 0)
    for day in taken:
        if day in visits:
            visits[day] += 1
    found: dict[int, date] = {}
    left: list[int] = []
    for place, unit in enumerate(units):
        free = [day for day in days if visits[day] < a_day and not busy.why(unit, day)]
        if not free:
            left.append(unit)
            continue
        wished = days[(2 * place + 1) * len(days) // (2 * len(units))]
        chosen = _nearest(free, wished, visits)
        visits[chosen] += 1
        found[unit] = chosen
    return found, left


def _nearest(free: Collection[date], wished: date, visits: Mapping[date, int]) -> date:
    """The day nearest the one wished for; a day without visits before one that has some."""
    return min(free, key=lambda day: (visits[day], abs((day - wished).days), day))
