"""Which days are taken when visits are planned: forums, wheels, breaks."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from rodtrad.dialogues.planning import Busy
from rodtrad.forums.models import Forum
from rodtrad.forums.queries import breaks_of, days_of
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models import Wheel
from rodtrad.yearwheel.queries.placing import placed_of


def busy_days(top: Unit, units: Sequence[Unit], first: date, last: date) -> Busy:
    """The days that are taken for a round of visits below a unit.

    What the administration meets about or has in its wheels takes the day for everybody; what a
    unit has of its own takes it for the unit. An item of a wheel counts when it is a single day:
    what lasts a week or a month leaves room for a visit. The number of queries does not depend
    on how many units there are.
    """
    numbers = {unit.pk for unit in units}
    common = _breaks(top, first, last)
    by_unit: dict[int, dict[date, str]] = {}

    def take(unit: int, day: date, why: str) -> None:
        if unit in numbers:
            by_unit.setdefault(unit, {}).setdefault(day, why)
        else:
            common.setdefault(day, why)

    above = _above(top)
    here = Q(unit__in=above) | branch_filter(top.path, unit="unit")
    forums = list(Forum.objects.filter(here).exclude(kind=Forum.Kind.BOARD).running_on(first))
    met = days_of(forums, first, last)
    for forum in forums:
        for day in met[forum.pk]:
            take(forum.unit_id, day.on, forum.name)
    wheels = list(
        Wheel.objects.in_force().touching(first, last).filter(here).select_related("kind")
    )
    owner = {wheel.pk: wheel.unit_id for wheel in wheels}
    for placed in placed_of(wheels):
        span = placed.span
        if span is not None and span.first == span.last and first <= span.first <= last:
            take(owner[placed.item.wheel_id], span.first, placed.item.title)
    return Busy(common, by_unit)


def _above(top: Unit) -> list[int]:
    """The unit and those that it lies under."""
    steps = range(Unit.steplen, len(top.path) + 1, Unit.steplen)
    return list(
        Unit.objects.filter(path__in=[top.path[:end] for end in steps])
        .order_by()
        .values_list("pk", flat=True)
    )


def _breaks(top: Unit, first: date, last: date) -> dict[date, str]:
    found: dict[date, str] = {}
    for starts, ends in breaks_of([top.path])[top.path[: Unit.steplen]]:
        day = max(starts, first)
        while day <= min(ends, last):
            found[day] = "lov"
            day += timedelta(days=1)
    return found
