"""Whether two figures differ by more than chance, for every kind of indicator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.models import Indicator, Reading, SeriesBreak
from rodtrad.indicators.statistics import (
    change_is_larger_than_chance,
    counts_differ,
    difference_of_means,
    difference_of_shares,
    sentence_for_change,
)
from rodtrad.indicators.uncertainty import (
    MEANS,
    counts_of,
    event_count,
    interval_decimals,
    mean_of,
    widest_mean_of,
)

Direction = Literal["up", "down", "same"]

NEWCOMBE, WELCH, WELCH_WIDEST, BINOMIAL = "newcombe", "welch", "welch-widest", "binomial"
LARGER = "Skillnaden är större än vad slumpen brukar ge."
WITHIN = "Skillnaden kan bero på slumpen."
UNKNOWN = "Om skillnaden är större än slumpen går inte att säga."


@dataclass(frozen=True, slots=True)
class Difference:
    """The second figure less the first, in the indicator's unit (percentage points for a share).

    Attributes:
        is_clear: whether it is more than chance; None when that cannot be worked out.
        low, high: where the true difference reasonably lies, when that can be worked out.
        method: how; "" when it could not be.
        rates: events for each hundred, first and second, when the groups are of different sizes:
            then these are what is compared.
    """

    size: float
    is_clear: bool | None
    low: float | None
    high: float | None
    method: str
    rates: tuple[float, float] | None = None

    @property
    def direction(self) -> Direction:
        """Which way it points; of events in groups of different sizes, by the rates."""
        size = self.size if self.rates is None else self.rates[1] - self.rates[0]
        return "up" if size > 0 else "down" if size < 0 else "same"


def difference(
    indicator: Indicator, first: Reading, second: Reading, *, of_groups: bool = False
) -> Difference | None:
    """What differs between two readings of an indicator; None when one of them has no value.

    Args:
        of_groups: whether they are about different groups, as girls and boys: counts of events are
            then tested only when it is known how many there are in each.
    """
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
    method = WELCH if m1 and m2 else WELCH_WIDEST
    m1, m2 = m1 or widest_mean_of(indicator, first), m2 or widest_mean_of(indicator, second)
    if m1 and m2:
        found = difference_of_means(m1, m2, level)
        return Difference(size, 0.0 not in found, found.low, found.high, method)
    e1, e2 = event_count(indicator, first), event_count(indicator, second)
    if e1 is not None and e2 is not None:
        n1, n2 = first.denominator, second.denominator
        if n1 and n2:
            clear = counts_differ(e1, e2, level, sizes=(float(n1), float(n2)))
            rates = None if n1 == n2 else (100 * e1 / n1, 100 * e2 / n2)
            return Difference(size, clear, None, None, BINOMIAL, rates)
        if not of_groups:
            return Difference(size, counts_differ(e1, e2, level), None, None, BINOMIAL)
    return Difference(size, None, None, None, "")


def earlier_to_compare(
    indicator: Indicator, known: Sequence[ShownMeasurement]
) -> ShownMeasurement | None:
    """What the newest value is compared with: the one before of the same sort of period.

    A term is not compared with the school year that it is a part of: the same pupils would be
    counted on both sides. Where no other is of the same sort, the latest that was over when the
    newest began; never for numbers, which a longer time makes larger.

    Args:
        known: rows with a value about the same group, oldest first.
    """
    if len(known) < 2:
        return None
    newest = Period.parse(known[-1].measurement.period)
    earlier = [(row, Period.parse(row.measurement.period)) for row in reversed(known[:-1])]
    same = next((row for row, period in earlier if period.sort == newest.sort), None)
    if same is not None or indicator.kind == Indicator.Kind.NUMBER:
        return same
    return next((row for row, period in earlier if period.ends < newest.starts), None)


def like_the_newest(known: Sequence[ShownMeasurement]) -> list[ShownMeasurement]:
    """The rows of the same sort of period as the newest, which may be put in one line."""
    if not known:
        return []
    sorts = [Period.parse(row.measurement.period).sort for row in known]
    return [row for row, sort in zip(known, sorts, strict=True) if sort == sorts[-1]]


def rates_of(indicator: Indicator, rows: Sequence[ShownMeasurement]) -> list[float] | None:
    """Events for each hundred, where groups of known and different sizes are counted."""
    pairs = [(event_count(indicator, row.measurement), row.denominator) for row in rows]
    known = [(events, n) for events, n in pairs if events is not None and n]
    if len(known) < len(pairs) or len({n for _, n in known}) < 2:
        return None
    return [100 * events / n for events, n in known]


def not_alike(after: ShownMeasurement, before: ShownMeasurement) -> str:
    """Why two values are not compared: their periods are of different sorts."""
    return (
        f"{after.label} jämförs inte med {before.label}: perioderna är olika långa eller går in i "
        "varandra."
    )


def break_between(
    breaks: Iterable[SeriesBreak], before: ShownMeasurement, after: ShownMeasurement
) -> SeriesBreak | None:
    """The break that makes two values impossible to compare."""
    return next((found for found in breaks if before.on < found.on <= after.on), None)


def change_in_words(
    indicator: Indicator, before: Reading, after: Reading, people: tuple[str, str]
) -> str:
    """The change in a sentence or two; says plainly when chance cannot be worked out."""
    earlier, later = counts_of(indicator, before), counts_of(indicator, after)
    if earlier and later:
        return sentence_for_change(
            earlier,
            later,
            one=people[0],
            many=people[1],
            confidence=indicator.level,
            decimals=indicator.decimals,
        )
    found = difference(indicator, before, after)
    if found is None:
        return ""
    if found.size == 0 and found.rates is None:
        return f"Oförändrat {indicator.show(after.value)}."
    moved = f"Från {indicator.show(before.value)} till {indicator.show(after.value)}."
    if found.rates is not None:
        n1, n2 = (format_number(row.denominator or 0) for row in (before, after))
        r1, r2 = (format_number(rate, 1) for rate in found.rates)
        moved += f" På 100 {people[1]}: från {r1} till {r2} ({n1} respektive {n2} {people[1]})."
    return f"{moved} {verdict(indicator, found)}".rstrip()


def verdict(indicator: Indicator, found: Difference) -> str:
    """Whether a difference is chance; "" for what has no chance of its own, as levels."""
    if found.is_clear is None:
        has_chance = indicator.kind in (Indicator.Kind.SHARE, *MEANS) or indicator.is_count
        return UNKNOWN if has_chance else ""
    return LARGER if found.is_clear else WITHIN


def interval_in_words(indicator: Indicator, low: float, high: float) -> str:
    """As "mellan 61 och 93 %"; whole percent, since the ends are no surer than that."""
    decimals = interval_decimals(indicator)
    ends = (format_number(low, decimals), format_number(high, decimals))
    return f"mellan {ends[0]} och {ends[1]}{indicator.suffix}"


def span(indicator: Indicator, low: float | None, high: float | None) -> str:
    """An interval where numbers stand alone, as "61–93 %"; "–" when it is not known."""
    if low is None or high is None:
        return "–"
    decimals = interval_decimals(indicator)
    return f"{format_number(low, decimals)}–{format_number(high, decimals)}{indicator.suffix}"
