"""Telling those who follow a shared wheel that it holds, or holds in a new version."""

from datetime import date

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission, branch_filter
from rodtrad.organisation.models import Assignment
from rodtrad.yearwheel.models import Wheel, WheelKind


def announce_wheel(*, wheel: Wheel, today: date, by: User) -> int:
    """Tell the planners of the units under a shared wheel that it is adopted.

    Nobody is told of a unit's own wheel, or of a year that is over.

    Returns:
        How many were told.
    """
    if wheel.kind.scope != WheelKind.Scope.SHARED or wheel.period.ends < today:
        return 0
    held = (
        Assignment.objects.running_on(today)
        .filter(branch_filter(wheel.unit.path, unit="unit"), user__is_active=True)
        .select_related("user", "role")
    )
    planners = [one.user for one in held if Permission.PLAN in one.role.permissions]
    new = f"i version {wheel.version}. Se vad som ändrats." if wheel.version > 1 else "."
    page = "wheel_compare" if wheel.version > 1 else "wheel_detail"
    sentence = f"{wheel.kind.name} {wheel.period.label} är fastställt {new}".replace(" .", ".")
    return tell(
        planners,
        kind="wheel-adopted",
        sentence=sentence,
        address=reverse(page, args=[wheel.pk]),
        key=f"wheel:{wheel.kind.code}:{wheel.unit_id}:{wheel.year}",
        unit=wheel.unit,
        by=by,
    )
