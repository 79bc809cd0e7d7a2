"""A matrix as a spreadsheet: one row a criterion, one column a step of the scale."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineWorkbook

from rodtrad.core.prose import find_personal_identity_numbers

AREA, CRITERION, QUESTION, KEY = "Område", "Kriterium", "Vad ni tittar efter", "Nyckel"
_KNOWN = (AREA, CRITERION, QUESTION, KEY)
_STEP = re.compile(r"Steg (\d+): (.+)")
_LONGEST = {AREA: 120, CRITERION: 160, QUESTION: 1000, KEY: 80}
_LONGEST_LEVEL = 2000
MOST_BYTES = 2 * 1024 * 1024
_MOST_UNPACKED = 30 * 1024 * 1024
MOST_ROWS = 300
# A file with a fault in every row is told of by its first ones.
_MOST_FAULTS = 30


@dataclass(frozen=True)
class Line:
    """A row of the file: a criterion and what each step looks like."""

    area: str
    title: str
    question: str
    key: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a file holds: the steps' labels, the lowest first, and the criteria."""

    steps: tuple[str, ...]
    lines: tuple[Line, ...]


class SheetError(ValueError):
    """The file cannot be brought in.

    Attributes:
        faults: sentences, one for each thing that is wrong, with the row where it is.
    """

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def columns(steps: list[str]) -> list[str]:
    """The headings of the file, for steps with these labels."""
    return [*_KNOWN, *(f"Steg {number}: {label}" for number, label in enumerate(steps, 1))]


def read_sheet(data: bytes, *, needs_texts: bool) -> Sheet:
    """Read a file of the kind that `columns` heads.

    Args:
        needs_texts: whether every step of every criterion has to be described.

    Raises:
        SheetError: with everything that is wrong, row by row; nothing is to be stored then.
    """
    rows = _rows(data)
    if not rows:
        raise SheetError(["Arket är tomt."])
    places, steps = _headings(rows[0])
    lines: list[tuple[int, Line]] = []
    faults: list[str] = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        line = Line(
            area=_cell(row, places.get(AREA)),
            title=_cell(row, places.get(CRITERION)),
            question=_cell(row, places.get(QUESTION)),
            key=_cell(row, places.get(KEY)),
            levels=tuple(_cell(row, place) for place, _ in steps),
        )
        faults.extend(f"Rad {number}: {fault}" for fault in _faults(line, needs_texts, steps))
        lines.append((number, line))
    faults.extend(_repeated(lines))
    if not lines:
        faults.append("Arket har inga kriterier.")
    if len(lines) > MOST_ROWS:
        faults.append(f"Arket har {len(lines)} kriterier. En matris kan ha högst {MOST_ROWS}.")
    if faults:
        more = len(faults) - _MOST_FAULTS
        raise SheetError(faults[:_MOST_FAULTS] + ([f"Och {more} fel till."] if more > 0 else []))
    return Sheet(tuple(label for _, label in steps), tuple(line for _, line in lines))


def _rows(data: bytes) -> list[list[str]]:
    if len(data) > MOST_BYTES:
        raise SheetError(["Filen är för stor. Den får vara högst 2 MB."])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise SheetError(["Filen är för stor när den packas upp."])
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0).to_python()
    except (zipfile.BadZipFile, CalamineError, IndexError, OSError) as error:
        raise SheetError(
            ["Filen går inte att läsa som ett kalkylark. Spara den som .xlsx och försök igen."]
        ) from error
    return [[_written(cell) for cell in row] for row in sheet]


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _headings(row: list[str]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    faults: list[str] = []
    places: dict[str, int] = {}
    found: dict[int, tuple[int, str]] = {}
    for place, name in enumerate(row):
        step = _STEP.fullmatch(name)
        if name in places or (step and int(step[1]) in found):
            faults.append(f"Kolumnen ”{name}” finns två gånger.")
        elif step:
            found[int(step[1])] = (place, step[2].strip())
        elif name in _KNOWN:
            places[name] = place
        elif name:
            faults.append(
                f"Kolumnen ”{name}” känns inte igen. Kolumnerna heter {AREA}, {CRITERION}, "
                f"{QUESTION}, {KEY} och Steg 1: …, Steg 2: … för skalans steg."
            )
    faults.extend(f"Kolumnen {name} saknas." for name in (AREA, CRITERION) if name not in places)
    numbers = sorted(found)
    if len(numbers) < 2:
        faults.append("Skalan behöver minst två steg: kolumnerna Steg 1: … och Steg 2: …")
    elif numbers != list(range(1, len(numbers) + 1)):
        faults.append("Stegen ska vara numrerade 1, 2, 3 … utan luckor.")
    if faults:
        raise SheetError(faults)
    return places, [found[number] for number in numbers]


def _cell(row: list[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _faults(line: Line, needs_texts: bool, steps: list[tuple[int, str]]) -> Iterator[str]:
    for name, text in (
        (AREA, line.area),
        (CRITERION, line.title),
        (QUESTION, line.question),
        (KEY, line.key),
    ):
        if len(text) > _LONGEST[name]:
            yield f"{name} är {len(text)} tecken. Det får vara högst {_LONGEST[name]}."
    if not line.area:
        yield "Området saknas."
    if not line.title:
        yield "Kriteriet saknas."
    if line.key and not re.fullmatch(r"[a-z0-9_-]+", line.key):
        yield f"Nyckeln ”{line.key}” får bara ha små bokstäver a–z, siffror och bindestreck."
    for (_, label), text in zip(steps, line.levels, strict=True):
        if needs_texts and not text:
            yield f"Beskrivningen av ”{label}” saknas."
        if len(text) > _LONGEST_LEVEL:
            yield f"Beskrivningen av ”{label}” är längre än {_LONGEST_LEVEL} tecken."
    written = "\n".join((line.area, line.title, line.question, *line.levels))
    if find_personal_identity_numbers(written):
        yield "Texten ser ut att innehålla ett personnummer."


def _repeated(lines: list[tuple[int, Line]]) -> Iterator[str]:
    titles: dict[tuple[str, str], int] = {}
    keys: dict[str, int] = {}
    for number, line in lines:
        here = (line.area.lower(), line.title.lower())
        if line.title and here in titles:
            yield f"Rad {number}: ”{line.title}” står redan på rad {titles[here]}."
        titles.setdefault(here, number)
        if line.key and line.key in keys:
            yield f"Rad {number}: nyckeln ”{line.key}” står redan på rad {keys[line.key]}."
        keys.setdefault(line.key, number)
