"""Rolling a wheel over: weeks, not dates, past holidays and breaks, with the reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.yearwheel.shifting import Break, shifted, why_free
from rodtrad.yearwheel.when import Plan

NEW = SchoolYear(2027).period
AUTUMN = Break("Höstlov", date(2027, 11, 1), date(2027, 11, 5))


def test_a_day_keeps_its_week_and_weekday() -> None:
    # Thursday of week 42, not the 15th.
    found = shifted(Plan("date", first=date(2026, 10, 15)), new=NEW)

    assert found.plan.first == date(2027, 10, 21)
    assert found.plan.first.isocalendar()[1:] == (42, 4)
    assert found.why == ""


def test_a_day_that_becomes_a_holiday_is_moved_and_says_why() -> None:
    # Thursday of week 21 in 2028 is Ascension Day.
    found = shifted(Plan("date", first=date(2027, 5, 27)), new=NEW)

    assert found.plan.first == date(2028, 5, 26)
    assert found.why == "25 maj 2028 är Kristi himmelsfärdsdag: flyttad till 26 maj 2028."


def test_a_day_in_a_break_is_moved_past_it() -> None:
    # Wednesday of week 44 is the third of November 2027; the weekend after it is passed too.
    found = shifted(Plan("date", first=date(2026, 10, 28)), new=NEW, breaks=(AUTUMN,))

    assert found.plan.first == date(2027, 11, 8)
    assert found.why == "3 nov 2027 är höstlov: flyttad till 8 nov 2027."


def test_a_week_that_is_all_break_is_moved_and_says_why() -> None:
    found = shifted(Plan("week", week=44), new=NEW, breaks=(AUTUMN,))

    assert found.plan == Plan("week", week=45)
    assert found.why == "Vecka 44 är höstlov 2027/28: flyttad till vecka 45."


def test_week_53_is_moved_to_the_last_week_where_there_is_none() -> None:
    found = shifted(Plan("week", week=53), new=NEW)

    assert found.plan == Plan("week", week=52)
    assert "Vecka 53 finns inte 2027/28" in found.why


def test_the_last_day_of_the_year_stays_in_the_year() -> None:
    for day in (date(2026, 12, 30), date(2026, 12, 31), date(2026, 1, 2)):
        found = shifted(Plan("date", first=day), new=Period.parse("2027"))

        assert found.plan.first is not None
        assert found.plan.first.year == 2027


def test_a_span_keeps_its_length() -> None:
    plan = Plan("span", first=date(2026, 9, 28), last=date(2026, 11, 20))

    found = shifted(plan, new=NEW).plan

    assert found.first is not None
    assert found.last is not None
    assert plan.last is not None
    assert plan.first is not None
    assert found.last - found.first == plan.last - plan.first


@pytest.mark.parametrize(
    "plan",
    [
        Plan("month", month=9),
        Plan("forum", forum=1, month=10, ordinal=1),
        Plan("after", after=2, weeks=3),
    ],
)
def test_months_and_rules_find_their_own_days(plan: Plan) -> None:
    assert shifted(plan, new=NEW).plan == plan


@given(day=st.dates(date(1995, 1, 1), date(2098, 12, 31)), calendar=st.booleans())
def test_a_day_lands_in_the_new_year_on_a_working_day_or_says_nothing_was_free(
    day: date, calendar: bool
) -> None:
    new = (
        Period.parse(str(day.year + 1))
        if calendar
        else SchoolYear(SchoolYear.of(day).start + 1).period
    )

    found = shifted(Plan("date", first=day), new=new)

    assert found.plan.first is not None
    assert found.plan.first in new
    if found.why:
        assert why_free(found.plan.first) == ""
    elif why_free(day) == "":
        # The same weekday, at most a week from a year later.
        assert found.plan.first.weekday() == day.weekday()
        assert abs(found.plan.first - day - timedelta(days=365)) <= timedelta(days=13)
