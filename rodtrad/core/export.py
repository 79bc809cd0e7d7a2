"""Every list can be taken along: one table as a spreadsheet or as CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

Cell = str | int | float | Decimal | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted_format(request: HttpRequest) -> str:
    """The format in the address (?format=xlsx or csv), else an empty text."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in ("xlsx", "csv") else ""


def table_response(
    request: HttpRequest, name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponse:
    """A table as a file to download, in the format that the address asks for.

    Args:
        name: what the file is called, without ending.
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
    file_name = f"{slugify(name)[:100]}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
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


def _harmless(cell: Cell) -> Cell:
    """A text that a spreadsheet program would run as a formula is made plain text."""
    # The wide signs too: some versions read them as the ordinary ones.
    if isinstance(cell, str) and cell.lstrip()[:1] in tuple("=+-@＝＋－＠"):
        return "'" + cell
    return cell


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark: what Excel in Swedish reads right."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(
            str(cell).replace(".", ",") if isinstance(cell, float | Decimal) else _harmless(cell)
            for cell in row
        )
    return out.getvalue().encode("utf-8-sig")


def _xlsx(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, {"in_memory": True, **as_text})
    sheet = book.add_worksheet(name[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, columns, bold)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, Decimal):
                sheet.write_number(number, column, float(cell))
            elif cell is not None:
                sheet.write(number, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofit()
    book.close()
    return out.getvalue()
