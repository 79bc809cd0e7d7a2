"""Read a workbook in a process of its own, so that a bad file can take nothing else with it.

Started by `workbook.py` as `python unpack.py FILE [SHEET]`; knows nothing of Rödtråd. Writes JSON,
one value a line: first what the file holds, then rows. Without a sheet the first rows of each.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

_MEMORY = 1024 * 1024 * 1024
_SECONDS = 60
_MOST_UNPACKED = 200 * 1024 * 1024
# The reader lays out every cell between the first and the last, used or not.
_MOST_CELLS = 5_000_000
_FIRST_ROWS = 40
_CHUNK = 1024 * 1024
# Longer than the longest thing that is looked for, so that none is lost between two chunks.
_OVERLAP = 4096

_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*t="e"[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})</v>"
)
# A program that does not calculate has left the formula without its value.
_UNCALCULATED = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v></v>|<v/>)?</c>'
)
UNCALCULATED = "#OBERÄKNAD!"


class Refused(Exception):
    """The file is not read; the reason is a word that `workbook.py` has a sentence for."""


def main() -> None:
    """Write what the file holds, or why it is not read."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    path, wanted = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None
    try:
        for line in _told(path, wanted):
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except Refused as error:
        sys.stdout.write(json.dumps({"refused": str(error)}) + "\n")
    except PasswordError:
        sys.stdout.write(json.dumps({"refused": "password"}) + "\n")
    except (zipfile.BadZipFile, CalamineError, EOFError, OSError, ValueError, KeyError):
        sys.stdout.write(json.dumps({"refused": "broken"}) + "\n")
    except MemoryError:
        sys.stdout.write(json.dumps({"refused": "large"}) + "\n")


def _told(path: str, wanted: str | None) -> Iterator[Any]:
    with zipfile.ZipFile(path) as packed:
        faults = _look_through(packed)
        places = _places(packed)
    book = CalamineWorkbook.from_path(path)
    names = [
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
    ]
    # A sheet is known by the beginning of its name.
    chosen = names if wanted is None else [one for one in names if one.startswith(wanted)][:1]
    if wanted is not None:
        chosen = [one for one in names if one == wanted] or chosen
    if wanted is not None and not chosen:
        raise Refused("sheet")
    yield {"sheets": names}
    for name in chosen:
        sheet = book.get_sheet_by_name(name)
        merged = sheet.merged_cell_ranges or []
        yield {"sheet": name, "merged": [list(start + end) for start, end in merged[:200]]}
        wrong = faults.get(places.get(name, ""), {})
        for number, cells in enumerate(_rows(sheet, max(wrong, default=-1) + 1)):
            if wanted is None and number >= _FIRST_ROWS:
                break
            for column, text in wrong.get(number, {}).items():
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = text
            yield cells


def _rows(sheet: CalamineSheet, at_least: int) -> Iterator[list[Any]]:
    """Every row from the first, and from the first column; empty ones at the end where asked."""
    left = sheet.start[1] if sheet.start else 0
    number = 0
    for row in sheet.iter_rows():
        number += 1
        yield [""] * left + [_written(cell) for cell in row]
    for _ in range(number, at_least):
        yield []


def _written(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()


def _look_through(packed: zipfile.ZipFile) -> dict[str, dict[int, dict[int, str]]]:
    """Unpack everything once: how large it really is, how far the cells reach, what is wrong.

    The sizes that the file tells of itself are not trusted. Errors by sheet's file, row and column.
    """
    size = 0
    found: dict[str, dict[int, dict[int, str]]] = {}
    for info in packed.infolist():
        if info.flag_bits & 1:
            raise Refused("password")
        is_sheet = info.filename.startswith("xl/worksheets/")
        # Read to the end whatever length is written in the file.
        info.file_size = _MOST_UNPACKED + 1
        with packed.open(info) as member:
            reach = _Reach()
            for chunk in _chunks(member):
                size += len(chunk)
                if size > _MOST_UNPACKED:
                    raise Refused("large")
                if info.filename == "META-INF/manifest.xml" and b"encryption-data" in chunk:
                    raise Refused("password")
                if is_sheet:
                    reach.see(chunk, found.setdefault(info.filename, {}))
    return found


def _chunks(member: IO[bytes]) -> Iterator[bytes]:
    while chunk := member.read(_CHUNK):
        yield chunk


class _Reach:
    """How far a sheet's cells reach, seen a piece at a time."""

    def __init__(self) -> None:
        self._tail = b""
        self._row = self._column = 0

    def see(self, chunk: bytes, faults: dict[int, dict[int, str]]) -> None:
        """Look at one piece of the sheet.

        Raises:
            Refused: when the cells lie so far apart that the sheet cannot be laid out.
        """
        text = self._tail + chunk
        for letters, number in _CELL.findall(text):
            self._row = max(self._row, int(number))
            self._column = max(self._column, _column(letters) + 1)
        if self._row * self._column > _MOST_CELLS:
            raise Refused("large")
        if b't="e"' in text:
            for letters, number, error in _ERROR.findall(text):
                faults.setdefault(int(number) - 1, {})[_column(letters)] = error.decode()
        if b"<f" in text:
            for letters, number in _UNCALCULATED.findall(text):
                faults.setdefault(int(number) - 1, {})[_column(letters)] = UNCALCULATED
        self._tail = text[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


_SHEET = re.compile(r'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship [^>]*>")


def _places(packed: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet in an XLSX; nothing for other workbooks."""
    if "xl/_rels/workbook.xml.rels" not in packed.namelist():
        return {}
    # Their sizes were found small enough when everything was looked through.
    book = packed.read("xl/workbook.xml").decode(errors="replace")
    relations = packed.read("xl/_rels/workbook.xml.rels").decode(errors="replace")
    targets = {}
    for relation in _RELATION.findall(relations):
        parts = dict(re.findall(r'([A-Za-z]+)="([^"]*)"', relation))
        target = parts.get("Target", "").removeprefix("/xl/")
        targets[parts.get("Id", "")] = f"xl/{target}"
    return {_plain(name): targets.get(key, "") for name, key in _SHEET.findall(book)}


def _plain(text: str) -> str:
    for sign, entity in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&apos;")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


if __name__ == "__main__":
    main()
