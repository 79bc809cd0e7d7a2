"""Every change of the organisation: units, people, assignments and school years."""

from rodtrad.organisation.actions.joining import Part, merge_units, split_unit
from rodtrad.organisation.actions.people import (
    add_person,
    change_person,
    deactivate_person,
    end_assignment,
    give_assignment,
)
from rodtrad.organisation.actions.units import (
    change_unit,
    close_unit,
    move_unit,
    open_unit,
)
from rodtrad.organisation.actions.years import add_school_year, close_school_year

__all__ = [
    "Part",
    "add_person",
    "add_school_year",
    "change_person",
    "change_unit",
    "close_school_year",
    "close_unit",
    "deactivate_person",
    "end_assignment",
    "give_assignment",
    "merge_units",
    "move_unit",
    "open_unit",
    "split_unit",
]
