"""A saved choice of columns and an uploaded file, for the tests that open every page."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import MappedColumn, SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet import actions
from rodtrad.integrations.spreadsheet.tests import files
from rodtrad.organisation.models import Unit

_ROLES = {"Skola": "unit", "Läsår": "period", "Andel": "value", "Anmärkning": ""}


def made_mapping(indicator: Indicator, *, name: str = "") -> SheetMapping:
    """A choice of columns with two names of units, made once."""
    mapping, is_new = SheetMapping.objects.get_or_create(
        name=name, source="Elevenkäten", indicator=indicator
    )
    if is_new:
        for place, (heading, role) in enumerate(_ROLES.items()):
            MappedColumn.objects.create(mapping=mapping, position=place, heading=heading, role=role)
        mapping.units.create(written="Hela kommunen")
        mapping.units.create(written="Den förra skolan", unit=Unit.objects.last())
    return mapping


def made_file(by: User, indicator: Indicator, more: Sequence[Sequence[Any]] = ()) -> SheetFile:
    """An uploaded file with a right, a wrong and an empty row and maybe more; made once."""
    earlier: SheetFile | None = SheetFile.objects.filter(by=by).first()
    if earlier is not None:
        return earlier
    unit = Unit.objects.filter(kind__in=Unit.WORKING_KINDS).order_by("pk")[0]
    rows = [
        list(_ROLES),
        [unit.name, "2024/25", "83,8", ""],
        ["En annan skola", "2024/25", "70", "Ny"],
        ["Hela kommunen", "2024/25", "75", ""],
        [unit.name, "2023/24", "", "Räknades inte"],
        *more,
    ]
    file = actions.keep_file(
        files.csv_file(rows), file_name="elevenkäten.csv", by=by, now=timezone.now()
    )
    file.mapping = made_mapping(indicator)
    file.save()
    return file
