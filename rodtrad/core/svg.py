"""The little of SVG that the charts need: shapes, labels that do not collide, and two looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

Anchor = Literal["start", "middle", "end"]

# Print colours: at least 4.5:1 for text and 3:1 for lines on white.
_INK: Final = "#1f2933"
_MUTED: Final = "#52606d"
_PRINT: Final[dict[str, str]] = {
    "grid": 'stroke="#dde2e8" stroke-width="1"',
    "axis": 'stroke="#7b8794" stroke-width="1"',
    "line": 'stroke="#0b4f8a" stroke-width="2.25" stroke-linecap="round"',
    "point": 'fill="#0b4f8a" stroke="#ffffff" stroke-width="1.5"',
    "interval": 'stroke="#5b8db8" stroke-width="1.25"',
    "baseline": 'stroke="#52606d" stroke-width="1.5" stroke-dasharray="2 4"',
    "desired": 'stroke="#1d6b41" stroke-width="1.75" stroke-dasharray="8 4"',
    "break": 'stroke="#7b8794" stroke-width="1.25" stroke-dasharray="4 4"',
    "missing": 'stroke="#52606d" stroke-width="1.75" stroke-linecap="round"',
    "tick": f'fill="{_MUTED}"',
    "value": f'fill="{_INK}" font-weight="700"',
    "funnel-centre": 'stroke="#52606d" stroke-width="1.5"',
    "funnel-inner": 'fill="none" stroke="#52606d" stroke-width="1.25" stroke-dasharray="6 4"',
    "funnel-outer": 'fill="none" stroke="#52606d" stroke-width="1.5"',
    "funnel-others": 'fill="#9aa5b1"',
    "funnel-own": 'fill="#5a3d8a" stroke="#ffffff" stroke-width="1"',
    "funnel-out": 'fill="#ffffff" stroke="#5a3d8a" stroke-width="2.5"',
    "funnel-name": (
        f'fill="{_INK}" font-weight="700" stroke="#ffffff" stroke-width="3" paint-order="stroke" '
        'stroke-linejoin="round"'
    ),
    "baseline-label": f'fill="{_MUTED}"',
    "desired-label": 'fill="#1d6b41" font-weight="700"',
}
_FONT: Final = "font-family=\"'Source Sans 3', Arial, sans-serif\""
_SIZE: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the coordinates of the drawing, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, x: float, y: float, half_width: float, half_height: float) -> Box:
        """Return the box with its centre at x, y."""
        return cls(x - half_width, y - half_height, x + half_width, y + half_height)

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    def overlaps(self, other: Box) -> bool:
        """Say whether the two share any area."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Say whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def grown(self, sideways: float, upwards: float) -> Box:
        """Return the box with room added at the sides and at the top."""
        return Box(self.left - sideways, self.top - upwards, self.right + sideways, self.bottom)


def place_labels(
    wanted: Iterable[tuple[str, Sequence[Box]]], within: Box, taken: Sequence[Box]
) -> list[tuple[str, Box]]:
    """Give each label the first of its places that lies within and touches nothing placed.

    Earlier labels win. A label with no free place is left out.
    """
    used = list(taken)
    placed: list[tuple[str, Box]] = []
    for text, places in wanted:
        for box in places:
            if within.holds(box) and not any(box.overlaps(other) for other in used):
                used.append(box)
                placed.append((text, box))
                break
    return placed


def spread(wanted: Sequence[tuple[float, float]], *, top: float, bottom: float) -> list[float]:
    """Return centres for (centre, height) as near as wanted, without overlap, between the bounds.

    In the order given. More than fits is pushed past the bottom rather than drawn on itself.
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index][0])
    centres = [0.0] * len(wanted)
    edge = top
    for index in order:
        centre, height = wanted[index]
        centres[index] = max(centre, edge + height / 2)
        edge = centres[index] + height / 2
    edge = bottom
    for index in reversed(order):
        height = wanted[index][1]
        centres[index] = min(centres[index], edge - height / 2)
        edge = centres[index] - height / 2
    return centres


class Pen:
    """Writes SVG elements with classes for a page or with attributes for print."""

    def __init__(self, *, for_print: bool) -> None:
        self._print = for_print
        self._parts: list[str] = []

    def open(
        self,
        width: int,
        height: int,
        uid: str,
        title: str,
        description: str | None,
        *,
        name: str = "chart",
    ) -> None:
        """Begin the drawing with what it is called and, in words, what it shows."""
        labelled = f"{uid}-t {uid}-d" if description is not None else f"{uid}-t"
        look = f'{_FONT} font-size="{_SIZE}"' if self._print else f'class="{name}"'
        self._parts.append(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-labelledby="{escape(labelled)}" '
            f'{look}><title id="{escape(uid)}-t">{escape(title)}</title>'
        )
        if description is not None:
            self._parts.append(f'<desc id="{escape(uid)}-d">{escape(description)}</desc>')

    def close(self) -> str:
        """End the drawing and return it."""
        self._parts.append("</svg>")
        return "".join(self._parts)

    def width(self, text: str) -> float:
        """Return about how wide a label becomes, rather too wide than too narrow.

        A clipped or overwritten digit is a wrong digit.
        """
        return sum(_advance(character) for character in text) * _SIZE

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {self._look(kind)}/>'
        )

    def dot(self, kind: str, x: float, y: float, *, radius: float = 4.5, hint: str = "") -> None:
        """Draw a filled point, with a hint that shows under the pointer."""
        circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {self._look(kind)}'
        self._parts.append(
            f"{circle}><title>{escape(hint)}</title></circle>" if hint else f"{circle}/>"
        )

    def cross(self, kind: str, x: float, y: float, hint: str) -> None:
        """Draw the sign for a value that is missing."""
        self._parts.append(
            f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0-8l-8 8" fill="none" {self._look(kind)}>'
            f"<title>{escape(hint)}</title></path>"
        )

    def path(
        self, kind: str, points: Sequence[tuple[float, float]], *, closed: bool = False
    ) -> None:
        """Draw a line through points, or the shape that they enclose."""
        through = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        end = "Z" if closed else ""
        self._parts.append(f'<path d="M{through}{end}" {self._look(kind)}/>')

    def dots(self, kind: str, places: Sequence[tuple[float, float]], *, radius: float) -> None:
        """Draw many like points as one shape: a page may hold thousands of them."""
        if not places:
            return
        r = f"{radius:g}"
        rounds = "".join(
            f"M{x - radius:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * radius:g} 0a{r} {r} 0 1 0 "
            f"-{2 * radius:g} 0"
            for x, y in places
        )
        self._parts.append(f'<path d="{rounds}" {self._look(kind)}/>')

    def diamond(self, kind: str, x: float, y: float, *, radius: float, hint: str) -> None:
        """Draw a pointed mark that stands out among the round ones."""
        self._parts.append(
            f'<path d="M{x:.1f} {y - radius:.1f}L{x + radius:.1f} {y:.1f}L{x:.1f} {y + radius:.1f}'
            f'L{x - radius:.1f} {y:.1f}Z" {self._look(kind)}><title>{escape(hint)}</title></path>'
        )

    def text(self, kind: str, x: float, y: float, text: str, *, anchor: Anchor = "start") -> None:
        """Write a label on one line."""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {self._look(kind)}>'
            f"{escape(text)}</text>"
        )

    def _look(self, kind: str) -> str:
        return _PRINT[kind] if self._print else f'class="chart-{kind}"'


def _advance(character: str) -> float:
    if character in " .,:;il|'/()!I\u00a0\u202f":
        return 0.34
    if character.isdigit():
        return 0.55
    return 0.72 if character.isupper() or character in "mwMW%" else 0.56
