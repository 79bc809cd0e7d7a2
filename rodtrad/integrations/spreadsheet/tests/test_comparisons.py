"""Values of the nation and of other municipalities, in the same file as our own."""

from typing import Any

import pytest
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ComparisonUnit, ComparisonValue, Measurement
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.spreadsheet.across import ACROSS
from rodtrad.integrations.spreadsheet.check import check_sheet
from rodtrad.integrations.spreadsheet.importing import import_sheet
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.integrations.spreadsheet.workbook import SheetError, read
from rodtrad.organisation.models import Assignment, Role
from tests.world import World

ROWS: list[list[Any]] = [
    ["Skola", "2022/23", "2023/24"],
    ["Västerportskolan", 80, 81],
    ["Riket", 76.5, 77],
    ["1287", 70, ".."],
]


def _compared(world: World, **fields: Any) -> SheetMapping:
    kinds = ComparisonUnit.Kind
    ComparisonUnit.objects.create(code="0000", name="Riket", kind=kinds.NATION)
    ComparisonUnit.objects.create(code="1287", name="Trelleborg", kind=kinds.MUNICIPALITY)
    mapping = SheetMapping.objects.create(
        name="Egna", source="Egen fil", indicator=world.share, **fields
    )
    for place, (heading, role) in enumerate((("Skola", "unit"), (ACROSS, "value"))):
        MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
    return mapping


def _values() -> set[tuple[str, str, str, float | None]]:
    return {
        (row.unit.name, row.period, row.status, None if row.value is None else float(row.value))
        for row in ComparisonValue.objects.select_related("unit")
    }


def test_what_is_compared_with_is_known_by_its_name_or_code(world: World) -> None:
    mapping = _compared(world)
    data = files.xlsx(ROWS)
    done = import_sheet(data=data, file_name="a.xlsx", mapping=mapping, by=world.administrator)

    assert _values() == {
        ("Riket", "2022/23", "reported", 76.5),
        ("Riket", "2023/24", "reported", 77.0),
        ("Trelleborg", "2022/23", "reported", 70.0),
        ("Trelleborg", "2023/24", "suppressed", None),
    }
    assert Measurement.objects.filter(run=done.run).count() == 2
    assert "1 enhet och 2 jämförelser" in done.sentences()[0]
    assert ComparisonUnit.objects.get(code="0000").kind == ComparisonUnit.Kind.NATION

    again = check_sheet(read(data), mapping=mapping, by=world.administrator)
    assert again.counts["unchanged"] == 6
    newer = [ROWS[0], ["Riket", 76.5, 78]]
    later = check_sheet(read(files.xlsx(newer)), mapping=mapping, by=world.administrator)
    assert [(line.fate, line.now) for line in later.lines] == [
        ("unchanged", "76,5\N{NO-BREAK SPACE}% (Egen fil)"),
        ("altered", "77,0\N{NO-BREAK SPACE}% (Egen fil)"),
    ]
    assert done.run is not None
    undo_run(done.run, at=timezone.now(), by=world.administrator)
    assert not ComparisonValue.objects.exists()


def test_rows_about_others_are_skipped_where_that_is_chosen(world: World) -> None:
    mapping = _compared(world, skip_unknown=True)
    checked = check_sheet(read(files.xlsx(ROWS)), mapping=mapping, by=None)
    assert checked.counts == {"new": 2, "skipped": 2}


def test_what_everybody_compares_with_is_not_written_by_whoever_administers_a_part(
    world: World,
) -> None:
    mapping = _compared(world)
    person = User.objects.create(email="delen@example.se")
    Assignment.objects.create(
        user=person,
        unit=world.school,
        role=Role.objects.get(code="administrator"),
        starts=timezone.localdate(),
    )
    checked = check_sheet(read(files.xlsx(ROWS)), mapping=mapping, by=person)
    assert set(checked.unknown) == {"Riket", "1287"}
    with pytest.raises(SheetError, match="”Riket” är ingen av våra enheter"):
        import_sheet(data=files.xlsx(ROWS), file_name="a.xlsx", mapping=mapping, by=person)
    assert not ComparisonValue.objects.exists()


def test_a_comparison_with_a_units_own_code_is_that_unit(world: World) -> None:
    mapping = _compared(world)
    ComparisonUnit.objects.create(code=world.school.code, name="Grannskolan", kind="municipality")
    rows = [ROWS[0], ["Grannskolan", 80, 81]]
    checked = check_sheet(read(files.xlsx(rows)), mapping=mapping, by=None)
    assert set(checked.unknown) == {"Grannskolan"}
