"""Pages of sources, imports and what they give reason for."""

from rodtrad.integrations.views.files import import_create
from rodtrad.integrations.views.kolada import kpi_choose, kpi_list, kpi_stop, place_edit
from rodtrad.integrations.views.proposals import proposal_edit, proposal_list
from rodtrad.integrations.views.runs import import_detail, import_list, import_undo
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
    "place_edit",
    "proposal_edit",
    "proposal_list",
    "source_edit",
    "source_list",
]
