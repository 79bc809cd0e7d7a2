"""Finds a sheet's row of headings and guesses what stands under each."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rodtrad.integrations.models import MappedColumn
from rodtrad.integrations.spreadsheet.values import (
    Cell,
    normal,
    plain,
    read_count,
    read_gender,
    read_period,
    read_value,
)
from rodtrad.integrations.spreadsheet.workbook import Row, Sheet, SheetError

Role = MappedColumn.Role

# Headings stand among a file's first rows, below its title and date.
_WITHIN = 40
_SAMPLE = 300
_LONGEST = 190
# A word of the role's own, or cells that cannot be mistaken.
_ENOUGH = 1.5
_WORDS: dict[str, tuple[str, ...]] = {
    Role.UNIT: (
        *("skolenhetskod", "enhetskod", "skolenhets kod", "skolkod", "kod", "enhetens kod"),
        *("skolenhet", "enhet", "skola", "förskola", "enhetsnamn", "skolans namn", "namn", "unit"),
        *("verksamhet", "skolnamn", "enhetens namn", "school"),
    ),
    Role.PERIOD: (
        *("period", "läsår", "termin", "år", "mätperiod", "avser", "kalenderår", "datum"),
        *("mätår", "läsår/termin", "year", "mätdatum"),
    ),
    Role.GENDER: ("kön", "gender", "flickor/pojkar", "kön (k/m/t)", "sex"),
    Role.INDICATOR: (
        *("indikator", "nyckeltal", "mått", "indikatorkod", "nyckeltals-id", "kpi", "variabel"),
        *("fråga", "indicator"),
    ),
    Role.NUMERATOR: (
        *("antal som uppfyller", "täljare", "antal som når", "antal ja", "antal godkända"),
        *("numerator", "antal behöriga", "uppfyller"),
    ),
    Role.DENOMINATOR: (
        *("antal totalt", "nämnare", "antal elever", "antal barn", "antal svar", "antal svarande"),
        *("n", "denominator", "totalt antal", "antal", "underlag", "elever", "svarande"),
    ),
    Role.VALUE: (
        *("värde", "andel", "resultat", "medelvärde", "utfall", "procent", "value", "poäng"),
        *("tal", "index", "snitt", "medel", "genomsnitt"),
    ),
    Role.GIRLS: ("flickor", "andel flickor", "värde flickor", "flickor (%)", "kvinnor", "tjejer"),
    Role.BOYS: ("pojkar", "andel pojkar", "värde pojkar", "pojkar (%)", "män", "killar"),
}
# The value about all, beside one about girls and one about boys.
_ABOUT_ALL = frozenset({"totalt", "total", "alla", "samtliga", "alla elever", "samtliga elever"})
_ALIASES = {
    role: {normal(word): place for place, word in enumerate(words)}
    for role, words in _WORDS.items()
}
# In this order: what is hardest to take for something else comes first.
_ORDER = (
    *(Role.UNIT, Role.PERIOD, Role.GENDER, Role.NUMERATOR, Role.DENOMINATOR),
    *(Role.VALUE, Role.GIRLS, Role.BOYS, Role.INDICATOR),
)


@dataclass(frozen=True)
class Head:
    """Where the headings stand (row from 0), and what the columns are called, each once."""

    row: int
    names: tuple[str, ...]

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
        names = _names(sheet, number)
        if needed and needed <= {normal(name) for name in names}:
            best = number
            break
        filled = [cell for cell in row if isinstance(cell, str) and cell]
        if len(filled) < 2:
            continue
        known = sum(1.0 for cell in filled if _known(cell)) + 0.01 * len(filled) / (number + 1)
        if known > most:
            best, most = number, known
    if best < 0:
        raise SheetError(
            "Inga rubriker hittades. Skriv en rad med rubriker, till exempel "
            "Enhet, Period och Värde, och värdena på raderna under."
        )
    _refuse_merged(sheet, best)
    if best + 1 >= len(sheet.rows):
        raise SheetError("Under rubrikerna finns inga rader. Fyll i värden och försök igen.")
    return Head(best, _names(sheet, best))


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
        Role.INDICATOR: lambda cell: _require(isinstance(cell, str)),
    }
    found: dict[str, str] = {}
    taken: set[int] = set()
    for role in _ORDER:
        scored = [
            (_score(role, name, [row[n] for row in sample if n < len(row)], tests[role]), -n)
            for n, name in enumerate(head.names)
            if n not in taken
        ]
        if not scored:
            break
        score, place = max(scored)
        if score >= _ENOUGH:
            found[role] = head.names[-place]
            taken.add(-place)
    if Role.VALUE not in found and {Role.GIRLS, Role.BOYS} & set(found):
        about_all = next((name for name in head.names if normal(name) in _ABOUT_ALL), None)
        if about_all is not None:
            found[Role.VALUE] = about_all
    return found


def _score(role: str, name: str, cells: list[Cell], test: Callable[[Cell], object]) -> float:
    """How likely it is that a column has a role, by its heading and by what stands under it."""
    filled = [cell for cell in cells if cell != ""]
    fits = sum(_holds(test, cell) for cell in filled) / len(filled) if filled else 0.0
    word = _likeness(role, name)
    # A source may have its own names of all our units.
    by_word = role == Role.UNIT and word >= _ENOUGH
    if filled and fits < 0.3 and not by_word:
        return 0.0
    # "Antal flickor" is how many they are, and no value of theirs.
    if role in (Role.GIRLS, Role.BOYS) and word < _ENOUGH:
        return 0.0
    # Units, periods and genders are known by their content alone; a number may be anything.
    by_content = {Role.UNIT: 0.8, Role.PERIOD: 0.9, Role.GENDER: 0.9}.get(Role(role), 2.0)
    return word + (2 * fits + 0.2 if fits >= by_content else fits)


def _likeness(role: str, name: str) -> float:
    """2 for one of the role's own words, less the more general it is; 1 for a part of one."""
    plain_name = normal(re.sub(r"\([^)]*\)|[:%]", " ", name))
    aliases = _ALIASES[role]
    for candidate in (normal(name), plain_name):
        if candidate in aliases:
            return 2.0 - 0.02 * aliases[candidate]
    words = set(re.findall(r"\w+", plain_name))
    return 1.0 if any(len(word) > 2 and word in words for word in aliases) else 0.0


def _known(text: str) -> bool:
    return any(_likeness(role, text) >= 1.5 for role in _ORDER)


def _holds(test: Callable[[Cell], object], cell: Cell) -> bool:
    try:
        test(cell)
    except ValueError:
        return False
    return True


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError


def _names(sheet: Sheet, number: int) -> tuple[str, ...]:
    """What each column is called: one without a heading but with content after its letter."""
    row = sheet.rows[number]
    width = max(len(one) for one in sheet.rows[number : number + _SAMPLE])
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
        if top <= number <= bottom and (right > left or bottom > top):
            raise SheetError(
                f"Rubrikcellerna {letter(left)}{top + 1}–{letter(right)}{bottom + 1} är "
                "sammanslagna. Dela dem, så att varje kolumn har en egen rubrik på samma rad."
            )
