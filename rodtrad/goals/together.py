"""What a shared goal's indicators show for all the units it concerns together.

The same sums as the administration's reports have (`indicators/rollups.py`), so that the goal's
page and the report never say different things.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Max, prefetch_related_objects

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.facts import TargetFacts
from rodtrad.goals.models import Goal
from rodtrad.indicators.disclosure import ALL, look_below, shown_measurements
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.rollups import Together, by_year
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit


def with_together(
    facts: Sequence[TargetFacts], goal: Goal, *, until: SchoolYear
) -> list[TargetFacts]:
    """The facts of a shared goal's targets, each with the latest year of its units together.

    Four queries, however many targets and units; none for a unit's own goal.
    """
    if not goal.shared or not facts:
        return list(facts)
    found = latest_together([fact.target.indicator for fact in facts], goal, until=until)
    return [replace(fact, together=found.get(fact.target.indicator_id)) for fact in facts]


def latest_together(
    indicators: Iterable[Indicator], goal: Goal, *, until: SchoolYear
) -> dict[int, Together]:
    """The units' figures together by indicator, for the last school year that has any."""
    by_pk = {indicator.pk: indicator for indicator in indicators}
    units = _concerned(goal)
    last = dict(
        Measurement.objects.filter(
            indicator__in=list(by_pk),
            unit__in=units,
            gender=ALL,
            value__isnull=False,
            period_ends__lte=until.ends,
        )
        .order_by()
        .values_list("indicator_id")
        .annotate(last=Max("period_ends"))
    )
    if not last:
        return {}
    years = {pk: SchoolYear.of(day) for pk, day in last.items()}
    first = min(year.starts for year in years.values())
    rows: dict[int, list[Measurement]] = defaultdict(list)
    stored = list(
        Measurement.objects.filter(
            indicator__in=list(years),
            unit__in=units,
            period_ends__gte=first,
            period_ends__lt=until.ends + timedelta(days=1),
        ).with_place()
    )
    look_below(stored)
    for row in stored:
        rows[row.indicator_id].append(row)
    found: dict[int, Together] = {}
    for pk, year in years.items():
        # As in a report: the units that ran some day of the year.
        asked = [
            unit.pk
            for unit in units
            if unit.opened <= year.ends and (unit.closed is None or unit.closed > year.starts)
        ]
        sums = by_year(by_pk[pk], shown_measurements(by_pk[pk], rows[pk]), asked)
        found.update((pk, one) for one in sums if one.on == year.ends)
    return found


def _concerned(goal: Goal) -> list[Unit]:
    """The schools and preschools that a shared goal is for, closed ones too: two queries."""
    units = Unit.objects.filter(branch_filter(goal.unit.path), kind__in=Unit.WORKING_KINDS)
    # Kept on the goal: a page that names the forms asks no second time.
    prefetch_related_objects([goal], "school_forms")
    forms = [form.pk for form in goal.school_forms.all()]
    if forms:
        had = Unit.school_forms.through.objects.filter(schoolform__in=forms)
        units = units.filter(pk__in=had.values("unit_id"))
    return list(units.order_by("path"))
