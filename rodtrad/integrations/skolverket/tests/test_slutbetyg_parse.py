"""Reading Skolverket's grade 9 file, whole and broken. The excerpt is official statistics."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.integrations.skolverket.slutbetyg import (
    Cell,
    SchoolRow,
    SlutbetygError,
    SlutbetygFile,
    parse,
)

EXCERPT = (Path(__file__).parent / "data" / "slutbetyg_ak9_2025_excerpt.csv").read_bytes()
HEADING_LINE = 6
FIRST_SCHOOL = (
    "Västerportskolan;54436997;Ystad;1286;Kommunal;Ystad kommun;2120001181;148;83,8;88,5;246,7"
)
ABOUT = FIRST_SCHOOL.rsplit(";", 4)[0]
DESCRIPTIVE_HEADINGS = (
    "Skola;Skol-enhetskod;Skolkommun;Kommun-kod;Typ av huvudman;Huvudman;Huvudman orgnr"
)


def edited(old: str, new: str) -> bytes:
    """The excerpt with one text replaced; the text must be there."""
    text = EXCERPT.decode()
    assert old in text
    return text.replace(old, new, 1).encode()


def school(file: SlutbetygFile, name: str) -> SchoolRow:
    return next(row for row in file.rows if row.name == name)


def refusal(data: bytes) -> SlutbetygError:
    with pytest.raises(SlutbetygError) as caught:
        parse(data)
    return caught.value


def made(headings: str, *schools: str, above: str = "") -> bytes:
    """A file as Skolverket made them before 2020: no padding of preamble and footnotes."""
    lines = [
        "Statistik från Skolverket, http://www.skolverket.se",
        "",
        "Grundskolan - Slutbetyg årskurs 9, samtliga elever",
        "Valt läsår: 2018/19",
        above,
        f"{DESCRIPTIVE_HEADINGS};{headings}",
        *schools,
        "",
        "Rapportbeskrivning och definitioner etc.",
    ]
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


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


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xef\xbb\xbf", b";;;\n;;;\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert str(refusal(data)) == "Filen är tom."


@pytest.mark.parametrize(
    "data",
    [
        b"Namn;Telefon\nEva;0411\n",
        b"<!doctype html>\n<title>Skolverket</title>\n",
        edited("Slutbetyg årskurs 9", "Betyg årskurs 6"),
        EXCERPT.split(b"\n", 5)[5],
    ],
)
def test_another_file_is_refused(data: bytes) -> None:
    assert "inte Skolverkets fil" in str(refusal(data))


def test_the_report_without_newly_arrived_pupils_is_not_mixed_in() -> None:
    other = "årskurs 9, utan nyinvandrade och elever med okänd bakgrund"
    error = refusal(edited("årskurs 9, samtliga elever", other))

    assert error.line == 3
    assert "utan nyinvandrade" in str(error)


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
    group = ";;;;;;;Nyinvandrade elever"
    error = refusal(made("Antal elever", ABOUT + ";30", above=group))

    assert str(error) == "Rad 6: Kolumnen ”Nyinvandrade elever: Antal elever” är okänd."


def test_an_added_column_is_refused() -> None:
    assert "”Kön” är okänd" in str(refusal(edited("Antal elever;", "Kön;Antal elever;")))


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
