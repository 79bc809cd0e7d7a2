"""Units' figures together: sums of numerators and denominators, and how far units are apart.

A share for several units is the sum of what they counted; shares are never averaged. A unit whose
figure is withheld or missing is outside the sum altogether, so that its figure cannot be had by
subtracting the others from it, and the sum says how many units it speaks for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from rodtrad.core.numbers import format_number, format_share
from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.indicators.disclosure import (
    ALL,
    WITHHELD,
    ShownMeasurement,
    counts_of,
    is_small,
)
from rodtrad.indicators.funnel import funnel_to_show
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.statistics import (
    mean_interval,
    poisson_interval,
    pooled_mean,
    roll_up,
    scale_interval,
    widest_mean_interval,
    wilson_interval,
)
from rodtrad.indicators.uncertainty import event_count, mean_of


@dataclass(frozen=True)
class Together:
    """The units' figures for one indicator and one school year.

    Values are in the indicator's unit, shares 0-100.
    """

    label: str
    on: date
    value: Decimal | None
    text: str
    counts: str
    low: float | None
    high: float | None
    sums: tuple[int, int] | None
    """Numerator and denominator of a share."""
    mean: tuple[float, float, int] | None
    """Mean, standard deviation and n of all who answered, when every unit's are known."""
    events: int | None
    """The number of events, for an indicator that counts them."""
    reported: int
    asked: int
    by_unit: dict[int, ShownMeasurement]

    @property
    def speaks_for(self) -> str:
        """As "24 av 30"."""
        return f"{format_number(self.reported)} av {format_number(self.asked)}"


@dataclass(frozen=True)
class Spread:
    """How far units are apart: the lowest, the middle and the highest of their own values."""

    units: int
    low: Decimal
    middle: Decimal
    high: Decimal


def by_year(
    indicator: Indicator,
    shown: Iterable[ShownMeasurement],
    asked: Sequence[int],
    *,
    gender: str = ALL,
) -> list[Together]:
    """The figures of some units together, one for each school year, oldest first.

    A unit that has several in a year counts with its latest.

    Args:
        shown: what may be shown, of all genders and units.
        asked: the units that the indicator concerns.
        gender: whom the figures are about.
    """
    years: dict[SchoolYear, dict[int, ShownMeasurement]] = defaultdict(dict)
    wanted = set(asked)
    for row in shown:
        if row.measurement.gender != gender or row.measurement.unit_id not in wanted:
            continue
        latest = years[SchoolYear.of(row.on)].get(row.measurement.unit_id)
        if latest is None or row.on >= latest.on:
            years[SchoolYear.of(row.on)][row.measurement.unit_id] = row
    return [_together(indicator, year, years[year], len(wanted)) for year in sorted(years)]


def spread_of(together: Together) -> Spread | None:
    """How far units are apart; None when fewer than two may be shown."""
    values = [row.value for row in together.by_unit.values() if row.value is not None]
    if len(values) < 2:
        return None
    return Spread(len(values), min(values), median(values), max(values))


def outside_chance(indicator: Indicator, together: Together) -> list[int] | None:
    """The units far outside what chance gives, were all alike; None when it cannot be said.

    By the same funnel as the page that puts units beside each other: of 99.8 %, as wide as units
    differ, and none for so few units that it would show only them.
    """
    if indicator.kind != Indicator.Kind.SHARE or indicator.incomparable:
        return None
    pairs = {pk: counts_of(indicator, row.measurement) for pk, row in _known(together).items()}
    known = {pk: pair for pk, pair in pairs.items() if pair is not None and pair[1] > 0}
    funnel = funnel_to_show(list(known.values()))
    if funnel is None:
        return None
    far = ("far_below", "far_above")
    return [pk for pk, (part, whole) in known.items() if funnel.place(part, whole) in far]


def _known(together: Together) -> dict[int, ShownMeasurement]:
    return {pk: row for pk, row in together.by_unit.items() if row.value is not None}


def _together(
    indicator: Indicator, year: SchoolYear, rows: dict[int, ShownMeasurement], asked: int
) -> Together:
    if indicator.kind == Indicator.Kind.SHARE:
        found = _share(indicator, rows.values())
    elif indicator.kind in (Indicator.Kind.MEAN, Indicator.Kind.SCALE):
        found = _mean(indicator, rows.values())
    elif indicator.kind == Indicator.Kind.QUALITATIVE:
        found = _levels(indicator, rows.values())
    elif indicator.is_count:
        found = _events(indicator, rows.values())
    else:
        found = _numbers(rows.values())
    # Units that measured on different days, or on any one day, are about the year together.
    labels = {row.label for row in rows.values() if row.measurement.period[4:5] != "-"}
    return Together(
        label=labels.pop() if len(labels) == 1 else year.label,
        on=year.ends,
        value=found.value,
        text=found.text,
        counts=found.counts,
        low=found.low,
        high=found.high,
        sums=found.sums,
        mean=found.mean,
        events=found.events,
        reported=found.reported,
        asked=asked,
        by_unit=rows,
    )


@dataclass(frozen=True)
class _Sum:
    value: Decimal | None
    text: str
    counts: str
    low: float | None
    high: float | None
    reported: int
    sums: tuple[int, int] | None = None
    mean: tuple[float, float, int] | None = None
    events: int | None = None


def _share(indicator: Indicator, rows: Iterable[ShownMeasurement]) -> _Sum:
    found = roll_up(
        None if row.value is None else counts_of(indicator, row.measurement) for row in rows
    )
    if found.share is None:
        return _Sum(None, "–", "–", None, None, found.reported)
    if is_small(indicator, found.denominator):
        return _Sum(None, WITHHELD, "–", None, None, found.reported)
    interval = wilson_interval(found.numerator, found.denominator, indicator.level)
    return _Sum(
        Decimal(found.numerator * 100) / Decimal(found.denominator),
        format_share(found.share, indicator.decimals),
        f"{format_number(found.numerator)} av {format_number(found.denominator)}",
        interval.low * 100,
        interval.high * 100,
        found.reported,
        (found.numerator, found.denominator),
    )


def _mean(indicator: Indicator, rows: Iterable[ShownMeasurement]) -> _Sum:
    """The mean of all who answered: each unit's mean counts as often as it has answers."""
    given = [row for row in rows if row.value is not None]
    known = [(row.value, row.denominator) for row in given]
    pairs = [(value, n) for value, n in known if value is not None and n]
    if not known:
        return _Sum(None, "–", "–", None, None, 0)
    if len(pairs) < len(known):
        return _Sum(None, "Läggs inte ihop: antal svar saknas", "–", None, None, len(known))
    answers = sum(n for _, n in pairs)
    if is_small(indicator, answers):
        return _Sum(None, WITHHELD, "–", None, None, len(known))
    mean = sum((value * n for value, n in pairs), Decimal()) / answers
    counts = f"{format_number(answers)} svar"
    groups = [found for row in given if (found := mean_of(indicator, row.measurement))]
    pooled = pooled_mean(groups) if len(groups) == len(given) else None
    low, high = _mean_span(indicator, float(mean), answers, pooled)
    text = indicator.show(mean)
    return _Sum(mean, text, counts, low, high, len(known), mean=pooled)


def _mean_span(
    indicator: Indicator, mean: float, n: int, pooled: tuple[float, float, int] | None
) -> tuple[float | None, float | None]:
    """Where the mean of all reasonably lies: by the spread, or the widest that the scale allows."""
    ends, level = indicator.scale, indicator.level
    if pooled is not None:
        found = mean_interval(*pooled, level)
    elif ends is None or n < 2 or not ends[0] <= mean <= ends[1]:
        return None, None
    elif mean in ends:
        found = scale_interval(mean, n, *ends, level)
    else:
        found = widest_mean_interval(mean, n, *ends, level)
    return found.low, found.high


def _events(indicator: Indicator, rows: Iterable[ShownMeasurement]) -> _Sum:
    """The events of all units: each unit's number is shown by itself, so that none is given away.

    A term and a year are not added: more happens in a longer time.
    """
    known = [row for row in rows if row.value is not None]
    counts = [event_count(indicator, row.measurement) for row in known]
    sure = [count for count in counts if count is not None]
    if not known:
        return _Sum(None, "–", "–", None, None, 0)
    if len(sure) < len(known):
        return _Sum(None, "Läggs inte ihop", "–", None, None, len(known))
    if len({Period.parse(row.measurement.period).sort for row in known}) > 1:
        text = "Läggs inte ihop: olika slags perioder"
        return _Sum(None, text, "–", None, None, len(known))
    found = poisson_interval(sum(sure), indicator.level)
    value = Decimal(sum(sure))
    return _Sum(
        *(value, indicator.show(value), "–", found.low, found.high, len(known)), events=sum(sure)
    )


def _levels(indicator: Indicator, rows: Iterable[ShownMeasurement]) -> _Sum:
    levels = Counter(int(row.value) for row in rows if row.value is not None)
    if not levels:
        return _Sum(None, "–", "–", None, None, 0)
    text = "\n".join(
        f"{indicator.show(Decimal(level))}: {number} {'enhet' if number == 1 else 'enheter'}"
        for level, number in sorted(levels.items())
    )
    return _Sum(None, text, "–", None, None, sum(levels.values()))


def _numbers(rows: Iterable[ShownMeasurement]) -> _Sum:
    """Numbers may be ratios: they are never added, only shown beside each other."""
    known = [row for row in rows if row.value is not None]
    return _Sum(None, "Läggs inte ihop" if known else "–", "–", None, None, len(known))
