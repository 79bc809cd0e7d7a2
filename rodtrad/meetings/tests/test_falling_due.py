"""At which meeting things are taken up."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.meetings.falling_due import belongs, follow_up_day, meeting_day

DAYS = [date(2026, 9, 2), date(2026, 9, 9), date(2026, 9, 23)]


def test_a_week_with_a_meeting_has_it_taken_up_there() -> None:
    assert meeting_day(date(2026, 9, 7), date(2026, 9, 13), DAYS) == date(2026, 9, 9)


def test_a_month_has_it_taken_up_at_its_first_meeting() -> None:
    assert meeting_day(date(2026, 9, 1), date(2026, 9, 30), DAYS) == date(2026, 9, 2)


def test_a_week_without_a_meeting_has_it_taken_up_before() -> None:
    assert meeting_day(date(2026, 9, 14), date(2026, 9, 20), DAYS) == date(2026, 9, 9)


def test_what_is_due_before_the_first_meeting_is_taken_up_at_it() -> None:
    assert meeting_day(date(2026, 8, 3), date(2026, 8, 9), DAYS) == date(2026, 9, 2)


def test_what_a_past_meeting_missed_is_the_next_ones() -> None:
    span = (date(2026, 9, 7), date(2026, 9, 13))
    assert belongs(*span, day=date(2026, 9, 23), days=DAYS, is_next=True)
    assert not belongs(*span, day=date(2026, 9, 23), days=DAYS, is_next=False)


def test_a_decision_is_followed_up_at_the_first_meeting_from_its_day() -> None:
    assert follow_up_day(date(2026, 9, 3), DAYS) == date(2026, 9, 9)
    assert follow_up_day(date(2026, 9, 24), DAYS) is None


@given(
    starts=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.integers(0, 60),
    days=st.lists(
        st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, max_size=40, unique=True
    ),
)
def test_everything_due_is_taken_up_at_just_one_meeting(
    starts: date, length: int, days: list[date]
) -> None:
    days.sort()
    ends = starts + timedelta(days=length)
    taken = [day for day in days if belongs(starts, ends, day=day, days=days, is_next=False)]
    assert len(taken) == 1
