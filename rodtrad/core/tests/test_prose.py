"""Written text keeps what people wrote and loses what could harm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core import prose


def test_what_the_editor_writes_is_kept() -> None:
    html = "<div>Vi <strong>såg</strong> en <em>ökning</em>.<br>Nu</div><ul><li>ett</li></ul>"
    assert prose.sanitise(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="x()">a</p>',
        '<a href="javascript:alert(1)">a</a>',
        '<a href="/mal/7/avsluta/">a</a>',
        '<p style="color:red">a</p>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
    ],
)
def test_what_could_harm_is_taken_away(html: str) -> None:
    clean = prose.sanitise(html)
    for bad in ("script", "onerror", "onclick", "javascript", "/mal", "style", "<img", "<svg"):
        assert bad not in clean


@given(st.text(alphabet=st.sampled_from("<>/abh1pdiv\"'=&; \nåäö"), max_size=80))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = prose.sanitise(text)
    assert prose.sanitise(once) == once
    json.dumps(prose.to_blocks(text))


def test_headings_are_lowered_on_a_page_but_not_in_the_editor() -> None:
    assert prose.sanitise("<h1>Orsaker</h1>") == "<h1>Orsaker</h1>"
    assert prose.for_page("<h1>Orsaker</h1>") == "<h3>Orsaker</h3>"
    assert prose.for_page("<h1>Orsaker</h1>", heading_level=4) == "<h4>Orsaker</h4>"


def test_blocks_keep_style_links_lists_and_quotes() -> None:
    blocks = prose.to_blocks(
        "<h1>Läsning</h1><div>Vi <strong>läser <em>mer</em></strong>, se "
        '<a href="https://www.skolverket.se/">Skolverket</a>.</div>'
        "<ol><li>först</li><li>sedan</li></ol><ul><li>punkt</li></ul><blockquote>Citat</blockquote>"
    )
    assert [block["type"] for block in blocks] == [
        "heading",
        "paragraph",
        "numbers",
        "bullets",
        "quote",
    ]
    spans = blocks[1]["spans"]
    assert spans[1] == {"text": "läser ", "bold": True, "italic": False}
    assert spans[2] == {"text": "mer", "bold": True, "italic": True}
    assert spans[4]["href"] == "https://www.skolverket.se/"
    assert [item[0]["text"] for item in blocks[2]["items"]] == ["först", "sedan"]


def test_an_empty_line_parts_paragraphs_and_a_line_break_stays() -> None:
    blocks = prose.to_blocks("<div>ett<br>två<br><br>tre</div><div><br></div>")
    assert [block["spans"][0]["text"] for block in blocks] == ["ett\ntvå", "tre"]


def test_plain_text_survives_the_way_to_html_and_back() -> None:
    text = "Ett < två & tre\nny rad\n\nNytt stycke"
    assert prose.from_plain(text) == "<p>Ett &lt; två &amp; tre<br>ny rad</p><p>Nytt stycke</p>"
    assert prose.to_plain(prose.from_plain(text)) == text
    assert prose.from_plain(" \n ") == ""


def test_lists_are_readable_as_plain_text() -> None:
    html = "<ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"
    assert prose.to_plain(html) == "• a\n• b\n\n1. c"


@pytest.mark.parametrize(
    "number",
    ["811228-9874", "19811228-9874", "198112289874", "8112289874", "811228+9874", "701063-2391"],
)
def test_identity_numbers_are_found(number: str) -> None:
    assert prose.find_personal_identity_numbers(f"Eleven {number}, i klass 9.") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "811228-9873 har fel kontrollsiffra",
        "811328-9874 har ingen möjlig månad",
        "organisationsnummer 212000-1181",
        "skolenhetskod 54436997 och 89680009",
        "telefon 0411-57 70 00",
        "diarienummer BUN 2026/00123",
        "118112289874123 är längre",
    ],
)
def test_other_numbers_do_not_stop_a_text(text: str) -> None:
    assert prose.find_personal_identity_numbers(text) == []
