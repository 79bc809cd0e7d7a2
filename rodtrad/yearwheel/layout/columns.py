"""Labels beside the wheel: in columns, each with a line to its item, or as numbered lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.svg import spread
from rodtrad.yearwheel.layout.shapes import Anchor, Point, TextBox, text_width, wrapped

LEADING = 1.2
# Between two labels, in parts of the size of the text.
_APART = 0.42


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that is to stand beside the wheel.

    Attributes:
        at: the point on the rim that it is nearest to.
        mark: the point on the item itself, where its line ends.
    """

    key: int
    when: str
    title: str
    at: Point
    mark: Point


@dataclass(frozen=True, slots=True)
class Label:
    """A label in its place: lines of text from the top, and the line to its item.

    The words of `when` stand first on the first line.
    """

    key: int
    when: str
    lines: tuple[str, ...]
    x: float
    top: float
    size: float
    anchor: Anchor
    leader: tuple[Point, ...] = ()

    @property
    def box(self) -> TextBox:
        """The room that it takes."""
        width = max(text_width(line, self.size) for line in self.lines)
        height = len(self.lines) * self.size * LEADING
        shift = width / 2 if self.anchor == "start" else -width / 2
        return TextBox(self.x + shift, self.top + height / 2, width, height)


@dataclass(frozen=True, slots=True)
class Side:
    """A column beside the wheel: its inner edge, how wide, and which way its text runs."""

    edge: float
    width: float
    anchor: Anchor


def height_of(wanted: Sequence[Wanted], width: float, size: float, lines: int) -> float:
    """How tall a column of the labels becomes."""
    return sum(_room(len(_lines(one, width, size, lines)), size) for one in wanted)


def beside(
    wanted: Sequence[Wanted], side: Side, *, size: float, lines: int, top: float, bottom: float
) -> list[Label]:
    """The labels, each as near its item's height as there is room for, in the items' order."""
    order = sorted(wanted, key=lambda one: (one.at[1], one.key))
    texts = [_lines(one, side.width, size, lines) for one in order]
    centres = spread(
        [(one.at[1], _room(len(text), size)) for one, text in zip(order, texts, strict=True)],
        top=top,
        bottom=bottom,
    )
    found = []
    outwards = 6 if side.anchor == "start" else -6
    for one, text, centre in zip(order, texts, centres, strict=True):
        height = len(text) * size * LEADING
        end = (side.edge, centre - height / 2 + size * LEADING / 2)
        found.append(
            Label(
                key=one.key,
                when=one.when,
                lines=tuple(text),
                x=side.edge + outwards,
                top=centre - height / 2,
                size=size,
                anchor=side.anchor,
                leader=(one.mark, one.at, end),
            )
        )
    return found


def _lines(one: Wanted, width: float, size: float, lines: int) -> list[str]:
    return wrapped(f"{one.when} {one.title}", width, size, lines)


def _room(lines: int, size: float) -> float:
    return lines * size * LEADING + size * _APART


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a numbered list; a heading has no key."""

    key: int | None
    text: str


def listed(
    entries: Sequence[Entry],
    edges: Sequence[float],
    *,
    width: float,
    size: float,
    top: float,
    height: float,
) -> list[Label]:
    """The entries in columns that begin at the edges, filled one after the other.

    Rows wrap to two lines where all the rows then still fit; a heading never ends a column.
    """
    for lines in (2, 1):
        rows = [(one, wrapped(one.text, width, size, lines)) for one in entries]
        cut = _columns([len(text) for _, text in rows], rows, len(edges), height, size)
        if cut is not None:
            break
    else:
        cut = _columns([1] * len(rows), rows, len(edges), float("inf"), size) or []
    found = []
    for edge, (start, stop) in zip(edges, cut, strict=False):
        y = top
        for one, text in rows[start:stop]:
            found.append(
                Label(
                    key=one.key if one.key is not None else -1,
                    when="" if one.key is not None else one.text,
                    lines=tuple(text),
                    x=edge,
                    top=y,
                    size=size,
                    anchor="start",
                )
            )
            y += _room(len(text), size)
    return found


def _columns(
    lines: Sequence[int],
    rows: Sequence[tuple[Entry, list[str]]],
    columns: int,
    height: float,
    size: float,
) -> list[tuple[int, int]] | None:
    """Where each column starts and stops, as even as it goes; None when the rows do not fit."""
    heights = [_room(count, size) for count in lines]
    target = max(sum(heights) / max(columns, 1), max(heights, default=0.0))
    while True:
        cut, start, used = [], 0, 0.0
        for index, tall in enumerate(heights):
            is_heading = rows[index][0].key is None
            following = heights[index + 1] if is_heading and index + 1 < len(heights) else 0.0
            if used and used + tall + following > target:
                cut.append((start, index))
                start, used = index, 0.0
            used += tall
        cut.append((start, len(heights)))
        if len(cut) <= columns:
            return cut if target <= height else None
        target += size
