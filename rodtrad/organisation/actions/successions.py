"""What units that close, merge or split have in common: who goes on, and with which people."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.models import Assignment, Unit, UnitSuccession


def check_closable(unit: Unit, *, on: date) -> None:
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


def succeed(
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


def carry_people_over(units: Sequence[Unit], successor: Unit, *, on: date, by: User) -> int:
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
