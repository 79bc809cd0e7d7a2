"""A wheel on paper, as a picture, as a table and from the command line."""

import json
import xml.etree.ElementTree as ET
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import vobject
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from rodtrad.yearwheel.layout.frames import PHONE, POSTER, SCREEN
from rodtrad.yearwheel.models import Wheel
from rodtrad.yearwheel.queries.scene import scene_of
from rodtrad.yearwheel.render.files import to_file
from rodtrad.yearwheel.tests.wheels import build_wheels, item
from tests.verapdf import validate
from tests.world import World

SVG = "{http://www.w3.org/2000/svg}"


def _address(one: Any) -> str:
    return f"https://rodtrad.example/{one.item.pk}"


@pytest.mark.parametrize("paper", ["a3", "a4"])
def test_the_pdf_holds_the_standards_for_archives_and_for_screen_readers(
    world: World, tmp_path: Path, paper: str
) -> None:
    made = build_wheels(world)
    # What no font has, and what would be markup, are printed as text.
    item(made.ska, "Elevråd 🎉 #pagebreak() <b>", world.head, week=45)
    file = to_file(scene_of(made.ska), paper, _address)
    path = tmp_path / "hjul.pdf"
    path.write_bytes(file.body)

    assert validate(path, "ua1") == []
    assert validate(path, "2a") == []


def test_the_pdf_has_the_same_items_as_a_table(world: World) -> None:
    made = build_wheels(world)
    scene = scene_of(made.principals)
    assert to_file(scene, "a3", _address).body[:5] == b"%PDF-"
    assert "3 punkter" in scene.description
    assert "Indikatorer till nämnden" in scene.description


def test_the_picture_is_a_drawing_with_a_name_and_nothing_that_runs(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, '<script>alert(1)</script> & "sånt"', world.head, week=45)
    scene = scene_of(made.ska)

    drawn = ET.fromstring(to_file(scene, "svg", _address).body)  # noqa: S314  # our own

    assert drawn.find(f"{SVG}title") is not None
    assert drawn.get("role") == "img"
    assert not list(drawn.iter(f"{SVG}script"))
    assert not any("style" in element.attrib for element in drawn.iter())


def test_on_a_page_every_item_is_a_link_with_a_name(world: World) -> None:
    made = build_wheels(world)
    scene = scene_of(made.principals)
    for frame in (SCREEN, PHONE):
        text = scene.svg(frame, today=None, address=_address)
        drawn = ET.fromstring(text)  # noqa: S314  # our own

        marks = [a for a in drawn.iter(f"{SVG}a") if "wheel-mark" in a.get("class", "")]
        assert len(marks) == 3
        for mark in marks:
            title = mark.find(f"{SVG}title")
            assert title is not None
            assert title.text
            assert mark.get("href", "").startswith("https://rodtrad.example/")
        assert not any("style" in element.attrib for element in drawn.iter())


def test_rings_differ_in_pattern_and_not_only_in_colour(world: World) -> None:
    made = build_wheels(world)
    text = scene_of(made.ska).svg(POSTER, today=None)
    drawn = ET.fromstring(text)  # noqa: S314  # our own

    tiles = set()
    for tile in drawn.iter(f"{SVG}pattern"):
        shapes = [(child.tag, child.get("d"), child.get("r")) for child in tile]
        tiles.add(tuple(shapes))
    assert len(tiles) == made.ska.kind.rings.count()


def test_a_filter_and_a_wheel_laid_over_hold_for_page_and_file(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)
    over = f"?med={made.board.pk}"

    page = client.get(reverse("wheel_detail", args=[made.principals.pk]) + over)
    assert len(page.context["scene"].items) == 4
    file = client.get(reverse("wheel_file", args=[made.principals.pk, "ics"]) + over)
    assert len(vobject.readOne(file.content.decode()).vevent_list) == 4

    ring = page.context["scene"].rings[0].code
    one_ring = client.get(reverse("wheel_table", args=[made.principals.pk]) + f"{over}&ring={ring}")
    assert {row.item.title for row in one_ring.context["scene"].items} == {
        "Analys av betyg årskurs 9",
        "Svar till skolchefen",
    }
    quarter = client.get(reverse("wheel_detail", args=[made.principals.pk]) + "?kvartal=3")
    assert {row.item.title for row in quarter.context["scene"].items} == {"Tjänstefördelning"}


def test_odd_filters_are_no_fault(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)
    address = reverse("wheel_detail", args=[made.principals.pk])
    for query in ("kvartal=9", "ring=x", "med=x&med=99999999999", "ring=%00", "kvartal=²"):
        assert client.get(f"{address}?{query}").status_code in (200, 400), query
    assert client.get(reverse("wheel_file", args=[made.principals.pk, "exe"])).status_code == 404


def test_the_command_writes_every_format(world: World, tmp_path: Path) -> None:
    build_wheels(world)
    starts = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF-", "ics": b"BEGIN:VCALENDAR"}
    for name, start in {**starts, "json": b"{"}.items():
        target, out = tmp_path / f"hjul.{name}", StringIO()
        call_command("wheel", kind="rektor", year="2026/27", format=name, out=target, stdout=out)
        assert target.read_bytes().startswith(start), name
        assert "Rektorshjulet 2026/27 (Fastställt 10 augusti 2026" in out.getvalue()
    content = json.loads((tmp_path / "hjul.json").read_text())
    assert [one["first"] for one in content["items"]] == ["2026-10-01", "2026-10-15", "2027-03-08"]
    call_command("wheel", kind="nyckeltal", year="2026", out=tmp_path / "b.svg", stdout=StringIO())


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"kind": "finns-inte", "year": "2026/27"}, "Det finns inget hjulslag finns-inte"),
        ({"kind": "ska", "year": "2026"}, "är inte ett läsår"),
        ({"kind": "nyckeltal", "year": "2026/27"}, "är inte ett kalenderår"),
        ({"kind": "rektor", "year": "2031/32"}, "finns inte för 2031/32. Gör det i Rödtråd"),
        ({"kind": "enhet-ska", "year": "2026/27", "unit": "x"}, "för enheten x"),
    ],
)
def test_the_command_says_what_is_wrong(
    world: World, tmp_path: Path, said: dict[str, str], message: str
) -> None:
    build_wheels(world)
    with pytest.raises(CommandError, match=message):
        call_command("wheel", out=tmp_path / "x.svg", **said)


def test_the_command_says_where_it_cannot_write(world: World, tmp_path: Path) -> None:
    build_wheels(world)
    with pytest.raises(CommandError, match="Det går inte att skriva"):
        call_command("wheel", kind="rektor", year="2026/27", out=tmp_path / "a" / "b.svg")


def test_a_draft_says_so_on_the_paper(world: World) -> None:
    made = build_wheels(world)
    text = scene_of(Wheel.objects.get(pk=made.ska.pk)).svg(POSTER, today=None)

    assert ">Utkast<" in text
