"""Spreadsheets made for the tests: workbooks, text files, and the ways they go wrong."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

Rows = Sequence[Sequence[Any]]


def xlsx(
    *sheets: Rows, merged: str = "", spans: Sequence[str] = (), formula: str | None = None
) -> bytes:
    """An Excel workbook with the sheets; maybe merged cells, or a formula in C2 with its result.

    Args:
        merged: cells with a text of their own over them.
        spans: cells that are one with the first of them.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    for number, rows in enumerate(sheets, 1):
        sheet = book.add_worksheet(f"Blad {number}")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
        if merged:
            sheet.merge_range(merged, "Sammanslaget")
        for span in spans:
            row_number, column = xl_cell_to_rowcol(span.partition(":")[0])
            sheet.merge_range(span, rows[row_number][column])
        if formula is not None:
            sheet.write_formula("C2", "=1/0", None, formula)
    book.close()
    return out.getvalue()


def ods(rows: Rows, *, encrypted: bool = False, name: str = "Blad 1") -> bytes:
    """An OpenDocument spreadsheet with one sheet."""
    cells = "".join(
        "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{part}="urn:oasis:names:tc:opendocument:xmlns:{part}:1.0"'
        for part in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    secret = "<manifest:encryption-data/>" if encrypted else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f">{secret}</manifest:manifest>",
        )
    return out.getvalue()


def _ods_cell(cell: Any) -> str:
    if isinstance(cell, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
    )


def csv_file(rows: Rows, *, sign: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """A text file with the rows."""
    return "\r\n".join(sign.join(str(cell) for cell in row) for row in rows).encode(encoding)


def bomb() -> bytes:
    """A workbook of a few kilobytes that is hundreds of megabytes when unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(260):
                sheet.write(b" " * 1024 * 1024)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The same file, saying of every part that it is ten bytes long."""
    out = bytearray(data)
    place = 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        out[place + 24 : place + 28] = (10).to_bytes(4, "little")
        place += 4
    return bytes(out)


def far_away() -> bytes:
    """A workbook whose two cells lie in opposite corners of the largest sheet there is."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Enhet")
    sheet.write(1_048_575, 16_383, 1)
    book.close()
    return out.getvalue()
