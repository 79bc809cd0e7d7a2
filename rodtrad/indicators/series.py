"""One indicator's values over time for a unit, as a chart and as sentences."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from rodtrad.core.charts import Better, Point, Reference, SeriesChart, describe
from rodtrad.indicators.changes import (
    break_between,
    change_in_words,
    earlier_to_compare,
    not_alike,
)
from rodtrad.indicators.disclosure import (
    ALL,
    ShownMeasurement,
    shown_measurements,
)
from rodtrad.indicators.models import Indicator, Measurement, Reading, SeriesBreak

__all__ = ["change_sentence", "series_chart", "shown_measurements"]

Level = Reference | tuple[Decimal | float | int, str] | None
_BETTER: dict[str, Better] = {"up": "up", "down": "down", "none": "none"}


def series_chart(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    *,
    baseline: Level = None,
    desired: Level = None,
    breaks: Iterable[SeriesBreak | date] = (),
) -> SeriesChart:
    """The chart of a unit's values, with small groups withheld and shares with their interval.

    Args:
        measurements: one unit's, of all genders; the chart shows those about everybody.
        baseline, desired: a level and the word for it, in the indicator's unit.
        breaks: from which days the figures cannot be compared with those before.
    """
    shown = [row for row in shown_measurements(indicator, measurements) if is_about_all(row)]
    shown.sort(key=lambda row: (row.on, row.measurement.period))
    chart = SeriesChart(
        title=indicator.name,
        description="",
        unit_of_measure=indicator.measured_in,
        points=tuple(_point(row) for row in shown),
        baseline=_reference(baseline),
        desired=_reference(desired),
        breaks=tuple(b.on if isinstance(b, SeriesBreak) else b for b in breaks),
        better=_BETTER[indicator.better],
        # Levels are whole: there is no half a description.
        decimals=0 if indicator.kind == Indicator.Kind.QUALITATIVE else indicator.decimals,
    )
    return replace(chart, description=describe(chart))


def is_about_all(row: ShownMeasurement) -> bool:
    """Whether the value is about girls and boys together."""
    return row.measurement.gender == ALL


def change_sentence(
    indicator: Indicator,
    measurements: Iterable[Measurement],
    *,
    breaks: Iterable[SeriesBreak] = (),
    one: str = "elev",
    many: str = "elever",
) -> str:
    """Say whether the last change is larger than chance; "" when that cannot be said.

    It cannot across a break in the series or between periods of different sorts; without the size
    of the groups it tells the change.
    """
    rows = [
        row
        for row in shown_measurements(indicator, measurements)
        if is_about_all(row) and row.value is not None
    ]
    rows.sort(key=lambda row: (row.on, row.measurement.period))
    if len(rows) < 2:
        return ""
    after = rows[-1]
    before = earlier_to_compare(indicator, rows)
    if before is None:
        return not_alike(after, rows[-2])
    if (broken := break_between(breaks, before, after)) is not None:
        return f"{after.label} kan inte jämföras med {before.label}: {broken.reason}"
    sentence = change_in_words(indicator, before.measurement, after.measurement, (one, many))
    return f"{before.label} till {after.label}: {sentence}" if sentence else ""


def _reference(level: Level) -> Reference | None:
    if level is None or isinstance(level, Reference):
        return level
    value, label = level
    return Reference(float(value), label)


def _point(row: ShownMeasurement) -> Point:
    note = "" if row.status == Reading.Status.REPORTED else row.text
    return Point(
        label=row.label,
        on=row.on,
        value=None if row.value is None else float(row.value),
        low=row.low,
        high=row.high,
        note=note,
    )
