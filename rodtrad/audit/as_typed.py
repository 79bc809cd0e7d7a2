"""Text that is saved while it is typed: one version, not one for every pause."""

from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Model

from rodtrad.accounts.models import User
from rodtrad.audit.log import save_by

M = TypeVar("M", bound=Model)

# What one person writes within this time, without anybody else in between, is one version.
TOGETHER = timedelta(minutes=2)
# Who takes away so many signs at once does not correct a word.
MUCH = 40


def is_together(last_by: int | None, began_at: datetime, *, by: User, now: datetime) -> bool:
    """Whether a person's text belongs to the version that was begun last."""
    return last_by == by.pk and timedelta(0) <= now - began_at < TOGETHER


def takes_away(before: str, after: str) -> bool:
    """Whether a text loses so much that somebody may want it back."""
    return len(before) - len(after) >= MUCH


def save_typed(row: M, *, field: str, by: User, now: datetime) -> M:
    """Save a text that is being typed, in the version that the same person began just before.

    A version in which anything else was changed is left as it is, and a new one begun; so is one
    from which much is taken away, so that what was there can be restored. The time of a version is
    when it was begun.

    Args:
        row: with history, and maybe a `revision`, which counts every save.
        field: the name of the text.

    Raises:
        ValidationError: when a field or a constraint refuses the row.
    """
    last = _begun(row, field=field, by=by, now=now)
    if last is not None and takes_away(getattr(last, field), getattr(row, field)):
        last = None
    kept: Any = row
    if last is None:
        kept._history_date = now
        try:
            return save_by(row, by)
        finally:
            del kept._history_date
    kept.skip_history_when_saving = True
    try:
        save_by(row, by)
    finally:
        del kept.skip_history_when_saving
    for name in _typed(row, field):
        setattr(last, name, getattr(row, name))
    last.save()
    return row


def _begun(row: Any, *, field: str, by: User, now: datetime) -> Any:
    """The version that the text belongs in, when it holds nothing but typing; else None."""
    latest = list(row.history.all()[:2])
    if len(latest) < 2 or not is_together(
        latest[0].history_user_id, latest[0].history_date, by=by, now=now
    ):
        return None
    last, before = latest
    others = [
        one.attname for one in row._meta.concrete_fields if one.attname not in _typed(row, field)
    ]
    same = all(
        getattr(last, name) == getattr(before, name) == getattr(row, name) for name in others
    )
    return last if same and last.history_type == "~" else None


def _typed(row: Any, field: str) -> tuple[str, ...]:
    """What changes as one types."""
    return (field, "revision") if hasattr(row, "revision") else (field,)
