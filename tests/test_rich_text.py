"""What people write stays text: on every page, in every file, whatever it looks like."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from rodtrad.core.export import table_response
from rodtrad.drafts.actions import save_draft
from rodtrad.goals.models import Goal
from rodtrad.reports.models import Section
from tests.doors import DOORS, each_door
from tests.test_headers import refused
from tests.world import World

ATTACK = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{ 7|add:7 }}"
PAGES = sorted(name for name, door in DOORS.items() if not door.writes)
# What the addresses of pages ask for, all of them in one question.
ASKED = (
    *("q", "enhet", "lasar", "slag", "vems", "ordna", "ordning", "sortera", "visa", "lage"),
    *("period", "kommun", "till", "indikator", "ur", "stodjer", "version", "under", "roll"),
    *("page", "sida", "format", "skolform", "revidering", "kalla", "varden", "gemensamt"),
)
# What every installation starts with, and what doors choose from by its words.
GIVEN = {"event", "schoolform", "role", "reportkind", "scale", "scaleoption", "bankquestion"}
# Keys and codes that other rows or the code itself lean on.
SPARED = {"path", "code", "email", "password", "key", "period", "content_hash", "file", "object_id"}


def _texts(model: type[models.Model]) -> Iterator[str]:
    """The fields of a model that hold what somebody has written, and may be alike in all rows."""
    apart = {
        name
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
        for name in rule.fields
    }
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField)
        spared = field.choices or field.unique or field.name in SPARED | apart
        if is_text and not spared:
            yield field.name


def poison() -> int:
    """Write the attack in every text of every row, past the forms; how many fields were written."""
    written = 0
    for config in apps.get_app_configs():
        if not config.name.startswith("rodtrad."):
            continue
        for model in config.get_models():
            if model._meta.model_name in GIVEN:
                continue
            for name in _texts(model):
                length = getattr(model._meta.get_field(name), "max_length", None) or 1_000
                if length >= len(ATTACK):
                    written += model._default_manager.update(**{name: ATTACK})
    return written


def _pages(world: World) -> Iterator[tuple[str, Client, str]]:
    """Every page by name, somebody it is open to, and its address."""
    for name, door in each_door(PAGES):
        client = Client()
        client.force_login(world.cast[min(door.who, default="development_head")])
        yield name, client, reverse(name, args=door.where(world))


def _is_page(response: Any) -> bool:
    return str(response.headers.get("Content-Type", "")).startswith("text/html")


def test_markup_in_stored_text_is_never_markup_on_a_page(world: World) -> None:
    assert poison() > 50
    shown = 0
    for name, client, address in _pages(world):
        response = client.get(address)
        if _is_page(response):
            page = response.content.decode()
            assert refused(page) == [], name
            assert "<img src=x" not in page, name
            shown += "&lt;img src=x onerror" in page
    # The attack was there to be shown.
    assert shown > 40


def test_markup_in_the_address_is_never_markup_on_the_page(world: World) -> None:
    for name, client, address in _pages(world):
        response = client.get(address, dict.fromkeys(ASKED, ATTACK))
        assert response.status_code in (200, 302, 404), name
        if _is_page(response):
            assert refused(response.content.decode()) == [], name


@pytest.mark.parametrize("odd", ["²", "9" * 30, "-1", "a\u202eb"])
def test_odd_values_in_the_address_break_nothing(world: World, odd: str) -> None:
    for name, client, address in _pages(world):
        found = client.get(address, dict.fromkeys(ASKED, odd)).status_code
        assert found in (200, 302, 404), name
        # One wrong value may hide another: those that are read as numbers, each alone.
        for asked in ("ur", "stodjer", "indikator", "version", "page", "sida"):
            found = client.get(address, {asked: odd}).status_code
            assert found in (200, 302, 404), f"{name} {asked}={odd}"


def test_a_null_character_in_the_address_is_refused(world: World, client: Client) -> None:
    client.force_login(world.principal)

    assert client.get(reverse("goal_list") + "?q=%00").status_code == 400


def test_a_draft_with_markup_is_data_on_the_page(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("goal_edit", args=[world.goal.pk])
    key = client.get(address).context["draft_key"]
    save_draft(
        user=world.principal,
        key=key,
        values={"title": [f"</script>{ATTACK}"]},
        base_revision=None,
        now=timezone.now() - timedelta(hours=1),
    )

    page = client.get(address).content.decode()

    assert "onerror" in page
    assert refused(page) == []


def test_rich_text_is_cleaned_on_the_way_in(world: World, client: Client) -> None:
    client.force_login(world.principal)
    section = world.report.sections.all()[0]
    sent = (
        '<div onclick="x()">Eleverna <strong style="color:red">läser</strong>'
        '<a href="javascript:x()">mer</a><iframe src="//x"></iframe><script>x()</script></div>'
    )

    client.post(
        reverse("section_edit", args=[section.pk]), {"text": sent, "revision": section.revision}
    )

    stored = Section.objects.get(pk=section.pk).text
    assert "läser" in stored
    for forbidden in ("onclick", "style", "javascript", "iframe", "script", "x()"):
        assert forbidden not in stored


TYPST = '#read("/etc/passwd") $x^2$ @ref <etikett> = Rubrik *fet* \\ // [a](b) `kod`'


def _report_with(world: World, client: Client, text: str) -> None:
    """A report whose goal and text hold what could be taken for commands."""
    client.force_login(world.principal)
    Goal.objects.filter(pk=world.goal.pk).update(title=text)
    section = world.report.sections.all()[0]
    client.post(
        reverse("section_edit", args=[section.pk]), {"text": text, "revision": section.revision}
    )


@pytest.mark.parametrize("text", [TYPST, "{{ 7 }} {% x %} & <b> ]]> \"'"])
def test_the_reports_files_hold_the_text_literally(world: World, client: Client, text: str) -> None:
    _report_with(world, client, text)

    answer = client.get(reverse("report_docx", args=[world.report.pk]))
    docx = Document(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    words = "\n".join(paragraph.text for paragraph in docx.paragraphs)
    assert text.split(" <")[0] in words

    answer = client.get(reverse("report_pdf", args=[world.report.pk]))
    pdf = b"".join(answer) if answer.streaming else answer.content
    shown = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    flat = "".join(shown.stdout.decode().split())
    assert "".join(text.split(" <")[0].split())[:12] in flat


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "＝1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_an_export_never_holds_a_formula(formula: str, rf: Any) -> None:
    sheet = table_response(rf.get("/?format=xlsx"), "lista", ["Titel"], [[formula]])
    with zipfile.ZipFile(io.BytesIO(sheet.content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    cells = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0)
    assert str(cells.to_python()[1][0]).strip() == formula.strip()

    flat = table_response(rf.get("/?format=csv"), "lista", ["Titel"], [[formula]])
    text = flat.content.decode("utf-8-sig")
    (cell,) = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]
    assert cell == f"'{formula}"


def test_a_link_in_a_list_is_text_in_its_export(rf: Any) -> None:
    sheet = table_response(rf.get("/?format=xlsx"), "lista", ["Titel"], [["http://elak.example"]])

    with zipfile.ZipFile(io.BytesIO(sheet.content)) as parts:
        assert not any("rels" in name and "sheet1" in name for name in parts.namelist())
