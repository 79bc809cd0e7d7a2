"""The wheel as SVG: for a page, with links and the page's colours, or for paper, on its own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from rodtrad.yearwheel.layout.arrange import Layout, RingSpec
from rodtrad.yearwheel.layout.columns import LEADING, Label
from rodtrad.yearwheel.layout.shapes import Dial, Sector, Text
from rodtrad.yearwheel.render.looks import PAPER, pattern

_FONT: Final = "font-family=\"'Source Sans 3', Arial, sans-serif\""
_INK, _MUTED, _LINE, _THREAD = "#2b2521", "#645a52", "#d8cdbd", "#b3163b"
# Where the middle of the letters lies above the line they stand on, in parts of the size.
_MIDDLE: Final = 0.34
_PRINT: Final[dict[str, str]] = {
    "paper": 'fill="#ffffff"',
    "rim": f'fill="#f2ece2" stroke="{_LINE}" stroke-width="1"',
    "edge": f'fill="none" stroke="{_LINE}" stroke-width="1"',
    "tick": f'stroke="{_LINE}" stroke-width="0.75"',
    "tick-month": 'stroke="#857a6f" stroke-width="1.25"',
    "leader": 'fill="none" stroke="#8f8479" stroke-width="0.9"',
    "end": 'fill="#645a52"',
    "hand": f'stroke="{_THREAD}" stroke-width="3" stroke-linecap="round"',
    "hub": f'fill="{_THREAD}"',
    "month": f'fill="{_INK}" font-weight="600"',
    "week": f'fill="{_MUTED}"',
    "number": 'fill="#ffffff" font-weight="700"',
    "title": f'fill="{_INK}" font-weight="700"',
    "subtitle": f'fill="{_MUTED}"',
    "legend": f'fill="{_INK}"',
    "label": f'fill="{_INK}"',
    "when": f'fill="{_THREAD}" font-weight="700"',
    "heading": f'fill="{_THREAD}" font-weight="700"',
}


@dataclass(frozen=True, slots=True)
class Linked:
    """What an item's mark leads to and is called when it is read aloud."""

    name: str
    url: str = ""
    is_movable: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a drawing needs beside its layout.

    Attributes:
        uid: unique on the page.
        title, description: what the picture is, and in words what it shows.
        links: each item's name and address.
        for_print: colours of paper in the drawing itself, and no links.
        css: a class on the whole drawing.
    """

    uid: str
    title: str
    description: str
    links: Mapping[int, Linked] = field(default_factory=dict)
    for_print: bool = False
    css: str = ""


def draw(layout: Layout, rings: Sequence[RingSpec], shown: Shown) -> str:
    """The wheel as one `<svg>` element."""
    return _Picture(layout, rings, shown).drawn()


class _Picture:
    def __init__(self, layout: Layout, rings: Sequence[RingSpec], shown: Shown) -> None:
        self.layout, self.shown = layout, shown
        self.rings = {ring.key: ring for ring in rings}
        self.parts: list[str] = []

    def drawn(self) -> str:
        self._open()
        self._rings()
        # Under the rim, so that no line crosses the name of a month.
        self._leaders()
        self._rim()
        self._hand()
        for sector in self.layout.sectors:
            self._mark(sector)
        for key, x, y in self.layout.swatches:
            self._swatch(key, x, y)
        for text in self.layout.texts:
            if text.kind != "number":
                self._text(text)
        for label in self.layout.labels:
            self._label(label)
        self.parts.append("</svg>")
        return "".join(self.parts)

    def _look(self, kind: str) -> str:
        return _PRINT[kind] if self.shown.for_print else f'class="wheel-{kind}"'

    def _open(self) -> None:
        layout, shown, dial = self.layout, self.shown, self.layout.dial
        uid = escape(shown.uid)
        size = f'viewBox="0 0 {layout.width:.0f} {layout.height:.0f}"'
        if shown.for_print:
            # A picture on its own has a size; on a page the page gives it one.
            look = f'width="{layout.width:.0f}" height="{layout.height:.0f}" role="img" {_FONT}'
        else:
            look = f'class="wheel {shown.css}" role="group" {self._geometry(dial)}'
        self.parts.append(
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-labelledby="{uid}-t {uid}-d" '
            f'{look}><title id="{uid}-t">{escape(shown.title)}</title>'
            f'<desc id="{uid}-d">{escape(shown.description)}</desc><defs>'
        )
        for look_number in sorted({ring.look for ring in self.rings.values()}):
            self.parts.append(pattern(uid, look_number, for_print=shown.for_print))
        self.parts.append("</defs>")
        if shown.for_print:
            self.parts.append(
                f'<rect width="{layout.width:.0f}" height="{layout.height:.0f}" {_PRINT["paper"]}/>'
            )

    def _geometry(self, dial: Dial) -> str:
        """What the script needs to turn a place under the pointer into a week."""
        return (
            f'data-cx="{dial.cx:.1f}" data-cy="{dial.cy:.1f}" data-start="{dial.start:g}" '
            f'data-end="{dial.end:g}" data-first="{dial.first}" data-last="{dial.last}"'
        )

    def _rings(self) -> None:
        for band in self.layout.bands:
            look = self.rings[band.ring].look
            shape = _band(self.layout.dial, band.r0, band.r1)
            self.parts.append(f'<path d="{shape}" fill="url(#{escape(self.shown.uid)}-p{look})"/>')
            self.parts.append(f'<path d="{shape}" {self._look("edge")}/>')

    def _rim(self) -> None:
        dial, (rings, weeks, outer) = self.layout.dial, self.layout.rim
        self.parts.append(f'<path d="{_band(dial, rings, outer)}" {self._look("rim")}/>')
        inner = min((band.r0 for band in self.layout.bands), default=rings)
        for angle, is_month in self.layout.ticks:
            start = dial.point(angle, inner if is_month else rings)
            end = dial.point(angle, outer if is_month else weeks)
            self._line("tick-month" if is_month else "tick", start, end)

    def _line(self, kind: str, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.parts.append(
            f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" '
            f"{self._look(kind)}/>"
        )

    def _leaders(self) -> None:
        for label in self.layout.labels:
            if label.leader:
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in label.leader)
                self.parts.append(f'<polyline points="{points}" {self._look("leader")}/>')

    def _hand(self) -> None:
        if self.layout.today is None:
            return
        dial, outer = self.layout.dial, self.layout.rim[2]
        inner = min((band.r0 for band in self.layout.bands), default=0.0)
        self._line(
            "hand",
            dial.point(self.layout.today, inner - 6),
            dial.point(self.layout.today, outer + 4),
        )
        x, y = dial.point(self.layout.today, outer + 4)
        self.parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" {self._look("hub")}><title>I dag</title>'
            "</circle>"
        )

    def _mark(self, sector: Sector) -> None:
        look = self.rings[sector.ring].look
        shape = _sector(self.layout.dial, sector)
        number = next((t for t in self._numbers().get(sector.key, ())), None)
        if self.shown.for_print:
            self.parts.append(
                f'<path d="{shape}" fill="{PAPER[look][1]}" stroke="#ffffff" stroke-width="0.8"/>'
            )
            if number:
                self._text(number)
            return
        linked = self.shown.links.get(sector.key, Linked(""))
        movable = " data-movable" if linked.is_movable else ""
        self.parts.append(
            f'<a href="{escape(linked.url)}" class="wheel-mark wheel-look-{look}" '
            f'data-item="{sector.key}"{movable}><title>{escape(linked.name)}</title>'
            f'<path d="{shape}"/>'
        )
        if number:
            self._text(number)
        self.parts.append("</a>")

    _by_key: dict[int, list[Text]] | None = None

    def _numbers(self) -> dict[int, list[Text]]:
        if self._by_key is None:
            self._by_key = {}
            for text in self.layout.texts:
                if text.kind == "number" and text.key is not None:
                    self._by_key.setdefault(text.key, []).append(text)
        return self._by_key

    def _swatch(self, key: int, x: float, y: float) -> None:
        ring = self.rings[key]
        half = 8.0
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y - half:.1f}" width="22" height="{2 * half:.1f}" rx="3" '
            f'fill="url(#{escape(self.shown.uid)}-p{ring.look})"/>'
            f'<rect x="{x + 6:.1f}" y="{y - 4:.1f}" width="10" height="8" '
            f'fill="{PAPER[ring.look][1]}"/>'
        )

    def _text(self, text: Text) -> None:
        turn = f' transform="rotate({text.turn:.1f} {text.x:.1f} {text.y:.1f})"' * bool(text.turn)
        self.parts.append(
            f'<text x="{text.x:.1f}" y="{text.y + text.size * _MIDDLE:.1f}" '
            f'font-size="{text.size:.1f}" text-anchor="{text.anchor}"{turn} '
            f"{self._look(text.kind)}>{escape(text.text)}</text>"
        )

    def _label(self, label: Label) -> None:
        linked = self.shown.links.get(label.key)
        # The mark is the link that the keyboard meets; its label is one for the pointer.
        opened = not self.shown.for_print and linked is not None and linked.url
        if opened and linked is not None:
            self.parts.append(
                f'<a href="{escape(linked.url)}" class="wheel-of" tabindex="-1" '
                f'aria-hidden="true" data-of="{label.key}">'
            )
        kind = "heading" if label.key == -1 else "label"
        for number, line in enumerate(label.lines):
            y = label.top + label.size * (LEADING * number + LEADING / 2 + _MIDDLE)
            self.parts.append(
                f'<text x="{label.x:.1f}" y="{y:.1f}" font-size="{label.size:.1f}" '
                f'text-anchor="{label.anchor}" {self._look(kind)}>'
                f"{self._words(label, number, line)}</text>"
            )
        if opened:
            self.parts.append("</a>")

    def _words(self, label: Label, number: int, line: str) -> str:
        if number == 0 and label.key != -1 and label.when and line.startswith(label.when):
            rest = escape(line[len(label.when) :])
            return f"<tspan {self._look('when')}>{escape(label.when)}</tspan>{rest}"
        return escape(line)


def _at(dial: Dial, angle: float, radius: float) -> str:
    x, y = dial.point(angle, radius)
    return f"{x:.1f} {y:.1f}"


def _band(dial: Dial, r0: float, r1: float) -> str:
    """A whole ring, or the part of it that a fan shows."""
    if dial.sweep >= 360:
        circles = []
        for radius in (r1, r0):
            top, bottom = _at(dial, 0, radius), _at(dial, 180, radius)
            turn = 1 if radius == r1 else 0
            circles.append(
                f"M{top}A{radius:.1f} {radius:.1f} 0 0 {turn} {bottom}"
                f"A{radius:.1f} {radius:.1f} 0 0 {turn} {top}Z"
            )
        return "".join(circles)
    return _arc(dial, dial.start, dial.end, r0, r1)


def _arc(dial: Dial, a0: float, a1: float, r0: float, r1: float) -> str:
    large = 1 if a1 - a0 > 180 else 0
    return (
        f"M{_at(dial, a0, r0)}L{_at(dial, a0, r1)}"
        f"A{r1:.1f} {r1:.1f} 0 {large} 1 {_at(dial, a1, r1)}"
        f"L{_at(dial, a1, r0)}A{r0:.1f} {r0:.1f} 0 {large} 0 {_at(dial, a0, r0)}Z"
    )


def _sector(dial: Dial, sector: Sector) -> str:
    # A hair inside its place, so that neighbours are told apart.
    air = math.degrees(0.6 / max(sector.r0, 1))
    a0, a1 = sector.a0 + air, sector.a1 - air
    if a1 - a0 >= 359.9:
        a1 = a0 + 359.9
    return _arc(dial, a0, a1, sector.r0, sector.r1)
