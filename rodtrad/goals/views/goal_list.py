"""The list of goals, as a page and as a file."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Goal
from rodtrad.goals.queries import listed_goals, suggested_areas
from rodtrad.goals.views.goal import plannable_units
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in

SORTS = {
    "mal": ("title",),
    "enhet": ("unit__name", "title"),
    "slut": ("ends", "title"),
    "avstamning": (F("next_due").asc(nulls_last=True), "title"),
}
# More units than this are found by searching rather than in a list to choose from.
_UNITS_TO_CHOOSE = 150


@require_safe
def goal_list(request: HttpRequest) -> HttpResponse:
    """The unit's goals and the shared ones, by school year."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    year, unit = chosen_year(request), chosen_unit(request, Permission.READ)
    chosen = {
        "state": request.GET.get("lage", ""),
        "shown": request.GET.get("visa", ""),
        "text": request.GET.get("q", "").strip(),
    }
    if chosen["state"] not in Goal.State.values:
        chosen["state"] = ""
    goals = listed_goals(user, year=year, unit=unit, **chosen)
    sort = request.GET.get("sortera", "")
    goals = goals.order_by(*SORTS[sort]) if sort in SORTS else goals
    if wanted_format(request):
        return _export(request, goals, year)
    return render(
        request,
        "goals/goal_list.html",
        {
            "page": page_of(request, goals),
            "year": year,
            "unit": unit,
            "units": _units_to_choose(user),
            "states": Goal.State.choices,
            "sort": sort,
            "may_plan": has_anywhere(user, Permission.PLAN),
            "may_lead": has_anywhere(user, Permission.LEAD)
            and plannable_units(user, shared=True).exists(),
            "may_read": has_anywhere(user, Permission.READ),
            "today": timezone.localdate(),
            "suggestions": suggested_areas(user, year, unit),
            **chosen,
        },
    )


def _units_to_choose(user: User) -> list[Unit]:
    units = list(units_open_to(user, Permission.READ)[: _UNITS_TO_CHOOSE + 1])
    return [] if len(units) > _UNITS_TO_CHOOSE else units


def _export(request: HttpRequest, goals: QuerySet[Goal], year: SchoolYear) -> HttpResponse:
    columns = (
        *("Mål", "Enhet", "Gemensamt", "Bidrar till", "Önskad effekt", "Utgår från"),
        *("Från", "Till", "Läge", "Indikatorer", "Aktiviteter", "Nästa avstämning", "Analys klar"),
    )
    rows: Any = goals
    return table_response(
        request,
        f"Mål {year.label.replace('/', '-')}",
        columns,
        (
            (
                *(goal.title, goal.unit.name, "ja" if goal.shared else "nej"),
                goal.supports.title if goal.supports else "",
                *(goal.desired_effect, goal.get_origin_display(), goal.starts, goal.ends),
                *(goal.get_state_display(), goal.target_count or 0, goal.activity_count or 0),
                *(goal.next_due, goal.reviewed_on),
            )
            for goal in rows
        ),
    )
