"""Units beside each other by size, with the lines that chance alone draws, as SVG.

A funnel says which units differ more than their size explains, and ranks nobody. Pure, like
`charts.py`: colours come from classes on a page and from attributes in print, and marks differ in
shape as well.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from rodtrad.core.numbers import NO_BREAK_SPACE, format_number
from rodtrad.core.svg import Box, Pen, place_labels

_Scale = Callable[[float], float]

WIDTH: Final = 640
HEIGHT: Final = 380
_TOP: Final = 26
_BOTTOM: Final = 46
_RIGHT: Final = 18
# With more units than this only those outside the lines are named.
MOST_NAMED: Final = 14


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """A unit: how many it has, its share in percent, and whether it falls outside the lines."""

    label: str
    n: int
    share: float
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class FunnelLine:
    """The four lines at one size, in percent."""

    n: float
    inner_low: float
    inner_high: float
    outer_low: float
    outer_high: float


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """What a funnel shows. Shares are percent; ``lines`` stand in order of size.

    ``own`` are the units that the page is about, ``others`` those they are seen among.
    """

    title: str
    centre: float
    centre_label: str
    own: tuple[FunnelPoint, ...]
    others: tuple[FunnelPoint, ...]
    lines: tuple[FunnelLine, ...]
    x_label: str = "Antal elever"
    decimals: int = 1


def describe_funnel(chart: FunnelChart) -> str:
    """Return the text alternative: the common share, and which units fall outside the lines."""
    words = [
        f"{chart.centre_label} {_percent(chart.centre, chart.decimals)}.",
        f"{len(chart.own)} {'enhet' if len(chart.own) == 1 else 'enheter'}.",
    ]
    if chart.others:
        words.append(f"{len(chart.others)} andra skolor som jämförelse.")
    outside = [point for point in chart.own if point.is_outside]
    if outside:
        named = ", ".join(
            f"{point.label} {_percent(point.share, chart.decimals)}" for point in outside[:12]
        )
        more = f" och {len(outside) - 12} till" if len(outside) > 12 else ""
        words.append(f"Utanför det väntade: {named}{more}.")
    else:
        words.append("Alla ligger inom linjerna.")
    return " ".join(words)


def funnel_svg(chart: FunnelChart, *, for_print: bool = False, id_prefix: str = "") -> str:
    """Return the funnel as one ``<svg>`` element with title and description."""
    pen = Pen(for_print=for_print)
    uid = id_prefix or "funnel-" + hashlib.sha256(repr(chart).encode()).hexdigest()[:10]
    pen.open(WIDTH, HEIGHT, uid, chart.title, describe_funnel(chart))
    ticks = _share_ticks(chart)
    left = pen.width(format_number(ticks[-1], 0)) + 14
    frame = Box(left, _TOP, WIDTH - _RIGHT, HEIGHT - _BOTTOM)
    low, high = ticks[0], ticks[-1]
    largest = max([line.n for line in chart.lines] or [1.0])

    def x(n: float) -> float:
        # The square root: small units, where chance is large, get the room that they need.
        return frame.left + math.sqrt(max(n, 0) / largest) * (frame.right - frame.left)

    def y(share: float) -> float:
        inside = min(max(share, low), high)
        return frame.bottom - (inside - low) / (high - low) * frame.height

    for tick in ticks:
        pen.line("grid", frame.left, y(tick), frame.right, y(tick))
        pen.text("tick", frame.left - 6, y(tick) + 4, format_number(tick, 0), anchor="end")
    pen.text("tick", 2, 13, "%", anchor="start")
    pen.line("axis", frame.left, frame.bottom, frame.right, frame.bottom)
    for n in _size_ticks(largest):
        pen.line("axis", x(n), frame.bottom, x(n), frame.bottom + 4)
        pen.text("tick", x(n), frame.bottom + 17, format_number(n), anchor="middle")
    pen.text("tick", frame.right, frame.bottom + 36, chart.x_label, anchor="end")
    for kind, bounds in (
        ("funnel-outer", [(line.n, line.outer_low, line.outer_high) for line in chart.lines]),
        ("funnel-inner", [(line.n, line.inner_low, line.inner_high) for line in chart.lines]),
    ):
        if bounds:
            pen.path(kind, [(x(n), y(bottom)) for n, bottom, _ in bounds])
            pen.path(kind, [(x(n), y(top)) for n, _, top in bounds])
    pen.line("funnel-centre", frame.left, y(chart.centre), frame.right, y(chart.centre))
    pen.dots("funnel-others", [(x(p.n), y(p.share)) for p in chart.others], radius=2)
    marks = _draw_own(pen, chart, x, y)
    _name_units(pen, chart, frame, marks)
    return pen.close()


def _draw_own(pen: Pen, chart: FunnelChart, x: _Scale, y: _Scale) -> list[tuple[float, float]]:
    places = []
    for point in chart.own:
        at = (x(point.n), y(point.share))
        places.append(at)
        hint = f"{point.label}: {_percent(point.share, chart.decimals)}, {format_number(point.n)}"
        if point.is_outside:
            pen.diamond("funnel-out", *at, radius=6.5, hint=hint)
        else:
            pen.dot("funnel-own", *at, radius=4.5, hint=hint)
    return places


def _name_units(
    pen: Pen, chart: FunnelChart, frame: Box, marks: Sequence[tuple[float, float]]
) -> None:
    """Write names beside the marks, those outside the lines first; one without room is left out."""
    obstacles = [Box.around(*at, 6, 6) for at in marks]
    wanted = []
    order = sorted(zip(chart.own, marks, strict=True), key=lambda pair: not pair[0].is_outside)
    for point, (px, py) in order:
        if not point.is_outside and len(chart.own) > MOST_NAMED:
            continue
        half = pen.width(point.label) / 2
        spots = [
            Box.around(px + half + 10, py, half, 7),
            Box.around(px - half - 10, py, half, 7),
            Box.around(px, py - 14, half, 7),
            Box.around(px, py + 14, half, 7),
        ]
        wanted.append((point.label, spots))
    for text, box in place_labels(wanted, frame.grown(0, 14), obstacles):
        pen.text("funnel-name", (box.left + box.right) / 2, box.bottom - 3, text, anchor="middle")


def _share_ticks(chart: FunnelChart) -> list[float]:
    values = [point.share for point in (*chart.own, *chart.others)] + [chart.centre]
    low, high = min(values), max(values)
    low, high = max(0.0, low - 6), min(100.0, high + 6)
    step = next((s for s in (5, 10, 20) if (high - low) / s <= 7), 20)
    start, stop = math.floor(low / step), math.ceil(high / step)
    return [float(n * step) for n in range(start, max(stop, start + 1) + 1)]


def _size_ticks(largest: float) -> list[int]:
    """Return sizes to mark: round numbers, not so near each other that their labels meet."""
    found: list[int] = []
    room = 0.0
    for n in (0, 10, 25, 50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000):
        if n > largest:
            break
        here = math.sqrt(n / largest) * WIDTH
        if not found or here - room >= 44:
            found.append(n)
            room = here
    return found


def _percent(share: float, decimals: int) -> str:
    return f"{format_number(share, decimals)}{NO_BREAK_SPACE}%"
