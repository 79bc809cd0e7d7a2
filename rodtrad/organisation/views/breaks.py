"""Pages of the school breaks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.actions import (
    add_school_break,
    change_school_break,
    remove_school_break,
)
from rodtrad.organisation.forms import NewSchoolBreakForm, SchoolBreakForm
from rodtrad.organisation.models import SchoolBreak
from rodtrad.organisation.queries import municipalities_administered
from rodtrad.organisation.scope import signed_in


def _break(user: User, pk: int) -> SchoolBreak:
    """A break of a municipality where the person administers.

    Raises:
        Http404: otherwise.
    """
    return get_object_or_404(SchoolBreak, pk=pk, municipality__in=municipalities_administered(user))


def schoolbreak_list(request: HttpRequest) -> HttpResponse:
    """The school breaks, the coming ones first."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    rows = SchoolBreak.objects.filter(municipality__in=municipalities_administered(user)).order_by(
        "-starts", "pk"
    )
    if wanted_format(request):
        return table_response(
            request,
            "Lov",
            ["Lov", "Första dagen", "Sista dagen"],
            [(row.name, row.starts, row.ends) for row in rows],
        )
    return render(
        request,
        "organisation/schoolbreak_list.html",
        {"page": page_of(request, rows), "today": timezone.localdate()},
    )


def schoolbreak_create(request: HttpRequest) -> HttpResponse:
    """Add a break."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    form = NewSchoolBreakForm(request.POST or None, by=user)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_school_break(**form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{row.name} är upplagt. De dagarna läggs inga möten.")
            return redirect("schoolbreak_list")
    return form_page(
        request,
        form,
        heading="Nytt lov",
        submit="Lägg upp lovet",
        cancel=reverse("schoolbreak_list"),
    )


def schoolbreak_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a break."""
    user = signed_in(request)
    row = _break(user, pk)
    form = SchoolBreakForm(
        request.POST or None,
        initial={"name": row.name, "starts": row.starts, "ends": row.ends},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_school_break(row, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ändringen är sparad.")
            return redirect("schoolbreak_list")
    return form_page(
        request,
        form,
        heading="Ändra lov",
        submit="Spara ändringen",
        cancel=reverse("schoolbreak_list"),
    )


def schoolbreak_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a break away."""
    user = signed_in(request)
    row = _break(user, pk)
    if request.method == "POST":
        remove_school_break(row, by=user)
        messages.success(request, f"{row.name} är borttaget.")
        return redirect("schoolbreak_list")
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort {row.name}?",
            "text": "Forumens serier får möten även de dagarna. Möten som finns ändras inte.",
            "submit": "Ta bort lovet",
            "cancel": reverse("schoolbreak_list"),
            "danger": True,
        },
    )
