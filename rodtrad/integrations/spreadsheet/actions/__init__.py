"""Every change of uploaded spreadsheets and of what their columns mean."""

from rodtrad.integrations.spreadsheet.actions.files import (
    choose_sheet,
    keep_file,
    remove_expired,
    remove_file,
    replace_file,
    take_away_file,
)
from rodtrad.integrations.spreadsheet.actions.known import mapping_for
from rodtrad.integrations.spreadsheet.actions.mappings import (
    Choice,
    change_mapping,
    choose_columns,
    map_units,
    remove_mapping,
)

__all__ = [
    "Choice",
    "change_mapping",
    "choose_columns",
    "choose_sheet",
    "keep_file",
    "map_units",
    "mapping_for",
    "remove_expired",
    "remove_file",
    "remove_mapping",
    "replace_file",
    "take_away_file",
]
