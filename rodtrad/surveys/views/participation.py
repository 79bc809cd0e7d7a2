"""The log of participation: who was with in the quality work, in which way, and what it led to."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.forms import ParticipationForm
from rodtrad.surveys.models import Audience, Participation
from rodtrad.surveys.participation import coverage_of

_FIELDS = ("audience", "on", "what", "took_part", "group_size", "how", "said", "led_to")


@require_safe
def participation_list(request: HttpRequest) -> HttpResponse:
    """The log of a school year: first which groups took part where, then every occasion."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year, unit = chosen_year(request), chosen_unit(request, Permission.READ)
    audience = request.GET.get("grupp", "")
    entries = (
        Participation.objects.open_to(user, Permission.READ)
        .filter(on__range=(year.starts, year.ends))
        .select_related("unit")
    )
    if unit is not None:
        entries = entries.filter(unit__path__startswith=unit.path)
    if audience in Audience.values:
        entries = entries.filter(audience=audience)
    if wanted_format(request):
        return table_response(
            request,
            "Delaktighet",
            ("Enhet", "När", "Grupp", "Vad", "Var med", "Av", "Hur", "Vad de sade", "Ledde till"),
            (
                (
                    *(one.unit.name, one.on, str(one.get_audience_display()), one.what),
                    *(one.took_part, one.group_size, one.how, one.said, one.led_to),
                )
                for one in entries
            ),
        )
    units = units_open_to(user, Permission.READ).filter(
        kind__in=Unit.WORKING_KINDS, closed__isnull=True
    )
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
    return render(
        request,
        "surveys/participation_list.html",
        {
            "page": page_of(request, entries),
            "coverage": coverage_of(units, year),
            "year": year,
            "unit": unit,
            "audience": audience,
            "audiences": Audience.choices,
            "may_plan": has_anywhere(user, Permission.PLAN),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def participation_create(request: HttpRequest) -> HttpResponse:
    """Write by hand that a group took part."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    unit = chosen_unit(request, Permission.PLAN)
    if unit is None:
        text = request.GET.get("q", "").strip()
        units = units_open_to(user, Permission.PLAN).filter(kind__in=Unit.WORKING_KINDS)
        units = units.filter(name__icontains=text) if text else units
        return render(
            request,
            "goals/goal_choose_unit.html",
            {"page": page_of(request, units), "text": text, "heading": "Skriv in delaktighet"},
        )
    start = {"on": timezone.localdate(), "audience": request.GET.get("grupp", "")}
    form = ParticipationForm(request.POST or None, unit=unit, is_new=True, initial=start)
    draft_key, back = f"participation:new:{unit.pk}", reverse("participation_list")
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_participation(unit=unit, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Tillfället står i loggen.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Skriv in delaktighet",
        eyebrow=unit.name,
        submit="Spara tillfället",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def participation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry that was written by hand."""
    user = signed_in(request)
    entry = _entry(request, pk)
    start = {name: getattr(entry, name) for name in (*_FIELDS, "revision")}
    form = ParticipationForm(request.POST or None, unit=entry.unit, is_new=False, initial=start)
    draft_key, back = f"participation:{pk}", reverse("participation_list")
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_participation(entry, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Tillfället är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra tillfället",
        eyebrow=entry.unit.name,
        submit="Spara tillfället",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def participation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take away an entry that was written by hand."""
    entry = _entry(request, pk)
    back = reverse("participation_list")
    if request.method == "POST":
        actions.remove_participation(entry, by=signed_in(request))
        messages.success(request, "Tillfället är borttaget ur loggen.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort tillfället?",
            "eyebrow": entry.unit.name,
            "facts": [("Vad", entry.what), ("Grupp", entry.get_audience_display())],
            "submit": "Ta bort tillfället",
            "cancel": back,
            "danger": True,
        },
    )


def _entry(request: HttpRequest, pk: int) -> Participation:
    rows = Participation.objects.open_to(signed_in(request), Permission.PLAN)
    found: Participation = get_object_or_404(rows.filter(origin="").select_related("unit"), pk=pk)
    return found
