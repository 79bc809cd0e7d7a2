"""The demo's figures: invented series, and the days when they are read."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.season import Season
from rodtrad.goals import actions
from rodtrad.goals.models import Target
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import SchoolYear, Unit

# Which measurements of this autumn are late: none of the rest are.
_LATE = {("54436997", "safe"), ("54436997", "reading"), ("DEMO-F2", "language")}
_LATE_UNIT = "DEMO-S3"


def described(indicator: Indicator, value: Decimal) -> str:
    """Words beside a figure only where the figure says nothing by itself."""
    return "Gemensam bedömning." if indicator.kind == Indicator.Kind.QUALITATIVE else ""


def level_at(season: Season, unit: Unit, spec: dict[str, Any], step: int) -> Decimal:
    """Where an invented series stands after a number of years: start, drift and a unit's own."""
    own = (sum(map(ord, unit.code)) % 9) - 4
    value = float(spec["start"]) + step * float(spec["drift"])
    if spec["kind"] == "qualitative":
        return Decimal(max(1, min(len(spec["levels"]), round(value))))
    if spec["kind"] == "mean":
        return Decimal(str(round(min(5.0, value + own / 40), 1)))
    return Decimal(str(round(min(99.0, max(1.0, value + own)), 1)))


def desired_from(indicator: Indicator, baseline: Decimal, drift: float) -> Decimal:
    """Where to be at the end: four years' drift from the baseline, within what is possible."""
    wanted = baseline + Decimal(str(round(drift * 4, 1)))
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return Decimal(min(len(indicator.levels), int(baseline) + 2))
    if indicator.kind == Indicator.Kind.MEAN:
        return min(wanted, Decimal("4.8"))
    return max(Decimal(2), min(wanted, Decimal(98)))


def measuring_days(season: Season, year: YearSpan) -> list[date]:
    """Two days a year; in the running year they lie around today, so that something is due."""
    if year == season.basis.years[-1].span:
        return [
            workday(season.today - timedelta(days=6)),
            workday(season.today + timedelta(days=24)),
        ]
    return [workday(date(year.start, 12, 1)), workday(date(year.start + 1, 5, 20))]


def measure(season: Season, unit: Unit, target: Target, year: SchoolYear) -> None:
    """Record what was measured up to today, but for what a few have not done yet."""
    by = season.basis.principal(unit.code)
    days = [day for day in measuring_days(season, year.span) if day <= season.today]
    if year == season.basis.years[-1] and _is_late(season, unit, target.indicator):
        days = []
    step = season.basis.years.index(year)
    for number, day in enumerate(days):
        if day < year.span.starts:
            continue
        with happening_on(day):
            actions.measure_target(
                target,
                unit=unit,
                period=day.isoformat(),
                on=day,
                by=by,
                **_reading(season, unit, target.indicator, step + number / 2),
            )


def _is_late(season: Season, unit: Unit, indicator: Indicator) -> bool:
    return unit.code == _LATE_UNIT or any(
        unit.code == code and season.basis.indicators[key] == indicator for code, key in _LATE
    )


def _reading(season: Season, unit: Unit, indicator: Indicator, step: float) -> dict[str, Any]:
    spec = next(
        spec
        for key, spec in season.basis.invented.items()
        if season.basis.indicators[key].pk == indicator.pk
    )
    level = float(level_at(season, unit, spec, 0)) + (step + 0.5) * float(spec["drift"])
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return {"value": Decimal(max(1, min(len(indicator.levels), round(level))))}
    if indicator.kind == Indicator.Kind.MEAN:
        value = min(4.9, level + season.dice.uniform(-0.15, 0.15))
        answers = max(5, season.basis.sizes[unit.code] * 2 // 3)
        return {"value": Decimal(str(round(value, 1))), "denominator": answers}
    group = max(4, season.basis.sizes[unit.code] // 5)
    share = min(0.97, max(0.03, level / 100 + season.dice.uniform(-0.04, 0.04)))
    return {"numerator": round(group * share), "denominator": group}
