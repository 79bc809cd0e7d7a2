"""The command `report` gives the same as the page, and says in Swedish why it cannot."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rodtrad.core.frozen import checksum
from rodtrad.reports.actions import new_version
from rodtrad.reports.models import Snapshot
from rodtrad.reports.tests.helpers import (
    adopted_administration_report,
    adopted_report,
    draft_report,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def write(out: Path, *, unit: str = "54436997", year: str = "2025/26", kind: str = "json") -> str:
    """Run the command; what it says."""
    said = io.StringIO()
    call_command("report", unit=unit, year=year, format=kind, out=out, stdout=said)
    return said.getvalue()


def test_json_of_an_adopted_report_is_what_the_checksum_is_of(world: World, tmp_path: Path) -> None:
    report = adopted_report(world)
    # A correction that has begun does not hide what is adopted.
    new_version(report, by=world.principal)
    out = tmp_path / "rapport.json"
    assert "fastställd, version 1" in write(out)
    assert checksum(out.read_text("utf-8")) == Snapshot.objects.get(report=report).sha256


def test_a_draft_is_written_when_nothing_is_adopted(world: World, tmp_path: Path) -> None:
    draft_report(world)
    out = tmp_path / "rapport.json"
    assert "utkast, version 1" in write(out)
    assert json.loads(out.read_text("utf-8"))["unit"]["name"] == "Västerportskolan"


@pytest.mark.parametrize(("kind", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_documents_are_written(world: World, tmp_path: Path, kind: str, start: bytes) -> None:
    draft_report(world)
    out = tmp_path / f"rapport.{kind}"
    write(out, kind=kind)
    assert out.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("unit", "year", "reason"),
    [
        ("00000000", "2025/26", "ingen enhet med koden 00000000"),
        ("54436997", "2025/27", "inte ett läsår"),
        ("10000002", "2025/26", "Östra skolan har ingen rapport för läsåret 2025/26"),
    ],
)
def test_what_does_not_exist_is_said(
    world: World, tmp_path: Path, unit: str, year: str, reason: str
) -> None:
    draft_report(world)
    with pytest.raises(CommandError, match=reason):
        write(tmp_path / "rapport.json", unit=unit, year=year)


def test_a_folder_that_is_not_there_is_said(world: World, tmp_path: Path) -> None:
    draft_report(world)
    with pytest.raises(CommandError, match="går inte att skriva"):
        write(tmp_path / "saknas" / "rapport.json")


def test_a_damaged_report_is_not_written(world: World, tmp_path: Path) -> None:
    adopted_report(world)
    Snapshot.objects.update(content="{}")
    out = tmp_path / "rapport.json"
    with pytest.raises(CommandError, match="kontrollsumman"):
        write(out)
    assert not out.exists()


def write_kind(out: Path, **options: str) -> str:
    """Run the command for a kind; what it says."""
    said = io.StringIO()
    call_command("report", out=out, stdout=said, **{"year": "2025/26", "format": "json", **options})
    return said.getvalue()


@pytest.mark.parametrize("kind", ["preschool", "compulsory", "overall"])
def test_each_of_the_administrations_reports_is_written(
    world: World, tmp_path: Path, kind: str
) -> None:
    report = adopted_administration_report(world, kind)
    out = tmp_path / "rapport"
    assert "fastställd, version 1" in write_kind(out, kind=kind)
    assert checksum(out.read_text("utf-8")) == Snapshot.objects.get(report=report).sha256
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        write_kind(out, kind=kind, format=ending)
        assert out.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"kind": "overall"}, "Förvaltningen har ingen rapport för läsåret 2025/26"),
        ({"kind": "unit"}, "Skriv vilken enhets rapport"),
        ({"kind": "okänd"}, "Det finns inget rapportslag okänd. De som finns: unit, preschool"),
        ({"kind": "overall", "year": "2025"}, "skrivs per läsår"),
        ({"kind": "overall", "year": "i fjol"}, "inte en period"),
    ],
)
def test_what_cannot_be_written_is_said_in_swedish(
    world: World, tmp_path: Path, options: dict[str, str], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        write_kind(tmp_path / "rapport", **options)
    assert not (tmp_path / "rapport").exists()
