"""Say what happened, where it happens."""

from typing import Any, TypeVar

from django.db.models import Model

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event

M = TypeVar("M", bound=Model)


def record(
    verb: str, *, by: User | None, target: Model, unit_id: int | None, **details: Any
) -> Event:
    """Add an event to the log.

    Args:
        verb: what happened, as "goal.closed".
        by: who did it; None when the system did.
        target: the row it happened to.
        unit_id: the unit whose people see it among what has changed; None for nobody's.
        details: JSON-able facts worth keeping, without personal data.
    """
    return Event.objects.create(
        verb=verb,
        by=by,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:300],
        unit_id=unit_id,
        details=details,
    )


def save_by(row: M, by: User | None) -> M:
    """Validate and save a row with history, noting who did it.

    Raises:
        ValidationError: when a field or a constraint refuses the row.
    """
    row._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    row.full_clean()
    row.save()
    return row
