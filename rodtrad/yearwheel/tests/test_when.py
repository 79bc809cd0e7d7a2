"""Weeks, months and rules as days, and what never occurs."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.yearwheel.when import (
    NeverError,
    Plan,
    Span,
    month_in,
    moved_to_week,
    nth_meeting,
    resolve,
    week_in,
    weeks_of,
)

SCHOOL = SchoolYear(2026).period
THURSDAYS = [date(2026, 8, 13) + timedelta(weeks=n) for n in range(43)]


def _days(plan: Plan, **others: Plan) -> Span | NeverError:
    plans = {1: plan, **{int(key[1:]): other for key, other in others.items()}}
    return resolve(plans, year=SCHOOL, meetings={7: THURSDAYS}, names={7: "Ledarforum"})[1]


@pytest.mark.parametrize(
    ("plan", "first", "last"),
    [
        (Plan("week", week=36), date(2026, 8, 31), date(2026, 9, 4)),
        (Plan("week", week=53), date(2026, 12, 28), date(2027, 1, 1)),
        (Plan("week", week=1), date(2027, 1, 4), date(2027, 1, 8)),
        (Plan("week", week=30), date(2027, 7, 26), date(2027, 7, 30)),
        (Plan("date", first=date(2026, 10, 15)), date(2026, 10, 15), date(2026, 10, 15)),
        (Plan("month", month=2), date(2027, 2, 1), date(2027, 2, 28)),
        (Plan("month", month=8), date(2026, 8, 1), date(2026, 8, 31)),
        (Plan("forum", forum=7, month=10, ordinal=1), date(2026, 10, 1), date(2026, 10, 1)),
        (Plan("forum", forum=7, month=10, ordinal=5), date(2026, 10, 29), date(2026, 10, 29)),
        (Plan("forum", forum=7, month=9, ordinal=-1), date(2026, 9, 24), date(2026, 9, 24)),
    ],
)
def test_an_item_falls_when_it_says(plan: Plan, first: date, last: date) -> None:
    assert _days(plan) == Span(first, last)


def test_two_weeks_after_counts_from_the_end_and_before_from_the_beginning() -> None:
    visit = Plan("span", first=date(2026, 10, 5), last=date(2026, 10, 9))

    after = _days(Plan("after", after=2, weeks=2), n2=visit)
    before = _days(Plan("after", after=2, weeks=-1), n2=visit)

    assert after == Span(date(2026, 10, 23), date(2026, 10, 23))
    assert before == Span(date(2026, 9, 28), date(2026, 9, 28))


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan("week", week=31), "Vecka 31 ligger inte i 2026/27"),
        (Plan("forum", forum=7, month=9, ordinal=5), "bara 4 gånger i september 2026"),
        (Plan("forum", forum=7, month=7, ordinal=1), "möts inte alls i juli 2027"),
        (Plan("date", first=date(2027, 8, 3)), "utanför hjulets år"),
        (Plan("span", first=date(2027, 6, 1), last=date(2027, 9, 1)), "utanför hjulets år"),
        (Plan("span", first=date(2026, 9, 4), last=date(2026, 9, 1)), "innan den börjar"),
        (Plan("after", after=9, weeks=1), "finns inte längre"),
        (Plan("week"), "Skriv när punkten infaller"),
    ],
)
def test_what_never_occurs_says_why(plan: Plan, said: str) -> None:
    found = _days(plan)

    assert isinstance(found, NeverError)
    assert said in str(found)


def test_items_that_wait_for_each_other_are_told_so_and_do_not_loop() -> None:
    ring = {
        1: Plan("after", after=2, weeks=1),
        2: Plan("after", after=1, weeks=1),
    }

    found = resolve(ring, year=SCHOOL, meetings={}, names={})

    assert "väntar på varandra" in str(found[1])
    assert isinstance(found[2], NeverError)


def test_an_item_on_one_that_has_no_day_says_which_is_wrong() -> None:
    found = _days(Plan("after", after=2, weeks=1), n2=Plan("week", week=31))

    assert "har ingen dag. Vecka 31" in str(found)


def test_the_first_and_last_week_of_a_calendar_year_are_its_own() -> None:
    year = Period.parse("2026")

    assert week_in(year, 1) == Span(date(2025, 12, 29), date(2026, 1, 2))
    assert week_in(year, 53) == Span(date(2026, 12, 28), date(2027, 1, 1))
    with pytest.raises(NeverError):
        week_in(Period.parse("2027"), 54)


@given(start=st.integers(1990, 2099), calendar=st.booleans())
def test_every_day_of_a_year_lies_in_exactly_one_of_its_weeks(start: int, calendar: bool) -> None:
    year = Period.parse(str(start)) if calendar else SchoolYear(start).period
    weeks = weeks_of(year)
    numbers = [week.week for week in weeks]

    assert len(numbers) == len(set(numbers))
    day = year.starts
    while day <= year.ends:
        if day.weekday() < 5:
            held = [week for week in weeks if week.first <= day <= week.last]
            # A week that is split between the year's edges belongs to one of them.
            assert len(held) == 1 or day.isocalendar().week in numbers
        day += timedelta(days=1)


@given(start=st.integers(1990, 2099), month=st.integers(1, 12))
def test_a_month_lies_whole_in_its_year(start: int, month: int) -> None:
    year = SchoolYear(start).period
    found = month_in(year, month)

    assert found.first in year
    assert found.last in year
    assert found.first.month == found.last.month == month


@given(
    days=st.lists(st.dates(date(2026, 8, 1), date(2027, 7, 31)), max_size=40),
    month=st.integers(1, 12),
    ordinal=st.sampled_from([1, 2, 3, 4, 5, -1]),
)
def test_the_nth_meeting_has_as_many_before_it_as_it_says(
    days: list[date], month: int, ordinal: int
) -> None:
    here = sorted({day for day in days if day.month == month})
    try:
        found = nth_meeting(SCHOOL, days, month=month, ordinal=ordinal, name="LgU")
    except NeverError:
        assert len(here) < (1 if ordinal == -1 else ordinal)
        return
    assert found in here
    if ordinal > 0:
        assert sum(day < found for day in here) == ordinal - 1
    else:
        assert found == here[-1]


@pytest.mark.parametrize(
    ("plan", "moved"),
    [
        (Plan("week", week=36), Plan("week", week=40)),
        # A Thursday stays one.
        (Plan("date", first=date(2026, 9, 3)), Plan("date", first=date(2026, 10, 1))),
        (
            Plan("span", first=date(2026, 9, 3), last=date(2026, 9, 15)),
            Plan("span", first=date(2026, 10, 1), last=date(2026, 10, 13)),
        ),
        (Plan("month", month=9), Plan("month", month=9)),
        (
            Plan("forum", forum=7, month=9, ordinal=1),
            Plan("forum", forum=7, month=10, ordinal=1),
        ),
        (Plan("after", after=2, weeks=0), Plan("after", after=2, weeks=4)),
    ],
)
def test_an_item_is_moved_in_its_own_way_of_saying_when(plan: Plan, moved: Plan) -> None:
    now = _days(plan, n2=Plan("date", first=date(2026, 9, 3)))
    assert isinstance(now, Span)

    assert moved_to_week(plan, now, week_in(SCHOOL, 40), THURSDAYS) == moved


def test_a_rule_moved_to_a_week_without_the_forum_becomes_the_week() -> None:
    plan = Plan("forum", forum=7, month=6, ordinal=1)

    assert moved_to_week(plan, None, week_in(SCHOOL, 27), THURSDAYS) == Plan("week", week=27)
