"""Sources outside, what is fetched from them, and how theirs answers to ours."""

from rodtrad.integrations.models.kolada import Kpi, Place
from rodtrad.integrations.models.proposals import Proposal
from rodtrad.integrations.models.runs import RunChange
from rodtrad.integrations.models.sources import Fetch, Source
from rodtrad.integrations.models.spreadsheet import (
    MappedColumn,
    MappedUnit,
    SheetFile,
    SheetMapping,
)
from rodtrad.integrations.models.ss12000 import DutyRole, OutsideLink

__all__ = [
    "DutyRole",
    "Fetch",
    "Kpi",
    "MappedColumn",
    "MappedUnit",
    "OutsideLink",
    "Place",
    "Proposal",
    "RunChange",
    "SheetFile",
    "SheetMapping",
    "Source",
]
