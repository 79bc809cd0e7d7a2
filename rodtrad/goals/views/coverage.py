"""The tables of who leads: units × shared goals, and who cites a requirement."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import sort_key
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import (
    UnitCycle,
    covered_units,
    cycle_rows,
    goal_summaries,
    shared_goals,
)
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.models import Goal
from rodtrad.goals.views.cells import goal_cells, reminders_of
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.models import SchoolForm
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.steering.models import Requirement

# What the list can be narrowed to, and in which order it can stand.
STATES = {"sent": State.LATE, "aterstar": State.TO_COME}
SORTS = ("namn", "organisation")


def chosen_rows(
    request: HttpRequest,
    year: SchoolYear,
    today: date,
    *,
    late_by: Callable[[UnitCycle], int],
) -> tuple[list[UnitCycle], list[Goal], dict[str, Any]]:
    """The units that the address asks for with their cycle, the shared goals, and the filters.

    Eight queries, however many units there are.

    Args:
        late_by: how many things a unit is late with, as the page counts.
    """
    user = signed_in(request)
    school_form, text = request.GET.get("skolform", ""), request.GET.get("q", "").strip()
    goals = shared_goals(user, year)
    if school_form:
        goals = [
            goal
            for goal in goals
            if not goal.school_forms.all()
            or school_form in {form.pk for form in goal.school_forms.all()}
        ]
    units = list(covered_units(user, year, school_form=school_form, text=text))
    rows = cycle_rows(units, goals, year, today=today)
    goals = _leave_out_others_goals(rows, goals)
    sort = request.GET.get("sortera", "")
    if sort == "namn":
        rows.sort(key=lambda row: sort_key(row.unit.name))
    elif sort != "organisation":
        # Who needs help most stands first; those alike in the order of the organisation.
        rows.sort(key=late_by, reverse=True)
    return (
        rows,
        goals,
        {
            "year": year,
            "year_slug": year.slug,
            "school_forms": list(SchoolForm.objects.all()),
            "school_form": school_form,
            "text": text,
            "sort": sort,
            "shown": request.GET.get("visa", ""),
            "today": today,
        },
    )


def _leave_out_others_goals(rows: list[UnitCycle], goals: list[Goal]) -> list[Goal]:
    """Leave out the shared goals that concern none of the units, as preschool's among schools."""
    ours = {
        item.shared.pk
        for row in rows
        for item in row.items
        if item.shared is not None and (item.applies or item.has_goal)
    }
    if not ours:
        return goals
    for row in rows:
        row.items = [item for item in row.items if item.shared is None or item.shared.pk in ours]
    return [goal for goal in goals if goal.pk in ours]


@require_safe
def goal_coverage(request: HttpRequest) -> HttpResponse:
    """Each unit × each shared goal, step by step: done, late or still to come."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, today = chosen_year(request), timezone.localdate()
    rows, goals, chosen = chosen_rows(request, year, today, late_by=lambda row: row.late_shared)
    summaries = goal_summaries(rows, goals)
    if chosen["shown"] in STATES:
        wanted = STATES[chosen["shown"]]
        rows = [
            row for row in rows if any(wanted in item.states.values() for item in row.shared_items)
        ]
    if wanted_format(request):
        return table_response(
            request,
            f"Täckning och uppföljning {chosen['year_slug']}",
            ("Enhet", "Gemensamt mål", *Step.labels),
            (
                (
                    row.unit.name,
                    item.shared.title,
                    *(item.states[step].label for step in Step),
                )
                for row in rows
                for item in row.shared_items
                if item.shared is not None and item.applies
            ),
        )
    page = page_of(request, rows)
    reminded = reminders_of([row.unit.pk for row in page], year)
    return render(
        request,
        "goals/goal_coverage.html",
        {
            "page": page,
            "rows": [
                (
                    row.unit,
                    [(item, goal_cells(item, row, year, reminded)) for item in row.shared_items],
                )
                for row in page
            ],
            "summaries": summaries,
            "steps": Step.labels,
            "goals": goals,
            **chosen,
        },
    )


@require_safe
def requirement_goals(request: HttpRequest, pk: int) -> HttpResponse:
    """From a point of a steering document down to every goal that cites it."""
    user = signed_in(request)
    requirement = get_object_or_404(
        Requirement.objects.open_to(user, Permission.READ_ADOPTED).select_related("document"),
        pk=pk,
    )
    goals = (
        Goal.objects.readable_by(user)
        .filter(Q(requirements=requirement) | Q(supports__requirements=requirement))
        .distinct()
        .select_related("unit", "supports")
        .order_by("-shared", "-starts", "unit__name", "title")
    )
    if wanted_format(request):
        return table_response(
            request,
            "Mål ur kravet",
            ("Mål", "Enhet", "Bidrar till", "Från", "Till", "Läge"),
            (
                (
                    *(goal.title, goal.unit.name, goal.supports.title if goal.supports else ""),
                    *(goal.starts, goal.ends, goal.get_state_display()),
                )
                for goal in goals
            ),
        )
    return render(
        request,
        "goals/requirement_goals.html",
        {"requirement": requirement, "page": page_of(request, goals)},
    )
