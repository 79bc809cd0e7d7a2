"""Reading Skolverket's grade 9 file."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.integrations.skolverket.slutbetyg import Cell, SchoolRow, SlutbetygFile, parse
from rodtrad.integrations.skolverket.tests.files import (
    ABOUT,
    EXCERPT,
    FIRST_SCHOOL,
    edited,
    made,
    refusal,
)


def school(file: SlutbetygFile, name: str) -> SchoolRow:
    return next(row for row in file.rows if row.name == name)


def test_the_file_tells_its_school_year_title_and_footnotes() -> None:
    file = parse(EXCERPT)

    assert file.school_year == SchoolYear(2024)
    assert file.title == "Grundskola - Slutbetyg årskurs 9, samtliga elever"
    assert file.footnotes[0] == "Rapportbeskrivning och definitioner etc."
    assert any("~100" in note for note in file.footnotes)
    assert len(file.footnotes) == 8


def test_a_school_is_read_with_all_that_is_said_of_it() -> None:
    row = parse(EXCERPT).rows[0]

    assert row == SchoolRow(
        line=7,
        name="Västerportskolan",
        code="54436997",
        municipality="Ystad",
        municipality_code="1286",
        provider_type="Kommunal",
        provider="Ystad kommun",
        provider_org="2120001181",
        values={
            "pupils": Cell("number", Decimal("148"), "148"),
            "all_subjects": Cell("number", Decimal("83.8"), "83,8"),
            "eligible_vocational": Cell("number", Decimal("88.5"), "88,5"),
            "merit_17": Cell("number", Decimal("246.7"), "246,7"),
        },
    )
    assert row.pupils.value == 148


def test_every_column_says_what_it_measures_and_in_what_unit() -> None:
    columns = parse(EXCERPT).columns

    assert [(column.key, column.unit, column.kind, column.gender) for column in columns] == [
        ("pupils", "elever", "count", "all"),
        ("all_subjects", "procent", "share", "all"),
        ("eligible_vocational", "procent", "share", "all"),
        ("merit_17", "poäng", "mean", "all"),
    ]
    assert columns[3].heading == columns[3].title == "Genomsnittligt meritvärde (17 ämnen)"


def test_two_dots_are_withheld_and_one_is_not_applicable_and_neither_is_zero() -> None:
    values = school(parse(EXCERPT), "Oasens skola").values

    assert values["pupils"] == Cell("withheld", None, "..")
    assert values["all_subjects"] == Cell("not_applicable", None, ".")


def test_almost_all_is_not_a_hundred() -> None:
    file = parse(EXCERPT)

    almost = school(file, "Nordic International School Ystad").values["eligible_vocational"]
    assert almost == Cell("approximate", None, "~100")
    every_one = school(file, "Sophiaskolan").values["eligible_vocational"]
    assert every_one == Cell("number", Decimal("100"), "100")


def test_a_number_of_pupils_can_be_known_while_the_results_are_withheld() -> None:
    row = school(parse(EXCERPT), "Åkerboskolan")

    assert row.pupils.value == 10
    assert row.values["merit_17"].status == "withheld"


def test_the_counts_account_for_every_value_in_the_file() -> None:
    counts = parse(EXCERPT).counts()

    assert counts == {
        "rows": 18,
        "numbers": 41,
        "approximate": 5,
        "withheld": 21,
        "not_applicable": 5,
    }
    assert sum(counts.values()) - counts["rows"] == 18 * 4


def test_a_line_that_skolverket_printed_twice_is_one_school() -> None:
    file = parse(EXCERPT)

    assert len(file.rows) == 17
    assert [(row.name, row.line) for row in file.repeated] == [("Oasens skola", 23)]


def test_the_same_school_with_other_figures_is_refused() -> None:
    text = EXCERPT.decode()
    again = FIRST_SCHOOL.replace("83,8", "83,9")
    error = refusal(text.replace(FIRST_SCHOOL, f"{FIRST_SCHOOL}\n{again}", 1).encode())

    assert error.line == 8
    assert str(error) == "Rad 8: Skolenhetskoden 54436997 står redan på rad 7, med andra uppgifter."


def test_an_empty_value_is_missing_and_not_zero() -> None:
    file = parse(edited("148;83,8;88,5;246,7", "148;;88,5;246,7"))

    assert file.rows[0].values["all_subjects"] == Cell("missing", None, "")


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_line_breaks_and_byte_order_mark_may_differ(ending: bytes) -> None:
    plain = EXCERPT.removeprefix(b"\xef\xbb\xbf").replace(b"\n", ending)

    assert parse(plain) == parse(EXCERPT)


def test_the_headings_and_layout_of_earlier_years_are_read() -> None:
    headings = (
        "Antal elever;Andel som uppnått kunskapskraven i alla ämnen;"
        "Andel (%) behörig yrkesprog.;Genomsnittligt meritvärde (17);"
    )
    file = parse(made(headings, ABOUT + ";25;96,0;~100;274,2;"))

    assert file.school_year == SchoolYear(2018)
    assert [cell.original for cell in file.rows[0].values.values()] == [
        "25",
        "96,0",
        "~100",
        "274,2",
    ]


@pytest.mark.parametrize(
    ("above", "headings"),
    [
        (
            ";;;;;;;Antal elever;;;Genomsnittligt meritvärde (17 ämnen);;",
            "Totalt;Flickor;Pojkar;Totalt;Flickor;Pojkar",
        ),
        (
            ";;;;;;;Samtliga elever;Flickor;Pojkar;Samtliga elever;Flickor;Pojkar",
            ";".join(["Antal elever"] * 3 + ["Genomsnittligt meritvärde (17 ämnen)"] * 3),
        ),
        (
            "",
            "Antal elever;Antal elever, flickor;Antal elever (pojkar);"
            "Genomsnittligt meritvärde (17 ämnen) totalt;"
            "Genomsnittligt meritvärde (17 ämnen) - flickor;"
            "Genomsnittligt meritvärde (17 ämnen) - pojkar",
        ),
    ],
)
def test_girls_and_boys_in_columns_of_their_own_are_kept_apart(above: str, headings: str) -> None:
    file = parse(made(headings, ABOUT + ";30;16;14;240;251,5;..", above=above))

    assert {key: cell.original for key, cell in file.rows[0].values.items()} == {
        "pupils": "30",
        "pupils_girls": "16",
        "pupils_boys": "14",
        "merit_17": "240",
        "merit_17_girls": "251,5",
        "merit_17_boys": "..",
    }
    assert file.columns[1].title == "Antal elever i årskurs 9, flickor"


def test_the_whole_country_is_read_well_within_a_second() -> None:
    many = "\n".join(FIRST_SCHOOL.replace("54436997", str(10_000_000 + n)) for n in range(1700))
    data = edited(FIRST_SCHOOL, many)
    started = time.perf_counter()
    file = parse(data)

    assert len(file.rows) == 1716
    assert time.perf_counter() - started < 1
