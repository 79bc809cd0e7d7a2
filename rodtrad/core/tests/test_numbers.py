"""Numbers, dates and order as Swedes write and expect them."""

import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.numbers import (
    compare,
    format_date,
    format_number,
    format_share,
    parse_decimal,
    parse_pk,
    sort_key,
)

NARROW = "\u202f"
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("83,8", "83.8"),
        ("83.8", "83.8"),
        (" 83,80 ", "83.80"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234", "1234"),
        ("1\u2009234", "1234"),
        ("1234", "1234"),
        ("83,8 %", "83.8"),
        ("83,8%", "83.8"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("+2", "2"),
        ("0", "0"),
        ("-0", "0"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "många", "..", "83,", ",5", "8,3,8", "1.234,5", "12 34", "1 2345", "3 av 4", "NaN",
     "Infinity", "1e5", "~100", "5 elever", "%", "-", "--3", "٣", "9" * 100],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence_that_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="till exempel 83,8"):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal("83.8"), None, "83,8"),
        (Decimal("246.70"), None, "246,7"),
        (Decimal("1E+3"), None, f"1{NARROW}000"),
        (100, None, "100"),
        (0.1, None, "0,1"),
        (1234567.855, 2, f"1{NARROW}234{NARROW}567,86"),
        (2000, 1, f"2{NARROW}000,0"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "\u22123"),
        (Decimal("-0.04"), 1, "0,0"),
        (Fraction(1, 3), 1, "0,3"),
    ],
)
def test_a_number_is_written_with_decimal_comma(
    value: Decimal | float | Fraction, decimals: int | None, text: str
) -> None:
    assert format_number(value, decimals) == text


def test_a_value_that_is_no_number_is_never_written_as_one() -> None:
    with pytest.raises(ValueError, match="går inte att skriva ut"):
        format_number(float("nan"))


@given(st.decimals(-(10**12), 10**12, places=3))
def test_what_is_written_is_read_back_unchanged(number: Decimal) -> None:
    assert parse_decimal(format_number(number)) == number
    assert parse_decimal(format_number(number, 3)) == number


@pytest.mark.parametrize(
    ("share", "decimals", "text"),
    [
        (0.838, 0, f"84{NBSP}%"),
        (0.838, 1, f"83,8{NBSP}%"),
        (Fraction(1, 3), 1, f"33,3{NBSP}%"),
        (0, 0, f"0{NBSP}%"),
        (1, 0, f"100{NBSP}%"),
        (0.998, 0, f"mer än 99{NBSP}%"),
        (0.9999, 1, f"mer än 99,9{NBSP}%"),
        (0.001, 0, f"mindre än 1{NBSP}%"),
    ],
)
def test_only_all_is_written_as_all_and_only_none_as_none(
    share: float | Fraction, decimals: int, text: str
) -> None:
    assert format_share(share, decimals) == text


@pytest.mark.parametrize("share", [-0.01, 1.01, 83.8, float("nan")])
def test_a_percentage_is_not_taken_for_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="mellan 0 och 100 procent"):
        format_share(share)


def test_a_date_is_written_in_running_swedish() -> None:
    assert format_date(date(2026, 2, 15)) == "15 februari 2026"
    assert format_date(date(2026, 12, 1)) == "1 december 2026"


def test_swedish_letters_come_last_and_case_does_not_matter() -> None:
    names = ["Östra", "åsen", "Ängby", "Zebran", "Wik", "Viken", "apel", "Ås", "Bäckskolan"]

    assert sorted(names, key=sort_key) == [
        "apel", "Bäckskolan", "Viken", "Wik", "Zebran", "Ås", "åsen", "Ängby", "Östra",
    ]  # fmt: skip


def test_accents_sort_with_their_letter_and_u_with_dots_as_y() -> None:
    names = ["Idéskolan", "Ideskolan", "Idrott", "Müller", "Mylla", "Myran", "Æra", "Ära", "Årby"]

    assert sorted(names, key=sort_key) == [
        "Ideskolan", "Idéskolan", "Idrott", "Mylla", "Müller", "Myran", "Årby", "Ära", "Æra",
    ]  # fmt: skip


def test_a_letter_with_a_loose_ring_sorts_as_the_letter() -> None:
    assert sorted(["A\u030as", "Az", "\u00c4r"], key=sort_key) == ["Az", "A\u030as", "\u00c4r"]


def test_space_comes_before_digits_and_digits_before_letters() -> None:
    names = ["Skola B", "Skolan", "Skola 2", "Skola"]

    assert sorted(names, key=sort_key) == ["Skola", "Skola 2", "Skola B", "Skolan"]


@given(st.text(), st.text(), st.text())
def test_the_order_is_total_and_only_equal_texts_compare_equal(a: str, b: str, c: str) -> None:
    assert compare(a, b) == -compare(b, a)
    assert (compare(a, b) == 0) == (a == b)
    if compare(a, b) <= 0 and compare(b, c) <= 0:
        assert compare(a, c) <= 0


def test_the_database_can_use_it_as_its_collation() -> None:
    connection = sqlite3.connect(":memory:")
    connection.create_collation("swedish", compare)
    rows = connection.execute(
        "SELECT * FROM (VALUES ('Ö'), ('a'), ('Å'), ('Z'), ('Ä')) ORDER BY 1 COLLATE swedish"
    )

    assert [name for (name,) in rows] == ["a", "Z", "Å", "Ä", "Ö"]
    connection.close()


@pytest.mark.parametrize("text", ["", "x", "-1", "1.0", "\u00b2", "1" * 10, "9" * 5000])
def test_what_cannot_be_a_rows_number_is_none(text: str) -> None:
    assert parse_pk(text) is None


def test_a_rows_number_is_read() -> None:
    assert parse_pk("123456789") == 123456789
