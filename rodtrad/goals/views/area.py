"""Pages of development areas: what analysis found, and what became of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import actions
from rodtrad.goals.forms import AreaEditForm, AreaForm, AreaSetAsideForm, area_initial
from rodtrad.goals.models import DevelopmentArea
from rodtrad.goals.queries import listed_areas
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in


@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Development areas of the chosen school year and the one before, which it builds on."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, unit = chosen_year(request), chosen_unit(request, Permission.READ)
    shown, text = request.GET.get("visa", ""), request.GET.get("q", "").strip()
    areas = listed_areas(user, unit=unit, shown=shown, text=text).filter(
        school_year__in=[year.start, year.previous.start]
    )
    if wanted_format(request):
        return table_response(
            request,
            "Utvecklingsområden",
            ("Utvecklingsområde", "Varför", "Enhet", "Läsår", "Blev mål", "Avfört för att"),
            (
                (
                    *(area.title, area.description, area.unit.name, area.school_year.label),
                    ", ".join(goal.title for goal in area.goals.all()),
                    area.set_aside_why,
                )
                for area in areas
            ),
        )
    return render(
        request,
        "goals/area_list.html",
        {
            "page": page_of(request, areas),
            "year": year,
            "unit": unit,
            "shown": shown,
            "text": text,
            "may_plan": has_anywhere(user, Permission.PLAN),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def area_create(request: HttpRequest) -> HttpResponse:
    """A development area that no single goal's analysis found."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    unit = chosen_unit(request, Permission.PLAN)
    if unit is None:
        return _choose_unit(request, user)
    year = get_object_or_404(SchoolYear, start=chosen_year(request).start)
    form = AreaForm(request.POST or None)
    draft_key, back = f"area:new:{unit.pk}", reverse("area_list")
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_area(unit=unit, school_year=year, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Utvecklingsområdet är sparat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nytt utvecklingsområde",
        eyebrow=f"{unit.name} · {year.label}",
        submit="Spara utvecklingsområdet",
        cancel=back,
        draft_key=draft_key,
    )


def _choose_unit(request: HttpRequest, user: User) -> HttpResponse:
    units = units_open_to(user, Permission.PLAN).filter(kind__in=Unit.WORKING_KINDS)
    text = request.GET.get("q", "").strip()
    if text:
        units = units.filter(name__icontains=text)
    return render(
        request,
        "goals/goal_choose_unit.html",
        {"page": page_of(request, units), "text": text, "heading": "Nytt utvecklingsområde"},
    )


def _area_to_plan(user: User, pk: int) -> DevelopmentArea:
    areas = DevelopmentArea.objects.open_to(user, Permission.PLAN)
    return get_object_or_404(areas.select_related("unit", "school_year"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def area_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a development area says."""
    user = signed_in(request)
    area = _area_to_plan(user, pk)
    form = AreaEditForm(request.POST or None, initial=area_initial(area))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_area(area, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(
                request,
                form,
                conflict,
                cancel=reverse("area_list"),
                draft_key=f"area:{area.pk}",
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, f"area:{area.pk}")
            messages.success(request, "Utvecklingsområdet är ändrat.")
            return redirect("area_list")
    return form_page(
        request,
        form,
        heading="Ändra utvecklingsområdet",
        eyebrow=f"{area.unit.name} · {area.school_year.label}",
        submit="Spara ändringarna",
        cancel=reverse("area_list"),
        draft_key=f"area:{area.pk}",
    )


@require_safe
def area_to_goal(request: HttpRequest, pk: int) -> HttpResponse:
    """On to a new goal that is filled in from the development area."""
    area = _area_to_plan(signed_in(request), pk)
    return redirect(reverse("goal_create", query={"ur": area.pk}))


@require_http_methods(["GET", "HEAD", "POST"])
def area_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a development area does not become a goal, or take it up again."""
    user = signed_in(request)
    area = _area_to_plan(user, pk)
    back = reverse("area_list")
    if area.set_aside_why:
        if request.method == "POST":
            actions.set_area_aside(area, why="", by=user)
            messages.success(request, "Utvecklingsområdet är aktuellt igen.")
            return redirect(back)
        return render(
            request,
            "core/confirm.html",
            {
                "heading": "Ta upp utvecklingsområdet igen?",
                "text": f"Det avfördes för att: {area.set_aside_why}",
                "facts": [("Utvecklingsområde", area.title), ("Enhet", area.unit.name)],
                "submit": "Ta upp igen",
                "cancel": back,
            },
        )
    form = AreaSetAsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_area_aside(area, why=form.cleaned_data["why"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Utvecklingsområdet är avfört med er förklaring.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Avför utvecklingsområdet",
        eyebrow=f"{area.unit.name} · {area.school_year.label}",
        lead=area.title,
        submit="Avför utvecklingsområdet",
        cancel=back,
        draft_key=f"area-aside:{area.pk}",
    )
