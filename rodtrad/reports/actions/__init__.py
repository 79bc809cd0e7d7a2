"""Every change to reports: opening, writing, deciding, feedback, and which reports there are."""

from rodtrad.reports.actions.deciding import adopt_report, return_report, submit_report
from rodtrad.reports.actions.opening import due_day, new_version, open_report, writes
from rodtrad.reports.actions.writing import (
    mark_ready,
    restore_section,
    unmark_ready,
    write_section,
)

__all__ = [
    "adopt_report",
    "due_day",
    "mark_ready",
    "new_version",
    "open_report",
    "restore_section",
    "return_report",
    "submit_report",
    "unmark_ready",
    "write_section",
    "writes",
]
