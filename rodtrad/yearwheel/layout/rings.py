"""Rings and lanes: items of one ring that fall at the same time lie side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rodtrad.yearwheel.layout.shapes import Dial, Sector
from rodtrad.yearwheel.when import Span

# Between two items of a lane, between two lanes, and between two rings.
_AIR, _SEAM, _GAP = 1.5, 1.5, 5.0
# Room inside a ring before its first and after its last lane.
_EDGE = 2.5


@dataclass(frozen=True, slots=True)
class Band:
    """A ring's place between two radii."""

    ring: int
    r0: float
    r1: float


@dataclass(frozen=True, slots=True)
class Room:
    """What the rings have to keep.

    Attributes:
        inner, outer: the radii between which they lie; more lanes push the outer one out.
        width: the least width of an item along the ring.
        lane: the least thickness of a lane.
        thickest: how thick a lane becomes at most.
    """

    inner: float
    outer: float
    width: float
    lane: float
    thickest: float = 34.0


def place(
    spans: Mapping[int, tuple[int, Span]], rings: Sequence[int], dial: Dial, room: Room
) -> tuple[list[Band], list[Sector]]:
    """The bands of the rings, innermost first, and a sector for each item: none touches another.

    Args:
        spans: each item's ring and days, by its key.
        rings: the keys of the rings, innermost first.
    """
    radii = _even(rings, room)
    for attempt in range(8):
        lanes = {ring: _lanes(spans, ring, dial, radii[ring], room.width) for ring in rings}
        bands = _bands(rings, {ring: len(found) for ring, found in lanes.items()}, room)
        # Lanes were counted for a radius; on a smaller one the items would be wider than counted.
        if all(band.r0 + _EDGE >= radii[band.ring] for band in bands):
            break
        if attempt < 6:
            radii = {b.ring: min(radii[b.ring], b.r0 + _EDGE) for b in bands}
        else:
            radii = dict.fromkeys(rings, room.inner)
    sectors = []
    for band in bands:
        found = lanes[band.ring]
        thick = _thickness(band, len(found))
        for number, lane in enumerate(found):
            r0 = band.r0 + _EDGE + number * (thick + _SEAM)
            sectors += [Sector(key, band.ring, a0, a1, r0, r0 + thick) for key, a0, a1 in lane]
    return bands, sectors


def _thickness(band: Band, lanes: int) -> float:
    return (band.r1 - band.r0 - 2 * _EDGE - (max(lanes, 1) - 1) * _SEAM) / max(lanes, 1)


def _even(rings: Sequence[int], room: Room) -> dict[int, float]:
    step = (room.outer - room.inner) / max(len(rings), 1)
    return {ring: room.inner + number * step for number, ring in enumerate(rings)}


def _lanes(
    spans: Mapping[int, tuple[int, Span]], ring: int, dial: Dial, radius: float, width: float
) -> list[list[tuple[int, float, float]]]:
    """The ring's items packed into as few lanes as it takes (first fit by their beginning)."""
    least = math.degrees(width / radius)
    air = math.degrees(_AIR / radius)
    arcs = sorted(
        (*_arc(span, dial, least), key) for key, (where, span) in spans.items() if where == ring
    )
    lanes: list[list[tuple[int, float, float]]] = []
    for a0, a1, key in arcs:
        for lane in lanes:
            if lane[-1][2] + air <= a0:
                lane.append((key, a0, a1))
                break
        else:
            lanes.append([(key, a0, a1)])
    return lanes


def _arc(span: Span, dial: Dial, least: float) -> tuple[float, float]:
    """The angles of the days, widened about their middle to the least width, inside the dial."""
    a0 = dial.angle(span.first)
    a1 = dial.angle(type(span.last).fromordinal(span.last.toordinal() + 1))
    least = min(least, dial.sweep)
    if a1 - a0 < least:
        middle = (a0 + a1) / 2
        a0 = min(max(middle - least / 2, dial.start), dial.end - least)
        a1 = a0 + least
    return a0, a1


def _bands(rings: Sequence[int], lanes: Mapping[int, int], room: Room) -> list[Band]:
    total = sum(max(lanes[ring], 1) for ring in rings)
    gaps = (len(rings) - 1) * _GAP
    seams = sum((max(lanes[ring], 1) - 1) * _SEAM + 2 * _EDGE for ring in rings)
    free = room.outer - room.inner - gaps - seams
    thick = min(max(free / max(total, 1), room.lane), room.thickest)
    # A wheel with few items keeps its rings near the rim, where there is most room.
    used = thick * total + gaps + seams
    r0 = max(room.inner, room.outer - used)
    bands = []
    for ring in rings:
        many = max(lanes[ring], 1)
        r1 = r0 + many * thick + (many - 1) * _SEAM + 2 * _EDGE
        bands.append(Band(ring, r0, r1))
        r0 = r1 + _GAP
    return bands
