"""Reads Skolverket's official files about grade 9 per school unit: results, eligibility, SALSA.

The file is read as it is downloaded: UTF-8 with a byte order mark, semicolons, a preamble that
names the report and the school year, one line of headings, one line per school unit, an empty
line and footnotes. Older years leave out the semicolons that pad the preamble and end each line
with one instead; both are read. What the marks mean is said in the file's own footnotes:

* `..` withheld: the figure rests on fewer than ten pupils (or, where girls and boys are apart,
  the other gender's figure would give this one away);
* `.` not applicable: there is nothing to measure;
* `~100` approximate: one to four pupils short of all. The number itself is not published.

None of these is 0 or 100, and none of them gets a number here. "Antal elever" is a value like the
others: it is withheld by the same rule, and it is what the shares must be weighed by.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rodtrad.core.numbers import parse_decimal
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.integrations.skolverket.columns import (
    DESCRIPTIVE,
    GENDER_HEADING,
    PUPILS,
    Column,
    Gender,
    gender_of,
    known_column,
    normalised,
    salsa_column,
)
from rodtrad.integrations.skolverket.reports import Report, known_report

Status = Literal["number", "approximate", "withheld", "not_applicable", "missing"]

_SKOLVERKET = "statistik från skolverket"
# A line of a table has more cells than this; one of the preamble has not.
_FEW_CELLS = 3
_CHOSEN_YEAR = "valt läsår:"
_MARKS: dict[str, Status] = {"..": "withheld", ".": "not_applicable", "": "missing"}
_APPROXIMATE = "~100"
# The file writes decimal comma. "83.8" means that something has rewritten it, and then "1.234"
# could be either of two numbers.
_NUMBER = re.compile("-?[0-9]{1,3}(?:[ \u00a0\u202f]?[0-9]{3})*(?:,[0-9]+)?")
_DOWNLOAD_AGAIN = "Hämta filen på nytt från Skolverket och läs in den utan att spara om den."


class SlutbetygError(ValueError):
    """The file cannot be read. `line` is counted from 1, or None for the file as a whole."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(f"Rad {line}: {reason}" if line else reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: what it is, its number when there is one, and the text in the file."""

    status: Status
    value: Decimal | None
    original: str


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school unit. `values` has a cell for every column, `pupils` among them."""

    line: int
    name: str
    code: str
    municipality: str
    municipality_code: str
    provider_type: str
    provider: str
    provider_org: str
    values: dict[str, Cell]
    # In a report with a line for each gender: whom the line is about.
    gender: Gender = "all"

    @property
    def pupils(self) -> Cell:
        """Number of pupils who left grade 9."""
        return self.values["pupils"]


@dataclass(frozen=True, slots=True)
class SlutbetygFile:
    """What the file says. `rows` holds every school unit once.

    Skolverket's export sometimes prints a line twice. The later copies stand in `repeated`; they
    are counted as read but there is nothing more to store.
    """

    title: str
    report: Report
    school_year: SchoolYear
    columns: tuple[Column, ...]
    rows: tuple[SchoolRow, ...]
    repeated: tuple[SchoolRow, ...]
    footnotes: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """Count the lines read and, of their values, each status: an account of the whole file."""
        read = self.rows + self.repeated
        found = Counter(cell.status for row in read for cell in row.values.values())
        return {
            "rows": len(read),
            "numbers": found["number"],
            "approximate": found["approximate"],
            "withheld": found["withheld"],
            "not_applicable": found["not_applicable"],
        }


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    cells: list[str]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


def parse(data: bytes) -> SlutbetygFile:
    """Read the whole file or raise SlutbetygError, with a Swedish sentence and the line."""
    lines = _lines(_text(data))
    try:
        return _file(lines)
    except SlutbetygError as error:
        # Whatever looks wrong in a last line without its line break, the cause is the cut.
        if error.line == lines[-1].number and not data.endswith((b"\n", b"\r")):
            raise SlutbetygError(f"Filen är avklippt här. {_DOWNLOAD_AGAIN}", error.line) from None
        raise


def _text(data: bytes) -> str:
    if not data.strip():
        raise SlutbetygError("Filen är tom.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise SlutbetygError("Det här är ett Excelark. Hämta filen som CSV från Skolverket.")
    # Not "utf-8-sig": it counts an error's place from after the mark.
    content = data.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        if error.reason == "unexpected end of data":
            raise SlutbetygError(f"Filen är avklippt här. {_DOWNLOAD_AGAIN}", line) from None
        raise SlutbetygError(
            f"Filen har en annan teckenkodning än Skolverkets (UTF-8). {_DOWNLOAD_AGAIN}", line
        ) from None


def _lines(text: str) -> list[_Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    lines = []
    number = 1
    try:
        for cells in reader:
            lines.append(_Line(number, [cell.strip() for cell in cells]))
            number = reader.line_num + 1
    except csv.Error:
        raise SlutbetygError(
            f"Raden går inte att dela upp i kolumner. {_DOWNLOAD_AGAIN}", number
        ) from None
    if all(line.is_blank for line in lines):
        raise SlutbetygError("Filen är tom.")
    return lines


def _file(lines: list[_Line]) -> SlutbetygFile:
    at = _heading_position(lines)
    preamble, heading = lines[:at], lines[at]
    title, report = _title(preamble, heading)
    school_year = _school_year(preamble, heading.number)
    places = _places(heading)
    columns = _columns(heading, preamble[-1] if preamble else None, report)

    rows: dict[tuple[str, str], SchoolRow] = {}
    repeated = []
    end = at + 1
    while end < len(lines) and not lines[end].is_blank:
        row = _row(lines[end], heading, places, columns)
        first = rows.setdefault((row.code, row.gender), row)
        if first is not row:
            _check_repetition(first, row)
            repeated.append(row)
        end += 1
    footnotes = _footnotes(lines, end, padded=len(preamble[0].cells) > 1)
    if not rows:
        raise SlutbetygError("Det står inga skolenheter under rubrikraden.", heading.number)
    return SlutbetygFile(
        title, report, school_year, columns, tuple(rows.values()), tuple(repeated), footnotes
    )


def _heading_position(lines: list[_Line]) -> int:
    for position, line in enumerate(lines):
        first = normalised(line.cells[0]) if line.cells else ""
        if first == DESCRIPTIVE["name"]:
            return position
        if first == "kommun" and len(line.cells) > 1:
            raise SlutbetygError(
                "Filen gäller hela kommuner. Hämta filen som redovisar varje skolenhet.",
                line.number,
            )
    titled = next((n for n, line in enumerate(lines) if _names_report(line)), None)
    if titled is None:
        raise _not_such_a_file(lines)
    if any(sum(map(bool, line.cells)) > _FEW_CELLS for line in lines[titled + 1 :]):
        raise SlutbetygError(
            "Filen redovisar inte varje skolenhet. Hämta den rapport som gör det.",
            lines[titled].number,
        )
    raise SlutbetygError(f"Filen är avklippt före rubrikraden. {_DOWNLOAD_AGAIN}", lines[-1].number)


def _names_report(line: _Line) -> bool:
    return bool(line.cells) and known_report(normalised(line.cells[0])) is not None


def _not_such_a_file(lines: list[_Line]) -> SlutbetygError:
    texts = [(line.cells[0], line.number) for line in lines if line.cells and line.cells[0]]
    if len(texts) > 1 and normalised(texts[0][0]).startswith(_SKOLVERKET):
        title, number = texts[1]
        return SlutbetygError(
            f"Det här är Skolverkets fil ”{title[:120]}”. Den läses inte in här, utan bara "
            "slutbetyg, behörighet och SALSA för årskurs 9 per skolenhet. Andra filer läses in "
            "som kalkylark.",
            number,
        )
    return SlutbetygError(
        "Det här är inte Skolverkets fil med slutbetyg, behörighet eller SALSA för årskurs 9 per "
        "skolenhet.",
        lines[0].number,
    )


def _title(preamble: list[_Line], heading: _Line) -> tuple[str, Report]:
    for line in preamble:
        text = line.cells[0] if line.cells else ""
        if report := known_report(normalised(text)):
            return text, report
    raise _not_such_a_file(preamble or [heading])


def _school_year(preamble: list[_Line], heading: int) -> SchoolYear:
    for line in preamble:
        text = line.cells[0] if line.cells else ""
        if normalised(text).startswith(_CHOSEN_YEAR):
            try:
                return SchoolYear.parse(text.partition(":")[2])
            except ValueError as error:
                raise SlutbetygError(str(error), line.number) from None
    raise SlutbetygError(
        "Raden ”Valt läsår” saknas ovanför rubrikraden, så läsåret är okänt.", heading
    )


def _places(heading: _Line) -> dict[str, int]:
    """Return where each descriptive column stands."""
    texts = [normalised(cell) for cell in heading.cells]
    for text in DESCRIPTIVE.values():
        if texts.count(text) != 1:
            problem = "saknas" if text not in texts else "står mer än en gång"
            raise SlutbetygError(
                f"Kolumnen ”{text.capitalize()}” {problem} i rubrikraden.", heading.number
            )
    places = {name: texts.index(text) for name, text in DESCRIPTIVE.items()}
    if GENDER_HEADING in texts:
        places["gender"] = texts.index(GENDER_HEADING)
    return places


def _columns(heading: _Line, above: _Line | None, report: Report) -> tuple[Column, ...]:
    recognise = salsa_column if report.is_salsa else known_column
    columns: dict[str, Column] = {}
    group = ""
    width = max(index for index, text in enumerate(heading.cells) if text) + 1
    for index, text in enumerate(heading.cells[:width]):
        if above is not None and index < len(above.cells):
            group = above.cells[index] or group
        if normalised(text) in (*DESCRIPTIVE.values(), GENDER_HEADING):
            # The preamble's own text stands in the first column: it is no heading of a group.
            group = ""
            continue
        column = recognise(text, group, index)
        if column is None:
            shown = f"{group}: {text}" if group else text
            raise SlutbetygError(f"Kolumnen ”{shown}” är okänd.", heading.number)
        if report.says_pupils and not _says_pupils(text, group):
            raise SlutbetygError(
                f"Kolumnen ”{text}” säger inte vilka elever den gäller.", heading.number
            )
        if column.key in columns:
            raise SlutbetygError(f"Kolumnen ”{text}” står mer än en gång.", heading.number)
        columns[column.key] = column
    if report.has_pupils and not any(column.measure == "pupils" for column in columns.values()):
        raise SlutbetygError("Kolumnen ”Antal elever” saknas i rubrikraden.", heading.number)
    return tuple(columns.values())


def _says_pupils(heading: str, group: str) -> bool:
    return any(normalised(text) in PUPILS for text in (heading, group))


def _row(
    line: _Line, heading: _Line, places: dict[str, int], columns: tuple[Column, ...]
) -> SchoolRow:
    if len(line.cells) != len(heading.cells):
        raise SlutbetygError(
            f"Raden har {len(line.cells)} kolumner men rubrikraden {len(heading.cells)}. "
            f"Filen kan vara avklippt eller omsparad. {_DOWNLOAD_AGAIN}",
            line.number,
        )
    for text, cell in zip(heading.cells, line.cells, strict=True):
        if cell and not text:
            raise SlutbetygError(f"Värdet ”{cell}” står utanför kolumnerna.", line.number)
    about = {name: line.cells[index] for name, index in places.items()}
    if not about["name"]:
        raise SlutbetygError("Skolans namn saknas.", line.number)
    _check_code("Skolenhetskoden", about["code"], 8, line.number)
    _check_code("Kommunkoden", about["municipality_code"], 4, line.number)
    values = {column.key: _cell(line.cells[column.index], column, line) for column in columns}
    written = about.pop("gender", "")
    gender = gender_of(written)
    if gender is None:
        raise SlutbetygError(f"Könet ”{written}” går inte att förstå.", line.number)
    return SchoolRow(line=line.number, values=values, gender=gender, **about)


def _check_code(what: str, code: str, digits: int, line: int) -> None:
    if not re.fullmatch(f"[0-9]{{{digits}}}", code):
        raise SlutbetygError(f"{what} ”{code}” ska ha {digits} siffror. {_DOWNLOAD_AGAIN}", line)


def _cell(text: str, column: Column, line: _Line) -> Cell:
    if text in _MARKS:
        return Cell(_MARKS[text], None, text)
    if text == _APPROXIMATE and column.kind == "share":
        return Cell("approximate", None, text)
    value = parse_decimal(text) if _NUMBER.fullmatch(text) else None
    too_large = value is not None and column.largest is not None and value > column.largest
    broken_count = value is not None and column.kind == "count" and value % 1 != 0
    negative = value is not None and value < 0 and column.kind != "difference"
    if value is None or too_large or broken_count or negative:
        raise SlutbetygError(
            f"Värdet ”{text}” i kolumnen ”{column.heading}” går inte att förstå.", line.number
        )
    return Cell("number", value, text)


def _check_repetition(first: SchoolRow, again: SchoolRow) -> None:
    same = all(getattr(first, name) == getattr(again, name) for name in (*DESCRIPTIVE, "values"))
    if not same:
        raise SlutbetygError(
            f"Skolenhetskoden {again.code} står redan på rad {first.line}, med andra uppgifter.",
            again.line,
        )


def _footnotes(lines: list[_Line], start: int, *, padded: bool) -> tuple[str, ...]:
    """Return the texts after the school units; a file without any has lost its end."""
    after = lines[start:]
    notes = tuple("; ".join(filter(None, line.cells)) for line in after if not line.is_blank)
    last = lines[-1]
    if not notes or (padded and len(last.cells) < len(lines[0].cells)):
        raise SlutbetygError(
            f"Filen är avklippt: Skolverkets förklaringar ska stå sist. {_DOWNLOAD_AGAIN}",
            last.number,
        )
    return notes
