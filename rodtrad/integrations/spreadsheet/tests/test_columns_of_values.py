"""Girls and boys in a column each: as many values in a row as there are columns of them."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.indicators.disclosure import shown_measurements
from rodtrad.indicators.models import Measurement
from rodtrad.integrations.models import MappedColumn, SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import actions
from rodtrad.integrations.spreadsheet.check import check_sheet
from rodtrad.integrations.spreadsheet.columns import head_of
from rodtrad.integrations.spreadsheet.guessing import guess
from rodtrad.integrations.spreadsheet.importing import import_sheet, sentences
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.workbook import SheetError, read
from tests.world import World

HEADINGS = ["Skola", "Läsår", "Totalt", "Flickor", "Pojkar"]
ROLES = ("unit", "period", "value", "girls", "boys")


def _mapping(world: World, headings: list[str] = HEADINGS) -> SheetMapping:
    mapping = SheetMapping.objects.create(name="Kön", source="Proven", indicator=world.share)
    for place, (heading, role) in enumerate(zip(headings, ROLES, strict=True)):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    return mapping


def test_each_column_of_values_gives_a_value(world: World) -> None:
    data = files.csv_file(
        [
            HEADINGS,
            ["Västerportskolan", "2024/25", "80", "85,5", "74"],
            ["Östra skolan", "2024/25", "70", "", ".."],
        ]
    )
    mapping = _mapping(world)
    done = import_sheet(data=data, file_name="a.csv", mapping=mapping, by=None)
    stored = {
        (row.unit.name, row.gender): (row.status, None if row.value is None else float(row.value))
        for row in Measurement.objects.filter(run=done.run).select_related("unit")
    }

    assert stored == {
        ("Västerportskolan", "T"): ("reported", 80.0),
        ("Västerportskolan", "K"): ("reported", 85.5),
        ("Västerportskolan", "M"): ("reported", 74.0),
        ("Östra skolan", "T"): ("reported", 70.0),
        ("Östra skolan", "M"): ("suppressed", None),
    }
    told = " ".join(done.sentences())
    assert "2 rader lästa" in told
    assert "1 cell utan värde" in told
    assert done.counts()["rows"] == 2
    again = import_sheet(data=data, file_name="a.csv", mapping=mapping, by=None)
    assert again.counts()["changed"] == 0


def test_a_wrong_value_is_told_with_its_row_and_whom_it_is_about(world: World) -> None:
    data = files.csv_file([HEADINGS, ["Västerportskolan", "2024/25", "80", "många", "74"]])
    checked = check_sheet(read(data), mapping=_mapping(world), by=None)
    wrong = [line for line in checked.lines if line.fate == "wrong"]

    assert [(line.number, line.gender_label, line.value) for line in wrong] == [
        (2, "Flickor", "många")
    ]
    assert "1 rad är fel" in " ".join(sentences(checked, done=False))


def test_columns_of_girls_and_boys_are_guessed_and_counts_of_them_are_not() -> None:
    def guessed(headings: list[str]) -> dict[str, str]:
        sheet = read(
            files.csv_file([headings, ["Västerportskolan", "2024/25", "80", "85,5", "74"]])
        )
        head = head_of(sheet)
        return guess(
            head,
            sheet.rows[head.row + 1 :],
            is_unit=lambda text: text == "Västerportskolan",
            decimal=",",
        )

    assert guessed(HEADINGS) == dict(zip(ROLES, HEADINGS, strict=True))
    counts = guessed(["Skola", "Läsår", "Andel", "Antal flickor", "Antal pojkar"])
    assert not {"girls", "boys"} & set(counts)


def test_genders_are_said_in_one_way(world: World) -> None:
    mapping = _mapping(world)
    mapping.columns.filter(heading="Totalt").update(role="gender")
    data = files.csv_file([HEADINGS, ["Västerportskolan", "2024/25", "flickor", "85,5", "74"]])
    with pytest.raises(SheetError, match="på två sätt"):
        check_sheet(read(data), mapping=mapping, by=None)


def test_the_columns_are_confirmed_on_the_page_and_known_the_next_time(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    row = ["Västerportskolan", "2024/25", "80", "85,5", "74"]
    data = files.csv_file([HEADINGS, row])
    client.post(reverse("sheet_create"), {"file": SimpleUploadedFile("a.csv", data)})
    address = reverse("sheet_edit", args=[SheetFile.objects.get().pk])
    form = client.get(address).context["form"]
    assert [form.initial[role] for role in ROLES] == list("01234")
    shown = {bound.html_name: bound.value() for bound in form}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    answer: Any = client.post(address, {**sent, "of": world.share.pk, "name": "Kön"})
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Flickor" in page
    assert "85,5" in page

    again = actions.keep_file(data, file_name="b.csv", by=world.administrator, now=timezone.now())
    assert again.mapping is not None
    assert again.mapping.name == "Kön"


def test_girls_and_boys_have_their_own_counts(world: World) -> None:
    headings = ["Skola", "Läsår", "Flickor", "Antal flickor", "Pojkar som når", "Antal pojkar"]
    rows = [headings, ["Västerportskolan", "2024/25", "75", "4", "20", "25"]]
    sheet = read(files.csv_file(rows))
    head = head_of(sheet)
    roles = guess(
        head, sheet.rows[1:], is_unit=lambda text: text == "Västerportskolan", decimal=","
    )
    assert roles == {
        "unit": "Skola",
        "period": "Läsår",
        "girls": "Flickor",
        "girls_den": "Antal flickor",
        "boys_num": "Pojkar som når",
        "boys_den": "Antal pojkar",
    }
    mapping = SheetMapping.objects.create(name="Kön", source="Proven", indicator=world.share)
    for place, (role, heading) in enumerate(roles.items()):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    done = import_sheet(data=files.csv_file(rows), file_name="a.csv", mapping=mapping, by=None)
    stored = {row.gender: row for row in Measurement.objects.filter(run=done.run)}
    assert set(stored) == {"K", "M"}
    girls, boys = stored["K"], stored["M"]
    assert (girls.value, girls.numerator, girls.denominator) == (Decimal(75), None, 4)
    assert (boys.value, boys.numerator, boys.denominator) == (Decimal(80), 20, 25)
    # Four girls are too few to be shown, whatever the number of boys; forty are not.
    assert [one.is_withheld for one in shown_measurements(world.share, [girls])] == [True]
    girls.denominator = 40
    assert [one.is_withheld for one in shown_measurements(world.share, [girls])] == [False]


def test_a_count_without_its_value_is_refused(world: World) -> None:
    mapping = _mapping(world)
    mapping.columns.filter(role="girls").update(role="girls_den")
    data = files.csv_file([HEADINGS, ["Västerportskolan", "2024/25", "80", "25", "74"]])
    with pytest.raises(SheetError, match="Välj också kolumnen med värdet"):
        check_sheet(read(data), mapping=mapping, by=None)
