"""Who may do what, where: the only place that answers.

A person's assignments give roles at units; a role gives permissions there and at every unit
below. An assignment limited to a school form reaches only the units that have it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Assignment, Unit


class Permission:
    """What a role can allow. Kept few on purpose."""

    READ_ADOPTED = "read_adopted"  # adopted reports, shared goals, key figures
    READ = "read"  # a unit's work while it is going on
    TAKE_PART = "take_part"  # record measurements and check-ins
    PLAN = "plan"  # goals, targets, activities, analysis, the unit's report
    LEAD = "lead"  # shared goals, return and adopt reports, indicator definitions
    GOVERN = "govern"  # the board: propose and agree on topics for its quality dialogues
    PRESIDE = "preside"  # its presidium: choose at which meetings they are held
    KEEP_PAPERS = "keep_papers"  # its secretary: notices, papers and what was decided
    ADMINISTER = "administer"  # people, units, school years, steering documents, imports

    LABELS = {
        READ_ADOPTED: "läsa det som är fastställt",
        READ: "läsa pågående arbete",
        TAKE_PART: "skriva in mätvärden och göra avstämningar",
        PLAN: "planera, analysera och skriva rapport",
        LEAD: "leda: gemensamma mål, återlämna och fastställa",
        GOVERN: "föreslå och enas om ämnen för nämndens kvalitetsdialoger",
        PRESIDE: "välja vid vilka möten nämndens dialoger hålls",
        KEEP_PAPERS: "sköta nämndens kallelser och handlingar",
        ADMINISTER: "administrera",
    }


@dataclass(frozen=True)
class Reach:
    """Where one assignment reaches: a branch of the tree, maybe for one school form."""

    path: str
    school_form: str | None
    permissions: frozenset[str]
    unit_id: int
    role_code: str
    role_name: str
    unit_name: str
    unit_kind: str


def reaches(user: User) -> tuple[Reach, ...]:
    """What a person's assignments give today: one query, kept for the request's user object."""
    today = timezone.localdate()
    kept: tuple[date, tuple[Reach, ...]] | None = getattr(user, "_reaches", None)
    if kept is None or kept[0] != today:
        rows: Iterable[Assignment] = (
            Assignment.objects.running_on(today).filter(user=user).select_related("role", "unit")
        )
        found = tuple(
            Reach(
                path=row.unit.path,
                school_form=row.school_form_id,
                permissions=frozenset(row.role.permissions),
                unit_id=row.unit_id,
                role_code=row.role.code,
                role_name=row.role.name,
                unit_name=row.unit.name,
                unit_kind=row.unit.kind,
            )
            for row in rows
        )
        kept = (today, found if user.is_active else ())
        user._reaches = kept  # type: ignore[attr-defined]  # a cache on the object, not a field
    return kept[1]


def forget_reaches(user: User) -> None:
    """Read the person's assignments anew at the next question."""
    if hasattr(user, "_reaches"):
        del user._reaches


def has_anywhere(user: User, permission: str) -> bool:
    """Whether a person has a permission at any unit."""
    return any(permission in reach.permissions for reach in reaches(user))


def roots(user: User, permission: str) -> set[str]:
    """The paths of the municipalities where the person has the permission at some unit."""
    return {
        reach.path[: Unit.steplen] for reach in reaches(user) if permission in reach.permissions
    }


def branch_filter(path: str, *, unit: str = "") -> Q:
    """A condition for rows at a unit with this path and at those below it.

    As an interval, which both databases find in the index; "starts with" SQLite does not.

    Args:
        unit: the path of lookups from the row to its unit, as "goal__unit"; "" for units.
    """
    prefix = f"{unit}__" if unit else ""
    last = path + Unit.alphabet[-1] * Unit.steplen
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lte": last})


def reach_filter(user: User, permission: str, *, unit: str = "") -> Q:
    """A condition for rows at units where the person has the permission.

    Args:
        unit: the path of lookups from the row to its unit, as "goal__unit"; "" for units.
    """
    prefix = f"{unit}__" if unit else ""
    condition = Q(pk__in=[])
    for reach in reaches(user):
        if permission not in reach.permissions:
            continue
        part = branch_filter(reach.path, unit=unit)
        if reach.school_form:
            # A subquery, not a join: a join would give a unit with two school forms twice.
            part &= Q(
                **{
                    f"{prefix}pk__in": Unit.school_forms.through.objects.filter(
                        schoolform_id=reach.school_form
                    ).values("unit_id")
                }
            )
        condition |= part
    return condition


def branch_reach(user: User, permission: str, *, unit: str = "") -> Q:
    """A condition for rows where an assignment of the person's gives the permission there or above,
    whatever school form it is limited to.

    What an administration does together has no school form: the head of preschools and the head of
    schools lead its analysis day and make its wheels together (guideline § 3.1).

    Args:
        unit: the path of lookups from the row to its unit, as "goal__unit"; "" for units.
    """
    condition = Q(pk__in=[])
    for reach in reaches(user):
        if permission in reach.permissions:
            condition |= branch_filter(reach.path, unit=unit)
    return condition


def units_open_to(user: User, permission: str) -> QuerySet[Unit]:
    """Units where the person has the permission, in the order of the tree."""
    units: QuerySet[Unit] = Unit.objects.filter(reach_filter(user, permission))
    return units


def own_units(user: User, permission: str) -> QuerySet[Unit]:
    """Units that the person's assignments name themselves, not those below them."""
    named = [r.unit_id for r in reaches(user) if permission in r.permissions]
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=named)
    return units


def may(user: User, permission: str, unit: Unit) -> bool:
    """Whether the person has the permission at a unit."""
    for reach in reaches(user):
        if permission in reach.permissions and unit.path.startswith(reach.path):
            if reach.school_form is None:
                return True
            if unit.school_forms.filter(pk=reach.school_form).exists():
                return True
    return False


def administers_everything(user: User) -> bool:
    """Whether a person administers every top of the tree: what reaches all rows is theirs alone.

    One query, for who administers anything.
    """
    return has_anywhere(user, Permission.ADMINISTER) and all(
        may(user, Permission.ADMINISTER, top) for top in Unit.objects.filter(depth=1)
    )


def require_anywhere(user: Any, permission: str) -> None:
    """Let pass only who has the permission somewhere.

    Raises:
        Http404: otherwise: what one may not reach is not there.
    """
    if not (isinstance(user, User) and has_anywhere(user, permission)):
        raise Http404
