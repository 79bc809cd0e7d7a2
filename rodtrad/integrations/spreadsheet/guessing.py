"""Guesses what stands in a sheet's columns, by their words and by what stands under them."""

from collections.abc import Callable, Mapping, Sequence

from rodtrad.integrations.spreadsheet.across import Across
from rodtrad.integrations.spreadsheet.columns import Head
from rodtrad.integrations.spreadsheet.values import (
    Cell,
    normal,
    plain,
    read_count,
    read_gender,
    read_period,
    read_value,
)
from rodtrad.integrations.spreadsheet.words import (
    ABOUT_ALL,
    BY_WORD,
    ENOUGH,
    GENDERED,
    OF_VALUES,
    ORDER,
    Role,
    likeness,
)
from rodtrad.integrations.spreadsheet.workbook import Row

_SAMPLE = 300


def guess(
    head: Head, rows: Sequence[Row], *, is_unit: Callable[[str], bool], decimal: str
) -> dict[str, str]:
    """The heading of each role that can be guessed, by its words and by what stands under it.

    Args:
        rows: the rows under the headings.
        is_unit: whether a text is the code or the name of one of our units.
    """
    sample = rows[:_SAMPLE]
    tests: dict[str, Callable[[Cell], object]] = {
        Role.UNIT: lambda cell: _require(is_unit(plain(cell))),
        Role.PERIOD: lambda cell: read_period(plain(cell)),
        Role.GENDER: lambda cell: read_gender(plain(cell)),
        Role.NUMERATOR: lambda cell: read_count(cell, decimal=decimal),
        Role.DENOMINATOR: lambda cell: read_count(cell, decimal=decimal),
        **dict.fromkeys(
            (Role.VALUE, Role.GIRLS, Role.BOYS), lambda cell: read_value(cell, decimal=decimal)
        ),
        **dict.fromkeys(
            (one for trio in GENDERED for one in trio[1:]),
            lambda cell: read_count(cell, decimal=decimal),
        ),
        Role.INDICATOR: lambda cell: _require(isinstance(cell, str)),
    }
    found: dict[str, str] = {}
    taken: set[int] = set()
    for role in ORDER:
        scored = [
            (_score(role, name, [row[n] for row in sample if n < len(row)], tests[role]), -n)
            for n, name in enumerate(head.names)
            if n not in taken
        ]
        if not scored:
            break
        score, place = max(scored)
        if score >= ENOUGH:
            found[role] = head.names[-place]
            taken.add(-place)
    across = _guess_across(head, sample, tests)
    many = any(len(one.columns) > 1 for one in across.values())
    if across and (Role.PERIOD not in found or many):
        # The headings say the period: what else was found of values is about no certain one.
        about = (Role.UNIT, Role.GENDER, Role.INDICATOR)
        taken_names = {head.names[n] for one in across.values() for n, _ in one.columns}
        found = {
            role: name for role, name in found.items() if role in about and name not in taken_names
        }
        return found | {role: one.heading for role, one in across.items()}
    if Role.VALUE not in found and {Role.GIRLS, Role.BOYS} & set(found):
        about_all = next((name for name in head.names if normal(name) in ABOUT_ALL), None)
        if about_all is not None:
            found[Role.VALUE] = about_all
    return _without_lone_counts(found)


def _guess_across(
    head: Head, rows: Sequence[Row], tests: Mapping[str, Callable[[Cell], object]]
) -> dict[str, Across]:
    """What the columns with a period each hold, those of the value first; nothing when unsure."""
    groups = [
        one
        for one in head.across
        if (len(one.columns) > 1 or not one.rest) and _are_values(one, rows, tests[Role.VALUE])
    ]
    if not groups:
        return {}
    found: dict[str, Across] = {}
    for role in (Role.VALUE, *(one for one in ORDER if one in OF_VALUES)):
        if not groups:
            break
        scored = [(_rest_likeness(role, one.rest), len(one.columns), one) for one in groups]
        score, _, best = max(scored, key=lambda one: one[:2])
        if score >= ENOUGH and role not in found:
            found[role] = best
            groups.remove(best)
    if Role.VALUE not in found and not {Role.NUMERATOR, Role.GIRLS, Role.BOYS} & set(found):
        # "Antal 2022", "Antal 2023" and no more: the number is the value.
        value = found.pop(Role.DENOMINATOR, None) or (groups[0] if groups else None)
        if value is None:
            return {}
        found[Role.VALUE] = value
    main = found.get(Role.VALUE) or next(iter(found.values()))
    # A count of one year among several is asked about.
    same = {
        role: one
        for role, one in found.items()
        if one is main or [said for _, said in one.columns] == [said for _, said in main.columns]
    }
    names = _without_lone_counts({role: one.heading for role, one in same.items()})
    return {role: same[role] for role in names} if names else {}


def _are_values(group: Across, rows: Sequence[Row], test: Callable[[Cell], object]) -> bool:
    cells = [
        row[place]
        for row in rows
        for place, _ in group.columns
        if place < len(row) and row[place] != ""
    ]
    return not cells or sum(_holds(test, cell) for cell in cells) >= 0.3 * len(cells)


def _rest_likeness(role: str, rest: str) -> float:
    if not rest or rest in ABOUT_ALL:
        return 2.5 if role == Role.VALUE else 0.0
    return likeness(role, rest)


def _without_lone_counts(found: dict[str, str]) -> dict[str, str]:
    """A number of girls or boys is of use only beside their value, or beside how many of them."""
    lone: set[str] = set()
    for value, numerator, denominator in GENDERED:
        if value not in found and not {numerator, denominator} <= set(found):
            lone |= {numerator, denominator}
    return {role: heading for role, heading in found.items() if role not in lone}


def _score(role: str, name: str, cells: list[Cell], test: Callable[[Cell], object]) -> float:
    """How likely it is that a column has a role, by its heading and by what stands under it."""
    filled = [cell for cell in cells if cell != ""]
    fits = sum(_holds(test, cell) for cell in filled) / len(filled) if filled else 0.0
    word = likeness(role, name)
    # A source may have its own names of all our units.
    by_word = role == Role.UNIT and word >= ENOUGH
    if filled and fits < 0.3 and not by_word:
        return 0.0
    if role in BY_WORD and word < ENOUGH:
        return 0.0
    # Units, periods and genders are known by their content alone; a number may be anything.
    by_content = {Role.UNIT: 0.8, Role.PERIOD: 0.9, Role.GENDER: 0.9}.get(Role(role), 2.0)
    return word + (2 * fits + 0.2 if fits >= by_content else fits)


def _holds(test: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        test(cell)
    except ValueError:
        return False
    return True


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError
