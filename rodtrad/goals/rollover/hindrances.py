"""What must be in order before a unit goes over to the next school year."""

from collections.abc import Callable, Iterable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.templatetags.rt import swedate
from rodtrad.goals.models import Rollover
from rodtrad.organisation.models import SchoolYear, Unit

# Given the unit and the school year that ends, the sentences of what stands in the way.
Check = Callable[[Unit, YearSpan], Iterable[str]]


def hindrances(unit: Unit, to_year: YearSpan, *, today: date) -> list[str]:
    """Why a unit cannot go over to a school year yet; empty when it can.

    What apps above this one know of (as a report that is being written) is asked for through the
    setting ROLLOVER_CHECKS.
    """
    found: list[str] = []
    row = SchoolYear.objects.filter(pk=to_year.start).first()
    if row is None:
        found.append(
            f"Läsåret {to_year.label} är inte upplagt. Be administratören att lägga upp det "
            "under Administration, Läsår."
        )
    elif row.closed_at is not None:
        found.append(f"Läsåret {to_year.label} är stängt. Det går inte att gå över till det.")
    if unit.closed is not None and unit.closed <= to_year.starts:
        found.append(_closed(unit))
    if unit.opened > to_year.ends:
        found.append(f"{unit.name} öppnar först {swedate(unit.opened)}.")
    first_day = to_year.previous.spring.starts
    if today < first_day:
        found.append(
            f"Läsåret {to_year.previous.label} är inte halvvägs. Det går att gå över till "
            f"{to_year.label} från {swedate(first_day)}."
        )
    standing = Rollover.objects.standing().filter(unit=unit, to_year=to_year.start).first()
    if standing is not None:
        found.append(
            f"{unit.name} gick över till {to_year.label} redan {swedate(standing.on)}. Ångra den "
            "övergången först om den ska göras om."
        )
    for name in settings.ROLLOVER_CHECKS:
        check: Check = import_string(name)
        found += check(unit, to_year.previous)
    return found


def _closed(unit: Unit) -> str:
    names = [row.successor.name for row in unit.successors.select_related("successor")]
    said = f"{unit.name} är stängd från {swedate(unit.closed)}."
    if names:
        return f"{said} Dess mål tas över av {' och '.join(names)} när de går över."
    return f"{said} Ingen enhet har tagit över, så målen stannar där de är och kan läsas."
