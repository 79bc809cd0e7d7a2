"""A report as DOCX, for Word and LibreOffice: real headings, tables and alternative texts."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from typing import Any, Final

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from rodtrad.core.charts import series_svg
from rodtrad.core.prose import Block, Span
from rodtrad.reports.render.glyphs import FONTS
from rodtrad.reports.render.pdf import chart_alt, cover_lines, status_line
from rodtrad.reports.render.schema import ChartFact, Fact, GoalFact, ReportContent, series_chart

_ACCENT: Final = RGBColor(0x0B, 0x4F, 0x8A)
_MUTED: Final = RGBColor(0x52, 0x60, 0x6D)
# What XML 1.0 cannot hold; everything else a person wrote is kept, emoji too.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The date of every part of the archive: bytes must not depend on when they were written.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def to_docx(content: ReportContent) -> bytes:
    """Return the report as DOCX; the same content always gives the same bytes."""
    document = Document()
    _set_up(document, content)
    _cover(document, content)
    _contents(document)
    is_draft = content["state"] != "adopted"
    for section in content["sections"]:
        document.add_heading(_xml(section["title"]), 1)
        if section["instruction"] and is_draft:
            _paragraph(document, section["instruction"], italic=True, muted=True)
        if section["blocks"]:
            _prose(document, section["blocks"], 2)
        elif is_draft:
            _paragraph(document, "Ingen text är skriven ännu.", muted=True)
        for fact in section["facts"]:
            _fact(document, fact, 2)
    written = BytesIO()
    document.save(written)
    return _with_fixed_dates(written.getvalue())


def _set_up(document: Any, content: ReportContent) -> None:
    day = date.fromisoformat((content["adopted_on"] or content["composed_at"])[:10])
    moment = datetime.combine(day, time(12), tzinfo=UTC).replace(tzinfo=None)
    properties = document.core_properties
    # The format allows 255 characters in these.
    properties.title = _xml(f"{content['title']} – {content['unit']['name']}")[:255]
    properties.author = properties.last_modified_by = _xml(content["municipality"])[:255]
    properties.subject = _xml(status_line(content))[:255]
    properties.comments = ""
    properties.language = "sv-SE"
    properties.created = properties.modified = moment
    properties.revision = content["version"]
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
        styles[f"Heading {level}"].font.color.rgb = _ACCENT
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.different_first_page_header_footer = True
    header = f"{content['unit']['name']} · {content['title']}"
    if content["state"] != "adopted":
        header += f" · {status_line(content)}"
    page.header.paragraphs[0].text = _xml(header)
    footer = page.footer.paragraphs[0]
    footer.add_run("Sida ")
    _field(footer, "PAGE", "1")
    footer.add_run(" av ")
    _field(footer, "NUMPAGES", "1")


def _cover(document: Any, content: ReportContent) -> None:
    _paragraph(document, content["municipality"], bold=True)
    document.add_paragraph(_xml(content["title"]), style="Title")
    document.add_paragraph(_xml(content["unit"]["name"]), style="Subtitle")
    _paragraph(document, status_line(content), bold=True)
    for label, value in cover_lines(content):
        paragraph = document.add_paragraph()
        paragraph.add_run(_xml(f"{label}: ")).font.color.rgb = _MUTED
        paragraph.add_run(_xml(value))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(document: Any) -> None:
    # Not a heading of its own: it would list itself.
    _paragraph(document, "Innehåll", bold=True)
    _field(
        document.add_paragraph(),
        'TOC \\o "1-2" \\h \\z \\u',
        "Högerklicka här och välj Uppdatera fält för att visa innehållet.",
    )
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _fact(document: Any, fact: Fact, level: int) -> None:
    if fact["type"] == "goal":
        _goal(document, fact, level)
        return
    if fact["type"] == "note":
        word = "Observera: " if fact["tone"] == "warning" else ""
        paragraph = document.add_paragraph()
        paragraph.add_run(word).bold = True
        paragraph.add_run(_xml(fact["text"]))
        return
    if fact["heading"]:
        document.add_heading(_xml(fact["heading"]), level)
    if fact["type"] == "figures":
        for label, value in fact["rows"]:
            paragraph = document.add_paragraph()
            paragraph.add_run(_xml(f"{label}: ")).font.color.rgb = _MUTED
            paragraph.add_run(_xml(value)).bold = True
    elif fact["type"] == "table":
        if fact["caption"]:
            document.add_paragraph(_xml(fact["caption"]), style="Caption")
        right = [align == "right" for align in fact["align"]]
        _table(document, fact["columns"], right, fact["rows"])
    elif fact["type"] == "chart":
        _chart(document, fact)
    else:
        _prose(document, fact["blocks"], min(level + (1 if fact["heading"] else 0), 6))


def _goal(document: Any, goal: GoalFact, level: int) -> None:
    document.add_heading(_xml(goal["title"]), level)
    _paragraph(document, goal["unit_or_shared"], bold=True)
    if goal["description"]:
        _paragraph(document, goal["description"])
    if goal["desired_effect"]:
        _paragraph(document, f"Önskad effekt: {goal['desired_effect']}")
    if goal["requirements"]:
        _paragraph(document, "Vilar på", muted=True)
        for requirement in goal["requirements"]:
            document.add_paragraph(_xml(requirement), style="List Bullet")
    for fact in goal["facts"]:
        _fact(document, fact, min(level + 1, 6))


def _chart(document: Any, fact: ChartFact) -> None:
    chart = series_chart(fact["chart"])
    picture = document.add_picture(BytesIO(_png(series_svg(chart, for_print=True))), width=Cm(16))
    properties = picture._inline.docPr
    properties.set("descr", _xml(chart_alt(fact)))
    properties.set("title", _xml(chart.title))
    columns = fact["table"]["columns"]
    if fact["table"]["rows"]:
        right = [number > 0 for number in range(len(columns))]
        _table(document, columns, right, fact["table"]["rows"])


def _table(document: Any, columns: list[str], right: list[bool], rows: list[list[str]]) -> None:
    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Light List Accent 1")
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    # One walk over the cells: asking the table for each one by place takes quadratic time.
    cells = iter(table._cells)
    for row in [columns, *rows]:
        for text, is_right in zip(row, right, strict=True):
            paragraph = next(cells).paragraphs[0]
            paragraph.add_run(_xml(text))
            if is_right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _prose(document: Any, blocks: list[Block], level: int) -> None:
    for block in blocks:
        if block["type"] == "heading":
            _spans(document.add_heading("", level), block["spans"])
        elif block["type"] == "bullets":
            for item in block["items"]:
                _spans(document.add_paragraph(style="List Bullet"), item)
        elif block["type"] == "numbers":
            numbering = _new_numbering(document)
            for item in block["items"]:
                paragraph = document.add_paragraph(style="List Number")
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = numbering
                properties.get_or_add_ilvl().val = 0
                _spans(paragraph, item)
        else:
            style = "Quote" if block["type"] == "quote" else None
            _spans(document.add_paragraph(style=style), block["spans"])


def _new_numbering(document: Any) -> int:
    """Return the id of a numbering that starts at 1: every list counts for itself."""
    style = document.styles["List Number"].element
    used = style.pPr.numPr.numId.val
    numbering = document.part.numbering_part.element
    pattern = numbering.num_having_numId(used).abstractNumId.val
    fresh = numbering.add_num(pattern)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _spans(paragraph: Any, spans: list[Span]) -> None:
    for span in spans:
        run = paragraph.add_run(_xml(span["text"]))
        run.bold = span["bold"] or None
        run.italic = span["italic"] or None
        href = span.get("href")
        if href:
            run.font.underline = True
            run.font.color.rgb = _ACCENT
            link = OxmlElement("w:hyperlink")
            link.set(
                qn("r:id"),
                paragraph.part.relate_to(_xml(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            paragraph._p.replace(run._r, link)
            link.append(run._r)


def _paragraph(
    document: Any, text: str, *, bold: bool = False, italic: bool = False, muted: bool = False
) -> None:
    run = document.add_paragraph().add_run(_xml(text))
    run.bold, run.italic = bold or None, italic or None
    if muted:
        run.font.color.rgb = _MUTED


def _field(paragraph: Any, instruction: str, shown: str) -> None:
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


def _png(svg: str) -> bytes:
    # Loaded here, for it is large and only this format needs it.
    import vl_convert

    _register_fonts()
    png: bytes = vl_convert.svg_to_png(svg, scale=2)
    return png


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def _xml(text: str) -> str:
    return _NOT_XML.sub("", unicodedata.normalize("NFC", text))


def _with_fixed_dates(archive: bytes) -> bytes:
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
