"""Answers about indicators that span several tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_share
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.disclosure import (
    ALL,
    ShownMeasurement,
    counts_of,
    look_below,
    shown_measurements,
)
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    Indicator,
    Measurement,
    Reading,
)
from rodtrad.indicators.others import Other, may_stand_against_others, others_together
from rodtrad.indicators.statistics import Interval, RollUp, roll_up, wilson_interval
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    has_anywhere,
    reach_filter,
    units_open_to,
)
from rodtrad.organisation.models import Unit

MOST_CHOICES = 100


@dataclass(frozen=True, slots=True)
class Search:
    """What a person looks for among the indicators; empty texts mean all."""

    q: str = ""
    kind: str = ""
    source: str = ""
    whose: str = ""
    values: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's latest value of an indicator, and the one before."""

    unit: Unit
    latest: ShownMeasurement | None
    earlier: ShownMeasurement | None


@dataclass(frozen=True, slots=True)
class Together:
    """Several units' share for one period, as a sum of numbers, never a mean of percentages."""

    period: str
    total: RollUp
    interval: Interval
    decimals: int = 1

    @property
    def share_text(self) -> str:
        """As "83 %"."""
        return format_share(self.total.numerator / self.total.denominator, self.decimals)


@dataclass(frozen=True, slots=True)
class Compared:
    """One value to compare with, and whose it is."""

    kind: str
    name: str
    municipality_code: str
    municipality: str
    value: Decimal | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Other schools' values for one period: their joint mean and how they spread."""

    label: str
    schools: int
    without: int
    mean: Decimal | None
    low: Decimal | None
    middle: Decimal | None
    high: Decimal | None


def definable_by(user: User) -> QuerySet[Indicator]:
    """Indicators whose definition the person may change: shared ones lead, own ones plan."""
    shared = Q(owner__isnull=True) if has_anywhere(user, Permission.LEAD) else Q(pk__in=[])
    found = Indicator.objects.filter(shared | reach_filter(user, Permission.PLAN, unit="owner"))
    return cast("QuerySet[Indicator]", found)


def find_indicators(user: User, search: Search, unit: Unit | None) -> QuerySet[Indicator]:
    """Indicators that the person may read and that the search fits."""
    found = Indicator.objects.readable_by(user).select_related("owner")
    if search.q:
        words = Q()
        for word in search.q.split():
            words &= (
                Q(name__icontains=word)
                | Q(what__icontains=word)
                | Q(source__icontains=word)
                | Q(source_code__icontains=word)
            )
        found = found.filter(words)
    if search.kind:
        found = found.filter(kind=search.kind)
    if search.source:
        found = found.filter(source=search.source)
    if search.whose == "gemensamma":
        found = found.filter(owner__isnull=True)
    elif search.whose == "egna":
        found = found.filter(owner__isnull=False)
    if search.whose == "avslutade":
        found = found.filter(retired_on__isnull=False)
    else:
        found = found.filter(retired_on__isnull=True)
    if search.values == "ja" and unit is not None:
        found = found.filter(
            Exists(Measurement.objects.filter(indicator=OuterRef("pk"), unit=unit))
        )
    order = {"slag": ("kind", "name"), "kalla": ("source", "name")}.get(search.order, ("name",))
    return cast("QuerySet[Indicator]", found.order_by(*order, "pk"))


def sources(user: User) -> list[str]:
    """Sources that the person's indicators come from, for a choice."""
    found = (
        Indicator.objects.readable_by(user)
        .exclude(source="")
        .order_by("source")
        .values_list("source", flat=True)
        .distinct()[:MOST_CHOICES]
    )
    return list(found)


def units_to_choose(user: User, permission: str) -> list[Unit]:
    """Units for a choice, in the order of the tree; none when they are too many for one."""
    units = list(units_open_to(user, permission)[: MOST_CHOICES + 1])
    return units if len(units) <= MOST_CHOICES else []


def latest_values(
    indicators: Sequence[Indicator], unit: Unit | None
) -> dict[int, ShownMeasurement]:
    """The latest value about everybody of each indicator at a unit: one query."""
    if unit is None:
        return {}
    rows: dict[int, list[Measurement]] = defaultdict(list)
    found = list(
        Measurement.objects.filter(indicator__in=[i.pk for i in indicators], unit=unit).with_place()
    )
    look_below(found)
    for row in found:
        rows[row.indicator_id].append(row)
    latest = {}
    for indicator in indicators:
        shown = _in_order(indicator, rows.get(indicator.pk, []))
        if shown:
            latest[indicator.pk] = shown[-1]
    return latest


def units_with_values(indicator: Indicator, user: User, q: str = "") -> QuerySet[Unit]:
    """Units that the person reaches and that have a value, by name: never a ranking."""
    found = units_open_to(user, Permission.READ).filter(
        Exists(Measurement.objects.filter(indicator=indicator, unit=OuterRef("pk")))
    )
    if q:
        found = found.filter(name__icontains=q)
    return found.order_by("name", "pk")


def unit_rows(indicator: Indicator, units: Iterable[Unit]) -> list[UnitRow]:
    """The latest two values of each unit, in the order given: one query."""
    rows: dict[int, list[Measurement]] = defaultdict(list)
    units = list(units)
    stored = list(
        Measurement.objects.filter(indicator=indicator, unit__in=[u.pk for u in units]).with_place()
    )
    look_below(stored)
    for row in stored:
        rows[row.unit_id].append(row)
    found = []
    for unit in units:
        shown = _in_order(indicator, rows[unit.pk])
        found.append(
            UnitRow(
                unit=unit,
                latest=shown[-1] if shown else None,
                earlier=shown[-2] if len(shown) > 1 else None,
            )
        )
    return found


def together(indicator: Indicator, user: User) -> Together | None:
    """The schools and preschools the person reaches as one, for the latest period with numbers.

    Groups that are too small to be shown add nothing, so that the sum gives none of them away.
    """
    if indicator.kind != Indicator.Kind.SHARE:
        return None
    reached = units_open_to(user, Permission.READ).filter(kind__in=Unit.WORKING_KINDS)
    rows = Measurement.objects.filter(indicator=indicator, unit__in=reached.order_by())
    latest = (
        rows.filter(
            gender=ALL,
            status=Reading.Status.REPORTED,
            value__isnull=False,
            denominator__gte=max(indicator.smallest_group, 1),
        )
        .order_by("-period_ends", "period")
        .first()
    )
    if latest is None:
        return None
    stored = list(rows.filter(period=latest.period).with_place())
    shown = [row for row in shown_measurements(indicator, stored) if row.measurement.gender == ALL]
    # A source may give a share and of how many, without saying how many they were.
    total = roll_up(
        None if row.is_withheld else counts_of(indicator, row.measurement) for row in shown
    )
    if not total.denominator:
        return None
    return Together(
        period=Period.parse(latest.period).label,
        total=total,
        interval=wilson_interval(total.numerator, total.denominator, indicator.level),
        decimals=indicator.decimals,
    )


def compared_values(indicator: Indicator, period: str) -> list[Compared]:
    """What there is to compare with in a period: schools, municipalities, groups: one query."""
    rows = (
        ComparisonValue.objects.filter(indicator=indicator, period=period, gender=ALL)
        .order_by("unit__municipality", "unit__name")
        .values_list(
            "unit__kind",
            "unit__name",
            "unit__municipality_code",
            "unit__municipality",
            "value",
            "denominator",
        )
    )
    return [Compared(*row) for row in rows]


def compare(
    indicator: Indicator, values: Sequence[Compared], groups: Sequence[tuple[str, str]]
) -> list[Comparison]:
    """How schools outside the municipality's own tree did, for each group.

    Args:
        values: from `compared_values`; those of other than schools are left out, since a nation
            among them would be counted as one more school.
        groups: a label and a municipality code each; "" for all schools.
    """
    schools = [row for row in values if row.kind == ComparisonUnit.Kind.SCHOOL]
    found = []
    for label, code in groups:
        rows = [row for row in schools if not code or row.municipality_code == code]
        if rows:
            found.append(
                _comparison(
                    indicator,
                    label,
                    [(row.municipality_code, row.value, row.denominator) for row in rows],
                )
            )
    return found


def comparison_places(values: Sequence[Compared]) -> list[tuple[str, str]]:
    """Code and name of the municipalities whose schools can be compared with, by name."""
    return list(
        dict.fromkeys(
            (row.municipality_code, row.municipality)
            for row in values
            if row.municipality_code and row.kind == ComparisonUnit.Kind.SCHOOL
        )
    )


def _comparison(
    indicator: Indicator, label: str, rows: list[tuple[str, Decimal | None, int | None]]
) -> Comparison:
    known = [(value, n) for _, value, n in rows if value is not None]
    weighted = [(value, n) for value, n in known if n]
    size = sum(n for _, n in weighted)
    # A mean over pupils needs the number of pupils at each school; over schools it would mislead.
    mean = sum((value * n for value, n in weighted), Decimal(0)) / size if size else None
    if indicator.kind in (Indicator.Kind.NUMBER, Indicator.Kind.QUALITATIVE):
        mean = None
    low = middle = high = None
    if len(known) >= 4:
        low, middle, high = quantiles((value for value, _ in known), n=4, method="inclusive")
    return Comparison(
        label=label,
        schools=len(known),
        without=len(rows) - len(known),
        mean=mean,
        low=low,
        middle=middle,
        high=high,
    )


def _in_order(indicator: Indicator, rows: list[Measurement]) -> list[ShownMeasurement]:
    """What is shown about everybody, oldest first."""
    shown = [s for s in shown_measurements(indicator, rows) if s.measurement.gender == ALL]
    return sorted(shown, key=lambda s: (s.on, s.measurement.period))


def others_for(
    indicator: Indicator, unit: Unit, latest: Measurement, values: Sequence[Compared]
) -> list[Other]:
    """What a unit's latest value is compared with: other units of its kind in the municipality,
    the nation, groups of municipalities, and the schools in official statistics. One query.

    The municipality's own are there when at least two others have numbers that may be shown; only
    those that may be shown are counted, so that the sum gives nobody away.

    Args:
        values: from `compared_values`, for the period of the latest value.
    """
    if not may_stand_against_others(indicator):
        return []
    found = _own_others(indicator, unit, latest)
    wide = (ComparisonUnit.Kind.NATION, ComparisonUnit.Kind.GROUP, ComparisonUnit.Kind.MUNICIPALITY)
    for kind in wide:
        found += [
            Other(row.name, row.value)
            for row in values
            if row.kind == kind and row.value is not None
        ]
    for group in compare(indicator, values, [("Skolorna i statistiken", "")]):
        if group.mean is not None:
            found.append(Other(group.label, group.mean))
    return found


def _own_others(indicator: Indicator, unit: Unit, latest: Measurement) -> list[Other]:
    if indicator.kind == Indicator.Kind.NUMBER:
        return []
    rows = list(
        Measurement.objects.filter(
            branch_filter(unit.path[: Unit.steplen], unit="unit"),
            indicator=indicator,
            period=latest.period,
            unit__kind=unit.kind,
        )
        .exclude(unit=unit.pk)
        .with_place()
    )
    shown = [row for row in shown_measurements(indicator, rows) if row.measurement.gender == ALL]
    kind = "förskolor" if unit.kind == Unit.Kind.PRESCHOOL else "skolor"
    found = others_together(indicator, f"Kommunens övriga {kind}", shown)
    return [found] if found else []


def stands_alone(indicator: Indicator, unit: Unit) -> bool:
    """Whether no unit above has values of the indicator, or units below: one query."""
    above = [unit.path[:end] for end in range(Unit.steplen, len(unit.path), Unit.steplen)]
    return unit.numchild == 0 and not (
        Measurement.objects.filter(indicator=indicator, unit__path__in=above).exists()
    )
