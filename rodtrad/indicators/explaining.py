"""Writing what the administration knows of the differences between its units."""

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict
from rodtrad.indicators.models import Explanation, Indicator
from rodtrad.organisation.models import SchoolYear, Unit


@transaction.atomic
def explain_differences(
    *,
    indicator: Indicator,
    unit: Unit,
    school_year: SchoolYear,
    text: str,
    revision: int,
    by: User,
) -> Explanation:
    """Write or rewrite an administration's explanation for an indicator and a school year.

    Args:
        revision: of the explanation that the writer has read; 0 when there was none.

    Raises:
        Conflict: when somebody else has written since.
        ValidationError: without a text.
    """
    if not text.strip():
        raise ValidationError({"text": "Skriv vad ni vet om vad skillnaderna kan bero på."})
    stored = (
        Explanation.objects.select_for_update()
        .filter(indicator=indicator, unit=unit, school_year=school_year)
        .first()
    ) or Explanation(indicator=indicator, unit=unit, school_year=school_year)
    if stored.revision != revision:
        raise Conflict(stored)
    if stored.pk and stored.text == text.strip():
        return stored
    stored.text = text.strip()
    stored.revision += 1
    stored.by = by
    save_by(stored, by)
    record(
        "explanation.written",
        by=by,
        target=stored,
        unit_id=unit.pk,
        indicator=indicator.pk,
        year=school_year.slug,
    )
    return stored
