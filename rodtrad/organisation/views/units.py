"""Pages of the unit tree."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.organisation import forms
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.actions import (
    change_unit,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    split_unit,
)
from rodtrad.organisation.models import Assignment, Unit
from rodtrad.organisation.queries import find_units, units_administered
from rodtrad.organisation.scope import signed_in


def _unit(user: User, code: str) -> Unit:
    """The unit, if the person administers it.

    Raises:
        Http404: otherwise.
    """
    found: Unit = get_object_or_404(units_administered(user), code=code)
    return found


def _page_address(unit: Unit) -> str:
    return reverse("unit_detail", args=[unit.code])


def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree, as a list that can be searched, filtered and taken along."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    chosen = {name: request.GET.get(name, "").strip() for name in ("q", "slag", "visa")}
    today = timezone.localdate()
    units = find_units(
        user, words=chosen["q"], kind=chosen["slag"], state=chosen["visa"], today=today
    )
    if wanted_format(request):
        return table_response(
            request,
            "Enheter",
            ["Namn", "Kod", "Slag", "Nivå", "Skolformer", "Startade", "Stängd från"],
            [
                (
                    unit.name,
                    unit.code,
                    unit.get_kind_display(),
                    unit.depth,
                    ", ".join(form.name for form in unit.school_forms.all()),
                    unit.opened,
                    unit.closed,
                )
                for unit in units
            ],
        )
    return render(
        request,
        "organisation/unit_list.html",
        {
            "page": page_of(request, units),
            "kinds": Unit.Kind.choices,
            "chosen": chosen,
            "filtered": any(chosen.values()),
            "today": today,
        },
    )


def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: who works there, which school forms, what it came from and became."""
    unit = _unit(signed_in(request), code)
    today = timezone.localdate()
    assignments = list(
        Assignment.objects.filter(unit=unit)
        .select_related("user", "role", "school_form")
        .order_by("role__position", "user__name", "starts")
    )
    return render(
        request,
        "organisation/unit_detail.html",
        {
            "unit": unit,
            "is_open": unit.is_open(today),
            "ancestors": list(Unit.objects.get_ancestors(unit)),
            "children": page_of(request, Unit.objects.get_children(unit)),
            "school_forms": list(unit.school_forms.all()),
            "running": [a for a in assignments if a.starts <= today and not _ended(a)],
            "coming": [a for a in assignments if a.starts > today and not _ended(a)],
            "ended": [a for a in assignments if _ended(a)],
            "before": list(unit.predecessors.select_related("predecessor")),
            "after": list(unit.successors.select_related("successor")),
        },
    )


def _ended(assignment: Assignment) -> bool:
    return assignment.ends is not None and assignment.ends <= timezone.localdate()


def unit_create(request: HttpRequest) -> HttpResponse:
    """Open a new unit; ?under=CODE chooses where."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    parent = units_administered(user).filter(code=request.GET.get("under", "")).first()
    form = forms.NewUnitForm(
        request.POST or None,
        by=user,
        initial={"parent": parent, "opened": timezone.localdate(), "kind": Unit.Kind.SCHOOL},
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = open_unit(**form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{unit} är upplagd.")
            return redirect(_page_address(unit))
    return form_page(
        request,
        form,
        heading="Ny enhet",
        submit="Lägg upp enheten",
        cancel=reverse("unit_list"),
    )


def unit_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Correct a unit; its earlier names are kept."""
    user = signed_in(request)
    unit = _unit(user, code)
    form = forms.UnitForm(
        request.POST or None,
        by=user,
        initial={
            "name": unit.name,
            "kind": unit.kind,
            "code": unit.code,
            "school_forms": list(unit.school_forms.all()),
            "opened": unit.opened,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_unit(_unit(user, code), **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ändringen är sparad.")
            return redirect("unit_detail", code=form.cleaned_data["code"])
    return form_page(
        request,
        form,
        heading=f"Ändra {unit}",
        submit="Spara ändringen",
        cancel=_page_address(unit),
        lead="Tidigare namn finns kvar i enhetens historik.",
    )


def unit_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a unit; the page says what that means before it is done."""
    user = signed_in(request)
    unit = _unit(user, code)
    form = forms.CloseUnitForm(request.POST or None, by=user, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            close_unit(_unit(user, code), **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{unit} är stängd från den dagen.")
            return redirect(_page_address(unit))
    return form_page(
        request,
        form,
        heading=f"Stäng {unit}",
        submit="Stäng enheten",
        cancel=_page_address(unit),
        lead=(
            "Mål, mätvärden och rapporter finns kvar och kan läsas som förut. "
            "Uppdragen vid enheten går vidare tills du avslutar dem, så att sista året kan "
            "analyseras och rapporteras."
        ),
    )


def unit_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Let a unit and others become one."""
    user = signed_in(request)
    unit = _unit(user, code)
    form = forms.MergeUnitsForm(request.POST or None, by=user, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            into = _merge(_unit(user, code), form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Enheterna är sammanslagna och fortsätter som {into}.")
            return redirect(_page_address(into))
    return form_page(
        request,
        form,
        heading=f"Slå ihop {unit} med andra",
        submit="Slå ihop enheterna",
        cancel=_page_address(unit),
        lead=(
            f"{unit} och de enheter du väljer stängs och fortsätter som en. Deras historia finns "
            "kvar, och sidorna visar vad som blev vad."
        ),
    )


def _merge(unit: Unit, cleaned: dict[str, Any], *, by: User) -> Unit:
    """Turn what was filled in into the one act."""
    into: Unit | None = cleaned["into"]
    new = None
    if into is None:
        parent = Unit.objects.get_parent(unit)
        new = {
            "name": cleaned["name"],
            "code": cleaned["code"],
            "kind": unit.kind,
            "parent": parent,
        }
    return merge_units(
        [unit, *cleaned["units"]],
        into=into,
        new=new,
        on=cleaned["on"],
        carry_people=cleaned["carry_people"],
        note=cleaned["note"],
        by=by,
    )


def unit_split(request: HttpRequest, code: str) -> HttpResponse:
    """Let a unit go on as several, or let a part of it become one of its own."""
    user = signed_in(request)
    unit = _unit(user, code)
    form = forms.SplitUnitForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = split_unit(
                _unit(user, code),
                form.parts(unit.kind),
                on=data["on"],
                goes_on=data["goes_on"],
                note=data["note"],
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            names = " och ".join(new.name for new in made)
            messages.success(request, f"{unit} är delad: {names} är upplagda.")
            return redirect(_page_address(unit))
    return form_page(
        request,
        form,
        heading=f"Dela {unit}",
        submit="Dela enheten",
        cancel=_page_address(unit),
        lead=(
            "Mål, mätvärden och rapporter finns kvar vid enheten och kan läsas som förut. De nya "
            "enheterna tar över målen när de går över till nästa läsår."
        ),
    )


def unit_move(request: HttpRequest, code: str) -> HttpResponse:
    """Move a unit and all below it to another place in the tree."""
    user = signed_in(request)
    unit = _unit(user, code)
    form = forms.MoveUnitForm(request.POST or None, by=user, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            move_unit(unit, parent=form.cleaned_data["parent"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{unit} är flyttad.")
            return redirect(_page_address(unit))
    return form_page(
        request,
        form,
        heading=f"Flytta {unit}",
        submit="Flytta enheten",
        cancel=_page_address(unit),
        lead=(
            "Allt under enheten följer med. Den som har en roll högre upp når enheten där den "
            "ligger efter flytten."
        ),
    )


def unit_history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed what about the unit, and when."""
    unit = _unit(signed_in(request), code)
    shown = [
        {
            "who": version.by,
            "when": version.at,
            "what": "Lade upp enheten" if version.is_first else "Ändrade enheten",
            "changes": [
                {"label": change.label, "old": change.before, "new": change.after}
                for change in version.changes
            ],
            "restore_url": None,
            "current": version.is_current,
        }
        for version in versions(unit)
    ]
    return render(
        request,
        "core/history.html",
        {"heading": f"Historik för {unit}", "back": _page_address(unit), "versions": shown},
    )
