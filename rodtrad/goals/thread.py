"""The red thread of a goal as a picture: from the law down to what was done, and back up.

Drawn by hand as SVG with classes (goals.css), in two shapes: rows of boxes for a wide page and one
column for a phone. Pure: the same thread gives the same text. The page also shows the thread as a
nested list, which says the same in words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Final

_LINE: Final = 17.0
_PAD: Final = 10.0
_CHARACTER: Final = 6.9
_GAP: Final = 14.0
_BETWEEN: Final = 40.0
_BEADS: Final = 22.0
_WIDE: Final = 760.0
_NARROW: Final = 320.0
_MOST_LINES: Final = 4


@dataclass(frozen=True, slots=True)
class Knot:
    """One thing on the thread. A missing one is drawn as a hole, with words."""

    label: str
    url: str = ""
    note: str = ""
    is_missing: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """Things of one kind, as the activities of a goal."""

    kind: str
    name: str
    """For the class of its boxes: law, shared, goal, activity, effect, review or area."""
    knots: tuple[Knot, ...]


@dataclass(frozen=True, slots=True)
class _Box:
    knot: Knot
    level: Level
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    note: tuple[str, ...]

    @property
    def height(self) -> float:
        return 2 * _PAD + _LINE * (1 + len(self.lines) + len(self.note))

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def thread_svg(levels: Sequence[Level], *, title: str, uid: str, is_narrow: bool = False) -> str:
    """Return the thread as one ``<svg>`` with title and description.

    Args:
        levels: from the top down; each has at least one knot.
        uid: makes the ids unique on the page.
        is_narrow: one column, for a phone.
    """
    rows = _narrow_rows(levels) if is_narrow else _wide_rows(levels)
    boxes = [box for row in rows for box in row]
    width = _NARROW if is_narrow else _WIDE
    height = max(box.bottom for box in boxes) + 8
    threads = _rail(boxes) if is_narrow else _threads(levels, boxes)
    parts = [
        f'<svg class="thread-picture" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="group" aria-labelledby="{uid}-t {uid}-d">',
        f'<title id="{uid}-t">{escape(title)}</title>',
        f'<desc id="{uid}-d">{escape(describe(levels))}</desc>',
        *threads,
        *_return(levels, boxes, is_narrow=is_narrow),
        *(_drawn(box) for box in boxes),
        "</svg>",
    ]
    return "".join(parts)


def describe(levels: Sequence[Level]) -> str:
    """Say the thread in words, from the top down."""
    parts = []
    for level in levels:
        names = [knot.label for knot in level.knots if not knot.is_missing]
        parts.append(f"{level.kind}: {'; '.join(names) if names else 'saknas'}.")
    return " ".join(parts)


def _box(knot: Knot, level: Level, x: float, y: float, width: float) -> _Box:
    room = int((width - 2 * _PAD) / _CHARACTER)
    lines = textwrap.wrap(knot.label, room) or [""]
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], textwrap.shorten(lines[_MOST_LINES - 1], room - 1)]
        lines[-1] = lines[-1][: room - 1] + "…"
    return _Box(knot, level, x, y, width, tuple(lines), tuple(textwrap.wrap(knot.note, room)[:2]))


def _narrow_rows(levels: Sequence[Level]) -> list[list[_Box]]:
    rows, y = [], 4.0
    for level in levels:
        for knot in level.knots:
            box = _box(knot, level, 26, y, _NARROW - 26 - 14)
            rows.append([box])
            y = box.bottom + _GAP
    return rows


def _wide_rows(levels: Sequence[Level]) -> list[list[_Box]]:
    rows, y = [], 4.0
    for level in levels:
        # Two columns hold four better than three; more than three columns is too narrow to read.
        columns = 2 if len(level.knots) == 4 else min(3, len(level.knots))
        width = min((_WIDE - 60 - _GAP * (columns - 1)) / columns, 400.0)
        left = (_WIDE - width * columns - _GAP * (columns - 1)) / 2
        for first in range(0, len(level.knots), columns):
            row = [
                _box(knot, level, left + column * (width + _GAP), y, width)
                for column, knot in enumerate(level.knots[first : first + columns])
            ]
            rows.append(row)
            y += max(box.height for box in row) + _BEADS
        y += _BETWEEN - _BEADS
    return rows


def _threads(levels: Sequence[Level], boxes: Sequence[_Box]) -> list[str]:
    """Threads that gather in a knot between two levels and part again below it.

    Where a level has several rows its boxes hang as beads, one under another.
    """
    drawn = []
    strings = [_strings([box for box in boxes if box.level is level]) for level in levels]
    for beads in (string for level in strings for string in level):
        for above, below in pairwise(beads):
            drawn.append(
                _curve(
                    above.middle,
                    above.bottom,
                    below.middle,
                    below.y,
                    is_missing=below.knot.is_missing,
                )
            )
    for parents, children in pairwise(strings):
        top = max(string[-1].bottom for string in parents)
        x, y = _WIDE / 2, (top + min(string[0].y for string in children)) / 2
        for box in (string[-1] for string in parents):
            # From a short string straight down first, so that the thread keeps clear of boxes.
            drawn.append(
                _curve(box.middle, box.bottom, box.middle, top, is_missing=box.knot.is_missing)
            )
            drawn.append(_curve(box.middle, top, x, y, is_missing=box.knot.is_missing))
        for box in (string[0] for string in children):
            drawn.append(_curve(x, y, box.middle, box.y, is_missing=box.knot.is_missing))
        drawn.append(f'<circle class="thread-knot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    return drawn


def _strings(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """The boxes of a level column by column, each from the top down."""
    columns: dict[float, list[_Box]] = {}
    for box in boxes:
        columns.setdefault(box.x, []).append(box)
    return list(columns.values())


def _curve(x0: float, y0: float, x1: float, y1: float, *, is_missing: bool) -> str:
    name = "thread-line thread-line-missing" if is_missing else "thread-line"
    middle = (y0 + y1) / 2
    return (
        f'<path class="{name}" fill="none" d="M{x0:.1f} {y0:.1f}C{x0:.1f} {middle:.1f} '
        f'{x1:.1f} {middle:.1f} {x1:.1f} {y1:.1f}"/>'
    )


def _rail(boxes: Sequence[_Box]) -> list[str]:
    """One thread down the left side with a knot for each box."""
    first, last = boxes[0].y + 18, boxes[-1].y + 18
    drawn = [f'<path class="thread-line" fill="none" d="M10 {first:.1f}V{last:.1f}"/>']
    for box in boxes:
        y = box.y + 18
        missing = " thread-line-missing" if box.knot.is_missing else ""
        drawn.append(f'<path class="thread-line{missing}" fill="none" d="M10 {y:.1f}H26"/>')
        drawn.append(f'<circle class="thread-knot" cx="10" cy="{y:.1f}" r="4.5"/>')
    return drawn


def _return(levels: Sequence[Level], boxes: Sequence[_Box], *, is_narrow: bool) -> list[str]:
    """The way back up: what the analysis found leads to the goal again."""
    goals = [box for box in boxes if box.level.name == "goal"]
    ends = [box for box in boxes if box.level is levels[-1] and box.level.name in _LEADS_BACK]
    if not goals or not ends:
        return []
    start, end = ends[-1], goals[-1]
    y0, y1 = start.y + start.height / 2, end.y + end.height / 2
    x = _NARROW - 5 if is_narrow else _WIDE - 22
    x0, x1 = start.x + start.width, end.x + end.width
    bend = min(9.0, x - max(x0, x1))
    return [
        f'<path class="thread-back" fill="none" d="M{x0:.1f} {y0:.1f}H{x - bend:.1f}'
        f"Q{x:.1f} {y0:.1f} {x:.1f} {y0 - 9:.1f}V{y1 + 9:.1f}"
        f'Q{x:.1f} {y1:.1f} {x - bend:.1f} {y1:.1f}H{x1 + 7:.1f}"/>',
        f'<path class="thread-arrow" d="M{x1 + 1:.1f} {y1:.1f}l8 -5v10z"/>',
    ]


_LEADS_BACK: Final = frozenset({"review", "area"})


def _drawn(box: _Box) -> str:
    state = " thread-box-missing" if box.knot.is_missing else ""
    state += " thread-box-current" if box.knot.is_current else ""
    x, y = box.x + _PAD, box.y + _PAD + 12
    texts = [f'<text class="thread-word" x="{x:.1f}" y="{y:.1f}">{escape(box.level.kind)}</text>']
    for line in box.lines:
        y += _LINE
        texts.append(f'<text class="thread-label" x="{x:.1f}" y="{y:.1f}">{escape(line)}</text>')
    for line in box.note:
        y += _LINE
        texts.append(f'<text class="thread-note" x="{x:.1f}" y="{y:.1f}">{escape(line)}</text>')
    inner = (
        f'<rect class="thread-box thread-box-{box.level.name}{state}" x="{box.x:.1f}" '
        f'y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="8"/>'
        + "".join(texts)
    )
    if not box.knot.url or box.knot.is_current:
        return f"<g>{inner}</g>"
    return f'<a href="{escape(box.knot.url)}" class="thread-link">{inner}</a>'
