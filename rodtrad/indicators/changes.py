"""Whether two figures differ by more than chance, for every kind of indicator."""

from dataclasses import dataclass
from typing import Literal

from rodtrad.core.numbers import format_number
from rodtrad.indicators.models import Indicator, Reading
from rodtrad.indicators.statistics import (
    change_is_larger_than_chance,
    counts_differ,
    difference_of_means,
    difference_of_shares,
    sentence_for_change,
)
from rodtrad.indicators.uncertainty import counts_of, event_count, mean_of

Direction = Literal["up", "down", "same"]

NEWCOMBE, WELCH, BINOMIAL = "newcombe", "welch", "binomial"
_LARGER = "Skillnaden är större än vad slumpen brukar ge."
_WITHIN = "Skillnaden kan bero på slumpen."


@dataclass(frozen=True, slots=True)
class Difference:
    """The second figure less the first, in the indicator's unit (percentage points for a share).

    Attributes:
        is_clear: whether it is more than chance; None when that cannot be worked out.
        low, high: where the true difference reasonably lies, when that can be worked out.
        method: how; "" when it could not be.
    """

    size: float
    is_clear: bool | None
    low: float | None
    high: float | None
    method: str

    @property
    def direction(self) -> Direction:
        """Which way it points."""
        return "up" if self.size > 0 else "down" if self.size < 0 else "same"


def difference(indicator: Indicator, first: Reading, second: Reading) -> Difference | None:
    """What differs between two readings of an indicator; None when one of them has no value."""
    if first.value is None or second.value is None:
        return None
    size = float(second.value - first.value)
    level = indicator.level
    before, after = counts_of(indicator, first), counts_of(indicator, second)
    if before and after:
        found = difference_of_shares(*before, *after, level)
        clear = change_is_larger_than_chance(*before, *after, level)
        return Difference(size, clear, found.low * 100, found.high * 100, NEWCOMBE)
    m1, m2 = mean_of(indicator, first), mean_of(indicator, second)
    if m1 and m2:
        found = difference_of_means(m1, m2, level)
        return Difference(size, 0.0 not in found, found.low, found.high, WELCH)
    e1, e2 = event_count(indicator, first), event_count(indicator, second)
    if e1 is not None and e2 is not None:
        sizes = (float(first.denominator or 1), float(second.denominator or 1))
        if not (first.denominator and second.denominator):
            sizes = (1.0, 1.0)
        clear = counts_differ(e1, e2, level, sizes=sizes)
        return Difference(size, clear, None, None, BINOMIAL)
    return Difference(size, None, None, None, "")


def change_in_words(
    indicator: Indicator, before: Reading, after: Reading, people: tuple[str, str]
) -> str:
    """The change in a sentence or two; says plainly when chance cannot be worked out."""
    earlier, later = counts_of(indicator, before), counts_of(indicator, after)
    if earlier and later:
        return sentence_for_change(
            earlier, later, one=people[0], many=people[1], confidence=indicator.level
        )
    found = difference(indicator, before, after)
    if found is None:
        return ""
    if found.size == 0:
        return f"Oförändrat {indicator.show(after.value)}."
    moved = f"Från {indicator.show(before.value)} till {indicator.show(after.value)}."
    if found.is_clear is None:
        return moved
    return f"{moved} {_LARGER if found.is_clear else _WITHIN}"


def interval_in_words(indicator: Indicator, low: float, high: float) -> str:
    """As "mellan 61 och 93 %"; whole percent, since the ends are no surer than that."""
    decimals = 0 if indicator.kind == Indicator.Kind.SHARE else indicator.decimals
    if indicator.kind == Indicator.Kind.NUMBER and indicator.is_count:
        decimals = 0
    ends = (format_number(low, decimals), format_number(high, decimals))
    return f"mellan {ends[0]} och {ends[1]}{indicator.suffix}"
