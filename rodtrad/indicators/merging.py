"""Several years as one, for units that are too small for each year by itself."""

from collections.abc import Sequence
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


def merged(
    indicator: Indicator,
    about_all: Sequence[ShownMeasurement],
    breaks: Sequence[SeriesBreak],
    *,
    stands_alone: bool = False,
) -> Merged | None:
    """The last years of a small unit together; None when that adds nothing or gives too much away.

    Never across a break. One value a school year, the last. Years that are withheld are counted
    only when no unit above has a total to subtract from (`stands_alone`), when they are at least
    two, and when together they are at least the smallest group: then no year of them can be told.

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
    rows = [row for year, row in sorted(by_year.items()) if year > last - indicator.merge_years]
    hidden = [row for row in rows if row.is_withheld]
    shown = [(row, counts_of(indicator, row.measurement)) for row in rows if not row.is_withheld]
    parts = [counts for _, counts in shown if counts]
    secret = [c for row in hidden if (c := counts_of(indicator, row.measurement))]
    may_tell = (
        stands_alone
        and len(secret) > 1
        and len(secret) == len(hidden)
        and sum(n for _, n in secret) >= indicator.smallest_group
    )
    if may_tell:
        parts += secret
    numerator, denominator = sum(part for part, _ in parts), sum(n for _, n in parts)
    if len(parts) < 2 or min(n for _, n in parts) >= SMALL:
        return None
    told = [row.label for row in rows if row.value is not None or (may_tell and row in hidden)]
    found = wilson_interval(numerator, denominator, indicator.level)
    # Years in between that are left out must not look as if they were counted.
    is_whole = len(told) == len(rows) and len(told) > 2
    return Merged(
        label=f"{told[0]}–{told[-1]}" if is_whole else f"{', '.join(told[:-1])} och {told[-1]}",
        years=len(parts),
        numerator=numerator,
        denominator=denominator,
        low=found.low * 100,
        high=found.high * 100,
        holds_withheld=may_tell,
    )
