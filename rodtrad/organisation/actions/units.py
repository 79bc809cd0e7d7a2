"""Every change of the unit tree."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.organisation.actions.successions import carry_people_over, check_closable, succeed
from rodtrad.organisation.models import SchoolForm, Unit, UnitSuccession

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
    check_closable(unit, on=on)
    if successor is not None and not successor.is_open(on):
        raise ValidationError(
            {"successor": f"{successor} är inte öppen den dagen. Välj en annan enhet."}
        )
    unit.closed = on
    save_by(unit, by)
    if successor is not None:
        succeed(unit, successor, kind=UnitSuccession.Kind.REPLACED, on=on, note=note, by=by)
        if carry_people:
            carry_people_over([unit], successor, on=on, by=by)
    record("unit.closed", by=by, target=unit, unit_id=unit.pk, on=on.isoformat(), note=note)
    return unit


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
    before = Unit.objects.get_parent(unit)
    if before is not None and before.pk == parent.pk:
        raise ValidationError({"parent": f"{unit} ligger redan under {parent}."})
    Unit.objects.move(unit, parent, pos="last-child")
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
