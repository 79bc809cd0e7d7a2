"""By which method a figure, a change and a trend were worked out, in words."""

from collections.abc import Iterable, Sequence

from rodtrad.core.numbers import format_number
from rodtrad.indicators.changes import (
    break_between,
    difference,
    earlier_to_compare,
    like_the_newest,
    rates_of,
)
from rodtrad.indicators.disclosure import ShownMeasurement, counts_of
from rodtrad.indicators.models import Indicator, SeriesBreak
from rodtrad.indicators.trend import Trend, trend_of_shares, trend_of_values
from rodtrad.indicators.uncertainty import uncertainty_of

_DAYS_A_YEAR = 365.25


def since_break(
    rows: Sequence[ShownMeasurement], breaks: Sequence[SeriesBreak]
) -> list[ShownMeasurement]:
    """The rows after the last break before the newest of them: those that may be compared."""
    if not rows:
        return []
    days = [found.on for found in breaks if found.on <= rows[-1].on]
    return [row for row in rows if not days or row.on >= days[-1]]


def trend(
    indicator: Indicator, known: Sequence[ShownMeasurement], breaks: Sequence[SeriesBreak]
) -> Trend | None:
    """The trend since the last break; None when there is too little for one."""
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return None
    # Terms and school years hold the same pupils: only those like the newest are put in a line.
    rows = like_the_newest(since_break(known, breaks))
    years = [row.on.toordinal() / _DAYS_A_YEAR for row in rows]
    counts = [counts_of(indicator, row.measurement) for row in rows]
    sure = [found for found in counts if found is not None]
    if len(sure) == len(counts):
        return trend_of_shares(years, sure, indicator.level)
    values = [float(row.value) for row in rows if row.value is not None]
    return trend_of_values(years, rates_of(indicator, rows) or values, indicator.level)


METHODS = {
    "wilson": "Spannet för andelen: Wilson (1927), {level}.",
    "student": "Spannet för medelvärdet: Students t med n − 1 frihetsgrader, {level}.",
    "widest": "Spannet för medelvärdet: det bredaste som skalan tillåter (Bhatia och Davis 2000), "
    "{level}. Det verkliga är smalare.",
    "alike": "Spannet för medelvärdet: alla svarade lika eller i skalans ände, så skalan läses som "
    "en andel (Wilson 1927), {level}.",
    "poisson": "Spannet för antalet: exakt Poisson (Garwood 1936), {level}.",
    "newcombe": "Skillnad mellan två andelar: Newcombe (1998), metod 10, {level}.",
    "welch": "Skillnad mellan två medelvärden: Welch (1947), {level}.",
    "welch-widest": "Skillnad mellan två medelvärden: Welch (1947) med den största spridning som "
    "skalan tillåter (Bhatia och Davis 2000), {level}. En mindre skillnad kan vara större än "
    "slumpen utan att det syns.",
    "binomial": "Skillnad mellan två antal: exakt binomialtest (Przyborowski och Wilenski 1940), "
    "{level}.",
    "cochran-armitage": "Riktning över åren: Cochran–Armitages trendtest, {periods} perioder, "
    "p = {p}.",
    "mann-kendall": "Riktning över åren: Mann–Kendalls test med Theil–Sens lutning, {periods} "
    "perioder, p = {p}.",
}


def methods_used(
    indicator: Indicator,
    latest: ShownMeasurement,
    known: Sequence[ShownMeasurement],
    breaks: Sequence[SeriesBreak],
) -> Iterable[str]:
    """The methods behind a unit's latest value, its change and its trend."""
    level = f"{indicator.confidence} %"
    if sure := uncertainty_of(indicator, latest.measurement):
        yield METHODS[sure.method].format(level=level)
        if sure.method == "wilson" and latest.numerator is None:
            yield "Antalet som uppfyller är räknat ur andelen och gruppens storlek."
    before = earlier_to_compare(indicator, known)
    if before is not None and break_between(breaks, before, latest) is None:
        found = difference(indicator, before.measurement, latest.measurement)
        if found and found.method:
            yield METHODS[found.method].format(level=level)
    if line := trend(indicator, known, breaks):
        yield METHODS[line.method].format(periods=line.periods, p=format_number(line.p, 3))
    yield f"Grupper under {indicator.smallest_group} visas inte."
