"""The pages of sources and imports whose queries are counted."""

from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import Kpi, Place, Proposal
from rodtrad.integrations.spreadsheet.tests.made import made_file, made_mapping
from tests.pages import Where


def _grown(city: City) -> int:
    """More of everything where the city is larger; made once."""
    units = city.branch.units
    if not Kpi.objects.exists():
        used = city.ground.indicators[: len(units)]
        Kpi.objects.bulk_create(
            Kpi(code=f"N{n}", title=f"Nyckeltal {n}", area=f"Område {n % 3}", indicator=one)
            for n, one in enumerate(used)
        )
        Kpi.objects.create(code="N99999", title="Inte valt")
        Place.objects.bulk_create(
            Place(code=f"V{n}", title=unit.name, kind=Place.Kind.UNIT)
            for n, unit in enumerate(units)
        )
        run = ImportRun.objects.create(source="Skolverket", kind="skolverket-register")
        ImportRun.objects.create(source="Kolada", kind="kolada-values", by=city.branch.head)
        Proposal.objects.bulk_create(
            Proposal(
                run=run, kind="rename", unit=unit, code=unit.code, name=unit.name, after="Nytt"
            )
            for unit in units
        )
    return len(units)


def _anywhere(city: City) -> list[Any]:
    _grown(city)
    return []


def _run(city: City) -> list[Any]:
    _grown(city)
    return [ImportRun.objects.get(kind="skolverket-register").pk]


def _proposal(city: City) -> list[Any]:
    _grown(city)
    return [Proposal.objects.order_by("pk")[0].pk]


def _kpi(city: City) -> list[Any]:
    _grown(city)
    return ["N99999"]


def _chosen(city: City) -> list[Any]:
    _grown(city)
    return ["N0"]


def _sheet(city: City) -> list[Any]:
    """A file with more rows where the city is larger."""
    units = city.branch.units
    rows = [[unit.name, f"{2000 + n}", str(n), ""] for unit in units for n in range(10)]
    strange = [[f"Okänd {n}", "2024/25", "5", ""] for n in range(len(units))]
    file = made_file(city.branch.head, city.ground.indicators[0], [*rows, *strange])
    return [file.pk]


def _mapping(city: City) -> list[Any]:
    """Choices of columns with as many names as there are units."""
    indicator = city.ground.indicators[0]
    for number, unit in enumerate(city.branch.units):
        mapping = made_mapping(indicator, name=f"Elevenkäten {number}")
        mapping.units.get_or_create(written=f"Skolan {number}", unit=unit)
    last = made_mapping(indicator, name="Elevenkäten 0")
    for number, unit in enumerate(city.branch.units):
        last.units.get_or_create(written=f"Enhet {number}", unit=unit)
    return [last.pk]


def _mappings(city: City) -> list[Any]:
    _mapping(city)
    return []


def _uploading(city: City) -> list[Any]:
    _sheet(city)
    return []


PAGES: dict[str, tuple[Where, str]] = {
    "import_detail": (_run, ""),
    "import_undo": (_run, ""),
    "source_list": (_anywhere, ""),
    "source_edit": (lambda city: ["kolada"], ""),
    "kpi_list": (_anywhere, ""),
    "kpi_list:xlsx": (_anywhere, "format=xlsx"),
    "kpi_choose": (_kpi, ""),
    "kpi_stop": (_chosen, ""),
    "place_edit": (_anywhere, ""),
    "proposal_list": (_anywhere, ""),
    "proposal_edit": (_proposal, ""),
    "dutyrole_edit": (_anywhere, ""),
    "sheet_create": (_uploading, ""),
    "sheet_choose": (_sheet, ""),
    "sheet_edit": (_sheet, ""),
    "sheet_units": (_sheet, ""),
    "sheet_detail": (_sheet, ""),
    "sheet_detail:xlsx": (_sheet, "format=xlsx&utfall=wrong"),
    "template_create": (_anywhere, ""),
    "mapping_list": (_mappings, ""),
    "mapping_list:csv": (_mappings, "format=csv"),
    "mapping_edit": (_mapping, ""),
    "mapping_units": (_mapping, ""),
    "mapping_remove": (_mapping, ""),
}
WRITES: frozenset[str] = frozenset({"fetch_start", "sheet_remove"})
