"""School years, terms and the other periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.schoolyear import Period, SchoolYear

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def test_a_school_year_runs_from_august_to_july() -> None:
    year = SchoolYear(2025)

    assert (year.starts, year.ends, year.label) == (date(2025, 8, 1), date(2026, 7, 31), "2025/26")


def test_the_turn_of_the_century_keeps_two_digits() -> None:
    assert SchoolYear(1999).label == "1999/00"
    assert SchoolYear.parse("1999/00") == SchoolYear(1999)


@pytest.mark.parametrize("text", ["2025/26", "2025/2026", "2025-26", " 2025/26 ", "2025\u201326"])
def test_a_school_year_is_read_in_the_forms_people_write(text: str) -> None:
    assert SchoolYear.parse(text) == SchoolYear(2025)


@pytest.mark.parametrize(
    "text", ["", "2025", "25/26", "2025/27", "2025/1926", "HT 2025", "0025/26"]
)
def test_anything_else_is_refused_in_swedish(text: str) -> None:
    with pytest.raises(ValueError, match=r"läsår|Läsåret"):
        SchoolYear.parse(text)


@given(DAYS)
def test_every_day_is_in_exactly_one_school_year_and_one_of_its_terms(day: date) -> None:
    year = SchoolYear.of(day)

    assert day in year
    assert day not in year.next
    assert day not in year.previous
    assert (day in year.autumn) != (day in year.spring)


@given(st.integers(1901, 2198))
def test_school_years_follow_each_other_without_a_gap(start: int) -> None:
    year = SchoolYear(start)

    assert year.next.starts == year.ends + timedelta(days=1)
    assert year.next.previous == year
    assert year.previous < year < year.next
    assert SchoolYear.parse(year.label) == year
    assert year.spring.starts == year.autumn.ends + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "code", "starts", "ends", "label"),
    [
        ("2024/25", "2024/25", date(2024, 8, 1), date(2025, 7, 31), "2024/25"),
        ("2024-2025", "2024/25", date(2024, 8, 1), date(2025, 7, 31), "2024/25"),
        ("HT 2025", "HT 2025", date(2025, 8, 1), date(2025, 12, 31), "HT 2025"),
        ("ht25", "HT 2025", date(2025, 8, 1), date(2025, 12, 31), "HT 2025"),
        ("VT 2026", "VT 2026", date(2026, 1, 1), date(2026, 7, 31), "VT 2026"),
        ("2025", "2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2026-02-15", "2026-02-15", date(2026, 2, 15), date(2026, 2, 15), "15 feb 2026"),
    ],
)
def test_a_period_is_read_into_its_canonical_code(
    text: str, code: str, starts: date, ends: date, label: str
) -> None:
    period = Period.parse(text)

    assert (period.code, period.starts, period.ends, period.label) == (code, starts, ends, label)
    assert Period.parse(period.code) == period


@pytest.mark.parametrize(
    "text", ["", "våren", "2026-02-30", "2026-13-01", "1850", "0225", "1/2 2026"]
)
def test_what_is_not_a_period_is_refused_in_swedish(text: str) -> None:
    with pytest.raises(ValueError, match=r"period|datum|Året"):
        Period.parse(text)


def test_periods_are_ordered_by_when_they_end_and_then_by_when_they_start() -> None:
    codes = ["2025", "VT 2026", "2024/25", "HT 2025", "2025/26", "2026-02-15"]

    assert [period.code for period in sorted(map(Period.parse, codes))] == [
        "2024/25",
        "2025",
        "HT 2025",
        "2026-02-15",
        "2025/26",
        "VT 2026",
    ]


def test_a_period_belongs_to_the_school_year_in_which_it_ends() -> None:
    assert Period.parse("VT 2026").school_year == SchoolYear(2025)
    assert Period.parse("2026-08-01").school_year == SchoolYear(2026)


@given(DAYS)
def test_a_day_is_read_back_as_itself(day: date) -> None:
    assert Period.parse(day.isoformat()) == Period.of_day(day)
