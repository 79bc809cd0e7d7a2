"""A report as DOCX, for Word and LibreOffice: real headings, tables and alternative texts."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from rodtrad.core.charts import interval_sentence, series_svg
from rodtrad.core.prose import Block, Span
from rodtrad.core.typesetting.glyphs import FONTS
from rodtrad.reports.render import word
from rodtrad.reports.render.pdf import chart_alt, cover_lines, status_line
from rodtrad.reports.render.schema import ChartFact, Fact, GoalFact, ReportContent, series_chart


def to_docx(content: ReportContent) -> bytes:
    """Return the report as DOCX; the same content always gives the same bytes."""
    document = Document()
    _set_up(document, content)
    _cover(document, content)
    _contents(document)
    is_draft = content["state"] != "adopted"
    for section in content["sections"]:
        document.add_heading(word.xml(section["title"]), 1)
        if section["instruction"] and is_draft:
            word.paragraph(document, section["instruction"], italic=True, muted=True)
        if section["blocks"]:
            _prose(document, section["blocks"], 2)
        elif is_draft:
            word.paragraph(document, "Ingen text är skriven ännu.", muted=True)
        for fact in section["facts"]:
            _fact(document, fact, 2)
    return word.saved(document)


def _set_up(document: Any, content: ReportContent) -> None:
    header = f"{content['unit']['name']} · {content['title']}"
    if content["state"] != "adopted":
        header += f" · {status_line(content)}"
    word.set_up(
        document,
        title=f"{content['title']} – {content['unit']['name']}",
        author=content["municipality"],
        subject=status_line(content),
        day=date.fromisoformat((content["adopted_on"] or content["composed_at"])[:10]),
        version=content["version"],
        header=header,
    )


def _cover(document: Any, content: ReportContent) -> None:
    word.paragraph(document, content["municipality"], bold=True)
    document.add_paragraph(word.xml(content["title"]), style="Title")
    document.add_paragraph(word.xml(content["unit"]["name"]), style="Subtitle")
    word.paragraph(document, status_line(content), bold=True)
    for label, value in cover_lines(content):
        paragraph = document.add_paragraph()
        paragraph.add_run(word.xml(f"{label}: ")).font.color.rgb = word.MUTED
        paragraph.add_run(word.xml(value))
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _contents(document: Any) -> None:
    # Not a heading of its own: it would list itself.
    word.paragraph(document, "Innehåll", bold=True)
    word.field(
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
        warning = "Observera: " if fact["tone"] == "warning" else ""
        paragraph = document.add_paragraph()
        paragraph.add_run(warning).bold = True
        paragraph.add_run(word.xml(fact["text"]))
        return
    if fact["heading"]:
        document.add_heading(word.xml(fact["heading"]), level)
    if fact["type"] == "figures":
        for label, value in fact["rows"]:
            paragraph = document.add_paragraph()
            paragraph.add_run(word.xml(f"{label}: ")).font.color.rgb = word.MUTED
            paragraph.add_run(word.xml(value)).bold = True
    elif fact["type"] == "table":
        if fact["caption"]:
            document.add_paragraph(word.xml(fact["caption"]), style="Caption")
        right = [align == "right" for align in fact["align"]]
        word.table(document, fact["columns"], right, fact["rows"])
    elif fact["type"] == "chart":
        _chart(document, fact)
    else:
        _prose(document, fact["blocks"], min(level + (1 if fact["heading"] else 0), 6))


def _goal(document: Any, goal: GoalFact, level: int) -> None:
    document.add_heading(word.xml(goal["title"]), level)
    word.paragraph(document, goal["unit_or_shared"], bold=True)
    if goal["description"]:
        word.paragraph(document, goal["description"])
    if goal["desired_effect"]:
        word.paragraph(document, f"Önskad effekt: {goal['desired_effect']}")
    if goal["requirements"]:
        word.paragraph(document, "Vilar på", muted=True)
        for requirement in goal["requirements"]:
            document.add_paragraph(word.xml(requirement), style="List Bullet")
    for fact in goal["facts"]:
        _fact(document, fact, min(level + 1, 6))


def _chart(document: Any, fact: ChartFact) -> None:
    chart = series_chart(fact["chart"])
    picture = document.add_picture(BytesIO(_png(series_svg(chart, for_print=True))), width=Cm(16))
    properties = picture._inline.docPr
    properties.set("descr", word.xml(chart_alt(fact)))
    properties.set("title", word.xml(chart.title))
    if intervals := interval_sentence(chart):
        document.add_paragraph(intervals)
    columns = fact["table"]["columns"]
    if fact["table"]["rows"]:
        right = [number > 0 for number in range(len(columns))]
        word.table(document, columns, right, fact["table"]["rows"])


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
        run = paragraph.add_run(word.xml(span["text"]))
        run.bold = span["bold"] or None
        run.italic = span["italic"] or None
        href = span.get("href")
        if href:
            run.font.underline = True
            run.font.color.rgb = word.ACCENT
            link = OxmlElement("w:hyperlink")
            link.set(
                qn("r:id"),
                paragraph.part.relate_to(
                    word.xml(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                ),
            )
            paragraph._p.replace(run._r, link)
            link.append(run._r)


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
