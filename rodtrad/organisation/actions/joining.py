"""Units that become one, and a unit that becomes several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.organisation.actions.successions import carry_people_over, check_closable, succeed
from rodtrad.organisation.actions.units import open_unit
from rodtrad.organisation.models import SchoolForm, Unit, UnitSuccession


@transaction.atomic
def merge_units(
    units: Sequence[Unit],
    *,
    into: Unit | None = None,
    new: dict[str, Any] | None = None,
    on: date,
    carry_people: bool = False,
    note: str = "",
    by: User,
) -> Unit:
    """Let several units go on as one, from a day.

    Args:
        units: those that close. With `into` they become part of it; it may not be among them.
        into: the unit that goes on.
        new: instead of `into`, what open_unit needs for a new one: name, kind, code, parent.
            It gets the school forms of those that close.
        carry_people: give those who work there the same roles at the unit that goes on.

    Raises:
        ValidationError: when there are too few units, one is closed, or merges into itself.
    """
    if (into is None) == (new is None):
        raise ValidationError("Välj en enhet som finns eller skriv namn och kod på en ny.")
    if into is not None and into in units:
        raise ValidationError("En enhet kan inte slås ihop med sig själv. Välj en annan enhet.")
    if new is not None and len(units) < 2:
        raise ValidationError("Välj minst två enheter som ska bli en ny.")
    if not units:
        raise ValidationError("Välj minst en enhet som ska gå upp i en annan.")
    for unit in units:
        check_closable(unit, on=on)
    forms = SchoolForm.objects.filter(units__in=[unit.pk for unit in units]).distinct()
    if new is not None:
        into = open_unit(**new, school_forms=list(forms), opened=on, by=by)
    assert into is not None  # one of the two was given
    if not into.is_open(on):
        raise ValidationError(f"{into} är inte öppen den dagen. Välj en annan enhet.")
    into.school_forms.add(*forms)
    for unit in units:
        unit.closed = on
        save_by(unit, by)
        succeed(unit, into, kind=UnitSuccession.Kind.MERGED, on=on, note=note, by=by)
    if carry_people:
        carry_people_over(units, into, on=on, by=by)
    record(
        "unit.merged",
        by=by,
        target=into,
        unit_id=into.pk,
        on=on.isoformat(),
        merged=[unit.name for unit in units],
    )
    return into


@dataclass(frozen=True)
class Part:
    """A unit that a split makes.

    Attributes:
        carry_people: give those who have roles at the unit that splits the same ones here.
    """

    name: str
    code: str
    kind: str
    school_forms: Iterable[SchoolForm]
    carry_people: bool = True


@transaction.atomic
def split_unit(
    unit: Unit,
    parts: Sequence[Part],
    *,
    on: date,
    goes_on: bool = False,
    note: str = "",
    by: User,
) -> list[Unit]:
    """Let a unit go on as several, from a day; or let a part of it become a unit of its own.

    Goals, figures and reports stay with the unit that wrote them. The new units take the goals
    over when they go over to a school year.

    Args:
        parts: the new units. At least two, or one when the unit itself goes on.
        goes_on: the unit stays open: only a part of it becomes a unit of its own.

    Raises:
        ValidationError: when there are too few parts, a code is taken or the unit is closed.
    """
    if goes_on and not unit.is_open(on):
        raise ValidationError(f"{unit} är inte öppen den dagen.")
    if not goes_on:
        check_closable(unit, on=on)
    if len(parts) < (1 if goes_on else 2):
        raise ValidationError(
            "Skriv minst två enheter som den delas i, eller låt enheten finnas kvar och bryt ut en."
        )
    codes = [part.code.strip().lower() for part in parts]
    if len(set(codes)) < len(codes):
        raise ValidationError("De nya enheterna behöver var sin kod.")
    parent = Unit.objects.get_parent(unit)
    made = []
    for part in parts:
        new = open_unit(
            parent=parent,
            name=part.name,
            kind=part.kind,
            code=part.code,
            school_forms=list(part.school_forms),
            opened=on,
            by=by,
        )
        succeed(unit, new, kind=UnitSuccession.Kind.SPLIT, on=on, note=note, by=by)
        if part.carry_people:
            carry_people_over([unit], new, on=on, by=by)
        made.append(new)
    if not goes_on:
        # Read anew: the tree beside it has grown.
        unit = Unit.objects.get(pk=unit.pk)
        unit.closed = on
        save_by(unit, by)
    record(
        "unit.split",
        by=by,
        target=unit,
        unit_id=unit.pk,
        on=on.isoformat(),
        parts=[new.name for new in made],
    )
    return made
