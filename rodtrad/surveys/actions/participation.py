"""Writing in the log of participation, by hand and by what has happened in the system."""

from collections.abc import Iterable
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.organisation.models import Unit
from rodtrad.surveys.models import Participation


class ParticipationFields(TypedDict, total=False):
    """What an entry says; see the model."""

    audience: str
    on: date
    what: str
    how: str
    said: str
    led_to: str
    took_part: int | None
    group_size: int | None


@transaction.atomic
def write_participation(
    *, unit: Unit, by: User, **fields: Unpack[ParticipationFields]
) -> Participation:
    """Write by hand that a group took part.

    Raises:
        ValidationError: when a field or constraint refuses it.
    """
    entry = save_by(Participation(unit=unit, **fields), by)
    record("participation.written", by=by, target=entry, unit_id=unit.pk)
    return entry


@transaction.atomic
def change_participation(
    entry: Participation, *, revision: int, by: User, **fields: Unpack[ParticipationFields]
) -> Participation:
    """Change an entry that was written by hand.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when it came by itself, or a field or constraint refuses it.
    """
    stored = check_revision(entry, revision)
    _require_by_hand(stored)
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    record("participation.changed", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def remove_participation(entry: Participation, *, by: User) -> None:
    """Take away an entry that was written by hand; its history stays.

    Raises:
        ValidationError: when it came by itself.
    """
    _require_by_hand(entry)
    record("participation.removed", by=by, target=entry, unit_id=entry.unit_id)
    entry._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    entry.delete()


@transaction.atomic
def log_participation(
    *,
    unit: Unit,
    audience: str,
    on: date,
    what: str,
    origin: str,
    address: str,
    how: str = "",
    said: str = "",
    led_to: str = "",
    took_part: int | None = None,
    group_size: int | None = None,
    by: User | None,
) -> Participation:
    """Write what has happened elsewhere in the system; once more for the same origin changes it.

    Args:
        origin: what it comes from, as "survey:7:1".
        address: the page where it can be read and corrected.
    """
    entry = Participation.objects.filter(origin=origin).first() or Participation(origin=origin)
    entry.unit, entry.audience, entry.on, entry.what = unit, audience, on, what
    entry.how, entry.said, entry.led_to = how, said, led_to
    entry.took_part, entry.group_size, entry.address = took_part, group_size, address
    saved: Participation = save_by(entry, by)
    return saved


@transaction.atomic
def unlog_participation(*, origins: Iterable[str], by: User) -> None:
    """Take away entries whose occasion was taken away where it was written; history stays."""
    for entry in Participation.objects.filter(origin__in=list(origins)).exclude(origin=""):
        entry._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
        entry.delete()


def _require_by_hand(entry: Participation) -> None:
    if not entry.is_by_hand:
        raise ValidationError(
            "Raden kommer från något som har hänt i Rödtråd. Ändra det där den kommer ifrån."
        )
