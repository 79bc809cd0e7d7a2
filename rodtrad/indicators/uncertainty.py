"""How sure one stored figure is, for every kind of indicator."""

from dataclasses import dataclass
from math import sqrt

from rodtrad.indicators.models import Indicator, Reading
from rodtrad.indicators.statistics import (
    mean_interval,
    poisson_interval,
    scale_interval,
    widest_mean_interval,
    wilson_interval,
)

WILSON, STUDENT, WIDEST, POISSON, ALIKE = "wilson", "student", "widest", "poisson", "alike"
MEANS = (Indicator.Kind.MEAN, Indicator.Kind.SCALE)


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """Where the true value reasonably lies, in the indicator's unit, and how that was worked out.

    Attributes:
        method: one of the methods above; the page "Så räknar vi" explains each.
    """

    low: float
    high: float
    method: str


def counts_of(indicator: Indicator, row: Reading) -> tuple[int, int] | None:
    """Numerator and denominator behind a share, or None when they are not known.

    A source may publish the share and the size of the group but not how many they were; the
    number that comes nearest is then good enough for an interval.
    """
    if indicator.kind != Indicator.Kind.SHARE or row.value is None or not row.denominator:
        return None
    if row.numerator is not None:
        return row.numerator, row.denominator
    return min(round(row.value * row.denominator / 100), row.denominator), row.denominator


def event_count(indicator: Indicator, row: Reading) -> int | None:
    """The number of events that a row counts; None when it counts none or is no whole number."""
    if indicator.kind != Indicator.Kind.NUMBER or not indicator.is_count or row.value is None:
        return None
    whole = int(row.value)
    return whole if whole == row.value and whole >= 0 else None


def mean_of(indicator: Indicator, row: Reading) -> tuple[float, float, int] | None:
    """Mean, standard deviation and n, or None when one of them is not known.

    Answers that are all alike show no spread: their standard deviation of 0 says that they are
    few or the scale coarse, not that the mean is certain.
    """
    if indicator.kind not in MEANS or row.value is None or not row.spread:
        return None
    if not row.denominator or row.denominator < 2:
        return None
    return float(row.value), float(row.spread), row.denominator


def widest_mean_of(indicator: Indicator, row: Reading) -> tuple[float, float, int] | None:
    """Mean, the largest standard deviation that the scale allows, and n.

    None when the scale or n is not known, or the mean lies at an end, where all answered alike.
    """
    ends, n = indicator.scale, row.denominator
    if indicator.kind not in MEANS or row.value is None or ends is None or not n or n < 2:
        return None
    value = float(row.value)
    if not ends[0] < value < ends[1]:
        return None
    return value, sqrt((value - ends[0]) * (ends[1] - value) * n / (n - 1)), n


def uncertainty_of(indicator: Indicator, row: Reading) -> Uncertainty | None:
    """Where the true value reasonably lies; None when nothing can be said of that."""
    level = indicator.level
    if counts := counts_of(indicator, row):
        share = wilson_interval(*counts, level)
        return Uncertainty(share.low * 100, share.high * 100, WILSON)
    if (events := event_count(indicator, row)) is not None:
        expected = poisson_interval(events, level)
        return Uncertainty(expected.low, expected.high, POISSON)
    if mean := mean_of(indicator, row):
        found = mean_interval(*mean, level)
        return Uncertainty(found.low, found.high, STUDENT)
    if indicator.kind not in MEANS or row.value is None:
        return None
    ends, n, value = indicator.scale, row.denominator, float(row.value)
    if ends is None or not n or n < 2 or not ends[0] <= value <= ends[1]:
        return None
    if row.spread == 0 or value in ends:
        found = scale_interval(value, n, *ends, level)
        return Uncertainty(found.low, found.high, ALIKE)
    found = widest_mean_interval(value, n, *ends, level)
    return Uncertainty(found.low, found.high, WIDEST)


def interval_decimals(indicator: Indicator) -> int:
    """Decimals of an interval's ends: whole percent and whole events, as they are no surer."""
    is_whole = indicator.kind == Indicator.Kind.SHARE or indicator.is_count
    return 0 if is_whole else indicator.decimals


def interval_of(indicator: Indicator, row: Reading) -> tuple[float | None, float | None]:
    """Lowest and highest reasonable value in the indicator's unit; (None, None) when unknown."""
    found = uncertainty_of(indicator, row)
    return (None, None) if found is None else (found.low, found.high)
