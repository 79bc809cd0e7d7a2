"""A column for each year or term: known by a rule, confirmed once, and known the next year too."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.models import ImportRun, Indicator, Measurement
from rodtrad.integrations.models import MappedColumn, SheetFile, SheetMapping
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.spreadsheet import actions, proposal
from rodtrad.integrations.spreadsheet.across import ACROSS, dated
from rodtrad.integrations.spreadsheet.check import check_sheet
from rodtrad.integrations.spreadsheet.columns import head_of
from rodtrad.integrations.spreadsheet.guessing import guess
from rodtrad.integrations.spreadsheet.importing import import_sheet, sentences
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.workbook import SheetError, read
from tests.world import World

SCHOOL, OTHER = "Västerportskolan", "Östra skolan"
HEADINGS = ["Skola", 2022, 2023, 2024]
ROWS: list[Sequence[Any]] = [HEADINGS, [SCHOOL, 80, "", "84,5 %"], [OTHER, "-", "..", 71.25]]


def _mapping(world: World, roles: dict[str, str] | None = None, **fields: Any) -> SheetMapping:
    mapping = SheetMapping.objects.create(
        name="Egna", source="Egen fil", indicator=world.share, **fields
    )
    for place, (role, heading) in enumerate((roles or {"unit": "Skola", "value": ACROSS}).items()):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    return mapping


def _stored() -> dict[tuple[str, str, str], tuple[str, float | None, int | None]]:
    return {
        (row.unit.name, row.period, row.gender): (
            row.status,
            None if row.value is None else float(row.value),
            row.denominator,
        )
        for row in Measurement.objects.filter(run__isnull=False).select_related("unit")
    }


def _guessed(*rows: Sequence[Any]) -> dict[str, str]:
    sheet = read(files.xlsx(list(rows)))
    head = head_of(sheet)
    units = {SCHOOL, OTHER}
    return guess(head, sheet.rows[head.row + 1 :], is_unit=lambda text: text in units, decimal=",")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (2023, ("2023", "")),
        (2023.0, ("2023", "")),
        ("2023.0", ("2023", "")),
        ("2023*", ("2023", "")),
        ("2023\u00b9", ("2023", "")),
        ("2023 1)", ("2023", "")),
        ("2023 (prel.)", ("2023", "")),
        ("2023/24", ("2023/24", "")),
        ("Läsår 23/24", ("läsår 23/24", "")),
        ("VT 2024", ("VT 2024", "")),
        ("ht-23", ("HT-23", "")),
        ("2023 antal", ("2023", "antal")),
        ("Antal elever 2022/2023", ("2022/2023", "antal elever")),
        ("Andel (%) 2023", ("2023", "andel")),
        ("Summa", None),
        ("Medel 2022\u20132025", None),
        ("Förändring 2022 till 2023", None),
        ("Åk 9", None),
        ("2023-08-15", None),
        (80, None),
        ("", None),
    ],
)
def test_a_heading_says_a_period_or_none(heading: Any, said: tuple[str, str] | None) -> None:
    assert dated(heading) == said


def test_each_cell_gives_a_value_of_its_columns_period(world: World) -> None:
    mapping = _mapping(world)
    done = import_sheet(data=files.xlsx(ROWS), file_name="a.xlsx", mapping=mapping, by=None)

    assert _stored() == {
        (SCHOOL, "2022", "T"): ("reported", 80.0, None),
        (SCHOOL, "2024", "T"): ("reported", 84.5, None),
        (OTHER, "2022", "T"): ("missing", None, None),
        (OTHER, "2023", "T"): ("suppressed", None, None),
        (OTHER, "2024", "T"): ("reported", 71.25, None),
    }
    told = " ".join(done.sentences())
    assert "2 rader lästa" in told
    assert "1 cell utan värde" in told
    again = import_sheet(data=files.xlsx(ROWS), file_name="a.xlsx", mapping=mapping, by=None)
    assert again.counts()["changed"] == 0
    assert done.run is not None
    undo_run(done.run, at=timezone.now(), by=world.administrator)
    assert not _stored()


@pytest.mark.parametrize(
    ("years", "periods"),
    [
        ("calendar", ["2022", "2023", "2024"]),
        ("ends", ["2021/22", "2022/23", "2023/24"]),
        ("begins", ["2022/23", "2023/24", "2024/25"]),
    ],
)
def test_a_lone_year_means_what_the_person_said(
    world: World, years: str, periods: list[str]
) -> None:
    checked = check_sheet(
        read(files.xlsx([HEADINGS, [SCHOOL, 1, 2, 3]])),
        mapping=_mapping(world, years=years),
        by=None,
    )
    assert [line.period for line in checked.lines] == periods


def test_a_year_in_a_column_of_periods_means_what_the_person_said_too(world: World) -> None:
    mapping = _mapping(world, {"unit": "Skola", "period": "År", "value": "Andel"}, years="ends")
    rows: list[Sequence[Any]] = [
        ["Skola", "År", "Andel"],
        [SCHOOL, 2023, 80],
        [SCHOOL, "HT 2023", 80],
    ]
    checked = check_sheet(read(files.xlsx(rows)), mapping=mapping, by=None)
    assert [line.period for line in checked.lines] == ["2022/23", "HT 2023"]


def test_a_wrong_cell_is_told_with_its_row_and_column_and_nothing_is_stored(world: World) -> None:
    rows: list[Sequence[Any]] = [
        HEADINGS,
        [SCHOOL, 80, "många", 84],
        ["Okänd skola", 1, 2, 3],
        [OTHER, 70, 180, 71],
    ]
    mapping = _mapping(world)
    checked = check_sheet(read(files.xlsx(rows)), mapping=mapping, by=None)

    assert [(line.place, line.value) for line in checked.lines if line.fate == "wrong"] == [
        ("Rad 2, kolumn C (2023)", "många"),
        ("Rad 3", ""),
        ("Rad 4, kolumn C (2023)", "180"),
    ]
    assert "3 celler är fel" in " ".join(sentences(checked, done=False))
    assert checked.unknown == {"Okänd skola": 1}
    with pytest.raises(SheetError, match=r"Rad 2, kolumn C \(2023\): ”många” är inte ett tal"):
        import_sheet(data=files.xlsx(rows), file_name="a.xlsx", mapping=mapping, by=None)
    assert not _stored()
    assert ImportRun.objects.get().state == ImportRun.State.FAILED


def test_a_title_above_and_notes_below_are_no_values(world: World) -> None:
    rows: list[Sequence[Any]] = [
        ["Behöriga elever", "", "", ""],
        ["", "", "", ""],
        *ROWS,
        ["* Uppgifterna för 2024 är preliminära."],
        ["Källa: egen räkning"],
    ]
    checked = check_sheet(read(files.xlsx(rows)), mapping=_mapping(world), by=None)
    assert checked.is_right
    assert checked.counts["empty"] == 3
    assert checked.head.row == 2


def test_two_columns_of_the_same_period_are_refused_with_their_letters(world: World) -> None:
    data = files.xlsx([["Skola", 2023, "2022/23"], [SCHOOL, 80, 81]])
    with pytest.raises(SheetError, match="Kolumnerna B och C gäller båda 2022/23"):
        check_sheet(read(data), mapping=_mapping(world, years="ends"), by=None)


def test_several_rows_of_a_unit_with_indicator_and_gender(world: World) -> None:
    number = Indicator.objects.create(name="Elever", kind=Indicator.Kind.NUMBER)
    roles = {"unit": "Skola", "indicator": "Mått", "gender": "Kön", "value": ACROSS}
    mapping = _mapping(world, roles)
    SheetMapping.objects.update(indicator=None)
    mapping = SheetMapping.objects.get(pk=mapping.pk)
    rows: list[Sequence[Any]] = [
        ["Skola", "Mått", "Kön", "Läsår 22/23", "VT 2024"],
        [SCHOOL, world.share.name, "flickor", 80, 81],
        [SCHOOL, world.share.name, "pojkar", 70, ""],
        [SCHOOL, number.name, "", 12, 13],
    ]
    import_sheet(data=files.xlsx(rows), file_name="a.xlsx", mapping=mapping, by=None)
    found = Measurement.objects.filter(run__isnull=False).values_list(
        "indicator__name", "period", "gender"
    )
    assert set(found) == {
        (world.share.name, "2022/23", "K"),
        (world.share.name, "VT 2024", "K"),
        (world.share.name, "2022/23", "M"),
        (number.name, "2022/23", "T"),
        (number.name, "VT 2024", "T"),
    }
    rows.append([SCHOOL, world.share.name, "flickor", "", 82])
    checked = check_sheet(read(files.xlsx(rows)), mapping=mapping, by=None)
    assert "står redan på rad 2" in checked.faults()


def test_the_columns_are_guessed() -> None:
    wide = {"unit": "Skola", "value": ACROSS}
    assert _guessed(*ROWS) == wide
    assert _guessed(["Skola", 2025], [SCHOOL, 80]) == wide
    assert _guessed(["Skola", "2022", "2023", "Summa"], [SCHOOL, 80, 81, 161]) == wide
    assert _guessed(["Skola", "Antal 2022", "Antal 2023"], [SCHOOL, 8, 9]) == {
        "unit": "Skola",
        "value": f"{ACROSS}: antal",
    }
    both = _guessed(["Skola", "2022", "2022 antal", "2023", "2023 antal"], [SCHOOL, 80, 25, 81, 26])
    assert both == wide | {"denominator": f"{ACROSS}: antal"}
    genders = _guessed(
        ["Skola", "Flickor 2022", "Pojkar 2022", "Flickor 2023", "Pojkar 2023"],
        [SCHOOL, 80, 25, 81, 26],
    )
    assert genders == {
        "unit": "Skola",
        "girls": f"{ACROSS}: flickor",
        "boys": f"{ACROSS}: pojkar",
    }


def test_a_count_of_one_year_is_asked_about_and_not_taken() -> None:
    sheet = read(
        files.xlsx([["Skola", 2022, 2023, "2023 antal", "Medel"], [SCHOOL, 80, 81, 26, 80.5]])
    )
    head = head_of(sheet)
    roles = guess(head, sheet.rows[1:], is_unit=lambda text: text == SCHOOL, decimal=",")
    assert roles == {"unit": "Skola", "value": ACROSS}
    told = proposal.notices(head, roles)
    assert "Kolumnerna 2022\u20132023 har var sin period" in told[0]
    assert "Kolumnen ”2023 antal” har också en period" in told[1]
    assert "Kolumnen ”Medel” står bland perioderna" in told[2]


def test_a_long_table_is_still_a_long_table() -> None:
    rows: list[Sequence[Any]] = [
        ["Skola", "Läsår", "Andel"],
        [SCHOOL, "2022/23", 80],
        [SCHOOL, "2023/24", 81],
    ]
    assert _guessed(*rows) == {"unit": "Skola", "period": "Läsår", "value": "Andel"}
    # The words say nothing: the first row is still the headings.
    odd: list[Sequence[Any]] = [["Namnet", "När", "Hur många"], [SCHOOL, "2022/23", "80"]]
    assert head_of(read(files.csv_file(odd))).row == 0


def test_years_on_a_row_of_their_own_above_what_was_measured(world: World) -> None:
    rows: list[Sequence[Any]] = [
        ["Skola", 2022, "", 2023, ""],
        ["", "Andel", "Antal", "Andel", "Antal"],
        [SCHOOL, 80, 25, 81, 26],
    ]
    assert _guessed(*rows) == {
        "unit": "Kolumn A",
        "value": f"{ACROSS}: andel",
        "denominator": f"{ACROSS}: antal",
    }
    merged = files.xlsx(rows, spans=("A1:A2", "B1:C1", "D1:E1"))
    roles = {"unit": "Skola", "value": f"{ACROSS}: andel", "denominator": f"{ACROSS}: antal"}
    import_sheet(data=merged, file_name="a.xlsx", mapping=_mapping(world, roles), by=None)
    assert _stored() == {
        (SCHOOL, "2022", "T"): ("reported", 80.0, 25),
        (SCHOOL, "2023", "T"): ("reported", 81.0, 26),
    }


def test_the_file_is_confirmed_on_the_page_and_known_the_next_year(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    upload = SimpleUploadedFile("a.xlsx", files.xlsx(ROWS))
    client.post(reverse("sheet_create"), {"file": upload})
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    page = client.get(address)
    form = page.context["form"]
    assert "Kolumnerna 2022\u20132024 har var sin period" in page.content.decode()
    assert "Läsår som slutar det året (2021/22\u20132023/24)" in page.content.decode()
    shown = {bound.html_name: bound.value() for bound in form}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    sent |= {"of": world.share.pk, "name": "Egna", "years": "ends"}

    answer: Any = client.post(address, {**sent, "whole_period": "2024"})
    assert "Rubrikerna säger redan perioden" in answer.content.decode()
    answer = client.post(address, sent)
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "<td>D</td>" in page.content.decode()
    exported = client.get(answer.url, {"format": "csv"}).content.decode()
    assert "D (2024)" in exported
    assert "2023/24" in page.content.decode()
    client.post(answer.url, {"provad": page.context["digest"]})
    assert len(_stored()) == 5

    mapping = SheetMapping.objects.get(name="Egna")
    assert mapping.roles() == {"unit": "Skola", "value": ACROSS}
    more: list[Sequence[Any]] = [[*HEADINGS, 2025], [SCHOOL, 80, "", 84.5, 86]]
    again = actions.keep_file(
        files.xlsx(more), file_name="b.xlsx", by=world.administrator, now=timezone.now()
    )
    assert again.mapping == mapping
    other = actions.keep_file(
        files.xlsx([[*HEADINGS, "Ny kolumn"], [SCHOOL, 80, "", 84, "x"]]),
        file_name="c.xlsx",
        by=world.administrator,
        now=timezone.now(),
    )
    assert other.mapping is None


def test_a_choice_that_cannot_be_is_refused_at_its_column(world: World) -> None:
    from django.core.exceptions import ValidationError

    data = files.xlsx([["Skola", "Elever", 2022, 2023], [SCHOOL, 25, 80, 81]])
    now = timezone.now()
    file = actions.keep_file(data, file_name="a.xlsx", by=world.administrator, now=now)
    choice: Any = {
        "source": "Egen",
        "indicator": world.share,
        "decimal": ",",
        "as_fractions": False,
        "skip_unknown": False,
        "by": world.administrator,
        "now": now,
    }
    wide = {"unit": "Skola", "value": ACROSS}
    for wrong, where in (
        (wide | {"denominator": "Elever"}, "denominator"),
        (wide | {"period": "Elever"}, "period"),
        ({"unit": ACROSS, "value": "2022"}, "unit"),
        (wide | {"girls_den": "Elever"}, "girls_den"),
    ):
        with pytest.raises(ValidationError) as refused:
            actions.choose_columns(file, roles=wrong, **choice)
        assert where in refused.value.message_dict
    assert not SheetMapping.objects.exists()


def test_a_lone_count_is_taken_by_the_rule_when_it_is_chosen(world: World) -> None:
    rows = [["Skola", 2022, 2023, "2023 antal"], [SCHOOL, 80, 81, 26]]
    head = head_of(read(files.xlsx(rows)))
    chosen = {"unit": "Skola", "value": ACROSS, "denominator": "2023 antal"}
    roles = proposal.taken_together(head, chosen)
    assert roles["denominator"] == f"{ACROSS}: antal"
    mapping = _mapping(world, roles)
    import_sheet(data=files.xlsx(rows), file_name="a.xlsx", mapping=mapping, by=None)
    assert _stored()[(SCHOOL, "2022", "T")] == ("reported", 80.0, None)
    assert _stored()[(SCHOOL, "2023", "T")] == ("reported", 81.0, 26)
    shown = proposal.said(mapping, head)
    assert proposal.choices_of(head)[int(shown["denominator"])][0] == "2023 antal"


def test_another_kind_of_period_than_before_is_a_doubt(world: World) -> None:
    mapping = _mapping(world)
    told = " ".join(check_sheet(read(files.xlsx(ROWS)), mapping=mapping, by=None).doubts(mapping))
    assert "har tidigare värden för läsår (2025/26), men filen ger kalenderår (2022)" in told
    mapping.years = "ends"
    checked = check_sheet(read(files.xlsx(ROWS)), mapping=mapping, by=None)
    assert not checked.doubts(mapping)


def test_so_many_values_that_they_do_not_fit_are_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rodtrad.integrations.spreadsheet import check

    monkeypatch.setattr(check, "MOST_CELLS", 6)
    assert check_sheet(read(files.xlsx(ROWS)), mapping=_mapping(world), by=None).is_right
    monkeypatch.setattr(check, "MOST_CELLS", 5)
    with pytest.raises(SheetError, match="fler än 5 celler"):
        check_sheet(read(files.xlsx(ROWS)), mapping=SheetMapping.objects.get(), by=None)


def test_the_indicator_is_guessed_from_the_title_above(world: World) -> None:
    sheet = read(files.xlsx([[world.share.name.upper()], [], *ROWS]))
    head = head_of(sheet)
    found = proposal.guessed(sheet, head, world.administrator)
    # Its earlier values are of school years: so are probably these.
    assert (found["of"], found["years"]) == (world.share.pk, "ends")
    sheet = read(files.xlsx(ROWS))
    assert proposal.guessed(sheet, head_of(sheet), world.administrator)["of"] is None


def test_one_year_of_many_is_chosen_by_its_name_and_known_by_it(world: World) -> None:
    mapping = _mapping(world)
    mapping.columns.all().delete()
    for place, (heading, role) in enumerate((("Skola", "unit"), ("2023", "value"), ("2024", ""))):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    rows = [["Skola", 2023, 2024], [SCHOOL, 80, 81]]
    now = timezone.now()
    file = actions.keep_file(files.xlsx(rows), file_name="a.xlsx", by=world.administrator, now=now)
    assert file.mapping == mapping
    checked = check_sheet(read(files.xlsx(rows)), mapping=mapping, period="2022/23", by=None)
    assert [(line.period, line.value) for line in checked.lines] == [
        ("2022/23", "80,0\N{NO-BREAK SPACE}%")
    ]


def test_a_saved_choice_is_changed_to_a_column_per_period(world: World) -> None:
    mapping = _mapping(world, {"unit": "Skola", "value": "2023"})
    actions.change_mapping(
        mapping,
        revision=mapping.revision,
        roles={"unit": "Skola", "value": ACROSS},
        name="Egna",
        by=world.administrator,
        source="Egen fil",
        indicator=world.share,
        decimal=",",
        as_fractions=False,
        skip_unknown=False,
        years="ends",
    )
    mapping = SheetMapping.objects.get()
    assert (mapping.roles(), mapping.years) == ({"unit": "Skola", "value": ACROSS}, "ends")
    client = Client()
    client.force_login(world.administrator)
    page = client.get(reverse("mapping_edit", args=[mapping.pk])).content.decode()
    assert "En kolumn per period</option>" in page
    known = actions.keep_file(
        files.xlsx(ROWS), file_name="a.xlsx", by=world.administrator, now=timezone.now()
    )
    assert known.mapping == mapping


def test_the_command_brings_in_with_the_saved_choice(world: World, tmp_path: Any) -> None:
    _mapping(world, years="begins")
    path = tmp_path / "egna.xlsx"
    path.write_bytes(files.xlsx(ROWS))
    call_command("import", str(path), mapping="Egna")
    assert _stored()[(SCHOOL, "2024/25", "T")] == ("reported", 84.5, None)
