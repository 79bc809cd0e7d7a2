"""Which days a series falls on."""

import itertools
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.forums.series import Exempted, Rule, rule_days, series_days

_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
AUTUMN = (date(2026, 8, 1), date(2026, 12, 31))


def _rule(every: int = 1) -> Rule:
    """Wednesdays at nine during the autumn of 2026."""
    return Rule(2, every, date(2026, 8, 12), date(2026, 12, 16), time(9), 120)


def test_public_holidays_and_eves_are_skipped() -> None:
    thursdays = Rule(3, 1, date(2026, 12, 17), date(2027, 1, 14), time(9), 60)
    days = series_days(thursdays, start=date(2026, 12, 1), end=date(2027, 1, 31))
    # 24 and 31 December are Christmas Eve and New Year's Eve.
    assert [day.on for day in days] == [date(2026, 12, 17), date(2027, 1, 7), date(2027, 1, 14)]


def test_school_breaks_are_skipped() -> None:
    days = series_days(
        _rule(), start=AUTUMN[0], end=AUTUMN[1], breaks=[(date(2026, 10, 26), date(2026, 10, 30))]
    )
    assert date(2026, 10, 28) not in [day.on for day in days]
    assert date(2026, 10, 21) in [day.on for day in days]


def test_every_other_week_keeps_its_weeks_over_a_break() -> None:
    days = series_days(
        _rule(2), start=AUTUMN[0], end=AUTUMN[1], breaks=[(date(2026, 9, 7), date(2026, 9, 11))]
    )
    shown = [day.on for day in days]
    assert shown[:3] == [date(2026, 8, 12), date(2026, 8, 26), date(2026, 9, 23)]


def test_a_cancelled_day_is_marked_with_its_reason() -> None:
    days = series_days(
        _rule(),
        start=date(2026, 9, 1),
        end=date(2026, 9, 12),
        exempted={date(2026, 9, 9): Exempted("Nationella prov")},
    )
    assert [(day.on.day, day.cancelled, day.reason) for day in days] == [
        (2, False, ""),
        (9, True, "Nationella prov"),
    ]


def test_a_day_moved_into_the_span_is_found_from_outside() -> None:
    moved = {date(2026, 9, 9): Exempted("Studiedag", date(2026, 9, 17), time(13))}
    week = series_days(_rule(), start=date(2026, 9, 14), end=date(2026, 9, 18), exempted=moved)
    assert [(day.on.day, day.original.day, day.starts_at.hour) for day in week] == [
        (16, 16, 9),
        (17, 9, 13),
    ]
    before = series_days(_rule(), start=date(2026, 9, 7), end=date(2026, 9, 11), exempted=moved)
    assert before == []


def test_an_exception_for_a_day_outside_the_series_adds_nothing() -> None:
    stray = {date(2026, 9, 10): Exempted("Fel dag", date(2026, 9, 11))}
    days = series_days(_rule(), start=date(2026, 9, 7), end=date(2026, 9, 13), exempted=stray)
    assert [day.on for day in days] == [date(2026, 9, 9)]


@given(
    weekday=st.integers(0, 6),
    every=st.integers(1, 52),
    first=_DAYS,
    length=st.integers(0, 800),
    start=_DAYS,
    span=st.integers(0, 800),
)
def test_every_day_of_a_rule_keeps_weekday_bounds_and_distance(
    weekday: int, every: int, first: date, length: int, start: date, span: int
) -> None:
    rule = Rule(weekday, every, first, first + timedelta(days=length), time(9), 60)
    end = start + timedelta(days=span)
    days = rule_days(rule, start, end)
    whole = rule_days(rule, rule.first, rule.last)
    assert all(day.weekday() == weekday for day in days)
    assert all((b - a).days == 7 * every for a, b in itertools.pairwise(whole))
    # Asking for a part gives just that part of the whole.
    assert days == [day for day in whole if start <= day <= end]
