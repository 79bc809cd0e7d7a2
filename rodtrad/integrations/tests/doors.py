"""Who may open the pages of sources and imports."""

from typing import Any

from rodtrad.indicators.models import ImportRun, Indicator
from rodtrad.integrations.models import Kpi, Proposal
from rodtrad.integrations.spreadsheet.tests.made import made_file, made_mapping
from tests.door import ADMINISTRATORS, Door
from tests.world import World


def _run(world: World) -> list[Any]:
    return [ImportRun.objects.get_or_create(source="Skolverket", kind="slutbetyg")[0].pk]


def _kpi(world: World) -> list[Any]:
    return [Kpi.objects.get_or_create(code="N15419", title="Elever i åk 9, andel (%)")[0].pk]


def _chosen(world: World) -> list[Any]:
    indicator = Indicator.objects.get_or_create(name="Meritvärde", source_code="kolada:N15505")[0]
    found = Kpi.objects.get_or_create(code="N15505", title="Meritvärde", indicator=indicator)
    return [found[0].pk]


def _proposal(world: World) -> list[Any]:
    run = ImportRun.objects.get(pk=_run(world)[0])
    found, _ = Proposal.objects.get_or_create(
        run=run,
        kind=Proposal.Kind.RENAME,
        unit=world.school,
        code=world.school.code,
        name=world.school.name,
        after="Västerport",
    )
    return [found.pk]


def _mapping(world: World) -> list[Any]:
    return [made_mapping(world.share, name="Elevenkäten").pk]


def _sheet(world: World) -> list[Any]:
    return [made_file(world.administrator, world.share).pk]


# Whoever else administers does not open somebody's uploaded file.
_OWNER = frozenset({"administrator"})

DOORS: dict[str, Door] = {
    "import_detail": Door(ADMINISTRATORS, _run),
    "import_undo": Door(ADMINISTRATORS, _run),
    "source_list": Door(ADMINISTRATORS),
    "source_edit": Door(ADMINISTRATORS, lambda world: ["kolada"]),
    "fetch_start": Door(ADMINISTRATORS, lambda world: ["kolada-values"], writes=True),
    "kpi_list": Door(ADMINISTRATORS),
    "kpi_choose": Door(ADMINISTRATORS, _kpi),
    "kpi_stop": Door(ADMINISTRATORS, _chosen),
    "place_edit": Door(ADMINISTRATORS),
    "proposal_list": Door(ADMINISTRATORS),
    "proposal_edit": Door(ADMINISTRATORS, _proposal),
    "dutyrole_edit": Door(ADMINISTRATORS),
    "sheet_create": Door(ADMINISTRATORS),
    "sheet_choose": Door(_OWNER, _sheet),
    "sheet_edit": Door(_OWNER, _sheet),
    "sheet_units": Door(_OWNER, _sheet),
    "sheet_detail": Door(_OWNER, _sheet),
    "sheet_remove": Door(_OWNER, _sheet, writes=True),
    "template_create": Door(ADMINISTRATORS),
    "mapping_list": Door(ADMINISTRATORS),
    "mapping_edit": Door(ADMINISTRATORS, _mapping),
    "mapping_units": Door(ADMINISTRATORS, _mapping),
    "mapping_remove": Door(ADMINISTRATORS, _mapping),
}
