"""Units beside each other by size, with the lines that chance alone draws, as SVG.

A funnel says which units differ more than their size explains, and ranks nobody. Pure, like
`charts.py`: colours come from classes on a page and from attributes in print, and marks differ in
shape as well.
"""

from __future__ import annotations

import hashlib
import itertools
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
    # A little more than the largest unit, so that its mark stands inside.
    largest = max([line.n for line in chart.lines] or [1.0]) * 1.06

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
    for n in _size_ticks(largest, frame.right - frame.left):
        pen.line("axis", x(n), frame.bottom, x(n), frame.bottom + 4)
        pen.text("tick", x(n), frame.bottom + 17, format_number(n), anchor="middle")
    pen.text("tick", frame.right, frame.bottom + 36, chart.x_label, anchor="end")
    for kind, bounds in (
        ("funnel-outer", [(line.n, line.outer_low, line.outer_high) for line in chart.lines]),
        ("funnel-inner", [(line.n, line.inner_low, line.inner_high) for line in chart.lines]),
    ):
        for line in (
            [(n, bottom) for n, bottom, _ in bounds],
            [(n, top) for n, _, top in bounds],
        ):
            for run in _inside(line, low, high):
                pen.path(kind, [(x(n), y(share)) for n, share in run])
    pen.line("funnel-centre", frame.left, y(chart.centre), frame.right, y(chart.centre))
    pen.dots("funnel-others", [(x(p.n), y(p.share)) for p in chart.others], radius=2)
    marks = _draw_own(pen, chart, x, y)
    level = y(chart.centre)
    centre = Box(frame.left, level - 1, frame.right, level + 1)
    _name_units(pen, chart, frame, marks, centre)
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
    pen: Pen,
    chart: FunnelChart,
    frame: Box,
    marks: Sequence[tuple[float, float]],
    centre: Box,
) -> None:
    """Write names beside the marks, those outside the lines first; one without room is left out."""
    obstacles = [centre, *(Box.around(*at, 6, 6) for at in marks)]
    wanted = []
    order = sorted(zip(chart.own, marks, strict=True), key=lambda pair: not pair[0].is_outside)
    for point, (px, py) in order:
        if not point.is_outside and len(chart.own) > MOST_NAMED:
            continue
        half = pen.width(point.label) / 2
        # Beside it, straight over or under it, and then over or under to either side.
        spots = [
            Box.around(px + half + 10, py, half, 7),
            Box.around(px - half - 10, py, half, 7),
            *(
                Box.around(px + side * half, py + over, half, 7)
                for side in (0, -1, 1, -0.5, 0.5)
                for over in (-14, 14)
            ),
        ]
        wanted.append((point.label, spots))
    for text, box in place_labels(wanted, frame.grown(0, 14), obstacles):
        pen.text("funnel-name", (box.left + box.right) / 2, box.bottom - 3, text, anchor="middle")


def _share_ticks(chart: FunnelChart) -> list[float]:
    values = [point.share for point in (*chart.own, *chart.others)] + [chart.centre]
    # Units that are all alike stand close: without the lines of a middling one there is no funnel.
    sizes = sorted(point.n for point in (chart.own or chart.others))
    if sizes and chart.lines:
        middling = sizes[len(sizes) // 2]
        near = min(chart.lines, key=lambda line: abs(line.n - middling))
        values += [near.inner_low, near.inner_high]
    low, high = min(values), max(values)
    low, high = max(0.0, low - 6), min(100.0, high + 6)
    step = next((s for s in (5, 10, 20) if (high - low) / s <= 7), 20)
    start, stop = math.floor(low / step), math.ceil(high / step)
    return [float(n * step) for n in range(start, max(stop, start + 1) + 1)]


def _inside(
    line: Sequence[tuple[float, float]], low: float, high: float
) -> list[list[tuple[float, float]]]:
    """Return the parts of a line that lie within the chart: it ends where it leaves the chart.

    Drawn along the edge, a line would say that shares end there.
    """
    runs: list[list[tuple[float, float]]] = [[]]
    for before, here in itertools.pairwise(line):
        for n, share in _part_inside(before, here, low, high):
            if runs[-1] and runs[-1][-1] == (n, share):
                continue
            runs[-1].append((n, share))
        if not low <= here[1] <= high and runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _part_inside(
    before: tuple[float, float], here: tuple[float, float], low: float, high: float
) -> list[tuple[float, float]]:
    """Return the ends of the part of a straight line that lies between low and high."""
    (n1, s1), (n2, s2) = before, here
    if max(s1, s2) < low or min(s1, s2) > high:
        return []

    def at(share: float) -> tuple[float, float]:
        inside = min(max(share, low), high)
        if inside == share or s1 == s2:
            return (n1 if share == s1 else n2, inside)
        return (n1 + (n2 - n1) * (inside - s1) / (s2 - s1), inside)

    return [at(s1), at(s2)]


_SIZES = (
    *(0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750),
    *(1000, 1500, 2000, 3000, 4000, 5000, 7500, 10000, 15000, 20000, 30000, 50000, 100000),
)


def _size_ticks(largest: float, width: float) -> list[int]:
    """Return sizes to mark: round numbers from the largest that there is room for down to 0."""
    found: list[int] = []
    room = math.inf
    for n in reversed([n for n in _SIZES if n <= largest]):
        here = math.sqrt(n / largest) * width
        if room - here >= 44 and (n == 0 or here >= 44):
            found.append(n)
            room = here
    return found[::-1]


def _percent(share: float, decimals: int) -> str:
    return f"{format_number(share, decimals)}{NO_BREAK_SPACE}%"
