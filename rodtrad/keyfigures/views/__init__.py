"""Pages of key figures for the board."""

from rodtrad.keyfigures.views.analyses import analysis_edit
from rodtrad.keyfigures.views.occasions import (
    occasion_create,
    occasion_edit,
    occasion_history,
    occasion_release,
    occasion_reopen,
)
from rodtrad.keyfigures.views.reading import occasion_detail, occasion_list, occasion_pdf

__all__ = [
    "analysis_edit",
    "occasion_create",
    "occasion_detail",
    "occasion_edit",
    "occasion_history",
    "occasion_list",
    "occasion_pdf",
    "occasion_release",
    "occasion_reopen",
]
