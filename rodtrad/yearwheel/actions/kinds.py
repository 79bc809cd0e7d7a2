"""Adding and changing kinds of wheels, their rings, and the numbers of the alignment."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.yearwheel.models import AlignmentNumber, Ring, WheelKind


@transaction.atomic
def add_kind(*, name: str, purpose: str, scope: str, calendar: str, by: User) -> WheelKind:
    """A further kind of wheel, with a first ring.

    Raises:
        ValidationError: when there is one with that name.
    """
    last = WheelKind.objects.aggregate(last=Max("position"))["last"]
    kind = WheelKind(
        code=_free_code(name),
        name=name,
        purpose=purpose,
        scope=scope,
        calendar=calendar,
        position=0 if last is None else last + 1,
    )
    kind.full_clean()
    kind.save()
    Ring.objects.create(kind=kind, name="Allmänt")
    record("wheel_kind.added", by=by, target=kind, unit_id=None)
    return kind


def _free_code(name: str) -> str:
    base = (slugify(name) or "hjul")[:34]
    code, number = base, 2
    while WheelKind.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code


@transaction.atomic
def change_kind(
    *, kind: WheelKind, name: str, purpose: str, position: int, retired: bool, by: User
) -> WheelKind:
    """Change what a kind is called; whose it is and its year stand, its wheels hang on them.

    Raises:
        ValidationError: when there is another with that name.
    """
    kind.name, kind.purpose, kind.position, kind.retired = name, purpose, position, retired
    kind.full_clean()
    kind.save()
    record("wheel_kind.changed", by=by, target=kind, unit_id=None)
    return kind


@transaction.atomic
def add_ring(*, kind: WheelKind, name: str, look: int, position: int, by: User) -> Ring:
    """A further ring of the wheels of a kind.

    Raises:
        ValidationError: when the kind has one with that name.
    """
    ring = Ring(kind=kind, name=name, look=look, position=position)
    ring.full_clean()
    ring.save()
    record("ring.added", by=by, target=ring, unit_id=None)
    return ring


@transaction.atomic
def change_ring(
    *, ring: Ring, name: str, look: int, position: int, retired: bool, by: User
) -> Ring:
    """Change a ring; one that is retired takes no new items.

    Raises:
        ValidationError: when the kind has another with that name, or no ring would be left.
    """
    others = ring.kind.rings.filter(retired=False).exclude(pk=ring.pk)
    if retired and not others.exists():
        raise ValidationError(
            {"retired": "Hjulet behöver minst en ring. Lägg till en annan först."}
        )
    ring.name, ring.look, ring.position, ring.retired = name, look, position, retired
    ring.full_clean()
    ring.save()
    record("ring.changed", by=by, target=ring, unit_id=None)
    return ring


@transaction.atomic
def set_numbers(*, values: Mapping[AlignmentNumber, int], by: User) -> list[AlignmentNumber]:
    """Change the numbers that the alignment is measured against: all of them, or none.

    Raises:
        ValidationError: when one is out of bounds.
    """
    return [set_number(number=number, value=value, by=by) for number, value in values.items()]


@transaction.atomic
def set_number(*, number: AlignmentNumber, value: int, by: User) -> AlignmentNumber:
    """Change a number that the alignment is measured against.

    Raises:
        ValidationError: when it is out of bounds.
    """
    if number.value != value:
        before, number.value = number.value, value
        number.full_clean()
        number.save()
        record("alignment_number.changed", by=by, target=number, unit_id=None, before=before)
    return number
