"""The shapes of the picture: the dial, sectors, boxes of text. Units are those of the drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from rodtrad.core.svg import Pen

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

_PEN: Final = Pen(for_print=True)
# The size that the pen measures text in.
_MEASURED: Final = 12
# The pen measures for charts, where digits stand alone; running text is narrower.
_RUNNING: Final = 0.93


@lru_cache(maxsize=4096)
def _width_at_12(text: str) -> float:
    return _PEN.width(text)


def text_width(text: str, size: float) -> float:
    """About how wide a text becomes, rather too wide than too narrow."""
    return _width_at_12(text) * _RUNNING * size / _MEASURED


@dataclass(frozen=True, slots=True)
class Dial:
    """Turns days into angles: degrees clockwise, 0 at the top.

    Attributes:
        first, last: the days that are shown, both included.
        cx, cy: the centre.
        start, end: the angles of the beginning of `first` and the end of `last`.
    """

    first: date
    last: date
    cx: float
    cy: float
    start: float = 0.0
    end: float = 360.0

    @property
    def sweep(self) -> float:
        """How many degrees are shown."""
        return self.end - self.start

    def angle(self, day: date) -> float:
        """The angle of the beginning of a day; days outside give the nearest edge."""
        days = (self.last - self.first).days + 1
        passed = min(max((day - self.first).days, 0), days)
        return self.start + self.sweep * passed / days

    def point(self, angle: float, radius: float) -> Point:
        """The point at an angle and a distance from the centre."""
        radians = math.radians(angle)
        return self.cx + radius * math.sin(radians), self.cy - radius * math.cos(radians)


@dataclass(frozen=True, slots=True)
class Sector:
    """A piece of a ring between two angles and two radii, for the item with a key."""

    key: int
    ring: int
    a0: float
    a1: float
    r0: float
    r1: float

    @property
    def middle(self) -> float:
        """The angle in the middle."""
        return (self.a0 + self.a1) / 2


@dataclass(frozen=True, slots=True)
class TextBox:
    """The room of a text: a rectangle about its middle, turned by degrees clockwise."""

    x: float
    y: float
    width: float
    height: float
    turn: float = 0.0

    def corners(self) -> list[Point]:
        """The four corners."""
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        half, tall = self.width / 2, self.height / 2
        return [
            (self.x + dx * cos - dy * sin, self.y + dx * sin + dy * cos)
            for dx, dy in ((-half, -tall), (half, -tall), (half, tall), (-half, tall))
        ]

    def overlaps(self, other: TextBox) -> bool:
        """Whether the two share any area; by the separating axis theorem for convex shapes."""
        mine, theirs = self.corners(), other.corners()
        for turn in {self.turn, other.turn}:
            for angle in (turn, turn + 90):
                ax, ay = math.cos(math.radians(angle)), math.sin(math.radians(angle))
                here = [x * ax + y * ay for x, y in mine]
                there = [x * ax + y * ay for x, y in theirs]
                # A hair's breadth is rounding, not area.
                if max(here) <= min(there) + 1e-6 or max(there) <= min(here) + 1e-6:
                    return False
        return True


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text at the middle of its room."""

    text: str
    kind: str
    size: float
    x: float
    y: float
    turn: float = 0.0
    anchor: Anchor = "middle"
    key: int | None = None

    @property
    def box(self) -> TextBox:
        """The room that it takes."""
        width = text_width(self.text, self.size)
        shift = {"start": width / 2, "middle": 0.0, "end": -width / 2}[self.anchor]
        return TextBox(self.x + shift, self.y, width, self.size, self.turn)


def upright(angle: float) -> float:
    """How much a text along the rim is turned so that nobody reads it upside down."""
    angle %= 360
    return angle - 180 if 90 < angle < 270 else angle if angle <= 90 else angle - 360


def wrapped(text: str, width: float, size: float, lines: int) -> list[str]:
    """The text cut between words into at most so many lines; what is left out becomes "…"."""
    words, found = text.split(), [""]
    for index, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if text_width(longer, size) <= width:
            found[-1] = longer
        elif len(found) < lines and found[-1]:
            found.append(word)
        else:
            rest = " ".join([found[-1], *words[index:]]).strip()
            found[-1] = shortened(rest, width, size)
            return found
    if text_width(found[-1], size) > width:
        found[-1] = shortened(found[-1], width, size)
    return [line for line in found if line]


def shortened(text: str, width: float, size: float) -> str:
    """The text, with "…" at its end when it is wider than there is room for."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" ,.–-") + "…"
