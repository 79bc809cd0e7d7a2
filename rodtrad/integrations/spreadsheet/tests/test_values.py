"""What stands in a cell is read as it was meant, or refused with a reason."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.integrations.spreadsheet.values import (
    COMMA,
    POINT,
    are_fractions,
    guess_decimal,
    read_count,
    read_gender,
    read_number,
    read_period,
    read_value,
)

numbers = st.decimals(
    min_value=Decimal("-999999999"),
    max_value=Decimal("999999999"),
    allow_nan=False,
    allow_infinity=False,
    places=4,
)


def written(number: Decimal, decimal: str, thousands: str) -> str:
    """The number as a program with these signs writes it."""
    text = f"{number:,.4f}"
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


@given(numbers, st.sampled_from(["", " ", "\u00a0", "\u202f", ".", "'"]))
def test_every_number_with_decimal_comma_is_read_exactly(number: Decimal, between: str) -> None:
    assert read_number(written(number, ",", between), COMMA) == number


@given(numbers, st.sampled_from(["", " ", "\u00a0", "\u202f", ",", "'"]))
def test_every_number_with_decimal_point_is_read_exactly(number: Decimal, between: str) -> None:
    assert read_number(written(number, ".", between), POINT) == number


@given(st.lists(numbers, min_size=3), st.sampled_from([(",", "."), (",", " "), (".", ",")]))
def test_the_decimal_sign_is_guessed_from_what_cannot_be_anything_else(
    found: list[Decimal], signs: tuple[str, str]
) -> None:
    decimal, thousands = signs
    assert guess_decimal(written(one, decimal, thousands) for one in found) == decimal


@given(st.floats(min_value=-1e9, max_value=1e9, allow_nan=False))
def test_a_number_of_a_workbook_is_read_as_it_is_shown_not_as_its_binary_neighbour(
    number: float,
) -> None:
    assert float(read_number(number)) == number
    assert str(read_value(0.1).value) == "0.1000"


@given(st.text(max_size=60))
def test_any_text_gives_a_number_a_mark_or_a_sentence(text: str) -> None:
    try:
        given_value = read_value(text)
    except ValueError as error:
        told = str(error)
        if not told.endswith("."):
            raise
        return
    assert (given_value.value is not None) == (given_value.status == "reported")


@pytest.mark.parametrize(
    ("cell", "status", "value"),
    [
        ("83,8 %", "reported", "83.8"),
        (83.8, "reported", "83.8"),
        ("1.234,5", "reported", "1234.5"),
        ("\u22123", "reported", "-3"),
        (0, "reported", "0"),
        ("..", "suppressed", None),
        (".", "not_applicable", None),
        ("\u2013", "missing", None),
        ("Saknas", "missing", None),
        ("~100", "approximate", None),
        ("", None, None),
    ],
)
def test_marks_are_what_they_mean_and_never_0(
    cell: Any, status: str | None, value: str | None
) -> None:
    found = read_value(cell)
    assert found.status == status
    assert found.value == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("83.8", "decimalkomma"),
        ("#DIV/0!", "formelfelet"),
        ("#SAKNAS!", "formelfelet"),
        ("Err:502", "formelfelet"),
        ("#OBERÄKNAD!", "inte uträknad"),
        ("2026-05-01", "datum"),
        ("många", "inte ett tal"),
        ("1 23", "inte ett tal"),
        ("1.2345.678", "inte ett tal"),
        (1e12, "för stort"),
        ("9" * 50, "inte ett tal"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(cell: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_value(cell)


def test_shares_kept_as_fractions_are_told_by_their_size() -> None:
    assert are_fractions([0.838, 1.0, 0, "..", ""])
    assert not are_fractions([0.838, 83.8])
    assert not are_fractions([1.0, 0.0])
    assert not are_fractions([])
    assert read_value(0.838, as_fraction=True).value == Decimal("83.8")
    assert read_value("83,8 %", as_fraction=True).value == Decimal("83.8")


@pytest.mark.parametrize("cell", ["2,5", -1, "-3", 3e9])
def test_a_number_of_people_is_whole_and_not_less_than_none(cell: Any) -> None:
    with pytest.raises(ValueError, match="inget antal"):
        read_count(cell)


def test_a_number_of_people_may_be_left_out() -> None:
    assert read_count("") is None
    assert read_count("..") is None
    assert read_count("1 234") == 1234
    assert read_count(20.0) == 20


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Flickor", "K"),
        ("kvinna", "K"),
        ("F", "K"),
        ("Pojke", "M"),
        ("Män", "M"),
        ("Alla elever", "T"),
        ("Totalt", "T"),
        ("", "T"),
    ],
)
def test_genders_are_known_in_the_words_that_sources_use(text: str, code: str) -> None:
    assert read_gender(text) == code


def test_an_unknown_gender_is_told() -> None:
    with pytest.raises(ValueError, match="flickor, pojkar eller alla"):
        read_gender("Uppgift X")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024/25", "2024/25"),
        ("2024/2025", "2024/25"),
        ("Läsåret 2024/25", "2024/25"),
        ("24/25", "2024/25"),
        ("HT25", "HT 2025"),
        ("höstterminen 2025", "HT 2025"),
        ("VT-26", "VT 2026"),
        ("2026 vt", "VT 2026"),
        ("2025", "2025"),
        ("2026-02-15", "2026-02-15"),
    ],
)
def test_periods_are_known_in_the_forms_that_sources_use(text: str, code: str) -> None:
    assert read_period(text).code == code


@pytest.mark.parametrize("text", ["", "i våras", "2024/27", "13/45"])
def test_what_is_no_period_is_told_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match=r"2025"):
        read_period(text)
