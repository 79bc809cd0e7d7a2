"""Reading an indicator at many units at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.beside import Beside, UnitBeside
from rodtrad.indicators.changes import Difference, difference, span
from rodtrad.indicators.disclosure import (
    ALL,
    ShownMeasurement,
    counts_of,
    is_small,
    look_below,
    shown_measurements,
)
from rodtrad.indicators.funnel import funnel_to_show
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    Explanation,
    Indicator,
    Measurement,
    Reading,
)
from rodtrad.indicators.uncertainty import interval_decimals
from rodtrad.organisation.models import Unit

# How many conditions stand beside a result unless others are asked for.
USUAL_CONDITIONS = 3
MOST_CONDITIONS = 12


def periods_of(indicator: Indicator, units: QuerySet[Unit]) -> list[Period]:
    """The periods that the units have values for, the latest first: one query."""
    found = (
        Measurement.objects.filter(indicator=indicator, unit__in=units.order_by())
        .order_by("-period_ends", "period")
        .values_list("period", flat=True)
        .distinct()
    )
    return [Period.parse(code) for code in dict.fromkeys(found)]


def conditions_to_choose() -> list[Indicator]:
    """The shared indicators that show conditions, by name: one query."""
    return list(
        Indicator.objects.in_use().filter(purpose=Indicator.Purpose.CONDITION, owner__isnull=True)
    )


def recent_periods(
    indicators: Sequence[Indicator], units: QuerySet[Unit], until: date
) -> dict[int, list[Period]]:
    """By indicator the periods that end no later than a day, the latest first: one query."""
    rows = (
        Measurement.objects.filter(
            indicator__in=[i.pk for i in indicators],
            unit__in=units.order_by().values("pk"),
            period_ends__lte=until,
        )
        .order_by("-period_ends", "period")
        .values_list("indicator_id", "period")
        .distinct()
    )
    found: dict[int, list[Period]] = defaultdict(list)
    for pk, code in rows:
        found[pk].append(Period.parse(code))
    return found


def all_beside(
    wanted: Sequence[tuple[Indicator, Period]],
    units: Sequence[Unit],
    *,
    conditions: Sequence[Indicator] = (),
    among_others: bool = True,
) -> list[Beside]:
    """The units' figures beside each other, for each indicator and its period.

    Four queries at most, however many units and indicators.

    Args:
        units: those to compare, as schools that one reaches, in the order to show them: by name.
        conditions: indicators to show beside the result, the latest value until the period ends.
        among_others: whether schools outside the municipality's tree draw the funnel too.
    """
    if not wanted:
        return []
    by_name = {unit.pk: unit for unit in units}
    pairs = Q(pk__in=[])
    for indicator, period in wanted:
        pairs |= Q(indicator=indicator.pk, period=period.code)
    stored: list[Any] = list(Measurement.objects.filter(pairs, unit__in=list(by_name)))
    for row in stored:
        unit = by_name[row.unit_id]
        row.unit_path, row.unit_children = unit.path, unit.numchild
    look_below(stored)
    rows: dict[tuple[int, str], list[Measurement]] = defaultdict(list)
    for row in stored:
        rows[row.indicator_id, row.period].append(row)
    others = _others(pairs) if among_others else {}
    latest = _conditions_until(conditions, list(by_name), max(p.ends for _, p in wanted))
    return [
        _beside(
            indicator,
            period,
            by_name,
            rows[indicator.pk, period.code],
            [
                counts
                for value in others.get((indicator.pk, period.code), ())
                if not is_small(indicator, value.denominator)
                and (counts := counts_of(indicator, value))
            ],
            conditions,
            _conditions_at(conditions, latest, period),
        )
        for indicator, period in wanted
    ]


def _beside(
    indicator: Indicator,
    period: Period,
    by_name: Mapping[int, Unit],
    stored: list[Measurement],
    others: list[tuple[int, int]],
    conditions: Sequence[Indicator],
    at_units: Mapping[tuple[int, int], ShownMeasurement],
) -> Beside:
    by_unit: dict[int, dict[str, ShownMeasurement]] = defaultdict(dict)
    for row in shown_measurements(indicator, stored):
        by_unit[row.measurement.unit_id][row.measurement.gender] = row
    known = {pk: genders[ALL] for pk, genders in by_unit.items() if ALL in genders}
    counts = {
        pk: found
        for pk, figure in known.items()
        if figure.value is not None and (found := counts_of(indicator, figure.measurement))
    }
    funnel = None
    if counts and not indicator.incomparable:
        funnel = funnel_to_show([*counts.values(), *others])
    rows = []
    for pk, unit in by_name.items():
        if pk not in known:
            continue
        genders = by_unit[pk]
        girls, boys = genders.get(Reading.Gender.GIRLS), genders.get(Reading.Gender.BOYS)
        rows.append(
            UnitBeside(
                unit=unit,
                figure=known[pk],
                girls=girls,
                boys=boys,
                gap=_gap(indicator, girls, boys),
                place=funnel.place(*counts[pk]) if funnel and pk in counts else None,
                conditions=tuple(at_units.get((pk, c.pk)) for c in conditions),
                span=span(indicator, known[pk].low, known[pk].high),
                decimals=(indicator.decimals, interval_decimals(indicator)),
            )
        )
    # A figure about schools says nothing of preschools: only units of the same kind lack it.
    kinds = {row.unit.kind for row in rows}
    return Beside(
        indicator=indicator,
        period=period,
        rows=tuple(rows),
        others=tuple(others),
        conditions=tuple(conditions),
        funnel=funnel,
        without=sum(unit.kind in kinds for unit in by_name.values()) - len(rows),
    )


def explanations_for(
    indicator: Indicator, period: Period, units: Iterable[Unit]
) -> list[Explanation]:
    """What the administrations above the units say of a period's school year: one query."""
    above = {
        unit.path[:end]
        for unit in units
        for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen)
    }
    return list(
        Explanation.objects.filter(
            indicator=indicator, school_year=period.school_year.start, unit__path__in=above
        )
        .select_related("unit", "by", "school_year")
        .order_by("unit__path")
    )


def _others(pairs: Q) -> dict[tuple[int, str], list[ComparisonValue]]:
    """Values of schools outside the tree, by indicator and period: one query."""
    found: dict[tuple[int, str], list[ComparisonValue]] = defaultdict(list)
    values = ComparisonValue.objects.filter(
        pairs,
        gender=ALL,
        value__isnull=False,
        denominator__gt=0,
        # A nation among the schools would be drawn as one more school.
        unit__kind=ComparisonUnit.Kind.SCHOOL,
    ).only("indicator_id", "period", "value", "numerator", "denominator")
    for row in values:
        found[row.indicator_id, row.period].append(row)
    return found


def _conditions_until(
    conditions: Sequence[Indicator], ids: list[int], until: date
) -> list[Measurement]:
    """The units' values of the conditions, of all genders, oldest first: one query.

    Girls and boys too: a total may have to be withheld because of them.
    """
    if not conditions:
        return []
    rows = list(
        Measurement.objects.filter(
            indicator__in=[c.pk for c in conditions],
            unit__in=ids,
            period_ends__lte=until,
        )
        .with_place()
        .order_by("period_ends", "pk")
    )
    look_below(rows)
    return rows


def _conditions_at(
    conditions: Sequence[Indicator], rows: Sequence[Measurement], period: Period
) -> dict[tuple[int, int], ShownMeasurement]:
    """By unit and condition the latest value until the period ends."""
    rows = [row for row in rows if row.period_ends <= period.ends]
    latest = {(row.unit_id, row.indicator_id): row.period for row in rows if row.gender == ALL}
    found: dict[tuple[int, int], ShownMeasurement] = {}
    for condition in conditions:
        own = [
            row
            for row in rows
            if row.indicator_id == condition.pk
            and latest.get((row.unit_id, condition.pk)) == row.period
        ]
        for shown in shown_measurements(condition, own):
            if shown.measurement.gender == ALL:
                found[shown.measurement.unit_id, condition.pk] = shown
    return found


def _gap(
    indicator: Indicator, girls: ShownMeasurement | None, boys: ShownMeasurement | None
) -> Difference | None:
    if girls is None or boys is None or girls.value is None or boys.value is None:
        return None
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        return None
    return difference(indicator, boys.measurement, girls.measurement, of_groups=True)
