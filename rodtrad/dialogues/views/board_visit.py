"""Visits that the board's members are offered."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.numbers import format_date, parse_pk
from rodtrad.dialogues.actions.board import open_round
from rodtrad.dialogues.actions.board_visit import (
    VisitPlan,
    cancel_visit,
    change_visit,
    offer_visit,
    sign_off,
    sign_up,
)
from rodtrad.dialogues.forms.board import CancelVisitForm, MemberVisitForm
from rodtrad.dialogues.models import BoardDialogue, MemberVisit
from rodtrad.dialogues.queries.board import visits_in
from rodtrad.dialogues.views.board import board_page, slug_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, branch_filter
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, signed_in


@require_safe
def member_visit_list(request: HttpRequest) -> HttpResponse:
    """The visits of a school year: sign up, see who comes."""
    municipality, rights = board_page(request)
    year, today = chosen_year(request), timezone.localdate()
    visits = visits_in(municipality, year, signed_in(request))
    if wanted_format(request):
        return table_response(
            request,
            f"Verksamhetsbesök {slug_of(year)}",
            ("Dag", "Enhet", "Platser", "Anmälda", "Vilka", "Inställt för att"),
            (
                (
                    *(visit.on, visit.unit.name, visit.places, visit.taken),
                    ", ".join(row.person.name for row in visit.signups.all()),
                    visit.cancelled_why,
                )
                for visit in visits
            ),
        )
    return render(
        request,
        "dialogues/member_visit_list.html",
        {
            "visits": visits,
            "rights": rights,
            "year": year,
            "year_slug": slug_of(year),
            "today": today,
        },
    )


def _form(request: HttpRequest, municipality: Unit, year: int, **kwargs: Any) -> MemberVisitForm:
    today = timezone.localdate()
    units = Unit.objects.filter(branch_filter(municipality.path), kind__in=Unit.WORKING_KINDS)
    return MemberVisitForm(
        request.POST or None,
        units=units.open_on(today).order_by("name"),
        dialogues=BoardDialogue.objects.filter(
            topic__round__unit=municipality, topic__round__school_year=year
        ).select_related("topic"),
        **kwargs,
    )


def _plan(form: MemberVisitForm) -> VisitPlan:
    names = ("unit", "on", "starts", "places", "about", "dialogue")
    return VisitPlan(**{name: form.cleaned_data[name] for name in names})


@require_http_methods(["GET", "HEAD", "POST"])
def member_visit_create(request: HttpRequest) -> HttpResponse:
    """Offer the members a visit."""
    municipality, _ = board_page(request, "leads")
    user, today = signed_in(request), timezone.localdate()
    year = get_object_or_404(SchoolYear, pk=chosen_year(request).start)
    dialogue = request.GET.get("dialog", "")
    form = _form(
        request,
        municipality,
        year.pk,
        initial={
            "places": 4,
            "revision": 0,
            "dialogue": parse_pk(dialogue),
        },
    )
    back = reverse("member_visit_list", query={"lasar": year.slug})
    key = f"member-visit:new:{municipality.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            round_ = open_round(municipality=municipality, school_year=year, by=user)
            offer_visit(round_, plan=_plan(form), by=user, today=today)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Besöket är föreslaget. Ledamöterna och rektor vet.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Föreslå ett verksamhetsbesök",
        eyebrow=f"Nämndens dialoger {year.label}",
        submit="Föreslå besöket",
        cancel=back,
        draft_key=key,
    )


def _visit(request: HttpRequest, pk: int, *permissions: str) -> Any:
    visit: Any = get_object_or_404(
        MemberVisit.objects.open_to(signed_in(request), *permissions).select_related(
            "unit", "round__unit", "round__school_year"
        ),
        pk=pk,
    )
    return visit


def _list(visit: MemberVisit) -> str:
    return reverse("member_visit_list", query={"lasar": visit.round.school_year.slug})


@require_http_methods(["GET", "HEAD", "POST"])
def member_visit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a visit; those who have signed up are told."""
    visit = _visit(request, pk, Permission.LEAD)
    user, key = signed_in(request), f"member-visit:{pk}"
    names = ("unit", "on", "starts", "places", "about", "dialogue", "revision")
    form = _form(
        request,
        visit.round.unit,
        visit.round.school_year_id,
        initial={name: getattr(visit, name) for name in names},
    )
    shown: dict[str, Any] = {"cancel": _list(visit), "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            change_visit(
                visit,
                plan=_plan(form),
                revision=form.cleaned_data["revision"] or 0,
                by=user,
                today=timezone.localdate(),
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Besöket är ändrat. De anmälda vet.")
            return redirect(_list(visit))
    return form_page(request, form, heading="Ändra besöket", submit="Spara besöket", **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def member_visit_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a visit off."""
    visit = _visit(request, pk, Permission.LEAD)
    form = CancelVisitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_visit(
                visit,
                why=form.cleaned_data["why"],
                by=signed_in(request),
                today=timezone.localdate(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Besöket är inställt. De anmälda vet.")
            return redirect(_list(visit))
    return form_page(
        request,
        form,
        heading="Ställ in besöket",
        lead=f"{visit.unit}, {format_date(visit.on)}",
        submit="Ställ in besöket",
        cancel=_list(visit),
    )


@require_POST
def member_visit_signup(request: HttpRequest, pk: int) -> HttpResponse:
    """Come along, or not after all."""
    visit = _visit(request, pk, Permission.GOVERN)
    user = signed_in(request)
    try:
        if request.POST.get("med") == "0":
            sign_off(visit, by=user)
            messages.success(request, "Du är avanmäld.")
        else:
            sign_up(visit, by=user, today=timezone.localdate())
            messages.success(request, f"Du är anmäld till {visit.unit}.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_list(visit))
