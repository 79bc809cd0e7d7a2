"""Files of every kind are read, and bad ones are refused with a sentence."""

import pytest

from rodtrad.integrations.spreadsheet import workbook
from rodtrad.integrations.spreadsheet.columns import head_of, letter
from rodtrad.integrations.spreadsheet.guessing import guess
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.values import UNCALCULATED
from rodtrad.integrations.spreadsheet.words import Role
from rodtrad.integrations.spreadsheet.workbook import Sheet, SheetError, peek, read

ROWS: list[list[str | int | float]] = [
    ["Enhet", "Läsår", "Värde"],
    ["Åsskolan", "2024/25", 83.8],
    ["Östra", "2024/25", 70],
]
TEXT = [["Enhet", "Läsår", "Värde"], ["Åsskolan", "2024/25", "83,8"], ["Östra", "2024/25", "70"]]


def test_xlsx_and_ods_are_read_alike() -> None:
    assert read(files.xlsx(ROWS)).rows == read(files.ods(ROWS)).rows == ROWS


@pytest.mark.parametrize("sign", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
def test_text_is_read_whatever_parts_its_columns_and_however_it_is_encoded(
    sign: str, encoding: str
) -> None:
    assert read(files.csv_file(TEXT, sign=sign, encoding=encoding)).rows == TEXT


def test_a_comma_parts_columns_where_numbers_have_a_point() -> None:
    data = b"Enhet,Period,Value\nA,2025,83.8\nB,2025,70.1\n"
    assert read(data).rows[1] == ["A", "2025", "83.8"]


def test_the_sign_that_excel_names_on_the_first_line_is_used() -> None:
    assert read(b"sep=|\nEnhet|a;b\nX|1;2").rows == [["Enhet", "a;b"], ["X", "1;2"]]


def test_what_a_formula_could_not_give_is_not_taken_for_nothing() -> None:
    rows = read(files.xlsx(ROWS, formula="#DIV/0!")).rows
    assert rows[1][2] == "#DIV/0!"
    assert read(files.xlsx(ROWS, formula="")).rows[1][2] == UNCALCULATED


def test_the_only_sheet_with_something_in_it_is_taken() -> None:
    assert read(files.xlsx([], ROWS, [])).name == "Blad 2"


def test_several_sheets_have_to_be_chosen_among() -> None:
    data = files.xlsx(ROWS, ROWS)
    with pytest.raises(SheetError, match="Blad 1”, ”Blad 2"):
        read(data)
    assert [sheet.name for sheet in peek(data)] == ["Blad 1", "Blad 2"]
    assert read(data, "Blad 2").rows == ROWS
    with pytest.raises(SheetError, match="finns inte"):
        read(data, "Blad 9")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"  \n ", "tom"),
        (b"%PDF-1.7\n", "inget kalkylark"),
        (b"<!doctype html><table>", "inget kalkylark"),
        (b"\x00\x01\x02binary", "inget kalkylark"),
        (b"PK\x03\x04 something else", "inget kalkylark"),
        (b"\xd0\xcf\x11\xe0old", "äldre format"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        (files.ods(ROWS, encrypted=True), "lösenord"),
        (files.xlsx(ROWS)[:3000], "avklippt"),
        (files.xlsx(ROWS)[:-200], "avklippt"),
        (files.xlsx([]), "tom"),
        (files.far_away(), "för stor"),
    ],
)
def test_a_bad_file_is_refused_with_its_reason(data: bytes, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        peek(data)


def test_a_file_that_grows_when_it_is_unpacked_is_refused_also_when_it_lies() -> None:
    bomb = files.bomb()
    assert len(bomb) < 1024 * 1024
    for data in (bomb, files.lying(bomb)):
        with pytest.raises(SheetError, match=r"för stor|avklippt"):
            peek(data)


def test_a_damaged_part_is_found() -> None:
    data = bytearray(files.xlsx(ROWS))
    place = data.find(b"xl/worksheets/sheet1.xml") + 60
    data[place : place + 8] = b"\xff" * 8
    with pytest.raises(SheetError, match="trasig"):
        read(bytes(data))


def test_a_file_above_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_BYTES", 10)
    with pytest.raises(SheetError, match="för stor"):
        peek(files.csv_file(TEXT))


def test_too_many_rows_and_too_many_columns_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(SheetError, match="rader"):
        read(files.xlsx(ROWS))
    with pytest.raises(SheetError, match="kolumner"):
        read(files.csv_file([["x"] * 300, ["y"] * 300]))


def test_headings_below_a_title_are_found() -> None:
    rows: list[list[str | int | float]] = [["Resultat", "våren"], [], *ROWS]
    head = head_of(read(files.xlsx(rows)))
    assert (head.row, head.names) == (2, ("Enhet", "Läsår", "Värde"))


def test_a_column_without_heading_is_named_by_its_letter_and_twins_are_told_apart() -> None:
    rows: list[list[str | int | float]] = [["Enhet", "", "Värde", "Värde"], ["A", "x", 1, 2]]
    assert head_of(Sheet("", rows)).names == ("Enhet", "Kolumn B", "Värde", "Värde (kolumn D)")
    assert [letter(place) for place in (0, 25, 26, 701)] == ["A", "Z", "AA", "ZZ"]


def test_merged_headings_are_refused() -> None:
    with pytest.raises(SheetError, match="sammanslagna"):
        head_of(read(files.xlsx(ROWS, merged="B1:C1")))


@pytest.mark.parametrize(
    ("rows", "words"),
    [([["bara", "text"]], "inga rader"), ([[1, 2], [3, 4]], "Inga rubriker")],
)
def test_a_sheet_without_headings_or_rows_is_refused(
    rows: list[list[str | int | float]], words: str
) -> None:
    with pytest.raises(SheetError, match=words):
        head_of(Sheet("", rows))


def guessed(*rows: list[str | int | float], known: str = "A") -> dict[str, str]:
    sheet = Sheet("", list(rows))
    head = head_of(sheet)
    return guess(head, sheet.rows[1:], is_unit=lambda text: text.startswith(known), decimal=",")


def test_columns_are_guessed_by_their_headings() -> None:
    found = guessed(
        ["Skolenhetskod", "Skola", "Läsår", "Kön", "Andel (%)", "Täljare", "Nämnare", "Nyckeltal"],
        ["A1", "Aspskolan", "2024/25", "Flickor", 80.5, 4, 5, "N15419"],
    )
    assert found == {
        Role.UNIT: "Skolenhetskod",
        Role.PERIOD: "Läsår",
        Role.GENDER: "Kön",
        Role.VALUE: "Andel (%)",
        Role.NUMERATOR: "Täljare",
        Role.DENOMINATOR: "Nämnare",
        Role.INDICATOR: "Nyckeltal",
    }


def test_columns_are_guessed_by_what_stands_under_unknown_headings() -> None:
    found = guessed(
        ["Plats", "När", "Grupp", "Resultat"],
        ["Aspskolan", "HT 2025", "pojkar", 3.4],
        ["Almskolan", "HT 2025", "flickor", 3.9],
    )
    assert found == {
        Role.UNIT: "Plats",
        Role.PERIOD: "När",
        Role.GENDER: "Grupp",
        Role.VALUE: "Resultat",
    }


def test_a_column_that_means_nothing_to_us_is_left_alone() -> None:
    found = guessed(
        ["Enhet", "Läsår", "Värde", "Handläggare"], ["Aspskolan", "2024/25", 3.4, "Kim"]
    )
    assert "Handläggare" not in found.values()
