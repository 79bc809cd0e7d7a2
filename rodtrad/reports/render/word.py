"""What documents for Word and LibreOffice are made with, whatever they hold."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any, Final

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

ACCENT: Final = RGBColor(0x0B, 0x4F, 0x8A)
MUTED: Final = RGBColor(0x52, 0x60, 0x6D)
# What XML 1.0 cannot hold; everything else a person wrote is kept, emoji too.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The date of every part of the archive: bytes must not depend on when they were written.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def set_up(
    document: Any,
    *,
    title: str,
    author: str,
    subject: str,
    day: date,
    version: int,
    header: str,
) -> None:
    """Give a new document its properties, Swedish as language, A4, header and page numbers."""
    moment = datetime.combine(day, time(12), tzinfo=UTC).replace(tzinfo=None)
    properties = document.core_properties
    # The format allows 255 characters in these.
    properties.title = xml(title)[:255]
    properties.author = properties.last_modified_by = xml(author)[:255]
    properties.subject = xml(subject)[:255]
    properties.comments = ""
    properties.language = "sv-SE"
    properties.created = properties.modified = moment
    properties.revision = version
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)
    language = OxmlElement("w:lang")
    for attribute in ("w:val", "w:eastAsia"):
        language.set(qn(attribute), "sv-SE")
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    for level in range(1, 7):
        styles[f"Heading {level}"].font.color.rgb = ACCENT
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.different_first_page_header_footer = True
    page.header.paragraphs[0].text = xml(header)
    footer = page.footer.paragraphs[0]
    footer.add_run("Sida ")
    field(footer, "PAGE", "1")
    footer.add_run(" av ")
    field(footer, "NUMPAGES", "1")


def saved(document: Any) -> bytes:
    """Return the document as a file; the same document always gives the same bytes."""
    written = BytesIO()
    document.save(written)
    return with_fixed_dates(written.getvalue())


def table(document: Any, columns: list[str], right: list[bool], rows: list[list[str]]) -> None:
    """Add a table whose header row is repeated on every page."""
    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Light List Accent 1")
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    # One walk over the cells: asking the table for each one by place takes quadratic time.
    cells = iter(table._cells)
    for row in [columns, *rows]:
        for text, is_right in zip(row, right, strict=True):
            paragraph = next(cells).paragraphs[0]
            paragraph.add_run(xml(text))
            if is_right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def paragraph(
    document: Any, text: str, *, bold: bool = False, italic: bool = False, muted: bool = False
) -> None:
    run = document.add_paragraph().add_run(xml(text))
    run.bold, run.italic = bold or None, italic or None
    if muted:
        run.font.color.rgb = MUTED


def field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a field that Word computes, with what stands there until it has."""
    for kind, text in (
        ("begin", ""),
        ("", instruction),
        ("separate", ""),
        ("t", shown),
        ("end", ""),
    ):
        run = paragraph.add_run()
        if kind == "t":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


def xml(text: str) -> str:
    """Return the text without what XML cannot hold, composed."""
    return _NOT_XML.sub("", unicodedata.normalize("NFC", text))


def with_fixed_dates(archive: bytes) -> bytes:
    """Return the archive with every part dated alike."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(archive)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, date_time=_EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            target.writestr(part, source.read(name))
    return out.getvalue()
