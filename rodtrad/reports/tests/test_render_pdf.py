"""The PDF of a report is archivable, accessible, literal and the same every time."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from rodtrad.core.prose import from_plain, to_blocks
from rodtrad.core.typesetting.glyphs import printable
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import ReportContent, read
from rodtrad.reports.tests import sample
from tests.verapdf import validate


def text_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


def written(text: str, **changes: Any) -> ReportContent:
    return sample.content(sections=[sample.section("Analys", text=from_plain(text))], **changes)


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
@pytest.mark.parametrize("state", ["draft", "adopted"])
def test_the_pdf_holds_both_standards(flavour: str, state: str, tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(to_pdf(sample.adopted() if state == "adopted" else sample.content()))
    assert validate(file, flavour) == []


def test_what_people_write_is_printed_as_written() -> None:
    words = "#panic(1) *inte fet* _a_ $x$ <script>alert('x')</script> \"citat\" @ref \\ // slut"
    assert words in text_of(to_pdf(written(words)))


def test_a_character_without_a_glyph_becomes_a_box_and_never_stops_the_report(
    tmp_path: Path,
) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(
        to_pdf(written("Bra jobbat 👩‍👩‍👧 漢字 \u0007 a\u030a slut", title="😀 Rapport"))
    )
    assert validate(file, "2a") == []
    assert "å slut" in text_of(file.read_bytes())


def test_printable_keeps_swedish_and_joins_accents() -> None:
    assert printable("Åäö – 78,2 % ≥ § é\u00a0\u202f−") == "Åäö – 78,2 % ≥ § é\u00a0\u202f−"
    assert printable("a\u030a") == "å"
    assert printable("rad\nrad") == "rad\nrad"


def test_two_hundred_thousand_characters_are_set() -> None:
    assert "sista ordet" in text_of(
        to_pdf(written("Ord i en lång text. " * 10_000 + "sista ordet"))
    )


def test_an_empty_report_is_set(tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    for sections in ([], [sample.section("Analys")]):
        file.write_bytes(to_pdf(sample.content(sections=sections)))
        assert validate(file, "ua1") == []


def test_a_draft_says_so_on_every_page_and_an_adopted_report_says_by_whom() -> None:
    draft, adopted = text_of(to_pdf(sample.content())), text_of(to_pdf(sample.adopted()))
    pages = [page for page in draft.split("\f") if page.strip()]
    assert all("Utkast – inte fastställd" in page for page in pages)
    assert "Utkast" not in adopted
    assert "Fastställd 24 juni 2026 av Maria Ek" in adopted
    assert "BUN 2026/00123" in adopted


def test_pages_are_numbered_of_how_many() -> None:
    text = text_of(to_pdf(sample.content()))
    pages = len([page for page in text.split("\f") if page.strip()])
    assert f"Sida {pages} av {pages}" in text


def test_a_long_table_repeats_its_header() -> None:
    rows = [[str(number), "1"] for number in range(120)]
    fact = {
        "type": "table",
        "heading": "Tabell",
        "caption": "",
        "columns": ["Klassens namn", "Antal"],
        "align": ["left", "right"],
        "rows": rows,
    }
    text = text_of(to_pdf(sample.content(sections=[sample.section("Tabeller", fact)])))
    assert text.count("Klassens namn") >= 3


def test_the_same_content_gives_the_same_bytes() -> None:
    assert to_pdf(sample.content()) == to_pdf(sample.content())


def test_a_report_of_twenty_pages_takes_less_than_a_second() -> None:
    goals = [sample.goal_fact(f"Mål {number}") for number in range(12)]
    report = sample.content(sections=[sample.section("Mål", *goals, text=sample.ANALYSIS)])
    to_pdf(report)
    started = time.perf_counter()
    pdf = to_pdf(report)
    assert time.perf_counter() - started < 1
    assert len([page for page in text_of(pdf).split("\f") if page.strip()]) >= 15


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": 2}, "schema"),
        ({"unit": {}}, "unit.name"),
        ({"sections": [{"key": "a"}]}, "sections.0.title"),
    ],
)
def test_content_of_another_shape_is_refused_with_the_place(
    change: dict[str, Any], place: str
) -> None:
    with pytest.raises(ValueError, match=place):
        read(sample.raw_content(**change))


def test_a_row_with_too_few_cells_is_refused() -> None:
    fact = sample.chart_fact(sample.trust_chart())
    fact["table"]["rows"][0].pop()
    with pytest.raises(ValueError, match="fel antal celler"):
        sample.content(sections=[sample.section("Analys", fact)])


def test_blocks_are_the_same_text_as_the_html() -> None:
    assert to_blocks(sample.ANALYSIS)[0]["spans"][1] == {
        "text": "större än slumpen",
        "bold": True,
        "italic": False,
    }
