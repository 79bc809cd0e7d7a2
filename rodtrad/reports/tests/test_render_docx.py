"""The DOCX of a report opens with real headings, tables, pictures with words, and Swedish."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from rodtrad.core.prose import from_plain
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.schema import ReportContent
from rodtrad.reports.tests import sample


def opened(content: ReportContent) -> Any:
    return Document(BytesIO(to_docx(content)))


def test_headings_are_real_and_in_order() -> None:
    document = opened(sample.content())
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings[0] == ("Heading 1", "Enheten i korthet")
    assert ("Heading 2", "Eleverna är trygga i hela skolan") in headings
    assert ("Heading 3", "Aktiviteter") in headings
    levels = [int(style[-1]) for style, _ in headings]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_pictures_say_in_words_what_they_show() -> None:
    document = opened(sample.content())
    words = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(words) == 2
    assert all("önskat läge 85,0" in text for text in words)


def test_tables_repeat_their_header_row() -> None:
    document = opened(sample.content())
    assert document.tables
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_document_is_swedish_and_named() -> None:
    document = opened(sample.adopted())
    assert document.core_properties.title == "Kvalitetsrapport 2025/26 – Västerportskolan"
    assert document.core_properties.language == "sv-SE"
    languages = document.styles.element.findall(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert [language.get(qn("w:val")) for language in languages] == ["sv-SE"]


def test_each_numbered_list_starts_at_one() -> None:
    html = "<ol><li>a</li></ol><div>text</div><ol><li>b</li></ol>"
    document = opened(sample.content(sections=[sample.section("Analys", text=html)]))
    used = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert len(set(used)) == 2


def test_what_people_write_is_kept_as_written() -> None:
    words = '<script> & "citat" 😀 \u0007slut'
    document = opened(sample.content(sections=[sample.section("Analys", text=from_plain(words))]))
    assert '<script> & "citat" 😀 slut' in [p.text for p in document.paragraphs]


def test_links_lead_somewhere() -> None:
    document = opened(sample.content())
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert targets == {"https://www.skolverket.se/"}


def test_a_draft_says_so_and_an_adopted_report_says_when() -> None:
    draft, adopted = opened(sample.content()), opened(sample.adopted())
    assert "Utkast – inte fastställd" in draft.sections[0].header.paragraphs[0].text
    assert "Fastställd 24 juni 2026 av Maria Ek" in [p.text for p in adopted.paragraphs]


def test_fields_number_pages_and_list_contents() -> None:
    with zipfile.ZipFile(BytesIO(to_docx(sample.content()))) as archive:
        body = archive.read("word/document.xml").decode()
        footers = "".join(
            archive.read(name).decode() for name in archive.namelist() if "footer" in name
        )
    assert "TOC \\o" in body
    assert "PAGE" in footers
    assert "NUMPAGES" in footers


def test_an_empty_report_opens() -> None:
    assert opened(sample.content(sections=[])).paragraphs


def test_the_same_content_gives_the_same_bytes() -> None:
    assert to_docx(sample.content()) == to_docx(sample.content())
