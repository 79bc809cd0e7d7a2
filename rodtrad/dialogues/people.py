"""Who is on the board, keeps its papers and leads the administration: found by permission."""

from collections.abc import Iterable
from datetime import date

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, branch_filter
from rodtrad.organisation.models import Assignment, Role, Unit


def _holders(
    municipality: Unit, permissions: Iterable[str], *, on: date, kinds: Iterable[str]
) -> list[User]:
    """People with one of the permissions at units of some kinds in the municipality. Two queries.

    Roles are few and their permissions a list, which SQLite cannot look into: they are read.
    """
    wanted = set(permissions)
    roles = [role.pk for role in Role.objects.all() if wanted & set(role.permissions)]
    rows = (
        Assignment.objects.running_on(on)
        .filter(
            branch_filter(municipality.path, unit="unit"),
            role__in=roles,
            unit__kind__in=list(kinds),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("user__name")
    )
    return list({row.user_id: row.user for row in rows}.values())


def board_people(municipality: Unit, *permissions: str, on: date) -> list[User]:
    """People of the board with one of the permissions that day."""
    return _holders(municipality, permissions, on=on, kinds=[Unit.Kind.MUNICIPALITY])


def leaders(municipality: Unit, *, on: date) -> list[User]:
    """Who leads the administration that day."""
    kinds = (Unit.Kind.MUNICIPALITY, Unit.Kind.ADMINISTRATION, Unit.Kind.AREA)
    return _holders(municipality, [Permission.LEAD], on=on, kinds=kinds)


def colleagues(municipality: Unit, *, on: date) -> list[User]:
    """Everybody at work in the administration and its units: who can be called to a dialogue."""
    kinds = (*Unit.WORKING_KINDS, Unit.Kind.ADMINISTRATION, Unit.Kind.AREA)
    return _holders(municipality, [Permission.TAKE_PART, Permission.LEAD], on=on, kinds=kinds)
