"""Many units together against an earlier period, with what chance explains."""

from decimal import Decimal

from rodtrad.core.numbers import format_number, format_share
from rodtrad.indicators.beside import Beside, verdict
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.statistics import (
    change_is_larger_than_chance,
    counts_differ,
    difference_of_means,
    pooled_mean,
)
from rodtrad.indicators.uncertainty import MEANS, event_count, mean_of

_Figures = list[ShownMeasurement]


def against_earlier(now: Beside, before: Beside | None, reason: str = "") -> str:
    """How all units together stand against an earlier period; "" when that cannot be said.

    Shares of all who have one, and said when they are not the same; of means and events only the
    units that have both, whose numbers are pooled and added.

    Args:
        reason: why the two cannot be compared, when there is a break between them.
    """
    if before is None:
        return ""
    when = before.period.label
    if reason:
        return f"{now.period.label} kan inte jämföras med {when}: {reason}"
    if now.total is not None and before.total is not None:
        clear = change_is_larger_than_chance(*before.total, *now.total, now.indicator.level)
        share = format_share(before.total[0] / before.total[1], now.indicator.decimals)
        told = f"{when}: {share}. Skillnaden {verdict(is_clear=clear)}."
        if {row.unit.pk for row, _ in now.counted} != {row.unit.pk for row, _ in before.counted}:
            told += " Det är inte samma enheter som har värden båda gångerna."
        return told
    first, second = _both(before, now)
    if not first:
        return ""
    if now.indicator.kind in MEANS:
        return _means(now.indicator, when, first, second)
    return _events(now.indicator, when, first, second)


def _both(before: Beside, now: Beside) -> tuple[_Figures, _Figures]:
    """The figures of each unit that has a value both times, earlier and later."""
    then = {row.unit.pk: row.figure for row in before.rows if row.figure.value is not None}
    both = [row for row in now.rows if row.figure.value is not None and row.unit.pk in then]
    return [then[row.unit.pk] for row in both], [row.figure for row in both]


def _means(indicator: Indicator, when: str, first: _Figures, second: _Figures) -> str:
    """The mean of the same units' answers then and now; "" without their spread."""
    then, now = (
        [found for figure in figures if (found := mean_of(indicator, figure.measurement))]
        for figures in (first, second)
    )
    if len(then) < len(first) or len(now) < len(second):
        return ""
    before, after = pooled_mean(then), pooled_mean(now)
    clear = 0.0 not in difference_of_means(before, after, indicator.level)
    m1, m2 = (indicator.show(Decimal(mean)) for mean, _, _ in (before, after))
    return (
        f"{when} hade samma enheter tillsammans medelvärdet {m1}, mot {m2}. "
        f"Skillnaden {verdict(is_clear=clear)}."
    )


def _events(indicator: Indicator, when: str, first: _Figures, second: _Figures) -> str:
    """The same units' events then and now, by how many they are where that is known."""
    known = [
        [event_count(indicator, figure.measurement) for figure in figures]
        for figures in (first, second)
    ]
    then, now = ([count for count in counts if count is not None] for counts in known)
    if len(then) < len(first) or len(now) < len(second):
        return ""
    before, after = sum(then), sum(now)
    n1, n2 = (sum(figure.denominator or 0 for figure in figures) for figures in (first, second))
    is_sized = all(figure.denominator for figure in (*first, *second))
    sizes = (float(n1), float(n2)) if is_sized else (1.0, 1.0)
    clear = counts_differ(before, after, indicator.level, sizes=sizes)
    told = (
        f"{when} hade samma enheter tillsammans {indicator.show(Decimal(before))}, mot "
        f"{indicator.show(Decimal(after))}."
    )
    if is_sized and n1 != n2:
        r1, r2 = (format_number(100 * part / n, 1) for part, n in ((before, n1), (after, n2)))
        told += f" På 100 var det {r1}, mot {r2}."
    return f"{told} Skillnaden {verdict(is_clear=clear)}."
