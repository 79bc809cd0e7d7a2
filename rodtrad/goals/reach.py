"""Who may change which goals: a unit's own those who plan there, shared ones those who lead.

A shared goal stands at the administration, which has no school form. Who leads one school form
alone sets the shared goals of that form, and reads the others.
"""

from collections import defaultdict

from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.goals.models import Goal
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    branch_reach,
    reach_filter,
    reaches,
)
from rodtrad.organisation.models import SchoolForm, Unit


def forms_led(user: User, unit: Unit) -> list[SchoolForm] | None:
    """The school forms that the person may set shared goals for at a unit; None for all.

    One query for who leads single school forms, none for others.
    """
    codes: set[str] = set()
    for reach in reaches(user):
        if Permission.LEAD not in reach.permissions or not unit.path.startswith(reach.path):
            continue
        if reach.school_form is None:
            return None
        codes.add(reach.school_form)
    return list(SchoolForm.objects.filter(pk__in=codes))


def units_setting_shared(user: User) -> Q:
    """A condition for the administrations where the person may set shared goals."""
    return branch_reach(user, Permission.LEAD) & ~Q(kind__in=Unit.WORKING_KINDS)


def changeable_by(user: User, *, goal: str = "") -> Q:
    """A condition for goals that the person may change.

    Args:
        goal: the path of lookups from the row to its goal, as "activity__goal"; "" for goals.
    """
    prefix = f"{goal}__" if goal else ""
    own = reach_filter(user, Permission.PLAN, unit=f"{prefix}unit")
    return Q(own, **{f"{prefix}shared": False}) | Q(
        _led(user, goal=goal), **{f"{prefix}shared": True}
    )


def _led(user: User, *, goal: str) -> Q:
    """Where the person leads every school form, or each that the goal is for."""
    prefix = f"{goal}__" if goal else ""
    forms: dict[str, set[str]] = defaultdict(set)
    condition = Q(pk__in=[])
    for reach in reaches(user):
        if Permission.LEAD not in reach.permissions:
            continue
        if reach.school_form is None:
            condition |= branch_filter(reach.path, unit=f"{prefix}unit")
        else:
            forms[reach.path].add(reach.school_form)
    rows = Goal.school_forms.through.objects
    for path, codes in forms.items():
        has = Q(**{f"{prefix}pk__in": rows.filter(schoolform__in=codes).values("goal_id")})
        others = Q(**{f"{prefix}pk__in": rows.exclude(schoolform__in=codes).values("goal_id")})
        condition |= branch_filter(path, unit=f"{prefix}unit") & has & ~others
    return condition
