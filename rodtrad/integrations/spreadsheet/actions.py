"""Every change of uploaded spreadsheets and of what their columns mean."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.conflict import check_revision
from rodtrad.indicators.actions import read_period
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import (
    MappedColumn,
    MappedUnit,
    SheetFile,
    SheetMapping,
)
from rodtrad.integrations.models.spreadsheet import KEPT
from rodtrad.integrations.runs.finish import note_failed_file
from rodtrad.integrations.spreadsheet import template
from rodtrad.integrations.spreadsheet.check import (
    TWO_WAYS,
    Role,
    has_values,
    same_headings,
    says_gender_twice,
)
from rodtrad.integrations.spreadsheet.columns import Head, head_of
from rodtrad.integrations.spreadsheet.importing import KIND, content_of
from rodtrad.integrations.spreadsheet.values import are_fractions, normal
from rodtrad.integrations.spreadsheet.workbook import Sheet, SheetError, peek, read

# What a person may have waiting at once: each is at most twenty megabytes.
_MOST_WAITING = 20


class Choice(TypedDict):
    """What the columns of a file mean; see SheetMapping."""

    source: str
    indicator: Indicator | None
    decimal: str
    as_fractions: bool
    skip_unknown: bool


_OF_TEMPLATE: Choice = {
    "source": "Kalkylark",
    "indicator": None,
    "decimal": SheetMapping.Decimal.COMMA.value,
    "as_fractions": False,
    "skip_unknown": False,
}


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
    _recognise(file, sheets)
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
    _forget_choice(file)
    file.sheet = sheet
    _recognise(file, sheets)
    file.save()
    return file


def mapping_for(data: bytes, *, sheet: str = "") -> tuple[SheetMapping, str]:
    """The mapping that a file is known by, and on which sheet: a template's own, or one that fits.

    Raises:
        SheetError: when it is no spreadsheet, or none or several fit.
    """
    sheets = [one for one in peek(data) if not sheet or one.name == sheet]
    known = _known(sheets)
    if isinstance(known, Known) and known.mapping is not None:
        return known.mapping, known.sheet
    if isinstance(known, Known):
        with transaction.atomic():
            mapping = _new_mapping(known.head, template.ROLES, known.choice, None)
        return mapping, known.sheet
    raise SheetError(known)


@dataclass(frozen=True)
class Known:
    """A file that is known by its headings: on which sheet, and what they mean."""

    sheet: str
    head: Head
    mapping: SheetMapping | None
    choice: Choice


def _recognise(file: SheetFile, sheets: list[Sheet]) -> None:
    """A template is known at once, and so is a file with a saved mapping's own headings."""
    known = _known(sheets)
    if isinstance(known, Known):
        file.sheet = known.sheet
        file.mapping = known.mapping or _new_mapping(
            known.head, template.ROLES, known.choice, file.by
        )


def _known(sheets: list[Sheet]) -> Known | str:
    """What the file is known as, or why it is not known."""
    saved = list(SheetMapping.objects.saved().prefetch_related("columns"))
    fitting: list[Known] = []
    for sheet in sheets:
        try:
            head = head_of(sheet)
        except SheetError:
            continue
        if template.is_template(head):
            place = head.place(template.VALUE) or 0
            cells = [row[place] for row in sheet.rows[head.row + 1 :] if place < len(row)]
            choice: Choice = {**_OF_TEMPLATE, "as_fractions": are_fractions(cells)}
            return Known(sheet.name, head, None, choice)
        for mapping in saved:
            try:
                again = head_of(sheet, [one.heading for one in mapping.columns.all() if one.role])
            except SheetError:
                continue
            if same_headings(mapping, again):
                fitting.append(Known(sheet.name, again, mapping, _OF_TEMPLATE))
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        return (
            "Inget sparat kolumnval passar filens rubriker. Läs in den på sidan Importer och "
            "spara kolumnvalet."
        )
    names = ", ".join(f"”{one.mapping}”" for one in fitting)
    return f"Flera kolumnval passar filens rubriker: {names}. Välj ett av dem."


@transaction.atomic
def choose_columns(
    file: SheetFile,
    *,
    roles: Mapping[str, str],
    period: str = "",
    name: str = "",
    saved: SheetMapping | None = None,
    by: User,
    now: datetime,
    **choice: Unpack[Choice],
) -> SheetFile:
    """Say what the columns of a file mean, and maybe save that under a name for files to come.

    Args:
        roles: the heading by role.
        period: what the whole file is about, when no column says it.
        saved: the mapping that the person started from: under its name it is used, and changed
            where the choice differs.

    Raises:
        SheetError: when the file cannot be read any more.
        ValidationError: when the choice is half, or the name is taken.
    """
    _check_choice(roles, choice["indicator"], period)
    sheet = read(content_of(file, now=now), file.sheet)
    head = head_of(sheet, list(roles.values()))
    earlier = file.mapping
    said = [(one.written, one.unit_id) for one in earlier.units.all()] if earlier else []
    _forget_choice(file)
    if saved is not None and saved.name and name.strip() == saved.name:
        mapping = saved
        if not _says(saved, roles, choice):
            mapping = change_mapping(
                saved, revision=saved.revision, roles=roles, name=name, by=by, **choice
            )
    else:
        mapping = _new_mapping(head, roles, choice, by, name=name.strip())
    MappedUnit.objects.bulk_create(
        [MappedUnit(mapping=mapping, written=written, unit_id=unit) for written, unit in said],
        ignore_conflicts=True,
    )
    file.mapping = mapping
    file.period = read_period(period).code if period and Role.PERIOD not in roles else ""
    file.save()
    return file


@transaction.atomic
def change_mapping(
    mapping: SheetMapping,
    *,
    revision: int,
    roles: Mapping[str, str],
    name: str,
    by: User,
    **choice: Unpack[Choice],
) -> SheetMapping:
    """Change a saved mapping, for the files that are brought in from now on.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the choice is half, or the name is taken.
    """
    _check_choice(roles, choice["indicator"], "-")
    mapping = check_revision(mapping, revision)
    mapping.name = name.strip()
    _fill(mapping, choice)
    mapping.revision += 1
    mapping.full_clean()
    mapping.save()
    # A file is known by its headings whatever their capitals: so are its columns.
    by_heading = {normal(heading): (heading, role) for role, heading in roles.items()}
    columns = list(mapping.columns.all())
    # Emptied first: two columns may have changed places.
    mapping.columns.update(role="")
    for column in columns:
        _, column.role = by_heading.pop(normal(column.heading), ("", ""))
    MappedColumn.objects.bulk_update(columns, ["role"])
    # What the earlier files did not have.
    MappedColumn.objects.bulk_create(
        MappedColumn(mapping=mapping, position=place, heading=heading, role=role)
        for place, (heading, role) in enumerate(by_heading.values(), len(columns))
    )
    record("mapping.changed", by=by, target=mapping, unit_id=None)
    return mapping


@transaction.atomic
def map_units(
    mapping: SheetMapping,
    *,
    answers: Mapping[str, int | None],
    forget: Collection[str] = (),
    by: User,
) -> None:
    """Say which of our units names in a file mean; nothing for those that are skipped.

    Args:
        answers: the unit's number by what stands in the file.
        forget: the names of which what was said before no longer holds, unless they are answered.
    """
    mapping.units.filter(written__in=[one for one in forget if one not in answers]).delete()
    MappedUnit.objects.bulk_create(
        [
            MappedUnit(mapping=mapping, written=written[:200], unit_id=unit)
            for written, unit in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["mapping", "written"],
        update_fields=["unit"],
    )
    if mapping.name:
        record("mapping.changed", by=by, target=mapping, unit_id=None, names=len(answers))


@transaction.atomic
def remove_mapping(mapping: SheetMapping, *, by: User) -> None:
    """Remove a saved mapping. What was brought in with it stays."""
    record("mapping.removed", by=by, target=mapping, unit_id=None)
    mapping.delete()


@transaction.atomic
def remove_file(file: SheetFile) -> None:
    """Remove an uploaded file before it is brought in."""
    _forget_choice(file)
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


def _new_mapping(
    head: Head, roles: Mapping[str, str], choice: Choice, by: User | None, *, name: str = ""
) -> SheetMapping:
    mapping = SheetMapping(name=name, created_by=by)
    _fill(mapping, choice)
    mapping.full_clean()
    mapping.save()
    by_heading = {heading: role for role, heading in roles.items()}
    MappedColumn.objects.bulk_create(
        MappedColumn(
            mapping=mapping, position=place, heading=heading, role=by_heading.get(heading, "")
        )
        for place, heading in enumerate(head.names)
    )
    if name:
        record("mapping.saved", by=by, target=mapping, unit_id=None)
    return mapping


def _fill(mapping: SheetMapping, choice: Choice) -> None:
    mapping.source = choice["source"].strip()
    mapping.indicator = choice["indicator"]
    mapping.decimal = choice["decimal"]
    mapping.as_fractions = choice["as_fractions"]
    mapping.skip_unknown = choice["skip_unknown"]


def _says(mapping: SheetMapping, roles: Mapping[str, str], choice: Choice) -> bool:
    now = {one.role: normal(one.heading) for one in mapping.columns.all() if one.role}
    asked = {role: normal(heading) for role, heading in roles.items()}
    return now == asked and all(getattr(mapping, name) == value for name, value in choice.items())


def _forget_choice(file: SheetFile) -> None:
    """A choice without a name is about this file only, and goes with it."""
    mapping, file.mapping = file.mapping, None
    if mapping is not None and not mapping.name:
        mapping.delete()


def _check_choice(roles: Mapping[str, str], indicator: Indicator | None, period: str) -> None:
    faults: dict[str, str] = {}
    if Role.UNIT not in roles:
        faults["unit"] = "Välj kolumnen som säger vilken enhet raden gäller."
    if says_gender_twice(roles):
        faults["gender"] = TWO_WAYS
    if not has_values(roles):
        faults["value"] = "Välj kolumnen med värden, eller de båda kolumnerna med antal."
    if Role.INDICATOR not in roles and indicator is None:
        faults["of"] = "Välj vilken indikator hela filen gäller, eller kolumnen som säger det."
    if Role.PERIOD not in roles:
        if not period:
            faults["whole_period"] = (
                "Skriv vilken period hela filen gäller, eller välj kolumnen som säger det."
            )
        elif period != "-":
            try:
                read_period(period)
            except ValidationError as error:
                faults["whole_period"] = " ".join(error.messages)
    twice = [heading for heading in roles.values() if list(roles.values()).count(heading) > 1]
    for role, heading in roles.items():
        if heading in twice:
            faults.setdefault(role, f"”{heading}” är vald två gånger.")
    if faults:
        raise ValidationError(faults)
