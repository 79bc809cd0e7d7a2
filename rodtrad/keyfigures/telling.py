"""Telling people of key figures: principals that they are asked, the board that they are out."""

from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.keyfigures.content import units_of
from rodtrad.keyfigures.models import Occasion
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, Role, Unit


def tell_principals(occasion: Occasion, *, sentence: str, by: User) -> None:
    """Tell who plans at the units that have one of the figures, with the way to their page."""
    roles = _roles_with(Permission.PLAN)
    held = (
        Assignment.objects.running_on(timezone.localdate())
        .filter(
            role__in=roles,
            unit__in=units_of(occasion)
            .filter(measurements__indicator__occasions__occasion=occasion)
            .order_by()
            .values("pk"),
        )
        .select_related("user", "unit")
    )
    for assignment in held:
        tell(
            [assignment.user],
            kind="keyfigures-asked",
            sentence=sentence,
            address=reverse("analysis_edit", args=[occasion.pk, assignment.unit.code]),
            key=f"occasion:{occasion.pk}:{assignment.unit_id}",
            unit=assignment.unit,
            by=by,
        )


def tell_board(occasion: Occasion, *, sentence: str, by: User) -> None:
    """Tell the board of the municipality that the occasion belongs to."""
    held = (
        Assignment.objects.running_on(timezone.localdate())
        .filter(
            role__in=[*_roles_with(Permission.GOVERN), *_roles_with(Permission.KEEP_PAPERS)],
            unit__path__startswith=occasion.unit.path[: Unit.steplen],
        )
        .select_related("user")
    )
    tell(
        [assignment.user for assignment in held],
        kind="keyfigures-released",
        sentence=sentence,
        address=reverse("occasion_detail", args=[occasion.pk]),
        key=f"occasion:{occasion.pk}",
        unit=occasion.unit,
        by=by,
    )


def _roles_with(permission: str) -> list[int]:
    # JSON lists are not searched alike on both databases, and roles are few.
    return [role.pk for role in Role.objects.all() if permission in role.permissions]
