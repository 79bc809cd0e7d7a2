"""The whole picture put in place: rings, rim, labels, list, legend and today's hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rodtrad.core.schoolyear import Period
from rodtrad.yearwheel.layout.columns import (
    Entry,
    Label,
    Side,
    Wanted,
    beside,
    height_of,
    listed,
)
from rodtrad.yearwheel.layout.frames import Frame
from rodtrad.yearwheel.layout.rings import Band, Room, place
from rodtrad.yearwheel.layout.shapes import (
    Dial,
    Sector,
    Text,
    TextBox,
    text_width,
    upright,
    wrapped,
)
from rodtrad.yearwheel.when import MONTHS, Span, month_in, weeks_of

_MARGIN = 18.0
# A quarter is drawn as a fan, this far to each side of the top.
_FAN = 62.0


@dataclass(frozen=True, slots=True)
class Mark:
    """An item to draw: its ring, its days, and the number that lists know it by."""

    key: int
    ring: int
    span: Span
    title: str
    number: int


@dataclass(frozen=True, slots=True)
class RingSpec:
    """A ring to draw, innermost first: what it is called and how it looks."""

    key: int
    name: str
    look: int


@dataclass(slots=True)
class Layout:
    """Everything in its place; the drawing only has to draw it.

    `is_numbered` says whether items are known by numbers instead of by labels of their own.
    """

    width: float
    height: float
    dial: Dial
    rim: tuple[float, float, float]
    bands: list[Band] = field(default_factory=list)
    sectors: list[Sector] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    swatches: list[tuple[int, float, float]] = field(default_factory=list)
    ticks: list[tuple[float, bool]] = field(default_factory=list)
    today: float | None = None
    is_numbered: bool = False

    def boxes(self) -> list[TextBox]:
        """The room of every text in the picture."""
        return [text.box for text in self.texts] + [label.box for label in self.labels]


def arrange(
    marks: Sequence[Mark],
    rings: Sequence[RingSpec],
    *,
    year: Period,
    title: Sequence[str],
    frame: Frame,
    quarter: int | None = None,
    today: date | None = None,
) -> Layout:
    """Put a wheel together.

    Args:
        title: the lines in the hub, the most important first.
        quarter: 1 to 4 for three months of the year, drawn as a fan; None for the whole year.
        today: where the hand points; it is left out when the day is not shown.
    """
    first, last = shown_days(year, quarter)
    seen = [mark for mark in marks if mark.span.touches(first, last)]
    fan = quarter is not None
    dial = Dial(first, last, 0, 0, *((-_FAN, _FAN) if fan else (0.0, 360.0)))
    if fan and frame.column:
        frame = replace(frame, radius=frame.radius * 1.28, hub=frame.hub * 1.35)
    elif fan:
        frame = replace(frame, radius=frame.radius * 1.12, hub=frame.hub * 1.5, lane=11)
    direct = _direct(seen, rings, dial, frame) if frame.column else None
    if direct is not None:
        layout = direct
    else:
        layout = _numbered(seen, rings, dial, frame, with_numbers=bool(frame.column) or fan)
    _add_rim(layout, year, frame)
    _add_title(layout, title, frame)
    if frame.legend:
        _add_legend(layout, rings, frame)
    if today is not None and first <= today <= last:
        layout.today = layout.dial.angle(today) + layout.dial.sweep / 730
    return layout


def shown_days(year: Period, quarter: int | None) -> tuple[date, date]:
    """The first and the last day that are shown."""
    if quarter is None:
        return year.starts, year.ends
    start = year.starts.month - 1 + 3 * (quarter - 1)
    months = [month_in(year, (start + n) % 12 + 1) for n in range(3)]
    return months[0].first, months[-1].last


def _bounds(frame: Frame, outer: float, dial: Dial) -> tuple[float, float, float]:
    """Half the width, and how far up and down from the centre the wheel reaches."""
    if dial.sweep >= 360:
        return outer, outer, outer
    half = outer * 0.9
    return half, outer, -frame.hub * 0.25


def _placed(
    seen: Sequence[Mark], rings: Sequence[RingSpec], dial: Dial, frame: Frame, *, numbered: bool
) -> tuple[list[Band], list[Sector], float]:
    least = frame.mark
    if numbered:
        widest = max((str(mark.number) for mark in seen), key=len, default="1")
        least = max(least, text_width("8" * len(widest), frame.small) + 3)
    room = Room(
        inner=frame.hub,
        outer=frame.radius,
        width=least,
        lane=max(frame.lane, frame.small + 1.5) if numbered else min(frame.lane, 9.0),
        thickest=frame.radius / 9,
    )
    bands, sectors = place(
        {mark.key: (mark.ring, mark.span) for mark in seen},
        [ring.key for ring in rings],
        dial,
        room,
    )
    return bands, sectors, max([frame.radius, *(band.r1 + 3 for band in bands)])


def _direct(
    seen: Sequence[Mark], rings: Sequence[RingSpec], dial: Dial, frame: Frame
) -> Layout | None:
    """Every item with a label of its own beside the wheel; None when they are too many."""
    bands, sectors, radius = _placed(seen, rings, dial, frame, numbered=False)
    outer = radius + frame.rim
    half, up, down = _bounds(frame, outer, dial)
    cx = _MARGIN + frame.column + 26 + half
    tall = up + down
    by_key = {mark.key: mark for mark in seen}
    sides: dict[bool, list[Sector]] = {True: [], False: []}
    for sector in sectors:
        sides[0 <= (sector.middle % 360) < 180].append(sector)
    trial = replace(dial, cx=cx)
    wanted = {
        right: [_wanted(by_key[one.key], one, trial, outer) for one in found]
        for right, found in sides.items()
    }
    for lines in (2, 1):
        need = max(height_of(one, frame.column, frame.text, lines) for one in wanted.values())
        if need <= max(tall, frame.tallest - 2 * _MARGIN):
            break
    else:
        return None
    height = max(tall, need) + 2 * _MARGIN
    cy = _MARGIN + (max(tall, need) - tall) / 2 + up
    layout = Layout(
        width=2 * cx,
        height=height,
        dial=replace(dial, cx=cx, cy=cy),
        rim=(radius, radius + frame.rim * 0.42, outer),
        bands=bands,
        sectors=sectors,
    )
    for right, found in sides.items():
        edge = cx + half + 20 if right else cx - half - 20
        layout.labels += beside(
            [_wanted(by_key[one.key], one, layout.dial, outer) for one in found],
            Side(edge, frame.column, "start" if right else "end"),
            size=frame.text,
            lines=lines,
            top=_MARGIN,
            bottom=height - _MARGIN,
        )
    return layout


def _wanted(mark: Mark, sector: Sector, dial: Dial, outer: float) -> Wanted:
    return Wanted(
        key=mark.key,
        when=mark.span.words,
        title=mark.title,
        at=dial.point(sector.middle, outer + 5),
        mark=dial.point(sector.middle, sector.r1),
    )


def _numbered(
    seen: Sequence[Mark],
    rings: Sequence[RingSpec],
    dial: Dial,
    frame: Frame,
    *,
    with_numbers: bool,
) -> Layout:
    """Every item with a number, and on paper a list of them at both sides."""
    bands, sectors, radius = _placed(seen, rings, dial, frame, numbered=with_numbers)
    outer = radius + frame.rim
    half, up, down = _bounds(frame, outer, dial)
    columns = 2 * (frame.column * 0.9) + 24 if frame.list_numbers else 0.0
    cx = _MARGIN + columns + half + (20 if columns else 0)
    tall = up + down
    if frame.ratio and columns:
        tall = max(tall, 2 * cx / frame.ratio - 110)
    layout = Layout(
        width=2 * cx,
        height=tall + 2 * _MARGIN,
        dial=replace(dial, cx=cx, cy=_MARGIN + (tall - up - down) / 2 + up),
        rim=(radius, radius + frame.rim * 0.42, outer),
        bands=bands,
        sectors=sectors,
        is_numbered=with_numbers,
    )
    if with_numbers:
        numbers = {mark.key: mark.number for mark in seen}
        for one in sectors:
            x, y = layout.dial.point(one.middle, (one.r0 + one.r1) / 2)
            layout.texts.append(
                Text(
                    text=str(numbers[one.key]),
                    kind="number",
                    size=frame.small,
                    x=x,
                    y=y,
                    turn=upright(one.middle),
                    key=one.key,
                )
            )
    if columns:
        _add_list(layout, seen, frame, cx, half)
    return layout


def _add_list(layout: Layout, seen: Sequence[Mark], frame: Frame, cx: float, half: float) -> None:
    width = frame.column * 0.9
    entries: list[Entry] = []
    month = 0
    for mark in sorted(seen, key=lambda one: one.number):
        begins = max(mark.span.first, layout.dial.first)
        if begins.month != month:
            month = begins.month
            entries.append(Entry(None, MONTHS[month - 1].capitalize()))
        entries.append(Entry(mark.key, f"{mark.number}  {mark.span.words}  {mark.title}"))
    right, left = cx + half + 20, _MARGIN
    edges = [right, right + width + 24, left, left + width + 24]
    found = listed(
        entries,
        edges,
        width=width,
        size=frame.text * 0.95,
        top=_MARGIN,
        height=layout.height - 2 * _MARGIN,
    )
    layout.labels += found
    lowest = max((label.box.y + label.box.height / 2 for label in found), default=0.0)
    layout.height = max(layout.height, lowest + _MARGIN)


def _add_rim(layout: Layout, year: Period, frame: Frame) -> None:
    """Months round the rim, weeks inside them, and a line where each week begins."""
    dial, (rings, weeks, outer) = layout.dial, layout.rim
    tell_weeks = bool(frame.column)
    inner = weeks if tell_weeks else rings
    for number in range(12):
        span = month_in(year, (year.starts.month - 1 + number) % 12 + 1)
        if not span.touches(dial.first, dial.last):
            continue
        a0, a1 = dial.angle(span.first), dial.angle(span.last + timedelta(days=1))
        layout.ticks.append((a0, True))
        name = MONTHS[span.first.month - 1]
        size = (outer - inner) * 0.62
        x, y = dial.point((a0 + a1) / 2, (inner + outer) / 2)
        turn = upright((a0 + a1) / 2)
        text = name if frame.column or dial.sweep < 360 else name[:3]
        layout.texts.append(Text(text, "month", size, x, y, turn))
    if not tell_weeks:
        return
    for span in weeks_of(year):
        first = max(span.first, dial.first)
        after = min(span.first + timedelta(days=7), dial.last + timedelta(days=1))
        # A week that is cut off at the edge has its number where most of its days are.
        if (after - first).days < 4:
            continue
        if dial.first <= span.first:
            layout.ticks.append((dial.angle(span.first), False))
        angle = (dial.angle(first) + dial.angle(after)) / 2
        x, y = dial.point(angle, (rings + weeks) / 2)
        layout.texts.append(Text(str(span.week), "week", 9.5, x, y))


def _add_title(layout: Layout, title: Sequence[str], frame: Frame) -> None:
    dial = layout.dial
    hub = layout.bands[0].r0 if layout.bands else frame.hub
    fan = dial.sweep < 360
    # A square in the hub: its side is √2 of the radius.
    width = hub * 1.3
    sizes = [frame.text * 1.35] + [frame.text * (1.0 if frame.column else 0.82)] * 4
    lines: list[tuple[str, float, str]] = []
    for index, part in enumerate(title):
        size = _fitting(part, sizes[min(index, len(sizes) - 1)], width)
        kind = "title" if index == 0 else "subtitle"
        lines += [(line, size, kind) for line in wrapped(part, width, size, 2)]
    total = sum(size * 1.28 for _, size, _ in lines)
    while lines and total > hub * (0.75 if fan else 1.35):
        total -= lines.pop()[1] * 1.28
    y = dial.cy - (hub * 0.42 if fan else 0) - total / 2
    for line, size, kind in lines:
        y += size * 1.28 / 2
        layout.texts.append(Text(line, kind, size, dial.cx, y))
        y += size * 1.28 / 2


def _fitting(text: str, size: float, width: float) -> float:
    """The size at which the longest word fits, down to three fifths of the size."""
    widest = max((text_width(word, size) for word in text.split()), default=0.0)
    return size if widest <= width else max(size * width / widest, size * 0.6)


def _add_legend(layout: Layout, rings: Sequence[RingSpec], frame: Frame) -> None:
    """The rings' names under the wheel, as many on a row as there is room for."""
    size, swatch, gap = frame.text, frame.text * 1.7, 26.0
    rows: list[list[RingSpec]] = [[]]
    used = 0.0
    for ring in rings:
        wide = swatch + 7 + text_width(ring.name, size) + gap
        if used + wide > layout.width - 2 * _MARGIN and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(ring)
        used += wide
    y = layout.height + size
    for row in rows:
        wide = sum(swatch + 7 + text_width(ring.name, size) + gap for ring in row) - gap
        x = (layout.width - wide) / 2
        for ring in row:
            layout.swatches.append((ring.key, x, y))
            x += swatch + 7
            layout.texts.append(Text(ring.name, "legend", size, x, y, anchor="start"))
            x += text_width(ring.name, size) + gap
        y += size * 1.7
    layout.height = y
