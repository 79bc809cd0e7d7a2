"""Minutes as DOCX, for Word and LibreOffice, with real headings."""

from datetime import date
from typing import Any

from docx import Document

from rodtrad.meetings.minutes.content import DecisionContent, MinutesContent
from rodtrad.meetings.minutes.pdf import (
    decision_line,
    facts,
    item_line,
    paragraphs,
    status_line,
)
from rodtrad.reports.render import word


def to_docx(content: MinutesContent) -> bytes:
    """The minutes as DOCX; the same content always gives the same bytes."""
    document = Document()
    header = content["title"]
    if content["state"] != "adopted":
        header += f" · {status_line(content)}"
    word.set_up(
        document,
        title=f"{content['kind']}, {content['title']}",
        author=content["municipality"],
        subject=status_line(content),
        day=date.fromisoformat(content["adopted_on"] or content["composed_on"]),
        version=1,
        header=header,
    )
    word.paragraph(document, f"{content['municipality']} · {content['unit']}", bold=True)
    document.add_paragraph(word.xml(content["title"]), style="Title")
    document.add_paragraph(word.xml(content["kind"]), style="Subtitle")
    word.paragraph(document, status_line(content), bold=True)
    for label, value in facts(content):
        line = document.add_paragraph()
        line.add_run(word.xml(f"{label}: ")).font.color.rgb = word.MUTED
        line.add_run(word.xml(value))
    for item in content["items"]:
        document.add_heading(word.xml(f"{item['number']}. {item['title']}"), 1)
        word.paragraph(document, item_line(item), muted=True)
        if item["text"]:
            word.paragraph(document, item["text"], italic=True)
        for paragraph in paragraphs(item["notes"]):
            word.paragraph(document, paragraph)
        for one in item["decisions"]:
            _decision(document, one)
    if content["further"]:
        document.add_heading("Övriga beslut och överenskommelser", 1)
        for one in content["further"]:
            _decision(document, one)
    return word.saved(document)


def _decision(document: Any, one: DecisionContent) -> None:
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run(word.xml(f"{one['kind']}: ")).bold = True
    paragraph.add_run(word.xml(one["text"]))
    if line := decision_line(one):
        paragraph.add_run(word.xml(f" {line}")).font.color.rgb = word.MUTED
