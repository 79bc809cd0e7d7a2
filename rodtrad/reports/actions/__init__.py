"""Every change to reports: opening, writing, deciding, feedback, and which reports there are."""

from rodtrad.reports.actions.deciding import (
    adopt_report,
    adopt_reports,
    record_board_outcome,
    return_report,
    submit_report,
)
from rodtrad.reports.actions.feedback import answer_feedback, give_feedback, read_feedback
from rodtrad.reports.actions.library import note_visit
from rodtrad.reports.actions.opening import (
    due_day,
    new_version,
    open_report,
    open_reports,
    writes,
)
from rodtrad.reports.actions.writing import (
    hand_over_section,
    mark_ready,
    quote_in_section,
    restore_section,
    unmark_ready,
    write_section,
)

__all__ = [
    "adopt_report",
    "adopt_reports",
    "answer_feedback",
    "due_day",
    "give_feedback",
    "hand_over_section",
    "mark_ready",
    "new_version",
    "note_visit",
    "open_report",
    "open_reports",
    "quote_in_section",
    "read_feedback",
    "record_board_outcome",
    "restore_section",
    "return_report",
    "submit_report",
    "unmark_ready",
    "write_section",
    "writes",
]
