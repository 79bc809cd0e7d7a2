"""Every change of the organisation: units, people, assignments, school years and breaks."""

from rodtrad.organisation.actions.joining import Part, merge_units, split_unit
from rodtrad.organisation.actions.people import (
    add_person,
    change_person,
    deactivate_person,
    end_assignment,
    give_assignment,
)
from rodtrad.organisation.actions.protecting import forget_person
from rodtrad.organisation.actions.units import (
    change_unit,
    close_unit,
    move_unit,
    open_unit,
)
from rodtrad.organisation.actions.years import (
    add_school_break,
    add_school_year,
    change_school_break,
    close_school_year,
    remove_school_break,
)

__all__ = [
    "Part",
    "add_person",
    "add_school_break",
    "add_school_year",
    "change_person",
    "change_school_break",
    "change_unit",
    "close_school_year",
    "close_unit",
    "deactivate_person",
    "end_assignment",
    "forget_person",
    "give_assignment",
    "merge_units",
    "move_unit",
    "open_unit",
    "remove_school_break",
    "split_unit",
]
