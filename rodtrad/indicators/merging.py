"""Several years as one, for units that are too small for each year by itself.

Shares are summed by numerator and denominator, events are added, and means are pooled by how many
answered. Levels and other numbers are not: a mean of them says nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rodtrad.core.numbers import format_number, format_share
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.changes import interval_in_words, like_the_newest
from rodtrad.indicators.disclosure import ShownMeasurement, counts_of
from rodtrad.indicators.methods import since_break
from rodtrad.indicators.models import Indicator, SeriesBreak
from rodtrad.indicators.statistics import (
    mean_interval,
    poisson_interval,
    pooled_mean,
    wilson_interval,
)
from rodtrad.indicators.uncertainty import event_count, mean_of

# A group of this size moves by two points when one moves: with fewer, years are put together.
SMALL = 50
# With fewer events than this a year, half as many or twice as many may be chance.
FEW_EVENTS = 20
_YEARS = ("school year", "calendar year")


@dataclass(frozen=True, slots=True)
class Merged:
    """The last years of a small unit together.

    Attributes:
        what: the years and what they are together, as "2024/25 och 2025/26 tillsammans: 81 %".
        numerator: how many of a share, or how many events; 0 for a mean.
        denominator: of how many, or how many answered; 0 for events.
        where: between what it may swing by chance, in words.
    """

    what: str
    years: int
    numerator: int
    denominator: int
    low: float
    high: float
    where: str
    holds_withheld: bool = False

    @property
    def sentence(self) -> str:
        """What the years say together."""
        return f"{self.what} Så mycket kan siffran svänga av slump: {self.where}."


@dataclass(frozen=True, slots=True)
class Told:
    """Withheld years that may be counted together, and the last year of their block."""

    last: int
    years: frozenset[int]


def told_together(
    withheld: Mapping[int, tuple[int, int] | None],
    years: Collection[int],
    *,
    span: int,
    smallest: int,
) -> Told | None:
    """The latest withheld years that may be counted together; None when there are none.

    Years go together in blocks that the calendar gives, as 2022-2024 and 2025-2027, each told
    whole and only when it has a row for every year: which years a sum holds depends neither on
    when they were written in nor on what is written in later, so that no two sums differ by one
    of them. A block of which all or all but one were counted, or none or one, is not told: it
    would say how each year's were.

    Args:
        withheld: by withheld year how many were counted and of how many; None when not known.
        years: every year with a value or a withheld one.
        span: how many years are put together.
        smallest: the smallest group that is shown.
    """
    for block in sorted({year // span for year in years}, reverse=True):
        whole = range(block * span, (block + 1) * span)
        here = frozenset(year for year in whole if year in withheld)
        counts = [found for year in here if (found := withheld[year])]
        part, n = sum(some for some, _ in counts), sum(of for _, of in counts)
        is_whole = all(year in years for year in whole) and len(counts) == len(here) > 1
        if is_whole and n >= smallest and 1 < part < n - 1:
            return Told(whole[-1], here)
    return None


def merged(
    indicator: Indicator,
    about_all: Sequence[ShownMeasurement],
    breaks: Sequence[SeriesBreak],
    *,
    stands_alone: bool = False,
) -> Merged | None:
    """The last years of a small unit together; None when that adds nothing or gives too much away.

    Never across a break. One value a school year, the last. Years that are withheld are counted
    only when no unit above has a total to subtract from (`stands_alone`), and as `told_together`
    says: then no year of them can be told, whoever has kept what was shown in earlier years.

    Args:
        about_all: a unit's rows about everybody, oldest first.
    """
    if indicator.merge_years < 2 or not about_all:
        return None
    alike = like_the_newest(about_all)
    # A term and its school year hold the same pupils: what one does not show the other might.
    stands_alone = stands_alone and len(alike) == len(about_all)
    about_all = alike
    if indicator.kind != Indicator.Kind.SHARE:
        return _of_what_is_shown(indicator, since_break(about_all, breaks))
    days = [found.on for found in breaks if found.on <= about_all[-1].on]
    by_year: dict[int, ShownMeasurement] = {}
    for row in about_all:
        if not days or row.on >= days[-1]:
            by_year[Period.parse(row.measurement.period).school_year.start] = row
    last = max(by_year, default=0)

    def until(end: int) -> list[ShownMeasurement]:
        span = range(end - indicator.merge_years + 1, end + 1)
        return [row for year, row in sorted(by_year.items()) if year in span]

    rows = until(last)
    secret = {
        year: counts_of(indicator, row.measurement)
        for year, row in by_year.items()
        if row.is_withheld
    }
    told = told_together(
        secret, by_year, span=indicator.merge_years, smallest=indicator.smallest_group
    )
    may_tell = stands_alone and told is not None and any(row.is_withheld for row in rows)
    if told is not None and may_tell and told.last != last:
        # Those years together are told still, where the latest by themselves say nothing.
        may_tell = sum(not row.is_withheld for row in rows) < 2
        rows = until(told.last) if may_tell else rows
    hidden = [row for row in rows if row.is_withheld]
    shown = [(row, counts_of(indicator, row.measurement)) for row in rows if not row.is_withheld]
    parts = [counts for _, counts in shown if counts]
    if told is not None and may_tell:
        parts += [counts for year in told.years if (counts := secret[year])]
    numerator, denominator = sum(part for part, _ in parts), sum(n for _, n in parts)
    if len(parts) < 2 or min(n for _, n in parts) >= SMALL:
        return None
    labels = [row.label for row in rows if row.value is not None or (may_tell and row in hidden)]
    found = wilson_interval(numerator, denominator, indicator.level)
    share = format_share(numerator / denominator, indicator.decimals)
    low, high = found.low * 100, found.high * 100
    return Merged(
        what=f"{_together(labels, len(rows))}: {share} "
        f"({format_number(numerator)} av {format_number(denominator)}).",
        years=len(parts),
        numerator=numerator,
        denominator=denominator,
        low=low,
        high=high,
        where=interval_in_words(indicator, low, high),
        holds_withheld=may_tell,
    )


def _of_what_is_shown(indicator: Indicator, rows: Sequence[ShownMeasurement]) -> Merged | None:
    """The last years of events or of a mean; only of years that are shown, each a whole one."""
    whole = [row for row in rows if Period.parse(row.measurement.period).sort in _YEARS]
    if not whole:
        return None
    last = Period.parse(whole[-1].measurement.period).school_year.start
    span = [
        row
        for row in whole
        if last - Period.parse(row.measurement.period).school_year.start < indicator.merge_years
    ]
    known = [row for row in span if row.value is not None]
    if len(known) < 2:
        return None
    start = _together([row.label for row in known], len(span))
    counts = [event_count(indicator, row.measurement) for row in known]
    events = [count for count in counts if count is not None]
    if len(events) == len(known):
        if min(events) >= FEW_EVENTS:
            return None
        found = poisson_interval(sum(events), indicator.level)
        a_year = format_number(sum(events) / len(events), 1)
        return Merged(
            what=f"{start}: {indicator.show(Decimal(sum(events)))}, i snitt {a_year} om året.",
            years=len(known),
            numerator=sum(events),
            denominator=0,
            low=found.low,
            high=found.high,
            where=f"{interval_in_words(indicator, found.low, found.high)} på de åren",
        )
    means = [given for row in known if (given := mean_of(indicator, row.measurement))]
    if len(means) < len(known) or min(n for _, _, n in means) >= SMALL:
        return None
    mean, sd, n = pooled_mean(means)
    found = mean_interval(mean, sd, n, indicator.level)
    return Merged(
        what=f"{start}: {format_number(mean, indicator.decimals)}{indicator.suffix} "
        f"({format_number(n)} svar).",
        years=len(known),
        numerator=0,
        denominator=n,
        low=found.low,
        high=found.high,
        where=interval_in_words(indicator, found.low, found.high),
    )


def _together(labels: Sequence[str], rows: int) -> str:
    """The years by name; years in between that are left out must not look as if counted."""
    if len(labels) == rows and len(labels) > 2 and labels[0][:1].isdigit():
        return f"{labels[0]}–{labels[-1]} tillsammans"
    return f"{', '.join(labels[:-1])} och {labels[-1]} tillsammans"
