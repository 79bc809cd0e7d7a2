"""Setting aside a value from outside, and taking it back: such a value is never edited.

The row itself says that it is set aside and holds no figure, so that nothing can use it by
mistake; what the source gave is kept beside it.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.kept import GIVEN, SetAside
from rodtrad.indicators.models import Measurement, Reading


@transaction.atomic
def set_aside(measurement: Measurement, *, why: str, by: User) -> SetAside:
    """Stop using a value from outside, with a reason that is shown beside it.

    Raises:
        ValidationError: without a reason, or when a person wrote the value or there is none.
    """
    row = Measurement.objects.select_for_update().get(pk=measurement.pk)
    if not row.can_be_set_aside:
        raise ValidationError(
            "Bara ett värde som är hämtat utifrån kan sättas åt sidan. Ett eget värde rättas."
        )
    aside = SetAside(
        measurement=row,
        period=row.period,
        period_ends=row.period_ends,
        gender=row.gender,
        run_id=row.run_id,
        why=why.strip(),
        by=by,
        **{name: getattr(row, name) for name in GIVEN},
    )
    aside.full_clean()
    aside.save()
    row.status, row.value, row.numerator = Reading.Status.SET_ASIDE.value, None, None
    _save(row, by)
    record(
        "measurement.set_aside",
        by=by,
        target=row,
        unit_id=row.unit_id,
        indicator=row.indicator_id,
        period=row.period,
    )
    return aside


@transaction.atomic
def take_back(measurement: Measurement, *, at: datetime, by: User) -> Measurement:
    """Use a value again that was set aside.

    Raises:
        ValidationError: when it is not set aside.
    """
    row = Measurement.objects.select_for_update().get(pk=measurement.pk)
    aside = row.asides.filter(ended_at__isnull=True).first()
    if aside is None:
        raise ValidationError("Värdet är inte satt åt sidan.")
    for name in GIVEN:
        setattr(row, name, getattr(aside, name))
    _save(row, by)
    aside.ended_at, aside.ended_by = at, by
    aside.save()
    record(
        "measurement.taken_back",
        by=by,
        target=row,
        unit_id=row.unit_id,
        indicator=row.indicator_id,
        period=row.period,
    )
    return row


def _save(row: Measurement, by: User) -> None:
    """As save_by, for a value that nobody here has recorded: a command or a schedule fetched it."""
    row._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    row.full_clean(exclude=["recorded_by"])
    row.save()
