"""Every change of the unit tree."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.organisation.models import (
    Assignment,
    SchoolForm,
    Unit,
    UnitSuccession,
)

# Words that stand where a unit's code does in addresses.
RESERVED_CODES = frozenset({"ny"})
# What treebeard writes itself when the unit gets its place.
_PLACE = ["path", "depth", "numchild"]


def _check_code(code: str) -> None:
    """Refuse a code that an address could not hold.

    Raises:
        ValidationError: on the field `code`.
    """
    if code.lower() in RESERVED_CODES or "/" in code:
        raise ValidationError({"code": "Koden kan inte vara ”ny” eller innehålla snedstreck."})


@transaction.atomic
def open_unit(
    *,
    parent: Unit | None,
    name: str,
    kind: str,
    code: str,
    school_forms: Iterable[SchoolForm] = (),
    opened: date,
    by: User | None,
) -> Unit:
    """A new unit below another; without a parent it is the head of a tree.

    Raises:
        ValidationError: when a field is wrong, the code is taken or the parent is closed.
    """
    _check_code(code)
    if parent is not None and not parent.is_open(opened):
        raise ValidationError({"parent": f"{parent} är inte öppen den dagen. Välj en annan enhet."})
    unit = Unit(name=name, kind=kind, code=code, opened=opened)
    unit.clean_fields(exclude=_PLACE)
    if Unit.objects.filter(code__iexact=code).exists():
        raise ValidationError({"code": "Det finns redan en enhet med den koden."})
    unit._history_user = by
    if parent is None:
        Unit.objects.add_root(instance=unit)
    else:
        # Read anew: treebeard counts the children on the row it is given.
        Unit.objects.add_child(Unit.objects.get(pk=parent.pk), instance=unit)
    unit.school_forms.set(school_forms)
    record("unit.opened", by=by, target=unit, unit_id=unit.pk, opened=opened.isoformat())
    return unit


@transaction.atomic
def change_unit(
    unit: Unit,
    *,
    name: str,
    kind: str,
    code: str,
    school_forms: Iterable[SchoolForm],
    opened: date,
    by: User | None,
) -> Unit:
    """Correct what is known about a unit; earlier names are kept in its history.

    Raises:
        ValidationError: when a field is wrong or the code is taken.
    """
    _check_code(code)
    before = unit.name
    unit.name, unit.kind, unit.code, unit.opened = name, kind, code, opened
    if Unit.objects.filter(code__iexact=code).exclude(pk=unit.pk).exists():
        raise ValidationError({"code": "Det finns redan en enhet med den koden."})
    save_by(unit, by)
    unit.school_forms.set(school_forms)
    record("unit.changed", by=by, target=unit, unit_id=unit.pk, name_before=before)
    return unit


def _check_closable(unit: Unit, *, on: date) -> None:
    """Refuse to close what is closed, not yet open, or still has open units below it.

    Raises:
        ValidationError: with the sentence to show.
    """
    if unit.closed is not None:
        raise ValidationError(f"{unit} är redan stängd.")
    if on < unit.opened:
        raise ValidationError({"on": f"{unit} kan inte stänga innan den har startat."})
    below = Unit.objects.under(unit).open_on(on).exclude(pk=unit.pk).first()
    if below is not None:
        raise ValidationError(
            f"{unit} har enheter under sig som är öppna, till exempel {below}. "
            "Flytta eller stäng dem först."
        )


def _succeed(
    predecessor: Unit, successor: Unit, *, kind: str, on: date, note: str, by: User
) -> UnitSuccession:
    """Note that one unit went on as another.

    Raises:
        ValidationError: when a unit would succeed itself or it is already noted.
    """
    if predecessor.pk == successor.pk:
        raise ValidationError("En enhet kan inte gå upp i sig själv. Välj en annan enhet.")
    succession = UnitSuccession(
        predecessor=predecessor, successor=successor, kind=kind, on=on, note=note
    )
    succession.full_clean()
    succession.save()
    record(
        "unit.succeeded",
        by=by,
        target=predecessor,
        unit_id=successor.pk,
        successor=successor.name,
        on=on.isoformat(),
    )
    return succession


def _carry_people(units: Sequence[Unit], successor: Unit, *, on: date, by: User) -> int:
    """Give those who have roles at the units the same roles at the one that goes on.

    Their old assignments go on too: the last year is analysed and reported after the closing.
    """
    have: set[tuple[int, int, str | None]] = set(
        Assignment.objects.running_on(on)
        .filter(unit=successor)
        .values_list("user_id", "role_id", "school_form_id")
    )
    found = Assignment.objects.running_on(on).filter(unit__in=[unit.pk for unit in units])
    carried = 0
    for old in found.select_related("user", "role"):
        key = (old.user_id, old.role_id, old.school_form_id)
        if key in have:
            continue
        have.add(key)
        new = Assignment(
            user=old.user,
            role=old.role,
            unit=successor,
            school_form_id=old.school_form_id,
            starts=on,
            ends=old.ends,
        )
        new.full_clean()
        new.save()
        record("assignment.given", by=by, target=new, unit_id=successor.pk)
        carried += 1
    return carried


@transaction.atomic
def close_unit(
    unit: Unit,
    *,
    on: date,
    successor: Unit | None = None,
    carry_people: bool = False,
    note: str = "",
    by: User,
) -> Unit:
    """Close a unit from a day. What was written stays readable for those who could read it.

    Args:
        successor: the unit that goes on in its place, if any.
        carry_people: give those who work there the same roles at the successor.

    Raises:
        ValidationError: when it is already closed, or has open units below it.
    """
    _check_closable(unit, on=on)
    if successor is not None and not successor.is_open(on):
        raise ValidationError(
            {"successor": f"{successor} är inte öppen den dagen. Välj en annan enhet."}
        )
    unit.closed = on
    save_by(unit, by)
    if successor is not None:
        _succeed(unit, successor, kind=UnitSuccession.Kind.REPLACED, on=on, note=note, by=by)
        if carry_people:
            _carry_people([unit], successor, on=on, by=by)
    record("unit.closed", by=by, target=unit, unit_id=unit.pk, on=on.isoformat(), note=note)
    return unit


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
        _check_closable(unit, on=on)
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
        _succeed(unit, into, kind=UnitSuccession.Kind.MERGED, on=on, note=note, by=by)
    if carry_people:
        _carry_people(units, into, on=on, by=by)
    record(
        "unit.merged",
        by=by,
        target=into,
        unit_id=into.pk,
        on=on.isoformat(),
        merged=[unit.name for unit in units],
    )
    return into


@transaction.atomic
def move_unit(unit: Unit, *, parent: Unit, by: User) -> Unit:
    """Move a unit, with all below it, to below another.

    Raises:
        ValidationError: when the new place is below the unit itself, closed, or where it is.
    """
    unit, parent = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=parent.pk)
    if parent.path.startswith(unit.path):
        raise ValidationError({"parent": "En enhet kan inte flyttas in under sig själv."})
    if not parent.is_open(timezone.localdate()):
        raise ValidationError({"parent": f"{parent} är stängd. Välj en annan enhet."})
    before = unit.get_parent()
    if before is not None and before.pk == parent.pk:
        raise ValidationError({"parent": f"{unit} ligger redan under {parent}."})
    unit.move(parent, pos="last-child")
    moved: Unit = Unit.objects.get(pk=unit.pk)
    record(
        "unit.moved",
        by=by,
        target=moved,
        unit_id=moved.pk,
        before=before.name if before else "",
        after=parent.name,
    )
    return moved
