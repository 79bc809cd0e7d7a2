"""A wheel as a file: SVG, PNG, PDF on A3 or A4, calendar and JSON, for a page and a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

from rodtrad.core.typesetting import all_printable, typeset, typeset_picture
from rodtrad.yearwheel.layout.frames import POSTER
from rodtrad.yearwheel.queries.placing import Placed
from rodtrad.yearwheel.queries.scene import Scene, adopted_words
from rodtrad.yearwheel.render.calendar import to_calendar, uid_of

_ON_PAPER: Final = Path(__file__).with_name("wheel.typ")
_PICTURE: Final = Path(__file__).with_name("picture.typ")
# Pixels for each point of the drawing: legible on a screen, fit for a slide.
_PPI: Final = 144
COLUMNS: Final = ("Nr", "Vecka", "När", "Vad", "Ring", "Slag", "Ansvarig")
Address = Callable[[Placed], str]


@dataclass(frozen=True)
class WheelFile:
    """A file to download or to write."""

    body: bytes
    media_type: str
    ending: str


def _svg(scene: Scene, address: Address) -> WheelFile:
    # A picture for the wall has no hand: it would be wrong the day after.
    return WheelFile(scene.svg(POSTER, today=None).encode(), "image/svg+xml", "svg")


def _png(scene: Scene, address: Address) -> WheelFile:
    layout = scene.layout(POSTER, None)
    data = {
        "svg": scene.svg(POSTER, today=None),
        "width": round(layout.width),
        "height": round(layout.height),
    }
    body = typeset_picture(_PICTURE, {"wheel": all_printable(data)}, ppi=_PPI)
    return WheelFile(body, "image/png", "png")


def _pdf(paper: str) -> Callable[[Scene, Address], WheelFile]:
    def made(scene: Scene, address: Address) -> WheelFile:
        wheel = scene.wheel
        day = wheel.adopted_on or wheel.period.starts
        data = {
            "paper": paper,
            "title": scene.title,
            "unit": wheel.unit.name,
            "status": adopted_words(wheel),
            "description": scene.description,
            "svg": scene.svg(POSTER, today=None),
            "columns": list(COLUMNS),
            "rows": [[str(cell) for cell in row] for row in table_rows(scene)],
        }
        timestamp = int(datetime.combine(day, time(12), tzinfo=UTC).timestamp())
        body = typeset(_ON_PAPER, {"wheel": all_printable(data)}, timestamp=timestamp)
        return WheelFile(body, "application/pdf", "pdf")

    return made


def _ics(scene: Scene, address: Address) -> WheelFile:
    body = to_calendar(scene.title, scene.items, address)
    return WheelFile(body, "text/calendar; charset=utf-8", "ics")


def _json(scene: Scene, address: Address) -> WheelFile:
    wheel = scene.wheel
    content = {
        "kind": wheel.kind.code,
        "name": wheel.kind.name,
        "unit": {"code": wheel.unit.code, "name": wheel.unit.name},
        "year": wheel.period.label,
        "version": wheel.version,
        "state": wheel.state,
        "adopted_on": wheel.adopted_on.isoformat() if wheel.adopted_on else None,
        "learning_count": wheel.learning_count,
        "analysis_count": wheel.analysis_count,
        "rings": [one.spec.name for one in scene.rings],
        "items": [_as_json(one) for one in [*scene.items, *scene.nowhere]],
    }
    body = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return WheelFile(body.encode(), "application/json", "json")


def _as_json(one: Placed) -> dict[str, Any]:
    item = one.item
    return {
        "uid": uid_of(item),
        "title": item.title,
        "ring": item.ring.name,
        "kind": item.kind,
        "when": item.when,
        "first": one.span.first.isoformat() if one.span else None,
        "last": one.span.last.isoformat() if one.span else None,
        "problem": one.problem,
        "description": item.description,
        "role": item.role.name if item.role else None,
    }


# What a wheel can be had as, by the word in the address.
KINDS: Final[dict[str, Callable[[Scene, Address], WheelFile]]] = {
    "svg": _svg,
    "png": _png,
    "a3": _pdf("a3"),
    "a4": _pdf("a4"),
    "ics": _ics,
    "json": _json,
}


def to_file(scene: Scene, kind: str, address: Address) -> WheelFile:
    """The wheel as a file of one of KINDS.

    Args:
        address: where an item is read, as an absolute address.

    Raises:
        TypesetError: when the typesetter refuses or takes longer than a minute.
    """
    return KINDS[kind](scene, address)


def table_rows(scene: Scene) -> list[tuple[str | int, ...]]:
    """The items as rows under COLUMNS."""
    return [
        (
            one.number,
            one.week or "",
            one.when,
            one.item.title,
            one.item.ring.name,
            str(one.item.get_kind_display()),
            responsible(one),
        )
        for one in scene.items
    ]


def responsible(one: Placed) -> str:
    """Who sees to the item: the role, and the person where one is named."""
    return ", ".join(str(who) for who in (one.item.role, one.item.person) if who is not None)
