"""Every change here: counting complaints, deciding how long records are kept, removing the old."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.schoolyear import Period
from rodtrad.inspection.models import ComplaintCount, ComplaintTheme, Removal, RetentionRule
from rodtrad.inspection.retention import KINDS, due_today
from rodtrad.organisation.models import Unit


@transaction.atomic
def count_complaints(
    unit: Unit, *, period: str, counts: Mapping[ComplaintTheme, int | None], by: User
) -> int:
    """Write how many complaints a unit had in a term, by theme; None means that none is written.

    Returns:
        How many complaints are now written for the term.

    Raises:
        ValidationError: when the period is no term.
    """
    try:
        span = Period.parse(period)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if not span.code.startswith(("HT", "VT")):
        raise ValidationError("Klagomål räknas för en termin, till exempel HT 2026.")
    for theme, count in counts.items():
        row = ComplaintCount.objects.filter(unit=unit, period=span.code, theme=theme).first()
        if count is None:
            if row is not None:
                row._history_user = by  # type: ignore[attr-defined]  # read by the history
                row.delete()
            continue
        if row is None:
            row = ComplaintCount(unit=unit, period=span.code, theme=theme)
        row.count = count
        save_by(row, by)
    total = sum(
        ComplaintCount.objects.filter(unit=unit, period=span.code).values_list("count", flat=True)
    )
    record("complaints.counted", by=by, target=unit, unit_id=unit.pk, period=span.code)
    return total


@transaction.atomic
def keep_for(kind: str, *, months: int, by: User) -> RetentionRule:
    """Decide after how many months a kind of record is removed.

    Raises:
        ValidationError: for an unknown kind, or less than a month.
    """
    if kind not in {one.key for one in KINDS}:
        raise ValidationError("Det finns inget sådant slag.")
    rule = RetentionRule.objects.filter(kind=kind).first() or RetentionRule(kind=kind)
    rule.months = months
    rule.full_clean()
    rule.save()
    record("retention.changed", by=by, target=rule, unit_id=None, months=months)
    return rule


@transaction.atomic
def remove_old(kind: str, *, today: date, by: User | None) -> Removal:
    """Remove what is older than its rule says, and keep a record that it was done.

    Raises:
        ValidationError: for an unknown kind.
    """
    due = next((one for one in due_today(today) if one.kind.key == kind), None)
    if due is None:
        raise ValidationError("Det finns inget sådant slag.")
    count, _ = due.kind.rows(due.before).delete()
    removal = Removal.objects.create(
        kind=kind, months=due.months, before=due.before, count=count, by=by
    )
    record("retention.removed", by=by, target=removal, unit_id=None, kind=kind, count=count)
    return removal
