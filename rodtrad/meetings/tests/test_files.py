"""The minutes as files: archivable, accessible, literal and the same every time."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from rodtrad.meetings.minutes.content import MinutesContent, read
from rodtrad.meetings.minutes.docx import to_docx
from rodtrad.meetings.minutes.pdf import to_pdf
from tests.verapdf import validate


def minutes(**changes: Any) -> MinutesContent:
    """Minutes with everything that minutes can have."""
    decision = {
        "kind": "Överenskommelse",
        "text": "Alla prövar #panic(1) *modellen*.",
        "responsible": "Karin Öberg",
        "follow_up_on": "2026-12-01",
        "replaces": "Alla väntar.",
    }
    return read(
        {
            "schema": 1,
            "kind": "Minnesanteckningar",
            "title": "Ledarforum",
            "forum": "Ledarforum",
            "unit": "Utbildningsförvaltningen",
            "municipality": "Ystads kommun",
            "on": "2026-10-14",
            "time": "9.00–11.00",
            "place": "Bryggan",
            "leader": "Karin Öberg",
            "secretary": "",
            "present": [{"name": "Åsa Lindgren", "role": "Rektor, Västerportskolan"}],
            "absent": [{"name": "Per Zetterlund", "role": ""}],
            "items": [
                {
                    "number": 1,
                    "title": "Frånvaro: hur följer vi upp?",
                    "purpose": "Dialog",
                    "text": "Tre skolor har olika gränser.",
                    "notes": "Första raden med å, ä och ö.\n\n<script>alert('x')</script> $x$ 😀",
                    "outcome": "Behandlad",
                    "material": ["Frånvaro i årskurs 7–9"],
                    "decisions": [decision],
                }
            ],
            "further": [decision],
            "state": "adopted",
            "adopted_on": "2026-10-16",
            "adopted_by": "Karin Öberg",
            "composed_on": "2026-10-16",
            **changes,
        }
    )


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
@pytest.mark.parametrize("state", ["draft", "adopted"])
def test_the_pdf_holds_both_standards(flavour: str, state: str, tmp_path: Path) -> None:
    adopted_on = "2026-10-16" if state == "adopted" else ""
    file = tmp_path / "anteckningar.pdf"
    file.write_bytes(to_pdf(minutes(state=state, adopted_on=adopted_on)))
    assert validate(file, flavour) == []


def test_what_was_noted_is_printed_as_written() -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=to_pdf(minutes()), capture_output=True, check=True
    )
    text = done.stdout.decode()
    for words in (
        "Alla prövar #panic(1) *modellen*.",
        "<script>alert('x')</script> $x$",
        "Fastställt 16 oktober 2026 av Karin Öberg",
        "Följs upp 1 december 2026",
        "Per Zetterlund",
    ):
        assert words in text, text


def test_a_draft_says_that_it_is_one() -> None:
    draft = to_pdf(minutes(state="draft", adopted_on="", adopted_by=""))
    done = subprocess.run(["pdftotext", "-", "-"], input=draft, capture_output=True, check=True)
    assert "Utkast – inte fastställt" in done.stdout.decode()


def test_the_same_minutes_give_the_same_bytes() -> None:
    assert to_pdf(minutes()) == to_pdf(minutes())
    assert to_docx(minutes()) == to_docx(minutes())


def test_the_docx_has_headings_notes_and_decisions() -> None:
    document = Document(io.BytesIO(to_docx(minutes())))
    headings = [
        one.text for one in document.paragraphs if one.style and one.style.name == "Heading 1"
    ]
    assert headings == ["1. Frånvaro: hur följer vi upp?", "Övriga beslut och överenskommelser"]
    text = "\n".join(one.text for one in document.paragraphs)
    assert "Första raden med å, ä och ö." in text
    assert "Överenskommelse: Alla prövar #panic(1) *modellen*." in text
    assert document.core_properties.language == "sv-SE"


def test_content_of_another_shape_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match="items"):
        minutes(items="inget")
