"""Who is to be at a visit: found by their roles, for many visits at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.dialogues.models import VisitParticipant
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, Unit

Part = VisitParticipant.Part
# Who leads the unit, and whom the guideline names (§ 6.2), by their roles.
_PRINCIPAL = ("principal",)
_LEADS = ("lead_teacher", "process_leader")


def suggested_people(units: Sequence[Unit], today: date) -> dict[int, list[tuple[User, str]]]:
    """The people who should be at each visit, and for which part; by the unit's number.

    Those who lead the administration, as far as their school form reaches, and the unit's
    principal and lead teachers or process leaders. Three queries, however many units.
    """
    paths = {unit.path[:end] for unit in units for end in _steps(unit)}
    above = (
        Assignment.objects.running_on(today)
        .filter(unit__path__in=paths, user__is_active=True)
        .select_related("user", "role", "unit")
        .order_by("role__position", "user__name")
    )
    forms = _school_forms(units)
    leading = [row for row in above if Permission.LEAD in row.role.permissions]
    here: dict[int, list[Any]] = {}
    for row in above:
        here.setdefault(row.unit_id, []).append(row)
    found: dict[int, list[tuple[User, str]]] = {}
    for unit in units:
        people: dict[int, tuple[User, str]] = {}
        for row in leading:
            reaches = unit.path.startswith(row.unit.path) and row.unit_id != unit.pk
            if reaches and (not row.school_form_id or row.school_form_id in forms[unit.pk]):
                people.setdefault(row.user_id, (row.user, Part.VISITOR))
        for row in here.get(unit.pk, []):
            part = _part(row.role.code)
            if part:
                people.setdefault(row.user_id, (row.user, part))
        found[unit.pk] = list(people.values())
    return found


def colleagues_at(unit: Unit, today: date) -> list[User]:
    """Everybody who can be a participant: at the unit, and those who lead it. One query."""
    rows = (
        Assignment.objects.running_on(today)
        .filter(unit__path__in=[unit.path[:end] for end in _steps(unit)], user__is_active=True)
        .select_related("user", "role")
        .order_by("user__name")
    )
    found = {
        row.user_id: row.user
        for row in rows
        if row.unit_id == unit.pk or Permission.LEAD in row.role.permissions
    }
    return list(found.values())


def _steps(unit: Unit) -> Iterable[int]:
    return range(Unit.steplen, len(unit.path) + 1, Unit.steplen)


def _part(code: str) -> str:
    if code in _PRINCIPAL:
        return Part.PRINCIPAL
    return Part.LEAD if code in _LEADS else ""


def _school_forms(units: Sequence[Unit]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {unit.pk: set() for unit in units}
    through = Unit.school_forms.through.objects.filter(unit__in=found)
    for unit, form in through.values_list("unit_id", "schoolform_id"):
        found[unit].add(form)
    return found
