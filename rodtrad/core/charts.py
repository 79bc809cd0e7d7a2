"""Small line charts of one indicator as SVG, for pages, PDF and DOCX.

Drawn by hand because a page may hold fifty of them: a chart here costs well under a millisecond
and no memory, where a chart grammar costs 30 ms and 100 MB. Pure: the same series gives the same
text, with no clock and no Django.

On a page colours come from classes (``charts.css``), so that light and dark both work and no
style attribute is needed. For print they are attributes, since there is no stylesheet.
Colour is never the only sign: reference lines differ in dashes and carry their own words.
"""

from __future__ import annotations

import hashlib
import math
import textwrap
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from rodtrad.core.numbers import NO_BREAK_SPACE, format_number
from rodtrad.core.svg import Box, Pen, place_labels, spread

Better = Literal["up", "down", "none"]
_Scale = Callable[[float], float]

WIDTH: Final = 520
HEIGHT: Final = 250
# How the note of a value that is there but not shown begins.
WITHHELD: Final = "Visas inte"
# And that of one that the source gives only about.
APPROXIMATE: Final = "ungefär"
_TOP: Final = 26
_BOTTOM: Final = 32


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series. ``value`` None means missing, never 0; ``note`` says why or how."""

    label: str
    on: date
    value: float | None
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A level to compare with: the baseline or the desired state, with the word for it."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class SeriesChart:
    """A series of one indicator. Values, intervals and references share one unit of measure.

    ``points`` stand in order of time; ``breaks`` are the days from which figures no longer can
    be compared with earlier ones; ``description`` is the text alternative (see ``describe``).
    """

    title: str
    description: str
    unit_of_measure: str
    points: tuple[Point, ...]
    baseline: Reference | None = None
    desired: Reference | None = None
    breaks: tuple[date, ...] = field(default=())
    better: Better = "none"
    decimals: int = 1


def with_unit(value: float, decimals: int, unit_of_measure: str) -> str:
    """Return the number with its unit after a hard space: "78,2 %"."""
    number = format_number(value, decimals)
    return f"{number}{NO_BREAK_SPACE}{unit_of_measure}" if unit_of_measure else number


def describe(chart: SeriesChart) -> str:
    """Return the Swedish text alternative: first and last value, what is missing, references."""
    known = [point for point in chart.points if point.value is not None]
    sentences: list[str] = []
    if not known:
        if not any(_is_approximate(point) for point in chart.points):
            sentences.append("Inga värden finns ännu.")
    else:
        first, last = known[0], known[-1]
        if first is last:
            sentences.append(f"{_full(chart, last)} ({last.label}).")
        else:
            sentences.append(
                f"Från {_full(chart, first)} ({first.label}) till {_full(chart, last)} "
                f"({last.label})."
            )
    unknown = [point for point in chart.points if point.value is None]
    for point in unknown:
        if _is_approximate(point):
            sentences.append(f"{point.label}: {point.note}.")
    lacking = [point for point in unknown if not _is_withheld(point) and not _is_approximate(point)]
    if missing := [point.label for point in lacking]:
        sentences.append(f"Värde saknas för {_listed(missing)}.")
    if withheld := [point.label for point in unknown if _is_withheld(point)]:
        sentences.append(f"Värdet visas inte för {_listed(withheld)}: för få.")
    breaks = [after.label for _, after in _broken_pairs(chart)]
    if breaks:
        sentences.append(f"Brott i serien före {_listed(breaks)}.")
    references = [
        f"{reference.label} {format_number(reference.value, chart.decimals)}"
        for reference in (chart.baseline, chart.desired)
        if reference is not None
    ]
    if references:
        text = ", ".join([references[0], *(r[:1].lower() + r[1:] for r in references[1:])])
        sentences.append(f"{text}.")
    return " ".join(sentences)


def interval_sentence(chart: SeriesChart) -> str:
    """What the strokes at the values mean, to stand beside the chart; "" when there are none."""
    if not any(point.low is not None and point.high is not None for point in chart.points):
        return ""
    return "Strecken visar hur mycket siffran kan svänga av slump."


def series_svg(chart: SeriesChart, *, for_print: bool = False, id_prefix: str = "") -> str:
    """Return the chart as one ``<svg>`` element with title and description.

    Ids are made from the content; two charts with the very same content on one page need an
    ``id_prefix`` each. ``for_print`` sets colours and fonts as attributes.
    """
    pen = Pen(for_print=for_print)
    uid = id_prefix or "chart-" + hashlib.sha256(repr(chart).encode()).hexdigest()[:10]
    pen.open(WIDTH, HEIGHT, uid, chart.title, chart.description or describe(chart))
    references = [
        (kind, reference)
        for kind, reference in (("baseline", chart.baseline), ("desired", chart.desired))
        if reference is not None
    ]
    wrapped = [
        (
            kind,
            reference,
            [
                *textwrap.wrap(reference.label, 16)[:3],
                format_number(reference.value, chart.decimals),
            ],
        )
        for kind, reference in references
    ]
    ticks, tick_decimals = _ticks(chart)
    tick_texts = [format_number(tick, tick_decimals) for tick in ticks]
    left = max(pen.width(text) for text in tick_texts) + 12
    right = WIDTH - max(
        [18.0, *(pen.width(line) + 14 for _, _, lines in wrapped for line in lines)]
    )
    frame = Box(left, _TOP, right, HEIGHT - _BOTTOM)
    low, high = ticks[0], ticks[-1]

    def y(value: float) -> float:
        return frame.bottom - (value - low) / (high - low) * frame.height

    for tick, text in zip(ticks, tick_texts, strict=True):
        pen.line("grid", frame.left, y(tick), frame.right, y(tick))
        pen.text("tick", frame.left - 6, y(tick) + 4, text, anchor="end")
    if chart.unit_of_measure:
        pen.text("tick", 2, 13, chart.unit_of_measure, anchor="start")

    for kind, reference, _ in wrapped:
        pen.line(kind, frame.left, y(reference.value), frame.right, y(reference.value))
    centres = spread(
        [(y(reference.value), len(lines) * 14.0) for _, reference, lines in wrapped],
        top=_TOP - 10.0,
        bottom=frame.bottom + 8.0,
    )
    for (kind, _, lines), centre in zip(wrapped, centres, strict=True):
        first = centre - len(lines) * 7.0 + 10.5
        for number, line in enumerate(lines):
            pen.text(f"{kind}-label", frame.right + 8, first + number * 14, line)

    xs = _positions(chart, frame)
    _draw_series(pen, chart, frame, xs, y)
    if not any(point.value is not None or _is_approximate(point) for point in chart.points):
        pen.text(
            "tick",
            (frame.left + frame.right) / 2,
            (frame.top + frame.bottom) / 2,
            "Inga värden ännu",
            anchor="middle",
        )
    return pen.close()


def sparkline_svg(
    values: Sequence[float | None],
    *,
    title: str,
    broken: Collection[int] = (),
    width: int = 96,
    height: int = 24,
) -> str:
    """Return a line without axes for a table row; missing values break it, the last is marked.

    The number itself must stand beside it: a sparkline shows shape only. ``broken`` are the places
    of values that cannot be compared with the one before: no line leads there.
    """
    pen = Pen(for_print=False)
    uid = "spark-" + hashlib.sha256(repr((tuple(values), title)).encode()).hexdigest()[:10]
    pen.open(width, height, uid, title, None, name="sparkline")
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    step = (width - 8) / max(len(values) - 1, 1)
    spots = [
        None
        if value is None
        else (
            4 + index * step,
            height / 2 if high == low else height - 4 - (value - low) / (high - low) * (height - 8),
        )
        for index, value in enumerate(values)
    ]
    for place, (before, after) in enumerate(pairwise(spots), start=1):
        if before and after and place not in broken:
            pen.line("line", *before, *after)
    if last := next((spot for spot in reversed(spots) if spot), None):
        pen.dot("point", *last, radius=2.5)
    return pen.close()


def _draw_series(
    pen: Pen,
    chart: SeriesChart,
    frame: Box,
    xs: list[float],
    y: _Scale,
) -> None:
    broken = {id(after) for _, after in _broken_pairs(chart)}
    # "Brott i serien" stands above the frame, so its boxes never meet those of values.
    boxes: list[Box] = []
    for (x0, before), (x1, after) in pairwise(zip(xs, chart.points, strict=True)):
        if id(after) in broken:
            middle = (x0 + x1) / 2
            pen.line("break", middle, frame.top - 4, middle, frame.bottom)
            half = pen.width("Brott i serien") / 2
            centre = min(max(middle, frame.left + half), frame.right - half)
            box = Box(centre - half, frame.top - 20, centre + half, frame.top - 6)
            if not any(box.overlaps(other) for other in boxes):
                boxes.append(box)
                pen.text("tick", centre, frame.top - 9, "Brott i serien", anchor="middle")
        elif before.value is not None and after.value is not None:
            pen.line("line", x0, y(before.value), x1, y(after.value))
            boxes += _along(x0, y(before.value), x1, y(after.value))
    for x, point in zip(xs, chart.points, strict=True):
        if point.low is not None and point.high is not None:
            top, bottom = y(point.high), y(point.low)
            pen.line("interval", x, top, x, bottom)
            pen.line("interval", x - 4, top, x + 4, top)
            pen.line("interval", x - 4, bottom, x + 4, bottom)
    for x, point in zip(xs, chart.points, strict=True):
        hint = f"{point.label}: " + _in_words(chart, point)
        is_said = _is_withheld(point) or _is_approximate(point)
        hint += f" ({point.note})" if point.note and not is_said else ""
        if point.value is None:
            pen.cross("missing", x, frame.bottom - 9, hint)
        else:
            pen.dot("point", x, y(point.value), hint=hint)
            boxes.append(Box.around(x, y(point.value), 5, 5))
            if point.low is not None and point.high is not None:
                boxes.append(Box(x - 4, y(point.high), x + 4, y(point.low)))
    _label_values(pen, chart, frame, xs, y, boxes)
    _label_periods(pen, chart, frame, xs)


def _along(x0: float, y0: float, x1: float, y1: float) -> list[Box]:
    """Return small boxes that cover a line, so that no label is written across it."""
    count = max(1, round(math.hypot(x1 - x0, y1 - y0) / 5))
    return [
        Box.around(x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count, 2, 2)
        for n in range(count + 1)
    ]


def _label_values(
    pen: Pen,
    chart: SeriesChart,
    frame: Box,
    xs: list[float],
    y: _Scale,
    taken: list[Box],
) -> None:
    """Write values beside their points, the last first; one that finds no room is left out.

    What is left out still stands in the table that every chart has.
    """
    lines = [
        y(reference.value) for reference in (chart.baseline, chart.desired) if reference is not None
    ]
    obstacles = [*taken, *(Box(frame.left, at - 1, frame.right, at + 1) for at in lines)]
    wanted = []
    for x, point in reversed(list(zip(xs, chart.points, strict=True))):
        if point.value is None:
            text = "visas inte" if _is_withheld(point) else "saknas"
            text = point.note if _is_approximate(point) else text
            spots = [frame.bottom - 24]
        else:
            text = format_number(point.value, chart.decimals)
            above = y(point.value if point.high is None else point.high) - 12
            below = y(point.value if point.low is None else point.low) + 12
            spots = [above, below]
        half = pen.width(text) / 2
        centre = min(max(x, frame.left + half + 2), frame.right - half - 2)
        wanted.append((text, [Box.around(centre, spot, half, 6.5) for spot in spots]))
    for text, box in place_labels(wanted, frame.grown(0, 14), obstacles):
        pen.text("value", (box.left + box.right) / 2, box.bottom - 2.5, text, anchor="middle")


def _label_periods(pen: Pen, chart: SeriesChart, frame: Box, xs: list[float]) -> None:
    limit = float(WIDTH)
    for x, point in reversed(list(zip(xs, chart.points, strict=True))):
        half = pen.width(point.label) / 2
        centre = max(min(x, WIDTH - half - 2), half + 2)
        if centre + half > limit:
            continue
        limit = centre - half - 8
        pen.line("axis", x, frame.bottom, x, frame.bottom + 4)
        pen.text("tick", centre, frame.bottom + 18, point.label, anchor="middle")


def _positions(chart: SeriesChart, frame: Box) -> list[float]:
    """Return x for each point, in proportion to time; a lone point stands in the middle."""
    inset = 22.0
    days = [point.on.toordinal() for point in chart.points]
    if not days or min(days) == max(days):
        return [(frame.left + frame.right) / 2 for _ in days]
    scale = (frame.right - frame.left - 2 * inset) / (max(days) - min(days))
    return [frame.left + inset + (day - min(days)) * scale for day in days]


def _ticks(chart: SeriesChart) -> tuple[list[float], int]:
    """Return evenly spaced round values that hold everything drawn, and their decimals."""
    values = [
        value
        for point in chart.points
        for value in (point.value, point.low, point.high)
        if value is not None
    ]
    values += [r.value for r in (chart.baseline, chart.desired) if r is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    # A difference that no decimal shows is none: the axis needs a height to divide by.
    if high - low < 1e-6 * max(1.0, abs(high), abs(low)):
        margin = max(abs(high) * 0.1, 1.0)
        low, high = low - margin, high + margin
    else:
        # Room under and over the outermost values for their labels.
        low, high = low - (high - low) * 0.12, high + (high - low) * 0.12
    is_share = chart.unit_of_measure.strip().startswith("%") and all(0 <= v <= 100 for v in values)
    if is_share:
        low, high = max(low, 0.0), min(high, 100.0)
    elif values and min(values) >= 0:
        low = max(low, 0.0)
    raw = (high - low) / 4
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999)
    start, stop = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = [round(n * step, 10) for n in range(start, stop + 1)]
    decimals = next((d for d in range(7) if abs(round(step, d) - step) < step * 1e-6), 6)
    return ticks, decimals


def _broken_pairs(chart: SeriesChart) -> list[tuple[Point, Point]]:
    return [
        (before, after)
        for before, after in pairwise(chart.points)
        if any(before.on < day <= after.on for day in chart.breaks)
    ]


def _is_withheld(point: Point) -> bool:
    """Say whether there is a value that is not shown, which is another thing than none."""
    return point.value is None and point.note.startswith(WITHHELD)


def _is_approximate(point: Point) -> bool:
    """Say whether the source tells only about how large the value is: then it is not missing."""
    return point.value is None and point.note.startswith(APPROXIMATE)


def _in_words(chart: SeriesChart, point: Point) -> str:
    if _is_approximate(point):
        return point.note
    if point.value is None:
        return "värdet visas inte: för få" if _is_withheld(point) else "värde saknas"
    return _full(chart, point)


def _full(chart: SeriesChart, point: Point) -> str:
    return with_unit(point.value or 0.0, chart.decimals, chart.unit_of_measure)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"
