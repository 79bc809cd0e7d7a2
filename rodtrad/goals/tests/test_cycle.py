"""How far one has come with a step: pure rules, tried with all there is."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.cycle import State, Step, Tally, deadline, state_of, worst
from rodtrad.goals.rollover.days import a_year_later, into_year, mirrored, usual_checks

DAYS = {
    "planned": "09-30",
    "followed_up": "02-28",
    "analysed": "06-30",
    "decided": "08-31",
    "effect": "06-30",
}
DATES = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_each_step_has_its_day_in_the_year_or_just_after_it() -> None:
    year = SchoolYear(2025)
    assert [deadline(step, year, DAYS) for step in Step] == [
        date(2025, 9, 30),
        date(2026, 2, 28),
        date(2026, 6, 30),
        date(2026, 8, 31),
        date(2027, 6, 30),
    ]


@given(st.integers(1990, 2090))
def test_the_steps_follow_each_other_in_time(start: int) -> None:
    days = [deadline(step, SchoolYear(start), DAYS) for step in Step]
    assert days == sorted(days)


def test_what_is_done_is_done_also_after_its_day() -> None:
    due, after = date(2026, 6, 30), date(2026, 7, 1)
    assert state_of(Tally(2, 2), due=due, today=after) == State.DONE
    assert state_of(Tally(1, 2), due=due, today=after) == State.LATE
    assert state_of(Tally(1, 2), due=due, today=after, is_answered=True) == State.ANSWERED
    assert state_of(Tally(1, 2), due=due, today=due) == State.TO_COME
    assert state_of(Tally(1, 2, 1), due=due, today=due) == State.LATE


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), DATES, DATES, st.booleans())
def test_nothing_to_do_it_for_is_never_done(
    done: int, of: int, late: int, due: date, today: date, answered: bool
) -> None:
    state = state_of(Tally(done, of, late), due=due, today=today, is_answered=answered)
    assert (state == State.DONE) == (of > 0 and done >= of)
    assert not answered or state in (State.DONE, State.ANSWERED)


def test_the_worst_state_is_the_one_that_asks_most() -> None:
    assert worst([State.DONE, State.LATE, State.ANSWERED]) == State.LATE
    assert worst([]) == State.NOT_OURS


@given(DATES)
def test_a_year_later_is_the_same_day_of_the_next_year(day: date) -> None:
    later = a_year_later(day)
    assert later.year == day.year + 1
    assert (later.month, later.day) == (day.month, min(day.day, later.day))


@given(DATES, st.integers(2000, 2100))
def test_a_day_moved_into_a_year_is_not_before_it(day: date, start: int) -> None:
    year = SchoolYear(start)
    moved = into_year(day, year)
    assert moved >= max(day, year.starts)
    assert moved == day or moved <= year.ends


@given(st.lists(DATES, max_size=8))
def test_mirrored_days_are_in_order_and_each_once(days: list[date]) -> None:
    found = mirrored(days, SchoolYear(2050))
    assert found == sorted(set(found))
    assert len(found) <= len(days)


def test_an_activity_is_checked_only_while_it_runs() -> None:
    year = SchoolYear(2026)
    assert usual_checks(year, date(2026, 8, 1), date(2027, 1, 31)) == (date(2026, 12, 1),)
