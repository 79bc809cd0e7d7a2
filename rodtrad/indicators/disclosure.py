"""Which values may be shown: the one place that answers for small groups.

Four pupils in a column can be recognised. A value about fewer than the indicator's smallest group
is therefore withheld, and so is every value that would give it away: the other gender's, and a
total stored for a unit above from which the others could be subtracted (see `suppression.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import Q

from rodtrad.indicators.models import Indicator, Measurement, Reading
from rodtrad.indicators.suppression import Cell, Gender, Key, withheld
from rodtrad.indicators.uncertainty import counts_of, interval_of
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit

__all__ = [
    "ALL",
    "GENDERS",
    "WITHHELD",
    "ShownMeasurement",
    "counts_of",
    "interval_of",
    "is_small",
    "look_below",
    "shown_measurements",
]

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

    Pass all genders of a period together: one may have to be withheld because of another. Units
    may be mixed. Two queries at most, and none for rows that `look_below` has seen.
    """
    rows = list(measurements)
    look_below(rows)
    groups: dict[tuple[int, str], list[Measurement]] = defaultdict(list)
    for row in rows:
        groups[row.unit_id, row.period].append(row)
    hidden = {id(row) for row in rows if row.gives_away}  # type: ignore[attr-defined]  # noted below
    for group in groups.values():
        cells = {("", cast(Gender, row.gender)): _cell(row) for row in group}
        away = withheld(cells, indicator.smallest_group)
        hidden |= {id(row) for row in group if ("", row.gender) in away}
    return [_shown(indicator, row, id(row) in hidden) for row in rows]


def look_below(measurements: Sequence[Measurement]) -> None:
    """Note on each row whether it would give away what is withheld at the units below.

    At most two queries however many indicators and units: where the units stand in the tree (none
    for rows fetched `with_place`), and what was measured below those that have others below.
    """
    new = [row for row in measurements if not hasattr(row, "gives_away")]
    _find_places([row for row in new if not hasattr(row, "unit_path")])
    above: list[Any] = []
    for row in cast(list[Any], new):
        row.gives_away = False
        if row.unit_children:
            above.append(row)
    if not above:
        return
    branches = Q(pk__in=[])
    for path in {row.unit_path for row in above}:
        branches |= branch_filter(path, unit="unit")
    cells: dict[tuple[int, str], dict[Key, Cell]] = defaultdict(dict)
    smallest: dict[int, int] = {}
    found: Iterable[Any] = Measurement.objects.filter(
        branches,
        indicator__in={row.indicator_id for row in above},
        period__in={row.period for row in above},
    ).values_list(
        "indicator_id",
        "period",
        "unit__path",
        "gender",
        "status",
        "denominator",
        "indicator__smallest_group",
    )
    for indicator_id, period, path, gender, status, size, limit in found:
        cells[indicator_id, period][path, gender] = _cell_of(status, size)
        smallest[indicator_id] = limit
    away = {
        (*key, *cell)
        for key, family in cells.items()
        for cell in withheld(family, smallest[key[0]])
    }
    for row in above:
        row.gives_away = (row.indicator_id, row.period, row.unit_path, row.gender) in away


def _find_places(rows: list[Any]) -> None:
    if not rows:
        return
    ids = {row.unit_id for row in rows}
    places = {
        pk: (path, children)
        for pk, path, children in Unit.objects.filter(pk__in=ids).values_list(
            "pk", "path", "numchild"
        )
    }
    for row in rows:
        row.unit_path, row.unit_children = places.get(row.unit_id, ("", 0))


def _cell(row: Reading) -> Cell:
    return _cell_of(row.status, row.denominator)


def _cell_of(status: str, size: int | None) -> Cell:
    return Cell(
        size=size,
        is_suppressed=status == Reading.Status.SUPPRESSED,
        has_figure=status in (Reading.Status.REPORTED, Reading.Status.APPROXIMATE),
    )


def _shown(indicator: Indicator, row: Measurement, is_withheld: bool) -> ShownMeasurement:
    has_figure = row.status in (Reading.Status.REPORTED, Reading.Status.APPROXIMATE)
    row.indicator = indicator
    if is_withheld:
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
