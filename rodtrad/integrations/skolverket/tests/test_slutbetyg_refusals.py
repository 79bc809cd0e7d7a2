"""Refusing a file that is not Skolverket's grade 9 file, or not the whole of it."""

from __future__ import annotations

import pytest

from rodtrad.integrations.skolverket.slutbetyg import parse
from rodtrad.integrations.skolverket.tests.files import (
    ABOUT,
    EXCERPT,
    FIRST_SCHOOL,
    edited,
    made,
    refusal,
)

HEADING_LINE = 6


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf", b";;;\n;;;\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert str(refusal(data)) == "Filen är tom."


@pytest.mark.parametrize(
    "data",
    [
        b"Namn;Telefon\nEva;0411\n",
        b"<!doctype html>\n<title>Skolverket</title>\n",
        EXCERPT.split(b"\n", 5)[5],
    ],
)
def test_another_file_is_refused(data: bytes) -> None:
    assert "inte Skolverkets fil" in str(refusal(data))


@pytest.mark.parametrize(
    "title",
    [
        "Betyg årskurs 6",
        "Slutbetyg per ämne årskurs 9, fr.o.m. 2013",
        "Resultat nationella prov årskurs 9",
    ],
)
def test_another_of_skolverkets_files_is_called_by_its_name(title: str) -> None:
    error = refusal(edited("Slutbetyg årskurs 9, samtliga elever", title))

    assert f"Skolverkets fil ”Grundskola - {title}”" in str(error)
    assert "som kalkylark" in str(error)


def test_a_report_without_school_units_is_not_called_cut() -> None:
    error = refusal(edited("Skola;Skol-enhetskod;Skolkommun;", "Typ av skola;År;Kön;"))

    assert "inte varje skolenhet" in str(error)


def test_the_report_for_whole_municipalities_is_refused() -> None:
    error = refusal(edited("Skola;Skol-enhetskod;Skolkommun;", "Kommun;Län;Läns-kod;"))

    assert error.line == HEADING_LINE
    assert "hela kommuner" in str(error)


@pytest.mark.parametrize("magic", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_an_excel_file_is_recognised_and_the_right_format_named(magic: bytes) -> None:
    assert "som CSV" in str(refusal(magic))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_refused_rather_than_guessed(encoding: str) -> None:
    error = refusal(EXCERPT.decode("utf-8-sig").encode(encoding))

    assert error.line == 1
    assert "teckenkodning" in str(error)


def test_a_missing_school_year_is_refused() -> None:
    assert "läsåret är okänt" in str(refusal(edited("Valt läsår: 2024/25", "")))


@pytest.mark.parametrize("year", ["2024/26", "2025", ""])
def test_a_school_year_that_is_none_is_refused_with_its_line(year: str) -> None:
    error = refusal(edited("Valt läsår: 2024/25", f"Valt läsår: {year}"))

    assert error.line == 4
    assert "är inte ett läsår" in str(error)


def test_an_unknown_column_is_refused_by_name() -> None:
    error = refusal(edited("(17 ämnen)", "(18 ämnen)"))

    assert str(error) == "Rad 6: Kolumnen ”Genomsnittligt meritvärde (18 ämnen)” är okänd."


def test_an_unknown_group_of_pupils_is_refused_though_its_measure_is_known() -> None:
    group = ";;;;;;;Elever med långa resor"
    error = refusal(made("Antal elever", ABOUT + ";30", above=group))

    assert str(error) == "Rad 6: Kolumnen ”Elever med långa resor: Antal elever” är okänd."


def test_an_added_column_is_refused() -> None:
    assert "”Ålder” är okänd" in str(refusal(edited("Antal elever;", "Ålder;Antal elever;")))


@pytest.mark.parametrize("heading", ["Kommun-kod", "Antal elever"])
def test_a_column_that_is_needed_must_be_there(heading: str) -> None:
    error = refusal(edited(f";{heading};", ";"))

    assert error.line == HEADING_LINE
    assert f"Kolumnen ”{heading}” saknas" in str(error)


def test_the_same_column_twice_is_refused() -> None:
    data = edited(
        "Andel (%) elever behöriga till yrkesprog.", "Genomsnittligt meritvärde (17 ämnen)"
    )

    assert "mer än en gång" in str(refusal(data))


@pytest.mark.parametrize(
    "value",
    ["abc", "…", "~95", "~", "...", "-5", "83.8", "8,3,8", "83,8 %", "100,1", "1e1", "NaN", "٣"],
)
def test_an_unknown_share_is_refused_with_its_line_and_column(value: str) -> None:
    error = refusal(edited("148;83,8;", f"148;{value};"))

    assert error.line == 7
    assert f"”{value}”" in str(error)
    assert "betygskriterierna" in str(error)


@pytest.mark.parametrize("value", ["~100", "12,5", "-1", "många"])
def test_a_number_of_pupils_is_a_whole_number(value: str) -> None:
    assert refusal(edited("148;83,8;", f"{value};83,8;")).line == 7


@pytest.mark.parametrize("value", ["~100", "340,1"])
def test_a_merit_value_is_at_most_340(value: str) -> None:
    assert refusal(edited("88,5;246,7", f"88,5;{value}")).line == 7


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("54436997", "5443699", "Skolenhetskoden ”5443699” ska ha 8 siffror"),
        ("54436997", "", "Skolenhetskoden ”” ska ha 8 siffror"),
        (";0604;", ";604;", "Kommunkoden ”604” ska ha 4 siffror"),
        ("Västerportskolan", "", "Skolans namn saknas"),
    ],
)
def test_a_school_without_its_codes_or_name_is_refused(old: str, new: str, said: str) -> None:
    assert said in str(refusal(edited(old, new)))


def test_a_line_with_too_many_cells_is_refused() -> None:
    error = refusal(edited("88,5;246,7", "88,5;246,7;1"))

    assert error.line == 7
    assert "Raden har 12 kolumner men rubrikraden 11" in str(error)


def test_a_value_beyond_the_last_heading_is_refused() -> None:
    headings = "Antal elever;"

    assert "utanför kolumnerna" in str(refusal(made(headings, ABOUT + ";25;9")))


def test_a_quotation_that_never_ends_does_not_swallow_the_file() -> None:
    error = refusal(edited("\nKunskapsskolan Ystad", '\n"Kunskapsskolan Ystad'))

    assert error.line == 9


def test_a_quoted_name_may_hold_a_semicolon_and_quotation_marks() -> None:
    file = parse(edited("Västerportskolan", '"Väster; ""porten"""'))

    assert file.rows[0].name == 'Väster; "porten"'


def test_a_file_without_schools_is_refused() -> None:
    assert "inga skolenheter" in str(refusal(made("Antal elever")))


def test_a_file_cut_anywhere_before_its_footnotes_is_refused() -> None:
    first_school = EXCERPT.index(FIRST_SCHOOL.encode())
    footnotes = EXCERPT.index(b"Rapportbeskrivning")

    for end in range(footnotes + 1):
        error = refusal(EXCERPT[:end])
        if end > first_school:
            assert error.line == EXCERPT[:end].rstrip(b"\n").count(b"\n") + 1


def test_a_cut_is_called_a_cut() -> None:
    middle_of_a_number = EXCERPT.index(b"83,8") + 3
    middle_of_a_letter = EXCERPT.index("Västerport".encode()) + 2
    after_a_whole_line = EXCERPT.index(b"Norreportskolan")

    for end in (middle_of_a_number, middle_of_a_letter, after_a_whole_line):
        assert "avklippt" in str(refusal(EXCERPT[:end]))


def test_a_file_cut_inside_a_footnote_is_refused() -> None:
    assert "avklippt" in str(refusal(EXCERPT[: EXCERPT.index(b"definitioner etc")]))


def test_an_error_speaks_of_the_file_and_says_what_to_do() -> None:
    error = refusal(edited("148;83,8;88,5;246,7", "148;83,8"))

    assert error.line == 7
    assert error.reason.endswith("läs in den utan att spara om den.")
    assert isinstance(error, ValueError)
