"""Every change of the school years and their breaks."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.models import SchoolBreak, SchoolYear, Unit


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


@transaction.atomic
def add_school_break(
    *, municipality: Unit, name: str, starts: date, ends: date, by: User | None
) -> SchoolBreak:
    """A break in the school year, as höstlov.

    Raises:
        ValidationError: when it ends before it starts, or is there already.
    """
    row = SchoolBreak(municipality=municipality, name=name, starts=starts, ends=ends)
    row.full_clean()
    row.save()
    record("school_break.added", by=by, target=row, unit_id=municipality.pk)
    return row


@transaction.atomic
def change_school_break(
    row: SchoolBreak, *, name: str, starts: date, ends: date, by: User
) -> SchoolBreak:
    """Correct a break.

    Raises:
        ValidationError: when it ends before it starts, or is there already.
    """
    row.name, row.starts, row.ends = name, starts, ends
    row.full_clean()
    row.save()
    record("school_break.changed", by=by, target=row, unit_id=row.municipality_id)
    return row


@transaction.atomic
def remove_school_break(row: SchoolBreak, *, by: User) -> None:
    """Take a break away: the days are ordinary school days again."""
    record("school_break.removed", by=by, target=row, unit_id=row.municipality_id)
    row.delete()
