"""Moving a wheel to its next year: by weeks, not by dates, past holidays and school breaks.

A day becomes the same weekday of the same ISO week. When that day is a holiday, or lies in a
school break, the next working day is taken, and the reason is told in Swedish.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from rodtrad.core.red_days import red_day
from rodtrad.core.schoolyear import Period
from rodtrad.yearwheel.when import NeverError, Plan, Span, in_words, week_in


@dataclass(frozen=True, slots=True)
class Break:
    """Days when a school is closed for the pupils, as "höstlov"."""

    name: str
    first: date
    last: date


def why_free(day: date, breaks: tuple[Break, ...] = ()) -> str:
    """Why a day is no working day, as "Kristi himmelsfärdsdag" or "höstlov"; "" when it is one."""
    if name := red_day(day):
        return name if name.startswith("Kristi") else name[:1].lower() + name[1:]
    for one in breaks:
        if one.first <= day <= one.last:
            return one.name[:1].lower() + one.name[1:]
    return "helg" if day.weekday() >= 5 else ""


def next_working_day(day: date, breaks: tuple[Break, ...] = ()) -> date:
    """The day itself or the first working day after it."""
    # Breaks are weeks long, not years: the loop ends.
    while why_free(day, breaks):
        day += timedelta(days=1)
    return day


def why_week_free(week: Span, breaks: tuple[Break, ...] = ()) -> str:
    """Why a week has no working day, "" when it has one."""
    days = [week.first + timedelta(days=n) for n in range(5)]
    reasons = [why_free(day, breaks) for day in days]
    named = [one for one in reasons if one != "helg"]
    return max(set(named), key=named.count) if all(reasons) and named else ""


@dataclass(frozen=True, slots=True)
class Shifted:
    """An item's plan in the new year, and why it is not the same week and weekday; "" if it is."""

    plan: Plan
    why: str = ""


def shifted(plan: Plan, *, new: Period, breaks: tuple[Break, ...] = ()) -> Shifted:
    """The plan in the new year. Months and rules find their own days there.

    Args:
        new: the wheel's new year; the year next to the old one, or one further on.
        breaks: the school breaks of the new year.
    """
    if plan.kind == "week" and plan.week is not None:
        return _shifted_week(plan, plan.week, new, breaks)
    if plan.kind in ("date", "span") and plan.first is not None:
        first, why = _shifted_day(plan.first, new, breaks)
        if plan.kind == "date" or plan.last is None:
            return Shifted(replace(plan, first=first), why)
        last = first + (plan.last - plan.first)
        if last > new.ends:
            last = new.ends
        return Shifted(replace(plan, first=first, last=last), why)
    return Shifted(plan)


def _shifted_week(plan: Plan, number: int, new: Period, breaks: tuple[Break, ...]) -> Shifted:
    why = ""
    try:
        week = week_in(new, number)
    except NeverError:
        week = week_in(new, _nearest(number))
        why = f"Vecka {number} finns inte {new.label}: flyttad till vecka {week.week}."
    reason = why_week_free(week, breaks)
    while why_week_free(week, breaks):
        following = week.first + timedelta(days=7)
        if following > new.ends:
            # The year ends in the break: the item stays, and the alignment says so.
            return Shifted(replace(plan, week=week_in(new, number).week), "")
        week = Span(following, following + timedelta(days=4))
    if reason:
        why = f"Vecka {number} är {reason} {new.label}: flyttad till vecka {week.week}."
    return Shifted(replace(plan, week=week.week), why)


def _nearest(number: int) -> int:
    """The week to take when the year lacks one: before week 53, and after the year's first."""
    return number - 1 if number >= 52 else number + 1


def _shifted_day(day: date, new: Period, breaks: tuple[Break, ...]) -> tuple[date, str]:
    same = _same_weekday(day, new)
    moved = next_working_day(same, breaks)
    if moved == same:
        return same, ""
    if moved > new.ends:
        return same, ""
    reason = why_free(same, breaks)
    return moved, f"{in_words(same)} är {reason}: flyttad till {in_words(moved)}."


def _same_weekday(day: date, new: Period) -> date:
    """The same weekday of the same ISO week in the new year; the nearest week at its edges."""
    iso = day.isocalendar()
    # The same date in the new year tells which ISO year its week is of.
    later = next(n for n in range(new.ends.year - day.year + 1, -1, -1) if _date_in(day, n, new))
    week = iso.week
    try:
        same = date.fromisocalendar(iso.year + later, week, iso.weekday)
    except ValueError:
        same = date.fromisocalendar(iso.year + later, _nearest(week), iso.weekday)
    if same < new.starts:
        same += timedelta(days=7)
    elif same > new.ends:
        same -= timedelta(days=7)
    return same


def _date_in(day: date, later: int, new: Period) -> bool:
    # The 28th stands for the 29th of February; it lies in the same year.
    return date(day.year + later, day.month, min(day.day, 28)) in new
