"""Finds a sheet's row of headings, and what its columns are called."""

from collections.abc import Collection
from dataclasses import dataclass

from rodtrad.integrations.spreadsheet.across import Across, across_of, dated
from rodtrad.integrations.spreadsheet.values import Cell, normal, plain
from rodtrad.integrations.spreadsheet.words import known
from rodtrad.integrations.spreadsheet.workbook import Row, Sheet, SheetError

# Headings stand among a file's first rows, below its title and date.
_WITHIN = 40
_SAMPLE = 300
_LONGEST = 190


@dataclass(frozen=True)
class Head:
    """Where the headings stand (row from 0), and what the columns are called, each once."""

    row: int
    names: tuple[str, ...]
    across: tuple[Across, ...] = ()

    @property
    def together(self) -> tuple[str, ...]:
        """What the columns are called when those with a period each are taken as one."""
        taken = {place for group in self.across for place, _ in group.columns}
        alone = [name for n, name in enumerate(self.names) if n not in taken]
        return (*alone, *(group.heading for group in self.across))

    def group(self, heading: str) -> Across | None:
        """The columns with a period each that a choice of columns calls this."""
        wanted = normal(heading)
        return next((one for one in self.across if normal(one.heading) == wanted), None)

    def group_at(self, place: int) -> Across | None:
        """The columns with a period each that a column is one of."""
        return next((one for one in self.across if place in dict(one.columns)), None)

    def knows(self, heading: str) -> bool:
        """Whether there is such a column, or such columns with a period each."""
        return self.place(heading) is not None or self.group(heading) is not None

    def place(self, heading: str) -> int | None:
        """The column under a heading, however it is spaced; None when there is none."""
        wanted = normal(heading)
        return next((n for n, name in enumerate(self.names) if normal(name) == wanted), None)


def head_of(sheet: Sheet, wanted: Collection[str] = ()) -> Head:
    """The row of headings: the one with all that are wanted, else the one most like headings.

    Raises:
        SheetError: when there is none, or its cells are merged.
    """
    needed = {normal(heading) for heading in wanted}
    best, most = -1, 0.0
    for number, row in enumerate(sheet.rows[:_WITHIN]):
        if needed:
            names = {*_names(sheet, number), *(one.heading for one in _across(sheet, number))}
            if needed <= {normal(name) for name in names}:
                best = number
                break
        # A year may stand as a number; two of them are no values.
        periods = _periods(row)
        filled = [cell for cell in row if cell != "" and (isinstance(cell, str) or dated(cell))]
        if len(filled) < 2:
            continue
        score = sum(1.0 for cell in filled if isinstance(cell, str) and known(cell))
        score += 0.9 * len(periods) if len(periods) > 1 else 0.0
        score += 0.01 * len(filled) / (number + 1)
        if score > most:
            best, most = number, score
    if best < 0:
        raise SheetError(
            "Inga rubriker hittades. Skriv en rad med rubriker, till exempel "
            "Enhet, Period och Värde, och värdena på raderna under."
        )
    best += _has_second_row(sheet, best) and not needed
    _refuse_merged(sheet, best)
    if best + 1 >= len(sheet.rows):
        raise SheetError("Under rubrikerna finns inga rader. Fyll i värden och försök igen.")
    return Head(best, _names(sheet, best), _across(sheet, best))


def _names(sheet: Sheet, number: int) -> tuple[str, ...]:
    """What each column is called: one without a heading but with content after its letter."""
    row = _cells(sheet, number)
    width = max(len(one) for one in (row, *sheet.rows[number : number + _SAMPLE]))
    names: list[str] = []
    seen: set[str] = set()
    for place in range(width):
        name = " ".join(plain(row[place]).split())[:_LONGEST] if place < len(row) else ""
        name = name or f"Kolumn {letter(place)}"
        if normal(name) in seen:
            name = f"{name} (kolumn {letter(place)})"
        seen.add(normal(name))
        names.append(name)
    return tuple(names)


def _across(sheet: Sheet, number: int) -> tuple[Across, ...]:
    return across_of(_cells(sheet, number))


def _cells(sheet: Sheet, number: int) -> Row:
    """What stands as headings on a row, with what the row above says of several of them."""
    cells = list(sheet.rows[number])
    for top, left, bottom, right in sheet.merged:
        if left == right and top < number <= bottom and left < len(sheet.rows[top]):
            cells.extend([""] * (left + 1 - len(cells)))
            cells[left] = sheet.rows[top][left]
    if any(dated(cell) for cell in cells if cell != "") or number == 0:
        return cells
    above = sheet.rows[number - 1]
    if len({said for cell in above if cell != "" and (said := dated(cell))}) < 2:
        return cells
    # Years on a row of their own, each over what was measured that year.
    period: Cell = ""
    for place, cell in enumerate(cells):
        if place < len(above) and above[place] != "":
            period = above[place] if dated(above[place]) else ""
        if period != "" and cell != "":
            cells[place] = f"{plain(cell)} {plain(period)}"
    return cells


def _has_second_row(sheet: Sheet, number: int) -> bool:
    """Whether the row below one of years is headings too, and no values."""
    if number + 1 >= len(sheet.rows) or len(_periods(sheet.rows[number])) < 2:
        return False
    below = [cell for cell in sheet.rows[number + 1] if cell != ""]
    return len(below) > 1 and all(isinstance(cell, str) and known(cell) for cell in below)


def _periods(row: Row) -> set[str]:
    return {said[0] for cell in row if cell != "" and (said := dated(cell))}


def letter(place: int) -> str:
    """The letter of a column, as spreadsheet programs show it: 0 is A, 26 is AA."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(65 + rest) + text
    return text


def _refuse_merged(sheet: Sheet, number: int) -> None:
    for top, left, bottom, right in sheet.merged:
        # A cell over the one above as well is read as one heading.
        if top <= number <= bottom and (right > left or bottom > number):
            raise SheetError(
                f"Rubrikcellerna {letter(left)}{top + 1}–{letter(right)}{bottom + 1} är "
                "sammanslagna. Dela dem, så att varje kolumn har en egen rubrik på samma rad."
            )
