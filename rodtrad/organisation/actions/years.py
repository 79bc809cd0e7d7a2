"""Every change of the school years."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.models import SchoolYear


@transaction.atomic
def add_school_year(start: int, *, by: User | None) -> SchoolYear:
    """A school year to plan in.

    Raises:
        ValidationError: when it exists or is out of bounds.
    """
    year = SchoolYear(start=start)
    if SchoolYear.objects.filter(pk=start).exists():
        raise ValidationError({"start": f"Läsåret {year.label} finns redan."})
    year.full_clean()
    year.save(force_insert=True)
    record("school_year.added", by=by, target=year, unit_id=None)
    return year


@transaction.atomic
def close_school_year(year: SchoolYear, *, on: date, by: User) -> SchoolYear:
    """Say that the work of a school year is finished.

    Raises:
        ValidationError: when it is closed already or has not ended.
    """
    if year.closed_at is not None:
        raise ValidationError(f"Läsåret {year.label} är redan stängt.")
    if on < year.span.spring.starts:
        raise ValidationError(f"Läsåret {year.label} kan stängas först när vårterminen har börjat.")
    year.closed_at = on
    year.full_clean()
    year.save()
    record("school_year.closed", by=by, target=year, unit_id=None, on=on.isoformat())
    return year
