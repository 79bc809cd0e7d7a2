"""Which values may be shown: the one place that answers for small groups.

Four pupils in a column can be recognised. A value about fewer than the indicator's smallest group
is therefore withheld, and so is every value that would give it away by subtraction: the other
gender's, and a girls' or boys' value whose unrecorded complement is small.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rodtrad.indicators.models import Indicator, Measurement, Reading
from rodtrad.indicators.statistics import wilson_interval

ALL, GENDERS = Reading.Gender.ALL.value, (Reading.Gender.GIRLS.value, Reading.Gender.BOYS.value)
WITHHELD = "Visas inte: för få"


@dataclass(frozen=True, slots=True)
class ShownMeasurement:
    """What may be shown of a measurement. Values are in the indicator's unit, shares 0-100."""

    measurement: Measurement
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    low: float | None
    high: float | None
    status: str
    text: str
    is_withheld: bool

    @property
    def label(self) -> str:
        """The period as it is read."""
        return self.measurement.period_label

    @property
    def on(self) -> date:
        """The last day of the period."""
        return self.measurement.period_ends

    @property
    def gender_label(self) -> str:
        """Whom the value is about, as "Flickor"."""
        return str(self.measurement.get_gender_display())


def is_small(indicator: Indicator, denominator: int | None) -> bool:
    """Whether a group is under the smallest that may be shown; an empty group names nobody."""
    return denominator is not None and 0 < denominator < indicator.smallest_group


def shown_measurements(
    indicator: Indicator, measurements: Iterable[Measurement]
) -> list[ShownMeasurement]:
    """What may be shown of an indicator's measurements, in the order given.

    Pass all genders of a period together: one may have to be withheld because of another.
    Units may be mixed; they are judged each for itself.
    """
    rows = list(measurements)
    groups: dict[tuple[int, str], dict[str, Measurement]] = defaultdict(dict)
    for row in rows:
        groups[row.unit_id, row.period][row.gender] = row
    hidden = {row.pk or id(row) for group in groups.values() for row in _withheld(indicator, group)}
    return [_shown(indicator, row, (row.pk or id(row)) in hidden) for row in rows]


def _withheld(indicator: Indicator, group: dict[str, Measurement]) -> list[Measurement]:
    total = group.get(ALL)
    if total is not None and is_small(indicator, total.denominator):
        return list(group.values())
    genders = [group[code] for code in GENDERS if code in group]
    gives_away = any(
        is_small(indicator, row.denominator) or row.status == Reading.Status.SUPPRESSED
        for row in genders
    )
    if len(genders) == 1 and total is not None:
        alone = genders[0].denominator
        if alone is not None and total.denominator is not None:
            gives_away = gives_away or is_small(indicator, total.denominator - alone)
    return genders if gives_away else []


def _shown(indicator: Indicator, row: Measurement, is_withheld: bool) -> ShownMeasurement:
    has_figure = row.status in (Reading.Status.REPORTED, Reading.Status.APPROXIMATE)
    if is_withheld and has_figure:
        return ShownMeasurement(
            measurement=row,
            value=None,
            numerator=None,
            denominator=None,
            low=None,
            high=None,
            status=Reading.Status.SUPPRESSED.value,
            text=WITHHELD,
            is_withheld=True,
        )
    low, high = interval_of(indicator, row)
    row.indicator = indicator
    return ShownMeasurement(
        measurement=row,
        value=row.value,
        numerator=row.numerator if has_figure else None,
        denominator=row.denominator if has_figure else None,
        low=low,
        high=high,
        status=row.status,
        text=row.shown,
        is_withheld=row.status == Reading.Status.SUPPRESSED,
    )


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


def interval_of(indicator: Indicator, row: Reading) -> tuple[float | None, float | None]:
    """Lowest and highest reasonable share in percent (95 %); (None, None) when not a share."""
    counts = counts_of(indicator, row)
    if counts is None:
        return None, None
    interval = wilson_interval(*counts)
    return interval.low * 100, interval.high * 100
