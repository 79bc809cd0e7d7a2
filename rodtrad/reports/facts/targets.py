"""What an indicator shows for a goal: the curve, the figures behind it and how far it moved."""

from datetime import date

from rodtrad.core.numbers import format_number
from rodtrad.goals.facts import remaining_sentence
from rodtrad.goals.models import Goal, Target
from rodtrad.indicators.changes import span
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.series import change_sentence, is_about_all, series_chart
from rodtrad.reports.facts.parts import FactJson, figures, note, plain
from rodtrad.reports.facts.source import Source
from rodtrad.reports.render.schema import chart_content

# A value counts as the baseline's own when its period ends this near the baseline's day.
_NEAR_DAYS = 100


def target_parts(source: Source, goal: Goal, target: Target) -> list[FactJson]:
    """The curve of a target with its table, and baseline, latest and desired in words."""
    rows = source.series.get(target.indicator_id, [])
    heading = target.indicator.name
    states = figures("" if rows else heading, _states(source, goal, target))
    if not rows:
        return [states, note(f"Inget värde är infört för indikatorn ”{heading}”.", "warning")]
    parts = [_chart(source, goal, target, rows), states]
    if latest_known(source, target) is None:
        parts.append(note(f"Inget värde går att visa för indikatorn ”{heading}”.", "warning"))
    elif rows[-1].period_ends < source.year.starts:
        parts.append(note(f"Inget värde är infört för {source.when}.", "warning"))
    return parts


def movement_row(source: Source, goal: Goal, target: Target) -> list[str]:
    """Baseline, latest, desired and what the change means, in words."""
    latest = latest_known(source, target)
    return [
        _baseline(goal, target),
        f"{latest.text} ({latest.label})" if latest else "Saknas",
        _in_words(target.desired_shown),
        movement(source, target),
    ]


def latest_known(source: Source, target: Target) -> ShownMeasurement | None:
    """The newest value that there is and that may be shown."""
    shown = _about_all(source, target)
    return next((row for row in reversed(shown) if row.value is not None), None)


def movement(source: Source, target: Target) -> str:
    """How far the indicator has moved, whether chance explains it, and what remains."""
    latest = latest_known(source, target)
    if latest is None:
        return "Det finns inget värde att jämföra med nuläget."
    return " ".join(
        part
        for part in (_change(source, target, latest), remaining_sentence(target, latest.value))
        if part
    )


def _change(source: Source, target: Target, latest: ShownMeasurement) -> str:
    indicator = target.indicator
    rows = source.series.get(indicator.pk, [])
    known = [row for row in _about_all(source, target) if row.value is not None]
    before = _baseline_row(target, known[:-1]) or (known[-2] if len(known) > 1 else None)
    if before is not None:
        # All genders of the two periods: which may be shown is decided of them together.
        periods = {before.measurement.period, latest.measurement.period}
        one, many = source.counted
        sentence = change_sentence(
            indicator,
            [row for row in rows if row.period in periods],
            breaks=source.breaks.get(indicator.pk, {}).values(),
            one=one,
            many=many,
        )
        return sentence or (
            f"Från {before.text} ({before.label}) till {latest.text} ({latest.label})."
        )
    if target.baseline_value is None:
        return ""
    breaks = source.breaks.get(indicator.pk, {})
    on = target.baseline_on
    if on is not None and (day := next((d for d in breaks if on < d <= latest.on), None)):
        return f"{latest.label} kan inte jämföras med nuläget vid start: {breaks[day].reason}"
    if target.baseline_value == latest.value:
        return "Samma som nuläget vid start."
    change = f"Från nuläget {indicator.show(target.baseline_value)} till {latest.text}."
    if indicator.kind == Indicator.Kind.SHARE:
        change += (
            " Om skillnaden är större än slumpen går inte att säga: hur många nuläget räknades "
            "på är inte infört."
        )
    return change


def _baseline_row(target: Target, known: list[ShownMeasurement]) -> ShownMeasurement | None:
    """The measurement that the baseline was taken from."""
    on = target.baseline_on
    if on is None or not known:
        return None
    nearest = min(known, key=lambda row: abs((row.on - on).days))
    return nearest if abs((nearest.on - on).days) <= _NEAR_DAYS else None


def _states(source: Source, goal: Goal, target: Target) -> list[tuple[str, str]]:
    baseline, latest, desired, change = movement_row(source, goal, target)
    rows = [
        ("Nuläge vid start", baseline),
        ("Senaste värde", latest),
        ("Önskat läge", desired),
    ]
    return [*rows, ("Förflyttning", change)] if latest_known(source, target) else rows


def _baseline(goal: Goal, target: Target) -> str:
    shown = _in_words(target.baseline_shown)
    # A shared goal's baseline is the administration's: it says nothing of this unit.
    return f"{shown.removesuffix('.')} (hela förvaltningen)" if goal.shared else shown


def _in_words(text: str) -> str:
    return plain(text) or "Saknas"


def _chart(source: Source, goal: Goal, target: Target, rows: list[Measurement]) -> FactJson:
    indicator = target.indicator
    baseline, desired = target.baseline_value, target.desired_value
    word = "Förvaltningens nuläge" if goal.shared else "Nuläge vid start"
    chart = series_chart(
        indicator,
        rows,
        baseline=None if baseline is None else (baseline, word),
        desired=None if desired is None else (desired, "Önskat läge"),
        breaks=source.breaks.get(indicator.pk, {}).values(),
    )
    return {
        "type": "chart",
        "heading": indicator.name,
        "chart": chart_content(chart),
        "table": _table(indicator, source.shown[indicator.pk]),
        "alt": chart.description,
    }


def _table(
    indicator: Indicator, rows: list[ShownMeasurement]
) -> dict[str, list[str] | list[list[str]]]:
    """The figures behind the curve; columns that no period has are left out."""
    periods: dict[tuple[date, str], dict[str, ShownMeasurement]] = {}
    for row in rows:
        key = (row.on, row.measurement.period)
        periods.setdefault(key, {})[row.measurement.gender] = row
    ordered = [periods[key] for key in sorted(periods)]
    columns: list[tuple[str, list[str]]] = [
        ("Period", [next(iter(found.values())).label for found in ordered]),
        ("Värde", [_text(found.get("T")) for found in ordered]),
        ("Antal", [_counts(found.get("T")) for found in ordered]),
        ("Spann", [_interval(indicator, found.get("T")) for found in ordered]),
        ("Flickor", [_text(found.get("K")) for found in ordered]),
        ("Pojkar", [_text(found.get("M")) for found in ordered]),
    ]
    kept = [
        (name, cells)
        for number, (name, cells) in enumerate(columns)
        if number < 2 or any(cell != "–" for cell in cells)
    ]
    return {
        "columns": [name for name, _ in kept],
        "rows": [list(cells) for cells in zip(*(cells for _, cells in kept), strict=True)],
    }


def _text(row: ShownMeasurement | None) -> str:
    return row.text if row else "–"


def _counts(row: ShownMeasurement | None) -> str:
    if row is None or row.denominator is None:
        return "–"
    if row.numerator is None:
        return format_number(row.denominator)
    return f"{format_number(row.numerator)} av {format_number(row.denominator)}"


def _interval(indicator: Indicator, row: ShownMeasurement | None) -> str:
    return "–" if row is None else span(indicator, row.low, row.high)


def _about_all(source: Source, target: Target) -> list[ShownMeasurement]:
    found = [row for row in source.shown[target.indicator_id] if is_about_all(row)]
    return sorted(found, key=lambda row: (row.on, row.measurement.period))
