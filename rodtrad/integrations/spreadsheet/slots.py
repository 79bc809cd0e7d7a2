"""Where in a row each of its values stands: one, one for each gender, one for each period."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.models import Reading
from rodtrad.integrations.models import MappedColumn
from rodtrad.integrations.spreadsheet.across import is_across
from rodtrad.integrations.spreadsheet.columns import Head, letter
from rodtrad.integrations.spreadsheet.values import Cell, read_period
from rodtrad.integrations.spreadsheet.words import GENDERED
from rodtrad.integrations.spreadsheet.workbook import Row, SheetError

Role = MappedColumn.Role

# The columns that hold values.
VALUES = (Role.VALUE, Role.GIRLS, Role.BOYS)
# Whom they are about, with the numbers that each value rests upon; nothing: the row says whom.
_TRIOS: tuple[tuple[str | None, tuple[str, str, str]], ...] = (
    (None, (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)),
    (Reading.Gender.GIRLS.value, GENDERED[0]),
    (Reading.Gender.BOYS.value, GENDERED[1]),
)
_OF_VALUES = frozenset(role for _, trio in _TRIOS for role in trio)
TWO_WAYS = (
    "Filen säger kön på två sätt: i en egen kolumn, och med en kolumn för flickor eller pojkar. "
    "Välj ett av dem."
)
TWO_PERIODS = (
    "Filen säger period på två sätt: i en egen kolumn, och i rubrikerna med en kolumn per period. "
    "Välj ett av dem."
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The cells of a row that make a value; gender and period when the columns say them."""

    gender: str | None
    period: Period | None
    column: str
    value: int | None
    numerator: int | None
    denominator: int | None

    def is_empty(self, row: Row) -> bool:
        """Whether it is not filled in: nothing is said then, and nothing is changed."""
        return cell_at(row, self.value) == "" and cell_at(row, self.numerator) == ""


def cell_at(row: Row, place: int | None) -> Cell:
    """What stands at a place; nothing when the row ends before it."""
    return row[place] if place is not None and place < len(row) else ""


def has_values(roles: Collection[str]) -> bool:
    """Whether a choice of columns says where the values are."""
    return any(trio[0] in roles or set(trio[1:]) <= set(roles) for _, trio in _TRIOS)


def says_gender_twice(roles: Collection[str]) -> bool:
    """Whether a choice of columns has both a column of genders and columns of their values."""
    beside = {role for trio in GENDERED for role in trio}
    return Role.GENDER in roles and bool(beside & set(roles))


def is_wide(roles: Mapping[str, str]) -> bool:
    """Whether the values stand in a column per period."""
    return any(is_across(heading) for role, heading in roles.items() if role in _OF_VALUES)


def faults_of(roles: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a choice of columns with a period each, by role."""
    faults: dict[str, str] = {}
    wide = is_wide(roles)
    for role, heading in roles.items():
        if role in _OF_VALUES:
            if wide and not is_across(heading):
                faults[role] = (
                    f"”{heading}” är en enda kolumn. Välj en kolumn per period här också, eller "
                    "ingen."
                )
        elif is_across(heading):
            faults[role] = "Välj en enda kolumn. Flera kolumner kan bara ha värden och antal."
    if wide and Role.PERIOD in roles:
        faults.setdefault(Role.PERIOD, TWO_PERIODS)
    lone = [
        role
        for value, *counts in GENDERED
        for role in counts
        if role in roles and value not in roles and not set(counts) <= set(roles)
    ]
    for role in lone:
        faults.setdefault(role, "Välj också kolumnen med värdet, eller båda kolumnerna med antal.")
    return faults


def slots_of(head: Head, roles: Mapping[str, str], years: str) -> list[Slot]:
    """Where the values stand, in the order of the columns.

    Args:
        years: what a year that stands alone in a heading means; see SheetMapping.Years.

    Raises:
        SheetError: when a column is missing, or two are about the same period.
    """
    for fault in faults_of(roles).values():
        raise SheetError(fault)
    found = []
    for gender, trio in _TRIOS:
        if trio[0] not in roles and trio[1] not in roles:
            continue
        if not is_wide(roles):
            places = [_place(head, roles[role]) if role in roles else None for role in trio]
            found.append((-1, Slot(gender, None, "", *places)))
            continue
        by_period = [_by_period(head, roles[role], years) if role in roles else {} for role in trio]
        for period in [*by_period[0], *(one for one in by_period[1] if one not in by_period[0])]:
            places = [one.get(period) for one in by_period]
            first = places[0] if places[0] is not None else places[1] or 0
            column = f"{letter(first)} ({head.names[first]})"
            found.append((first, Slot(gender, period, column, *places)))
    return [slot for _, slot in sorted(found, key=lambda one: one[0])]


def _place(head: Head, heading: str) -> int:
    place = head.place(heading)
    if place is None:
        raise SheetError(f"Kolumnen ”{heading}” finns inte i filen. Välj kolumnerna på nytt.")
    return place


def _by_period(head: Head, heading: str, years: str) -> dict[Period, int]:
    group = head.group(heading)
    if group is None:
        raise SheetError(f"Filen har ingen kolumn per period ({heading}). Välj kolumnerna på nytt.")
    found: dict[Period, int] = {}
    for place, written in group.columns:
        try:
            period = read_period(written, years)
        except ValueError as error:
            raise SheetError(f"”{written}” går inte att läsa som en period.") from error
        if period in found:
            raise SheetError(
                f"Kolumnerna {letter(found[period])} och {letter(place)} gäller båda "
                f"{period.label}. Ta bort den ena, eller ändra dess rubrik."
            )
        found[period] = place
    return found
