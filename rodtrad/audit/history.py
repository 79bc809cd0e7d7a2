"""Earlier wordings of a row: read, compare, restore."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from rodtrad.accounts.models import User
from rodtrad.audit.log import save_by


@dataclass(frozen=True)
class Change:
    """One field that differs from the version before."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """A row as it was at one time."""

    number: int
    at: datetime
    by: str
    changes: tuple[Change, ...]
    is_first: bool
    is_current: bool


def _tracked_fields(row: models.Model) -> list[models.Field[Any, Any]]:
    hidden = {"id", "revision", "path", "depth", "numchild", "period_ends"}
    return [
        field
        for field in row._meta.concrete_fields
        if field.name not in hidden and not field.primary_key
    ]


def _shown(record: Any, field: models.Field[Any, Any]) -> str:
    value = getattr(record, field.attname, None)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        # A name may have to be fetched; the history of one row is short.
        target = getattr(record, field.name, None)
        return str(target) if target else ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)


def versions(row: Any, *, limit: int = 50) -> list[Version]:
    """The latest versions of a row with history, newest first.

    The number of queries does not grow with the number of versions: related rows are fetched
    together with the versions.
    """
    fields = _tracked_fields(row)
    relations = [field.name for field in fields if field.is_relation]
    records = list(
        row.history.select_related("history_user", *relations).order_by("-history_id")[: limit + 1]
    )
    found = []
    for index, record in enumerate(records[:limit]):
        earlier = records[index + 1] if index + 1 < len(records) else None
        changes = tuple(
            Change(str(field.verbose_name), _shown(earlier, field), _shown(record, field))
            for field in fields
            # Compared as stored first: the name of a related row may take queries of its own.
            if earlier is not None
            and getattr(earlier, field.attname) != getattr(record, field.attname)
            and _shown(earlier, field) != _shown(record, field)
        )
        found.append(
            Version(
                number=record.history_id,
                at=record.history_date,
                by=str(record.history_user or "Rödtråd"),
                changes=changes,
                is_first=earlier is None,
                is_current=index == 0,
            )
        )
    return found


def wording_at(row: Any, number: int, fields: tuple[str, ...]) -> dict[str, Any]:
    """The values that a version had in the named fields.

    Raises:
        LookupError: when the row has no such version.
    """
    record = row.history.filter(history_id=number).first()
    if record is None:
        raise LookupError("Den versionen finns inte.")
    return {name: getattr(record, name) for name in fields}


def shown_wording(row: models.Model, number: int) -> list[tuple[str, str]]:
    """Label and text of every field as it was in a version, for reading.

    Raises:
        LookupError: when the row has no such version.
    """
    record = row.history.filter(history_id=number).first()  # type: ignore[attr-defined]
    if record is None:
        raise LookupError("Den versionen finns inte.")
    return [(str(field.verbose_name), _shown(record, field)) for field in _tracked_fields(row)]


def restore(row: Any, number: int, *, fields: tuple[str, ...], by: User) -> None:
    """Put the wording of an earlier version back, as a new version.

    Raises:
        LookupError: when the row has no such version.
    """
    for name, value in wording_at(row, number, fields).items():
        setattr(row, name, value)
    if hasattr(row, "revision"):
        row.revision += 1
    save_by(row, by)
