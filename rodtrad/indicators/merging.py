"""Several years as one, for units that are too small for each year by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rodtrad.core.numbers import format_number, format_share
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.disclosure import ShownMeasurement, counts_of
from rodtrad.indicators.models import Indicator, SeriesBreak
from rodtrad.indicators.statistics import wilson_interval

# A group of this size moves by two points when one moves: with fewer, years are put together.
SMALL = 50


@dataclass(frozen=True, slots=True)
class Merged:
    """The last years of a share together: numerators and denominators summed, in percent."""

    label: str
    years: int
    numerator: int
    denominator: int
    low: float
    high: float
    holds_withheld: bool

    @property
    def value(self) -> Decimal:
        """The share in percent."""
        return Decimal(self.numerator) * 100 / self.denominator

    @property
    def text(self) -> str:
        """As "81 %"."""
        return format_share(self.numerator / self.denominator, 0)

    @property
    def sentence(self) -> str:
        """What the years say together."""
        return (
            f"{self.label} tillsammans: {self.text} "
            f"({format_number(self.numerator)} av {format_number(self.denominator)}). "
            "Så mycket kan siffran svänga av slump: "
            f"mellan {format_number(self.low, 0)} och {format_number(self.high, 0)} %."
        )


@dataclass(frozen=True, slots=True)
class Told:
    """Withheld years that may be counted together, and the year whose sum first did."""

    last: int
    years: frozenset[int]


def told_together(
    withheld: Mapping[int, int | None], years: Sequence[int], *, span: int, smallest: int
) -> Told | None:
    """The latest withheld years that may be counted together; None when there are none.

    All those of a sum's years or none; at least two, of at least the smallest group together. And
    what an earlier year's sum held is held again whole, or not at all: from one sum of three years
    and the next year's, of two of them, the one left out could be told.

    Args:
        withheld: by withheld year, how many it is about; None when that is not known.
        years: every year with a value or a withheld one, in order.
        span: how many years are put together.
        smallest: the smallest group that is shown.
    """
    told: list[Told] = []
    for last in years:
        here = frozenset(year for year in withheld if last - span < year <= last)
        sizes = [withheld[year] or 0 for year in here]
        is_apart = all(here == one.years or not here & one.years for one in told)
        # Not before the first of them is about to leave: until then there may come one more.
        is_full = last - span + 1 in here
        if is_full and len(here) > 1 and all(sizes) and sum(sizes) >= smallest and is_apart:
            told.append(Told(last, here))
    return told[-1] if told else None


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
    if indicator.kind != Indicator.Kind.SHARE or indicator.merge_years < 2 or not about_all:
        return None
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
        {year: counts[1] if counts else None for year, counts in secret.items()},
        sorted(by_year),
        span=indicator.merge_years,
        smallest=indicator.smallest_group,
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
    # Years in between that are left out must not look as if they were counted.
    is_whole = len(labels) == len(rows) and len(labels) > 2
    return Merged(
        label=f"{labels[0]}–{labels[-1]}"
        if is_whole
        else f"{', '.join(labels[:-1])} och {labels[-1]}",
        years=len(parts),
        numerator=numerator,
        denominator=denominator,
        low=found.low * 100,
        high=found.high * 100,
        holds_withheld=may_tell,
    )
