"""Every list can be taken along: one table as a spreadsheet or as CSV.

A view gives its columns and rows to `table_response` when `wanted_format` says that a file is asked
for, from the same rows as the page shows; its template includes "core/_export.html". A page with
more than one list says which by `of` in the include, and asks `wanted_list`.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

# A bool is written as ja or nej, a moment in Swedish time.
Cell = str | int | float | Decimal | date | None

# What a cell of a spreadsheet can hold; xlsxwriter leaves out what is longer.
LONGEST = 32_767

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted_format(request: HttpRequest) -> str:
    """The format in the address (?format=xlsx or csv), else an empty text."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in ("xlsx", "csv") else ""


def wanted_list(request: HttpRequest) -> str:
    """Which of the page's lists the file is asked for (?lista=), else an empty text."""
    return request.GET.get("lista", "")


def file_name(name: str, ending: str) -> str:
    """What a file is called, as "Mål 2026-27.xlsx": the name, and the day when it has no year."""
    plain = " ".join(re.sub(r'[:*?"<>|\x00-\x1f]', " ", re.sub(r"[/\\]", "-", name)).split())
    if not re.search(r"\b(19|20)\d\d\b", plain):
        plain = f"{plain[:100]} {timezone.localdate():%Y-%m-%d}"
    return f"{plain[:1].upper()}{plain[1:120]}.{ending}"


def table_response(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """A table as a file to download, in the format that the address asks for.

    Args:
        name: what the file is called, without ending; the day is added when it names no year.
        columns: the headings.
        rows: one sequence of cells for each row, as long as `columns`.
    """
    return file_response(wanted_format(request) or "xlsx", name, columns, rows)


def file_response(
    ending: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """The same in a format that is known: "csv" or "xlsx"."""
    kind = "text/csv; charset=utf-8" if ending == "csv" else XLSX
    response = HttpResponse(table_file(ending, name, columns, rows), content_type=kind)
    header = content_disposition_header(as_attachment=True, filename=file_name(name, ending))
    response["Content-Disposition"] = str(header)
    return response


def table_file(
    ending: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """A table as the content of a file.

    Args:
        ending: "csv" or "xlsx".
        name: what a sheet is called.
        columns: the headings.
        rows: one sequence of cells for each row, as long as `columns`.
    """
    return _csv(columns, rows) if ending == "csv" else _xlsx(name, columns, rows)


def _plain(cell: Cell) -> Cell:
    """The cell as a spreadsheet should hold it: local time, ja or nej, no text too long."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, datetime):
        return timezone.make_naive(cell) if timezone.is_aware(cell) else cell
    return cell[: LONGEST - 1] + "…" if isinstance(cell, str) and len(cell) > LONGEST else cell


def _harmless(text: str) -> str:
    """A text that a spreadsheet program would run as a formula is made plain text."""
    # The wide signs too: some versions read them as the ordinary ones.
    return "'" + text if text.lstrip()[:1] in tuple("=+-@＝＋－＠") else text


def _csv_cell(cell: Cell) -> str:
    match _plain(cell):
        case None:
            return ""
        case str() as text:
            return _harmless(text)
        case datetime() as moment:
            return f"{moment:%Y-%m-%d %H:%M}"
        case Decimal() as number:
            # As few decimals as it has: what is stored with four is written 5,2 and not 5,2000.
            return f"{number.normalize():f}".replace(".", ",")
        case float() as number:
            return str(number).replace(".", ",")
        case other:
            return str(other)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what Excel in Swedish reads right."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_harmless(column) for column in columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _sheet_name(name: str) -> str:
    """The name as Excel takes it: 31 signs, some not at all, and no apostrophe at either end."""
    cut = name.translate(str.maketrans("[]:*?/\\", "       "))[:31].strip("' ")
    return "Tabell" if cut.lower() in ("", "history") else cut


def _xlsx(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **as_text})
    sheet = book.add_worksheet(_sheet_name(name))
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.write_row(0, 0, columns, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(map(_plain, row)):
            if isinstance(cell, datetime):
                sheet.write_datetime(number, column, cell, moment)
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, Decimal):
                sheet.write_number(number, column, float(cell))
            elif cell is not None:
                sheet.write(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()
