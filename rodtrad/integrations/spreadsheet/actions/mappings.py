"""What the columns of spreadsheets mean: said for one file, or saved for those to come."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.conflict import check_revision
from rodtrad.indicators.actions import read_period
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.models import MappedColumn, MappedUnit, SheetFile, SheetMapping
from rodtrad.integrations.spreadsheet.across import dated
from rodtrad.integrations.spreadsheet.columns import Head, head_of
from rodtrad.integrations.spreadsheet.importing import content_of
from rodtrad.integrations.spreadsheet.slots import (
    TWO_WAYS,
    faults_of,
    has_values,
    is_wide,
    says_gender_twice,
    slots_of,
)
from rodtrad.integrations.spreadsheet.values import normal
from rodtrad.integrations.spreadsheet.workbook import read

Role = MappedColumn.Role


class Choice(TypedDict):
    """What the columns of a file mean; see SheetMapping."""

    source: str
    indicator: Indicator | None
    decimal: str
    as_fractions: bool
    skip_unknown: bool
    years: NotRequired[str]


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
    slots_of(head, roles, choice.get("years", SheetMapping.Years.CALENDAR))
    earlier = file.mapping
    said = [(one.written, one.unit_id) for one in earlier.units.all()] if earlier else []
    forget_choice(file)
    if saved is not None and saved.name and name.strip() == saved.name:
        mapping = saved
        if not _says(saved, roles, choice):
            mapping = change_mapping(
                saved, revision=saved.revision, roles=roles, name=name, by=by, **choice
            )
    else:
        mapping = new_mapping(head, roles, choice, by, name=name.strip())
    MappedUnit.objects.bulk_create(
        [MappedUnit(mapping=mapping, written=written, unit_id=unit) for written, unit in said],
        ignore_conflicts=True,
    )
    file.mapping = mapping
    says_period = Role.PERIOD in roles or is_wide(roles)
    file.period = read_period(period).code if period and not says_period else ""
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
    if is_wide(roles):
        # Those with a period each are one from now on, and no more known by their names.
        chosen = {normal(heading) for heading in roles.values()}
        ids = [
            one.pk
            for one in mapping.columns.all()
            if dated(one.heading) and normal(one.heading) not in chosen
        ]
        mapping.columns.filter(pk__in=ids).delete()
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


def new_mapping(
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
        for place, heading in enumerate(head.together if is_wide(roles) else head.names)
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
    mapping.years = choice.get("years", mapping.years)


def _says(mapping: SheetMapping, roles: Mapping[str, str], choice: Choice) -> bool:
    now = {one.role: normal(one.heading) for one in mapping.columns.all() if one.role}
    asked = {role: normal(heading) for role, heading in roles.items()}
    return now == asked and all(getattr(mapping, name) == value for name, value in choice.items())


def forget_choice(file: SheetFile) -> None:
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
    faults |= faults_of(roles)
    if is_wide(roles):
        if period not in ("", "-"):
            faults["whole_period"] = "Rubrikerna säger redan perioden. Töm fältet."
    elif Role.PERIOD not in roles:
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
