"""Reports: which kinds there are, the reports and their sections, what was frozen, feedback."""

from rodtrad.reports.models.feedback import Feedback, LibraryVisit
from rodtrad.reports.models.kind import (
    Deadline,
    Occasion,
    ReportKind,
    SectionTemplate,
    UnitGroup,
)
from rodtrad.reports.models.report import Report, Section, Snapshot

__all__ = [
    "Deadline",
    "Feedback",
    "LibraryVisit",
    "Occasion",
    "Report",
    "ReportKind",
    "Section",
    "SectionTemplate",
    "Snapshot",
    "UnitGroup",
]
