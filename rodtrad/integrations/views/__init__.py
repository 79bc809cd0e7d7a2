"""Pages of sources, imports and what they give reason for."""

from rodtrad.integrations.views.files import import_create
from rodtrad.integrations.views.kolada import kpi_choose, kpi_list, kpi_stop, place_edit
from rodtrad.integrations.views.mappings import (
    mapping_edit,
    mapping_list,
    mapping_remove,
    mapping_units,
    template_create,
)
from rodtrad.integrations.views.proposals import proposal_edit, proposal_list
from rodtrad.integrations.views.runs import import_detail, import_list, import_undo
from rodtrad.integrations.views.sheets import (
    sheet_choose,
    sheet_create,
    sheet_detail,
    sheet_edit,
    sheet_remove,
    sheet_units,
)
from rodtrad.integrations.views.sources import (
    dutyrole_edit,
    fetch_start,
    source_edit,
    source_list,
)

__all__ = [
    "dutyrole_edit",
    "fetch_start",
    "import_create",
    "import_detail",
    "import_list",
    "import_undo",
    "kpi_choose",
    "kpi_list",
    "kpi_stop",
    "mapping_edit",
    "mapping_list",
    "mapping_remove",
    "mapping_units",
    "place_edit",
    "proposal_edit",
    "proposal_list",
    "sheet_choose",
    "sheet_create",
    "sheet_detail",
    "sheet_edit",
    "sheet_remove",
    "sheet_units",
    "source_edit",
    "source_list",
    "template_create",
]
