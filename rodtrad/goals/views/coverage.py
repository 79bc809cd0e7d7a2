"""The table of units and shared goals, and who cites a requirement."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.goals.coverage import (
    coverage_rows,
    coverage_summary,
    covered_units,
    shared_goals,
)
from rodtrad.goals.models import Goal
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.models import SchoolForm
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.steering.models import Requirement


@require_safe
def goal_coverage(request: HttpRequest) -> HttpResponse:
    """Each unit × each shared goal: goal, activity, followed up, analysed?"""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year = chosen_year(request)
    school_form, text = request.GET.get("skolform", ""), request.GET.get("q", "").strip()
    goals = shared_goals(user, year)
    school_forms = list(SchoolForm.objects.all())
    if school_form:
        goals = [
            goal
            for goal in goals
            if not goal.school_forms.all()
            or school_form in {form.pk for form in goal.school_forms.all()}
        ]
    units = covered_units(user, year, school_form=school_form, text=text)
    if wanted_format(request):
        return table_response(
            request,
            f"Täckning {year.label.replace('/', '-')}",
            ("Enhet", "Gemensamt mål", "Mål", "Aktivitet", "Uppföljt", "Analyserat"),
            (
                (
                    unit.name,
                    cell.goal.title,
                    *("ja" if answer else "nej" for _, answer in cell.steps),
                )
                for unit, cells in coverage_rows(list(units), goals, year)
                for cell in cells
                if cell.applies
            ),
        )
    page = page_of(request, units)
    return render(
        request,
        "goals/goal_coverage.html",
        {
            "page": page,
            "rows": coverage_rows(list(page.object_list), goals, year),
            "summaries": coverage_summary(units, goals, year),
            "goals": goals,
            "year": year,
            "year_slug": year.label.replace("/", "-"),
            "school_forms": school_forms,
            "school_form": school_form,
            "text": text,
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
