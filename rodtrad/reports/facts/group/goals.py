"""Each shared goal with what the units' figures are together."""

from collections.abc import Iterable
from decimal import Decimal

from rodtrad.core.charts import Better, Point, Reference, SeriesChart, describe
from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import Period
from rodtrad.goals.models import Goal, Target
from rodtrad.indicators.changes import span
from rodtrad.indicators.models import Indicator, SeriesBreak
from rodtrad.indicators.rollups import Together, by_year
from rodtrad.indicators.statistics import counts_differ, difference_of_means, difference_of_shares
from rodtrad.reports.facts.group.source import GroupSource
from rodtrad.reports.facts.parts import FactJson, figures, note, plain, table
from rodtrad.reports.render.schema import chart_content

_BETTER: dict[str, Better] = {"up": "up", "down": "down", "none": "none"}


def shared_goals(source: GroupSource) -> list[FactJson]:
    """Each shared goal: who works with it, and its indicators for all units together."""
    if not source.shared_goals:
        return [note(f"Det finns inga förvaltningsgemensamma mål för {source.when}.", "warning")]
    return [_goal(source, goal) for goal in source.shared_goals]


def _goal(source: GroupSource, goal: Goal) -> FactJson:
    cells = [cell for cell in source.cells.get(goal.pk, ()) if cell.applies]
    facts = [
        figures(
            "",
            [
                ("Enheter som målet gäller", format_number(len(cells))),
                (
                    "Har eget mål och aktivitet",
                    f"{sum(cell.is_covered for cell in cells)} av {len(cells)}",
                ),
                (
                    "Har analyserat målet",
                    f"{sum(cell.is_analysed for cell in cells)} av {len(cells)}",
                ),
            ],
        )
    ]
    indicators = source.indicators.get(goal.pk, [])
    if not indicators:
        facts.append(
            note("Målet har ingen indikator, varken gemensam eller vid enheterna.", "warning")
        )
    for indicator in indicators:
        facts += _indicator(source, goal, indicator)
    return {
        "type": "goal",
        "title": goal.title,
        "unit_or_shared": "Förvaltningsgemensamt mål",
        "requirements": [point.citation for point in source.cited.get(goal.pk, [])],
        "description": plain(goal.description),
        "desired_effect": plain(goal.desired_effect),
        "facts": facts,
    }


def _indicator(source: GroupSource, goal: Goal, indicator: Indicator) -> list[FactJson]:
    target = source.targets.get(goal.pk, {}).get(indicator.pk)
    asked = [unit.row.pk for unit in source.applies(goal)]
    shown = source.shown.get(indicator.pk, [])
    years = by_year(indicator, shown, asked)
    if not any(one.reported for one in years):
        return [note(f"Inget värde går att visa för indikatorn ”{indicator.name}”.", "warning")]
    levels = _levels(target)
    is_curve = sum(one.value is not None for one in years) > 1
    facts = [
        _chart(source, indicator, years, target) if is_curve else _table(indicator, years),
    ]
    if levels:
        facts.append(figures("", levels))
    if sentence := _change(indicator, years, source.breaks.get(indicator.pk, [])):
        facts.append(note(sentence))
    facts += _by_gender(source, indicator, asked)
    return facts


def _levels(target: Target | None) -> list[tuple[str, str]]:
    if target is None:
        return []
    return [
        ("Nuläge vid start", plain(target.baseline_shown) or "Saknas"),
        ("Önskat läge", plain(target.desired_shown) or "Saknas"),
    ]


def _rows(indicator: Indicator, years: list[Together]) -> tuple[list[str], list[list[str]]]:
    columns = ["Period", "Alla enheter tillsammans", "Antal", "Enheter som har rapporterat"]
    rows = [[one.label, one.text, one.counts, one.speaks_for] for one in years]
    if any(one.low is not None for one in years):
        columns.append("Spann")
        for row, one in zip(rows, years, strict=True):
            row.append(span(indicator, one.low, one.high))
    return columns, rows


def _table(indicator: Indicator, years: list[Together]) -> FactJson:
    columns, rows = _rows(indicator, years)
    return table(indicator.name, columns, rows)


def _chart(
    source: GroupSource, indicator: Indicator, years: list[Together], target: Target | None
) -> FactJson:
    chart = SeriesChart(
        title=indicator.name,
        description="",
        unit_of_measure="%"
        if indicator.kind == Indicator.Kind.SHARE
        else indicator.unit_of_measure,
        points=tuple(
            Point(
                label=one.label,
                on=one.on,
                value=None if one.value is None else float(one.value),
                low=one.low,
                high=one.high,
                note=f"{one.speaks_for} enheter",
            )
            for one in years
        ),
        baseline=_reference(target.baseline_value if target else None, "Nuläge vid start"),
        desired=_reference(target.desired_value if target else None, "Önskat läge"),
        breaks=tuple(found.on for found in source.breaks.get(indicator.pk, [])),
        better=_BETTER[indicator.better],
        decimals=indicator.decimals,
    )
    columns, rows = _rows(indicator, years)
    return {
        "type": "chart",
        "heading": indicator.name,
        "chart": chart_content(chart),
        "table": {"columns": columns, "rows": rows},
        "alt": describe(chart),
    }


def _reference(value: Decimal | None, label: str) -> Reference | None:
    return None if value is None else Reference(float(value), label)


def _change(indicator: Indicator, years: list[Together], breaks: Iterable[SeriesBreak]) -> str:
    """Whether the last change is more than chance, and that the units may not be the same."""
    known = [one for one in years if one.value is not None]
    if len(known) < 2:
        return ""
    before, after = known[-2:]
    broken = next((found for found in breaks if before.on < found.on <= after.on), None)
    if broken is not None:
        return f"{after.label} kan inte jämföras med {before.label}: {broken.reason}"
    is_same = _with_values(before) == _with_values(after)
    larger = _is_larger(indicator, before, after, is_same=is_same)
    if larger is None:
        return ""
    words = "är större än vad slumpen brukar ge" if larger else "kan bero på slumpen"
    sentence = (
        f"{before.label} till {after.label}: från {before.text} till {after.text}. "
        f"Skillnaden {words}."
    )
    if not is_same:
        sentence += " Det är inte samma enheter som har rapporterat de två gångerna."
    return sentence


def _is_larger(
    indicator: Indicator, before: Together, after: Together, *, is_same: bool
) -> bool | None:
    """Whether the change is more than chance; None when that cannot be said."""
    level = indicator.level
    if before.sums and after.sums:
        return 0.0 not in difference_of_shares(*before.sums, *after.sums, level)
    if before.mean and after.mean:
        return 0.0 not in difference_of_means(before.mean, after.mean, level)
    # With other units the number of events is another for that reason alone.
    # Nor are the events of a term like those of a year.
    rows = [*before.by_unit.values(), *after.by_unit.values()]
    sorts = {Period.parse(row.measurement.period).sort for row in rows if row.value is not None}
    if before.events is None or after.events is None or not is_same or len(sorts) > 1:
        return None
    return counts_differ(before.events, after.events, level)


def _with_values(one: Together) -> set[int]:
    return {pk for pk, row in one.by_unit.items() if row.value is not None}


def _by_gender(source: GroupSource, indicator: Indicator, asked: list[int]) -> list[FactJson]:
    """Girls and boys apart for the latest year, where units have reported it."""
    if indicator.kind != Indicator.Kind.SHARE:
        return []
    rows = []
    for code, label in (("K", "Flickor"), ("M", "Pojkar")):
        years = by_year(indicator, source.shown.get(indicator.pk, []), asked, gender=code)
        if years and years[-1].value is not None:
            last = years[-1]
            rows.append((label, last.label, last.text, last.counts, last.speaks_for))
    if len(rows) < 2:
        return []
    return [
        table(
            f"Flickor och pojkar: {indicator.name}",
            ("", "Period", "Alla enheter tillsammans", "Antal", "Enheter som har rapporterat"),
            rows,
        )
    ]
