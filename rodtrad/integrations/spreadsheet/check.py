"""Goes through a sheet row by row: what each would do, or what is wrong and how to mend it."""

from collections.abc import Iterable, Mapping, Sequence

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_number
from rodtrad.core.prose import find_personal_identity_numbers
from rodtrad.indicators.foreseen import foresee
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.spreadsheet.columns import Head, head_of
from rodtrad.integrations.spreadsheet.lines import WRONG, Checked, Line
from rodtrad.integrations.spreadsheet.reader import Reader
from rodtrad.integrations.spreadsheet.slots import (
    TWO_WAYS,
    Slot,
    has_values,
    is_wide,
    says_gender_twice,
    slots_of,
)
from rodtrad.integrations.spreadsheet.values import normal, plain
from rodtrad.integrations.spreadsheet.workbook import Row, Sheet, SheetError

Role = MappedColumn.Role
# What fits in memory, rows and columns together.
MOST_CELLS = 500_000
# Whom a row is about.
_ABOUT = (Role.UNIT, Role.PERIOD, Role.INDICATOR, Role.GENDER)


def check_sheet(
    sheet: Sheet, *, mapping: SheetMapping, period: str = "", by: User | None
) -> Checked:
    """What would become of every row; the number of queries does not grow with the rows.

    Args:
        period: what the whole file is about, where neither a column nor the headings say it.

    Raises:
        SheetError: when the sheet as a whole cannot be understood.
    """
    roles = mapping.roles()
    head = head_of(sheet, list(roles.values()))
    for heading in roles.values():
        if not head.knows(heading):
            raise SheetError(f"Kolumnen ”{heading}” finns inte i filen. Välj kolumnerna på nytt.")
    _refuse_half_a_choice(roles, mapping, period)
    slots = slots_of(head, roles, mapping.years)
    refuse_identity_numbers(sheet)
    _refuse_too_many(sheet.rows[head.row + 1 :], slots)
    places = {role.value: head.place(roles[role]) or 0 for role in _ABOUT if role in roles}
    reader = Reader(mapping, places, slots, period="" if is_wide(roles) else period, by=by)
    lines = [
        line
        for number, row in enumerate(sheet.rows[head.row + 1 :], head.row + 2)
        if any(cell != "" for cell in row)
        for line in reader.lines(number, row)
    ]
    if not lines:
        raise SheetError("Under rubrikerna finns inga rader. Fyll i värden och försök igen.")
    judge(lines, source=mapping.source)
    return Checked(head, lines, dict(reader.unknown), reader.used)


def judge(lines: Iterable[Line], *, source: str) -> None:
    """Say of every line that can be read what would become of it as things stand. Four queries."""
    readable = [line for line in lines if line.reading is not None and line.fate != WRONG]
    foreseen = foresee([line.reading for line in readable if line.reading], source=source)
    for line, fate in zip(readable, foreseen, strict=True):
        line.fate, line.before = fate.fate, fate


def _refuse_half_a_choice(roles: Mapping[str, str], mapping: SheetMapping, period: str) -> None:
    if Role.UNIT not in roles:
        raise SheetError("Ingen kolumn säger vilken enhet raderna gäller. Välj den.")
    if not has_values(roles):
        raise SheetError("Ingen kolumn har värden. Välj den, eller kolumnerna med antal.")
    if says_gender_twice(roles):
        raise SheetError(TWO_WAYS)
    if Role.INDICATOR not in roles and mapping.indicator is None:
        raise SheetError("Välj vilken indikator värdena gäller.")
    if Role.PERIOD not in roles and not period and not is_wide(roles):
        raise SheetError("Skriv vilken period värdena gäller, till exempel 2025/26.")


def _refuse_too_many(rows: Sequence[Row], slots: Sequence[Slot]) -> None:
    if len(slots) * len(rows) <= MOST_CELLS:
        return
    filled = sum(not all(slot.is_empty(row) for slot in slots) for row in rows)
    if filled * len(slots) > MOST_CELLS:
        raise SheetError(
            f"Bladet har fler än {format_number(MOST_CELLS)} celler med värden. Dela det i flera "
            "filer."
        )


class PersonalDataError(SheetError):
    """The file holds what may not stand here at all."""


def refuse_identity_numbers(sheet: Sheet) -> None:
    """Stop a sheet with what looks like a personal identity number in any cell.

    Raises:
        PersonalDataError: saying on which row, not what stands there.
    """
    # From the top of the sheet: a heading can hold one too.
    for number, row in enumerate(sheet.rows, 1):
        # Only what is long enough is looked at closer.
        for cell in row:
            text = plain(cell)
            if len(text) >= 10 and find_personal_identity_numbers(text):
                raise PersonalDataError(
                    f"På rad {number} står något som ser ut som ett personnummer. Här får inga "
                    "uppgifter stå som pekar ut en person. Ta bort kolumnen och försök igen."
                )


def same_headings(mapping: SheetMapping, head: Head) -> bool:
    """Whether a file has exactly the headings that a mapping was made for, in any order.

    Where the mapping takes a column per period as one, there may be more of them than last year.
    """
    headings = {normal(one.heading) for one in mapping.columns.all()}
    return any(
        headings == {normal(name) for name in names} for names in (head.names, head.together)
    )
