"""The administration's own start page, and what the roles may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rodtrad.core.export import table_response, wanted_format
from rodtrad.organisation.access import Permission, administers_everything, require_anywhere
from rodtrad.organisation.models import SchoolYear
from rodtrad.organisation.queries import (
    find_people,
    find_units,
    people_seen,
    roles_with_holders,
)
from rodtrad.organisation.scope import signed_in


def admin_home(request: HttpRequest) -> HttpResponse:
    """What there is to administer, and what needs a hand: people without a role, closed years."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    today = timezone.localdate()
    return render(
        request,
        "organisation/admin_home.html",
        {
            "units": find_units(user, today=today).count(),
            "people": people_seen(user).filter(is_active=True).count(),
            "without_role": find_people(user, state="utan", today=today)
            .filter(is_active=True)
            .count(),
            "years": list(SchoolYear.objects.order_by("-start")[:3]),
            "may_remove_old": administers_everything(user),
        },
    )


def role_list(request: HttpRequest) -> HttpResponse:
    """Every role, what it may do and how many have it."""
    require_anywhere(request.user, Permission.ADMINISTER)
    labels = Permission.LABELS
    rows: list[dict[str, Any]] = [
        {
            "role": role,
            "holders": holders,
            "may": [text for code, text in labels.items() if code in role.permissions],
            "marks": [code in role.permissions for code in labels],
        }
        for role, holders in roles_with_holders(timezone.localdate())
    ]
    if wanted_format(request):
        return table_response(
            request,
            "Roller",
            ["Roll", "Får", "Personer"],
            [(str(row["role"]), ", ".join(row["may"]), row["holders"]) for row in rows],
        )
    return render(request, "organisation/role_list.html", {"rows": rows, "labels": labels.values()})
