"""Which wheels a person sees, plans and may lay over each other."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import Period
from rodtrad.organisation.access import (
    Permission,
    branch_reach,
    has_anywhere,
    own_units,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models import Wheel, WheelKind

# How many wheels can be chosen among to lay over.
MOST = 40


def readable(user: User) -> QuerySet[Wheel]:
    """Wheels that the person may read, with kind, unit and who adopted them."""
    found: QuerySet[Wheel] = Wheel.objects.readable_by(user).select_related(
        "kind", "unit", "adopted_by"
    )
    return found


def plannable(user: User) -> QuerySet[Wheel]:
    """Wheels that the person may plan, with kind and unit."""
    found: QuerySet[Wheel] = Wheel.objects.plannable_by(user).select_related(
        "kind", "unit", "adopted_by"
    )
    return found


def may_plan(user: User, wheel: Wheel) -> bool:
    """Whether the person may plan the wheel. One query."""
    return plannable(user).filter(pk=wheel.pk).exists()


def beside(user: User, wheel: Wheel) -> list[Wheel]:
    """Adopted wheels that say something of the same time: the shared ones and the own units'.

    For a unit's wheel its other one too. One query, at most MOST wheels.
    """
    period = wheel.period
    own = own_units(user, Permission.READ).order_by().values("pk")
    near = (~Q(kind__scope=WheelKind.Scope.UNIT) | Q(unit=wheel.unit_id) | Q(unit__in=own)) & Q(
        unit__path__startswith=wheel.unit.path[: Unit.steplen]
    )
    found = (
        readable(user)
        .in_force()  # type: ignore[attr-defined]  # of WheelQuerySet
        .touching(period.starts, period.ends)
        .filter(near)
        .exclude(kind=wheel.kind_id, unit=wheel.unit_id, year=wheel.year)
        .order_by("kind__position", "year", "unit__path")
    )
    return list(found[:MOST])


def of_period(user: User, period: Period) -> QuerySet[Wheel]:
    """The wheels of a school year, and of the calendar years that it touches; newest versions
    first. Those that were replaced are left out.
    """
    found: QuerySet[Wheel] = (
        readable(user)
        .touching(period.starts, period.ends)  # type: ignore[attr-defined]  # of WheelQuerySet
        .exclude(state=Wheel.State.REPLACED)
        .order_by("kind__position", "unit__path", "year", "-version")
    )
    return found


def units_for(user: User, kind: WheelKind) -> QuerySet[Unit]:
    """The units that the person may make a wheel of the kind for."""
    if kind.scope == WheelKind.Scope.UNIT:
        return units_open_to(user, Permission.PLAN).filter(kind__in=Unit.WORKING_KINDS)
    condition = branch_reach(user, Permission.LEAD)
    if kind.scope == WheelKind.Scope.BOARD:
        condition |= branch_reach(user, Permission.KEEP_PAPERS)
    found: QuerySet[Unit] = Unit.objects.filter(condition, kind=Unit.Kind.ADMINISTRATION)
    return found


def kinds_for(user: User) -> list[WheelKind]:
    """The kinds of wheels that the person may make for some unit."""
    kinds: Iterable[WheelKind] = WheelKind.objects.filter(retired=False)
    scopes = {
        WheelKind.Scope.UNIT: units_open_to(user, Permission.PLAN)
        .filter(kind__in=Unit.WORKING_KINDS)
        .exists(),
        WheelKind.Scope.SHARED: has_anywhere(user, Permission.LEAD),
        WheelKind.Scope.BOARD: has_anywhere(user, Permission.LEAD)
        or has_anywhere(user, Permission.KEEP_PAPERS),
    }
    return [kind for kind in kinds if scopes[WheelKind.Scope(kind.scope)]]
