"""What the tests of spreadsheets are made of: a choice of columns, rows, and ways in."""

from collections.abc import Callable
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.spreadsheet.importing import SheetOutcome, import_sheet
from rodtrad.integrations.spreadsheet.tests import files
from tests.world import World

HEADINGS = ["Skola", "Läsår", "Kön", "Andel", "Antal som når", "Antal elever"]
ROLES = dict(
    zip(HEADINGS, ["unit", "period", "gender", "value", "numerator", "denominator"], strict=True)
)
ROW = ["Västerportskolan", "2024/25", "flickor", "80", "40", "50"]
KINDS: list[Callable[[Any], bytes]] = [files.xlsx, files.ods, files.csv_file]


def mapping_of(
    indicator: Indicator | None, headings: list[str] = HEADINGS, **fields: Any
) -> SheetMapping:
    mapping = SheetMapping.objects.create(
        name="Provresultat", source="Proven", indicator=indicator, **fields
    )
    for place, heading in enumerate(headings):
        MappedColumn.objects.create(
            mapping=mapping, position=place, heading=heading, role=ROLES.get(heading, "")
        )
    return mapping


def sent(*rows: list[Any]) -> bytes:
    return files.csv_file([HEADINGS, *rows])


def brought_in(data: bytes, mapping: SheetMapping, by: User | None = None) -> SheetOutcome:
    return import_sheet(data=data, file_name="prov.csv", mapping=mapping, by=by)


def value_of(world: World, gender: str = "K", period: str = "2024/25") -> Measurement:
    return Measurement.objects.get(
        indicator=world.share, unit=world.school, period=period, gender=gender
    )
