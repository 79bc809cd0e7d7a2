"""Reads a file of values, whatever program wrote it: XLSX, ODS or CSV.

Workbooks are read by `unpack.py` in a process of its own with limits on memory and time. What is
given back is plain: text as it stands, numbers as numbers, dates as "2026-02-15".
"""

import codecs
import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Cell = str | int | float
Row = list[Cell]

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 100_000
MOST_COLUMNS = 200
_LONGEST_CELL = 1000
_UNPACK = Path(__file__).with_name("unpack.py")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "Spara den som Excel-arbetsbok (.xlsx) och försök igen."
_SENTENCES = {
    "password": "Filen är skyddad med lösenord. Ta bort lösenordet, spara den och försök igen.",
    "broken": "Filen är avklippt eller trasig. Hämta eller spara den på nytt och försök igen.",
    "large": "Filen är för stor när den packas upp. Dela den i flera, "
    "eller ta bort blad och celler som inte behövs.",
    "sheet": "Bladet finns inte i filen.",
    "type": f"Filen är inget kalkylark. {_SAVE_AS} ODS och CSV går också bra.",
    "old": f"Filen är sparad i ett äldre format. {_SAVE_AS}",
    "empty": "Filen är tom. Välj en fil med rubriker på första raden och värden under dem.",
    "bytes": f"Filen är för stor. Den får vara högst {MOST_BYTES // 1024 // 1024} MB.",
    "rows": "Bladet har fler än 100\u202f000 rader. Dela det i flera filer.",
    "columns": f"Bladet har fler än {MOST_COLUMNS} kolumner. Ta bort dem som inte behövs.",
}


# How much of a sheet's name it is known by.
LONGEST_NAME = 100


class SheetError(ValueError):
    """The file cannot be used; the text says why and how to mend it."""


@dataclass(slots=True)
class Sheet:
    """A sheet: its rows from the first, and which cells are one (row, column, row, column)."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell != "" for row in self.rows for cell in row)


def peek(data: bytes) -> list[Sheet]:
    """The sheets that hold something, each with its first rows only.

    Raises:
        SheetError: when it is no spreadsheet, or one that cannot be read.
    """
    if _kind(data) == "csv":
        return [_csv_sheet(data)]
    found = [sheet for sheet in _unpacked(data) if not sheet.is_empty]
    if not found:
        raise _error("empty")
    return found


def read(data: bytes, sheet: str = "") -> Sheet:
    """One whole sheet, the only one with content when none is named.

    Raises:
        SheetError: when it cannot be read, or there are several to choose among.
    """
    if _kind(data) == "csv":
        return _csv_sheet(data)
    if not sheet:
        found = peek(data)
        if len(found) > 1:
            names = ", ".join(f"”{one.name}”" for one in found)
            raise SheetError(f"Filen har flera blad: {names}. Välj vilket som ska läsas in.")
        sheet = found[0].name
    whole = next(_unpacked(data, sheet))
    if whole.is_empty:
        raise SheetError(f"Bladet ”{sheet}” är tomt. Välj ett annat blad.")
    return whole


def _error(reason: str) -> SheetError:
    return SheetError(_SENTENCES.get(reason, _SENTENCES["broken"]))


def _kind(data: bytes) -> str:
    """What sort of file it is, by its content: its name may say anything.

    Raises:
        SheetError: when it is none that is read.
    """
    if len(data) > MOST_BYTES:
        raise _error("bytes")
    if not data.strip():
        raise _error("empty")
    if data.startswith(_OLD_OFFICE):
        raise _error("password" if _ENCRYPTED in data else "old")
    if data.startswith(b"PK"):
        # The names of its parts stand in plain text, also in a file that is cut off.
        if b"xl/workbook.bin" in data:
            raise _error("old")
        known = (b"xl/workbook.xml", b"xl/worksheets/", b"opendocument.spreadsheet")
        if any(name in data for name in known):
            return "workbook"
        raise _error("type")
    start = data[:1024].lstrip(codecs.BOM_UTF8).lstrip().lower()
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if start.startswith((b"<", b"%pdf", b"{", b"[")) or (b"\0" in data and not is_utf16):
        raise _error("type")
    return "csv"


def _unpacked(data: bytes, sheet: str | None = None) -> Iterator[Sheet]:
    # The reader goes by the ending.
    ending = ".ods" if b"opendocument.spreadsheet" in data else ".xlsx"
    with tempfile.NamedTemporaryFile(prefix="rodtrad-", suffix=ending) as file:
        file.write(data)
        file.flush()
        words = [sys.executable, str(_UNPACK), file.name, *([sheet] if sheet is not None else [])]
        with subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        ) as process:
            try:
                yield from _sheets(process)
            finally:
                process.kill()


def _sheets(process: subprocess.Popen[str]) -> Iterator[Sheet]:
    lines = process.stdout or ()
    told = False
    found: Sheet | None = None
    for line in lines:
        said: Any = json.loads(line)
        if isinstance(said, list):
            if found is not None:
                found.rows.append(_row(said, len(found.rows)))
            continue
        if "refused" in said:
            raise _error(said["refused"])
        told = True
        if "sheet" in said:
            if found is not None:
                yield _trimmed(found)
            found = Sheet(said["sheet"][:LONGEST_NAME], [], [tuple(one) for one in said["merged"]])
    if process.wait() != 0 or not told:
        # Stopped by its limits, or by a fault in the reader.
        raise _error("large" if process.returncode < 0 else "broken")
    if found is not None:
        yield _trimmed(found)


def _row(cells: list[Any], number: int) -> Row:
    while cells and cells[-1] == "":
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise _error("columns")
    if number >= MOST_ROWS:
        raise _error("rows")
    # The same word in thousands of rows is kept once.
    return [sys.intern(one[:_LONGEST_CELL]) if isinstance(one, str) else one for one in cells]


def _trimmed(sheet: Sheet) -> Sheet:
    while sheet.rows and not sheet.rows[-1]:
        sheet.rows.pop()
    return sheet


def _csv_sheet(data: bytes) -> Sheet:
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = _delimiter(text)
    sheet = Sheet("", [])
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            sheet.rows.append(_row([cell.strip() for cell in cells], len(sheet.rows)))
    except csv.Error as error:
        raise _error("broken") from error
    if _trimmed(sheet).is_empty:
        raise _error("empty")
    return sheet


def _decoded(data: bytes) -> str:
    """UTF-8, with or without mark, UTF-16 with mark, else what Excel in Swedish has written."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        # No database of ours keeps the sign NUL in a text.
        return data.decode("utf-16", errors="replace").replace("\0", "")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that parts the lines in as many pieces, all the way down."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    best, most = ";", 0.0
    for sign in ";\t|,":
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count) if counts else 1
        alike = counts.count(usual) / len(counts) if usual > 1 else 0.0
        # A comma is also in numbers and in names: the others are more likely when as even.
        if alike > most + 1e-9:
            best, most = sign, alike
    return best
