"""A table as a file: what a spreadsheet program reads is what the page said."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from rodtrad.core.export import LONGEST, file_name, table_file


def _read(ending: str, *row: object) -> list[object]:
    columns = [f"Kolumn {number}" for number in range(len(row))]
    content = table_file(ending, "Prov", columns, [row])  # type: ignore[list-item]  # also bad ones
    if ending == "csv":
        head, line = content.decode("utf-8-sig").splitlines()
        assert head == ";".join(columns)
        return list(line.split(";"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return list(book.get_sheet_by_index(0).to_python()[1])


def test_numbers_are_numbers_and_days_are_days_in_a_spreadsheet() -> None:
    cells = _read("xlsx", 12, Decimal("73.9"), 0.5, date(2026, 11, 25), None, "Fyrskolan")

    assert cells == [12.0, 73.9, 0.5, date(2026, 11, 25), "", "Fyrskolan"]


def test_csv_has_decimal_commas_and_days_as_they_are_written_in_swedish() -> None:
    cells = _read("csv", 12, Decimal("73.90"), Decimal("1E+2"), 0.5, date(2026, 11, 25), None)

    assert cells == ["12", "73,9", "100", "0,5", "2026-11-25", ""]


def test_a_moment_is_told_in_swedish_time() -> None:
    moment = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)

    assert _read("xlsx", moment) == [datetime(2026, 11, 25, 8, 30)]
    assert _read("csv", moment) == ["2026-11-25 08:30"]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_yes_and_no_are_words(ending: str) -> None:
    assert _read(ending, True, False) == ["ja", "nej"]


@pytest.mark.parametrize("text", ["=1+1", "+46", "-2", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_a_text_that_looks_like_a_formula_is_never_run(text: str) -> None:
    [csv] = _read("csv", text)
    [sheet] = _read("xlsx", text)

    assert str(csv).strip('"').startswith("'")
    assert sheet == text, "a spreadsheet's text cell runs nothing and says what was written"


def test_a_negative_number_is_still_a_number() -> None:
    assert _read("csv", -2, Decimal("-0.5")) == ["-2", "-0,5"]


def test_a_heading_that_looks_like_a_formula_is_made_plain() -> None:
    assert table_file("csv", "Prov", ["=A1"], []).decode("utf-8-sig") == "'=A1\r\n"


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("'Index' och trygghet", "Index' och trygghet"),
        ("a" * 30 + "'b", "a" * 30),
        ("''", "Tabell"),
        ("History", "Tabell"),
        ("Mål 2026/27", "Mål 2026 27"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(name: str, sheet: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(table_file("xlsx", name, ["A"], [])))

    assert book.sheet_names == [sheet]


def test_a_text_longer_than_a_cell_is_cut_and_says_so_rather_than_left_out() -> None:
    [text] = _read("xlsx", "a" * (LONGEST + 1))

    assert len(str(text)) == LONGEST
    assert str(text).endswith("…")


def test_a_file_has_a_swedish_name_with_its_year() -> None:
    assert file_name("Mål 2026/27", "xlsx") == "Mål 2026-27.xlsx"


def test_a_name_begins_as_a_name_does() -> None:
    assert file_name("indikatorer 2026", "csv") == "Indikatorer 2026.csv"


def test_a_file_without_a_year_has_the_day() -> None:
    today = timezone.localdate()

    # The day may turn between the two.
    days = (today, today + timedelta(days=1))
    assert file_name("Styrdokument", "csv") in {f"Styrdokument {day}.csv" for day in days}


def test_what_no_file_may_be_called_is_taken_out_of_its_name() -> None:
    assert file_name('Svar: "trygghet?" <2026>\r\n', "csv") == "Svar trygghet 2026.csv"
