"""Spreading visits over days: arithmetic and its properties."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.dialogues.planning import Busy, suggest_days, working_days

FIRST, LAST = date(2027, 2, 1), date(2027, 4, 30)


def test_easter_and_weekends_are_no_working_days() -> None:
    days = working_days(date(2027, 3, 22), date(2027, 3, 30))
    assert days == [date(2027, 3, day) for day in (22, 23, 24, 25, 30)]


def test_visits_are_spread_over_the_whole_period() -> None:
    found, left = suggest_days(range(9), first=FIRST, last=LAST, busy=Busy())
    assert not left
    days = sorted(found.values())
    assert len(set(days)) == 9
    assert (days[0] - FIRST).days < 10
    assert (LAST - days[-1]).days < 10


def test_five_hundred_units_get_a_day_when_there_are_days_enough() -> None:
    found, left = suggest_days(
        range(500), first=date(2026, 9, 1), last=date(2027, 5, 31), busy=Busy(), a_day=4
    )
    assert not left
    assert len(found) == 500


def test_what_does_not_fit_is_named() -> None:
    found, left = suggest_days(range(5), first=FIRST, last=FIRST, busy=Busy(), a_day=2)
    assert set(found) == {0, 1}
    assert left == [2, 3, 4]


@settings(max_examples=60, deadline=None)
@given(
    units=st.integers(1, 40),
    a_day=st.integers(1, 3),
    common=st.sets(st.integers(0, 88), max_size=40),
    own=st.dictionaries(st.integers(0, 39), st.integers(0, 88), max_size=20),
    taken=st.lists(st.integers(0, 88), max_size=10),
)
def test_no_suggestion_falls_on_a_day_that_is_taken(
    units: int, a_day: int, common: set[int], own: dict[int, int], taken: list[int]
) -> None:
    def day(number: int) -> date:
        return FIRST + timedelta(days=number)

    busy = Busy(
        {day(number): "forum" for number in common},
        {unit: {day(number): "eget"} for unit, number in own.items()},
    )
    stand = [day(number) for number in taken]
    found, left = suggest_days(
        range(units), first=FIRST, last=LAST, busy=busy, taken=stand, a_day=a_day
    )
    assert set(found) | set(left) == set(range(units))
    assert not set(found) & set(left)
    allowed = set(working_days(FIRST, LAST))
    for unit, chosen in found.items():
        assert chosen in allowed
        assert not busy.why(unit, chosen)
    for chosen in set(found.values()):
        assert list(found.values()).count(chosen) + stand.count(chosen) <= max(
            a_day, stand.count(chosen)
        )
