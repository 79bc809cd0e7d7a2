"""Uploaded spreadsheets: kept some days for their owner, recognised, replaced and removed."""

import hashlib
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.models.spreadsheet import KEPT
from rodtrad.integrations.runs.finish import note_failed_file
from rodtrad.integrations.spreadsheet.actions.known import recognise
from rodtrad.integrations.spreadsheet.actions.mappings import forget_choice
from rodtrad.integrations.spreadsheet.check import same_headings
from rodtrad.integrations.spreadsheet.columns import head_of
from rodtrad.integrations.spreadsheet.importing import KIND, content_of
from rodtrad.integrations.spreadsheet.workbook import Sheet, SheetError, peek

# What a person may have waiting at once: each is at most twenty megabytes.
_MOST_WAITING = 20


@transaction.atomic
def _keep(data: bytes, file_name: str, sheets: list[Sheet], by: User, now: datetime) -> SheetFile:
    if SheetFile.objects.filter(by=by).waiting().count() >= _MOST_WAITING:
        raise ValidationError(
            f"{_MOST_WAITING} filer väntar redan på dig. Läs in eller ta bort någon av dem."
        )
    file = SheetFile(
        by=by,
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_at=now,
        expires_at=now + KEPT,
    )
    file.file.save("sheet", ContentFile(data), save=False)
    file.save()
    if len(sheets) == 1:
        file.sheet = sheets[0].name
    recognise(file, sheets)
    file.save()
    return file


def keep_file(data: bytes, *, file_name: str, by: User, now: datetime) -> SheetFile:
    """Keep an uploaded spreadsheet some days for the person, and recognise it if it is known.

    Raises:
        SheetError: when it is no spreadsheet that can be read; that it was tried is kept.
        ValidationError: when too many files wait already.
    """
    remove_expired(now=now)
    try:
        sheets = peek(data)
    except SheetError as error:
        note_failed_file(
            str(error), source="Kalkylark", kind=KIND, data=data, file_name=file_name, by=by
        )
        raise
    return _keep(data, file_name, sheets, by, now)


@transaction.atomic
def choose_sheet(file: SheetFile, *, sheet: str, now: datetime) -> SheetFile:
    """Say which of a workbook's sheets has the values.

    Raises:
        SheetError: when there is no such sheet, or it cannot be read.
    """
    sheets = [one for one in peek(content_of(file, now=now)) if one.name == sheet]
    if not sheets:
        raise SheetError("Bladet finns inte i filen.")
    forget_choice(file)
    file.sheet = sheet
    recognise(file, sheets)
    file.save()
    return file


@transaction.atomic
def take_away_file(file: SheetFile) -> None:
    """Remove a file that nobody has begun to bring in.

    Raises:
        SheetError: when it is being brought in, or has been.
    """
    locked = SheetFile.objects.select_for_update(of=("self",)).waiting().filter(pk=file.pk).first()
    if locked is None:
        raise SheetError("Filen läses redan in, eller är inläst.")
    remove_file(locked)


@transaction.atomic
def remove_file(file: SheetFile) -> None:
    """Remove an uploaded file before it is brought in."""
    forget_choice(file)
    stored = file.file.name
    file.delete()
    if stored:
        transaction.on_commit(partial(default_storage.delete, stored))


@transaction.atomic
def replace_file(old: SheetFile, *, new: SheetFile, now: datetime) -> None:
    """Let a corrected file take the place of an earlier one, with its choice of columns.

    The choice goes over when the new one has the same headings and nothing else knows it.
    """
    mapping = old.mapping
    if mapping is not None and new.mapping is None:
        sheets = [one for one in peek(content_of(new, now=now)) if one.name in ("", old.sheet)]
        wanted = [one.heading for one in mapping.columns.all() if one.role]
        if sheets and _fits(mapping, sheets[0], wanted):
            old.mapping = None
            new.mapping, new.sheet, new.period = mapping, sheets[0].name, old.period
            new.save()
    remove_file(old)


def _fits(mapping: SheetMapping, sheet: Sheet, wanted: list[str]) -> bool:
    try:
        return same_headings(mapping, head_of(sheet, wanted))
    except SheetError:
        return False


def remove_expired(*, now: datetime) -> int:
    """Remove the files whose time is out; how many there were."""
    expired = list(SheetFile.objects.filter(expires_at__lte=now).select_related("mapping"))
    for file in expired:
        remove_file(file)
    return len(expired)
