"""When an item of a wheel falls: weeks, days, spans, months and rules, as plain dates.

No Django here. A wheel's year is a `Period`: a school year or a calendar year. Weeks are ISO
weeks, Monday to Friday, and belong to the one year of the wheel that they lie in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from rodtrad.core.schoolyear import Period, SchoolYear

Kind = Literal["week", "date", "span", "month", "forum", "after"]
Calendar = Literal["school_year", "calendar_year"]

MONTHS: Final = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_ORDINALS: Final = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", -1: "sista"}


class NeverError(ValueError):
    """The item never falls in the wheel's year; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it starts, with a Swedish ValueError."""
        if self.last < self.first:
            raise ValueError(
                f"Punkten kan inte sluta {in_words(self.last)}, innan den börjar "
                f"{in_words(self.first)}. Byt plats på dagarna."
            )

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def week(self) -> int:
        """The ISO week that it starts in."""
        return self.first.isocalendar().week

    @property
    def words(self) -> str:
        """As "v. 36", "26 aug" or "26 aug–3 sep", with the month's name for a whole month."""
        first, last = self.first, self.last
        if self.is_day:
            return in_words(first, year=False)
        if first.weekday() == 0 and (last - first).days == 4:
            return f"v. {self.week}"
        if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.month == last.month:
            return MONTHS[first.month - 1]
        if first.month == last.month:
            return f"{first.day}–{in_words(last, year=False)}"
        return f"{in_words(first, year=False)}–{in_words(last, year=False)}"

    def touches(self, first: date, last: date) -> bool:
        """Whether any day of it lies from `first` to `last`."""
        return self.first <= last and self.last >= first


@dataclass(frozen=True, slots=True)
class Plan:
    """When an item falls, as it was planned; which fields count depends on the kind.

    Attributes:
        week: the ISO week of a "week".
        first, last: the day of a "date" is `first`; a "span" has both.
        month: of a "month", and of a "forum" rule.
        forum: the forum of a rule, by its number.
        ordinal: 1 to 5, or -1 for the last meeting of the month.
        after: the item that a rule "after" counts from, by its number.
        weeks: how many weeks after it ends; fewer than 0 are weeks before it starts.
    """

    kind: Kind
    week: int | None = None
    first: date | None = None
    last: date | None = None
    month: int | None = None
    forum: int | None = None
    ordinal: int | None = None
    after: int | None = None
    weeks: int | None = None


def in_words(day: date, *, year: bool = True) -> str:
    """A day as "26 aug 2026", or "26 aug" without the year."""
    short = ("jan", "feb", "mars", "april", "maj", "juni", "juli")
    names = (*short, "aug", "sep", "okt", "nov", "dec")
    text = f"{day.day} {names[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def ordinal_words(ordinal: int) -> str:
    """As "första" or "sista"."""
    return _ORDINALS[ordinal]


def year_of(calendar: str, start: int) -> Period:
    """The year of a wheel: the school year that starts in a year, or the calendar year.

    Raises:
        ValueError: for a year that no wheel can have.
    """
    if calendar == "calendar_year":
        return Period.parse(f"{start:04d}")
    return SchoolYear(start).period


def week_in(year: Period, week: int) -> Span:
    """Monday to Friday of the ISO week with that number that begins in the wheel's year.

    The first and the last days of the year may lie in a week that begins or ends outside; of
    two weeks with the same number the one with most working days inside is meant.

    Raises:
        NeverError: when the year has no such week.
    """
    best: tuple[int, Span] | None = None
    for iso_year in range(year.starts.year - 1, year.ends.year + 2):
        try:
            monday = date.fromisocalendar(iso_year, week, 1)
        except ValueError:
            continue
        inside = sum(monday + timedelta(days=n) in year for n in range(5))
        if inside and (best is None or inside > best[0]):
            best = (inside, Span(monday, monday + timedelta(days=4)))
    if best is None:
        raise NeverError(f"Vecka {week} ligger inte i {year.label}. Välj en annan vecka.")
    return best[1]


def weeks_of(year: Period) -> list[Span]:
    """Every week of the wheel's year, the first one first, each number once."""
    found: dict[int, Span] = {}
    monday = year.starts - timedelta(days=year.starts.weekday())
    while monday <= year.ends:
        number = monday.isocalendar().week
        # A week with nothing but a weekend inside the year is no week of it.
        with suppress(NeverError):
            found[number] = week_in(year, number)
        monday += timedelta(days=7)
    return sorted(found.values())


def month_in(year: Period, month: int) -> Span:
    """The month of the wheel's year."""
    in_first = date(year.starts.year, month, 1) >= year.starts
    first = date(year.starts.year if in_first else year.ends.year, month, 1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def nth_meeting(year: Period, days: Sequence[date], *, month: int, ordinal: int, name: str) -> date:
    """The day of a forum's first, second … or last meeting of a month.

    Args:
        days: the forum's meetings, in any order.
        name: what the forum is called, for the message.

    Raises:
        NeverError: when the forum does not meet so often then.
    """
    wanted = month_in(year, month)
    here = sorted(day for day in set(days) if wanted.first <= day <= wanted.last)
    if ordinal == -1 and here:
        return here[-1]
    if 1 <= ordinal <= len(here):
        return here[ordinal - 1]
    often = {0: "inte alls", 1: "bara en gång"}.get(len(here), f"bara {len(here)} gånger")
    raise NeverError(
        f"{name} möts {often} i {MONTHS[month - 1]} {wanted.first.year}: det finns inget "
        f"{ordinal_words(ordinal)} möte. Välj en annan månad eller ett annat möte."
    )


def weeks_from(base: Span, weeks: int) -> date:
    """The day so many weeks after a span ends; fewer than 0 are weeks before it starts."""
    return base.last + timedelta(weeks=weeks) if weeks >= 0 else base.first + timedelta(weeks=weeks)


def resolve(
    plans: Mapping[int, Plan],
    *,
    year: Period,
    meetings: Mapping[int, Sequence[date]],
    names: Mapping[int, str],
) -> dict[int, Span | NeverError]:
    """Every item's days, or why it has none.

    Args:
        plans: by the item's number; a rule "after" names another number.
        meetings: each forum's meeting days in the wheel's year.
        names: what each forum is called.
    """
    found: dict[int, Span | NeverError] = {}
    for key in plans:
        _resolve_one(key, plans, year, meetings, names, found, ())
    return found


def _resolve_one(
    key: int,
    plans: Mapping[int, Plan],
    year: Period,
    meetings: Mapping[int, Sequence[date]],
    names: Mapping[int, str],
    found: dict[int, Span | NeverError],
    waiting: tuple[int, ...],
) -> Span | NeverError:
    if key in found:
        return found[key]
    if key in waiting:
        return NeverError("Punkterna väntar på varandra i en ring. Ge en av dem ett eget datum.")
    plan = plans[key]
    try:
        if plan.kind != "after":
            span = _own_days(plan, year, meetings, names)
        else:
            if plan.after is None or plan.after not in plans:
                raise NeverError("Punkten som den räknas från finns inte längre. Välj en annan.")
            base = _resolve_one(plan.after, plans, year, meetings, names, found, (*waiting, key))
            if isinstance(base, NeverError):
                raise NeverError(f"Punkten som den räknas från har ingen dag. {base}")
            day = weeks_from(base, plan.weeks or 0)
            span = Span(day, day)
        found[key] = within(span, year)
    except (NeverError, ValueError) as error:
        found[key] = error if isinstance(error, NeverError) else NeverError(str(error))
    return found[key]


def _own_days(
    plan: Plan,
    year: Period,
    meetings: Mapping[int, Sequence[date]],
    names: Mapping[int, str],
) -> Span:
    if plan.kind == "week" and plan.week is not None:
        return week_in(year, plan.week)
    if plan.kind == "month" and plan.month is not None:
        return month_in(year, plan.month)
    if plan.kind == "forum" and plan.forum is not None and plan.month and plan.ordinal:
        day = nth_meeting(
            year,
            meetings.get(plan.forum, ()),
            month=plan.month,
            ordinal=plan.ordinal,
            name=names.get(plan.forum, "Forumet"),
        )
        return Span(day, day)
    if plan.kind == "date" and plan.first is not None:
        return Span(plan.first, plan.first)
    if plan.kind == "span" and plan.first is not None and plan.last is not None:
        return Span(plan.first, plan.last)
    raise NeverError("Skriv när punkten infaller.")


def within(span: Span, year: Period) -> Span:
    """The span, if it begins and ends in the wheel's year.

    A week that goes over the edge of the year is let in: it is the year's first or last one.

    Raises:
        NeverError: when it does not.
    """
    is_week = span.first.weekday() == 0 and (span.last - span.first).days == 4
    inside = (span.first in year, span.last in year)
    if all(inside) or (is_week and any(inside)):
        return span
    raise NeverError(
        f"{span.words[:1].upper()}{span.words[1:]} {span.first.year} ligger utanför hjulets år, "
        f"som går från {in_words(year.starts)} till {in_words(year.ends)}. Välj en annan tid."
    )


def moved_to_week(plan: Plan, now: Span | None, week: Span, meetings: Sequence[date]) -> Plan:
    """The plan with the item moved to another week, in its own way of saying when.

    A day keeps its weekday, a span its length, a rule on a forum becomes the meeting of that
    week, and what has no such way becomes the week itself.

    Args:
        now: the days that it has, None when it has none.
        week: Monday to Friday of the week that it moves to.
        meetings: the meeting days of the plan's forum, where it has one.
    """
    number = week.first.isocalendar().week
    if plan.kind in ("date", "span") and now is not None:
        offset = week.first - (now.first - timedelta(days=now.first.weekday()))
        first = now.first + offset
        return replace(plan, first=first, last=now.last + offset if plan.kind == "span" else None)
    if plan.kind == "month":
        return replace(plan, month=week.first.month)
    if plan.kind == "forum":
        here = [day for day in meetings if week.first <= day <= week.first + timedelta(days=6)]
        if here:
            month = [day for day in sorted(set(meetings)) if _month(day) == _month(here[0])]
            ordinal = month.index(here[0]) + 1
            return replace(plan, month=here[0].month, ordinal=ordinal)
    if plan.kind == "after" and now is not None:
        base_monday = now.first - timedelta(days=now.first.weekday())
        weeks = (plan.weeks or 0) + (week.first - base_monday).days // 7
        return replace(plan, weeks=weeks)
    return Plan(kind="week", week=number)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
