"""The dialogues' documents: archivable, accessible, and with what they are to say."""

import io
import subprocess
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document

from rodtrad.dialogues.actions.brief import send_brief, set_material
from rodtrad.dialogues.actions.outcome import add_follow_up, send_answer
from rodtrad.dialogues.tests.helpers import TODAY, held, matter, signed_in, written
from tests.verapdf import validate
from tests.world import World


def _text(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return " ".join(done.stdout.decode().split())


def _brief(world: World) -> bytes:
    made = written(world)
    set_material(
        made,
        goals=[world.shared_goal],
        indicators=[world.share, world.levels],
        reports=[world.adopted],
        by=world.head,
    )
    send_brief(made, on=TODAY, by=world.head)
    return signed_in(world.board_member).get(reverse("brief_pdf", args=[made.pk])).content


def _outcome(world: World) -> bytes:
    made = held(world)
    add_follow_up(
        made, what="Se över", due=TODAY, responsible=world.head, by=world.secretary, today=TODAY
    )
    send_answer(
        made,
        answer="Tack.",
        units=[world.school],
        revision=made.revision,
        on=TODAY,
        by=world.secretary,
    )
    return signed_in(world.board_member).get(reverse("board_outcome_pdf", args=[made.pk])).content


def _unit_year(world: World) -> bytes:
    matter(world)
    address = reverse("unit_dialogue_pdf", args=[world.school.code]) + "?lasar=2026-27"
    return signed_in(world.principal).get(address).content


@pytest.mark.parametrize("flavour", ["2a", "ua1"])
@pytest.mark.parametrize("make", [_brief, _outcome, _unit_year])
def test_the_documents_hold_both_standards(
    world: World, make: object, flavour: str, tmp_path: Path
) -> None:
    assert callable(make)
    file = tmp_path / "dialog.pdf"
    file.write_bytes(make(world))

    assert validate(file, flavour) == []


def test_the_brief_says_what_it_is_and_is_no_quality_report(world: World) -> None:
    words = _text(_brief(world))

    assert "Underlag: Närvaro" in words
    assert "Skickat till nämnden 25 november 2026" in words
    assert "Utkastets hemliga mening." in words
    assert "Skolenhetskod" not in words
    assert "inte fastställd" not in words


def test_the_outcome_says_what_it_led_to(world: World) -> None:
    words = _text(_outcome(world))

    for said in ("Nämnden talade om närvaron.", "ser över skolskjutsen", "Se över", "Tack."):
        assert said in words


def test_the_units_year_has_counts_and_no_names(world: World) -> None:
    words = _text(_unit_year(world))

    assert "Elever 18 av 24" in words
    assert "De vill ha lugnare luncher." in words
    assert "Vi behöver fler vuxna i matsalen." in words
    assert world.principal.name not in words


def test_the_documents_open_in_word(world: World) -> None:
    made = held(world)
    client = signed_in(world.board_member)
    for name in ("brief_docx", "board_outcome_docx"):
        body = client.get(reverse(name, args=[made.pk])).content
        paragraphs = [p.text for p in Document(io.BytesIO(body)).paragraphs]
        assert any("Närvaro" in text for text in paragraphs), name


def test_an_outcome_that_is_not_written_is_no_document(world: World) -> None:
    made = written(world)

    answer = signed_in(world.head).get(reverse("board_outcome_pdf", args=[made.pk]))

    assert answer.status_code == 404
