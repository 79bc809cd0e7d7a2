"""One of a unit's dialogues: planned, recorded, changed, read, taken away."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.audit.history import versions
from rodtrad.core import conflict as core_conflict
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.chain import record_talk
from rodtrad.dialogues.actions.unit import (
    add_occasion,
    applicable_groups,
    change_occasion,
    remove_occasion,
)
from rodtrad.dialogues.forms.unit import OccasionForm, OccasionPlanForm, occasion_initial
from rodtrad.dialogues.models import Occasion
from rodtrad.dialogues.queries.chain import trails
from rodtrad.dialogues.queries.unit import latest_sizes, methods_at
from rodtrad.dialogues.views.unit import laid_up, unit_address, unit_to
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.models import DevelopmentArea
from rodtrad.organisation.access import Permission, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.views.shared import shown_versions


def _occasion(request: HttpRequest, pk: int, permission: str) -> Any:
    occasion: Any = get_object_or_404(
        Occasion.objects.open_to(signed_in(request), permission)
        .select_related("unit", "school_year", "area__school_year", "recorded_by")
        .prefetch_related("groups", "matters"),
        pk=pk,
    )
    return occasion


def _parts(unit: Unit, year: SchoolYear) -> dict[str, Any]:
    """What both forms need to know of the unit."""
    return {
        "groups": applicable_groups(unit),
        "methods": methods_at(unit),
        "areas": DevelopmentArea.objects.filter(
            unit=unit, school_year__lte=year.pk, set_aside_why=""
        ).select_related("school_year"),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def unit_occasion_create(request: HttpRequest, code: str) -> HttpResponse:
    """Record a dialogue that has just been held."""
    unit = unit_to(request, code, Permission.TAKE_PART)
    return _record(request, unit, laid_up(chosen_year(request)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_occasion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was said at a planned dialogue, or change what was written."""
    occasion = _occasion(request, pk, Permission.TAKE_PART)
    return _record(request, occasion.unit, occasion.school_year, occasion)


def _record(
    request: HttpRequest, unit: Unit, year: SchoolYear, occasion: Occasion | None
) -> HttpResponse:
    user, today = signed_in(request), timezone.localdate()
    parts, sizes = _parts(unit, year), latest_sizes(unit)
    initial = occasion_initial(occasion, today=today, sizes=sizes, methods=parts["methods"])
    form = OccasionForm(request.POST or None, initial=initial, **parts)
    may_raise = units_open_to(user, Permission.PLAN).filter(pk=unit.pk).exists()
    if occasion is not None or not may_raise:
        del form.fields["bring_up"]
    key = f"occasion:{occasion.pk if occasion else f'new:{unit.pk}'}"
    back = unit_address(unit, year.span)
    shown: dict[str, Any] = {
        "heading": "Skriv in en dialog"
        if occasion is None
        else "Ändra dialogen"
        if occasion.held
        else "Skriv vad som sades",
        "eyebrow": f"{unit.name} · {year.label}",
        "cancel": back,
        "draft_key": key,
    }
    if request.method == "POST" and form.is_valid():
        try:
            if occasion is None:
                record_talk(
                    unit=unit,
                    school_year=year,
                    talk=form.talk(),
                    question=form.cleaned_data.get("bring_up", ""),
                    by=user,
                    today=today,
                )
            else:
                change_occasion(
                    occasion,
                    talk=form.talk(question=occasion.question),
                    revision=form.cleaned_data["revision"] or 0,
                    by=user,
                    today=today,
                )
        except core_conflict.Conflict as conflict:
            return conflict_page(request, form, _theirs(conflict), **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Dialogen är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        submit="Spara dialogen",
        template="dialogues/unit_occasion_form.html",
        occasion=occasion,
        **shown,
    )


def _theirs(conflict: core_conflict.Conflict) -> Conflict:
    """Their version by the form's fields: the groups are rows of their own."""
    row: Occasion = conflict.theirs
    initial = occasion_initial(row, today=row.on, sizes={}, methods=())
    return Conflict(initial, row.revision)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_occasion_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a dialogue."""
    unit = unit_to(request, code, Permission.PLAN)
    return _plan(request, unit, laid_up(chosen_year(request)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_occasion_replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a dialogue that has not been held."""
    occasion = _occasion(request, pk, Permission.PLAN)
    if occasion.held:
        return redirect("unit_occasion_edit", occasion.pk)
    return _plan(request, occasion.unit, occasion.school_year, occasion)


def _plan(
    request: HttpRequest, unit: Unit, year: SchoolYear, occasion: Occasion | None
) -> HttpResponse:
    user = signed_in(request)
    initial: dict[str, Any] = {"revision": 0, "involved": request.GET.getlist("grupp")}
    if occasion is not None:
        initial = {
            "on": occasion.on,
            "method": occasion.method,
            "question": occasion.question,
            "area": occasion.area_id,
            "involved": [row.group for row in occasion.groups.all()],
            "revision": occasion.revision,
        }
    form = OccasionPlanForm(request.POST or None, initial=initial, **_parts(unit, year))
    key = f"occasion-plan:{occasion.pk if occasion else f'new:{unit.pk}'}"
    back = unit_address(unit, year.span)
    shown: dict[str, Any] = {
        "heading": "Planera en dialog" if occasion is None else "Ändra planeringen",
        "eyebrow": f"{unit.name} · {year.label}",
        "cancel": back,
        "draft_key": key,
    }
    if request.method == "POST" and form.is_valid():
        today = timezone.localdate()
        try:
            if occasion is None:
                add_occasion(unit=unit, school_year=year, talk=form.talk(), by=user, today=today)
            else:
                revision = form.cleaned_data["revision"] or 0
                change_occasion(occasion, talk=form.talk(), revision=revision, by=user, today=today)
        except core_conflict.Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Dialogen är planerad.")
            return redirect(back)
    return form_page(request, form, submit="Spara planeringen", **shown)


@require_safe
def unit_occasion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A dialogue: who took part, what they said, what was adjusted, what it led to."""
    occasion = _occasion(request, pk, Permission.READ)
    user = signed_in(request)
    return render(
        request,
        "dialogues/unit_occasion_detail.html",
        {
            "occasion": occasion,
            "unit": occasion.unit,
            "year_slug": occasion.school_year.slug,
            "trails": trails(list(occasion.matters.all())),
            "may_plan": units_open_to(user, Permission.PLAN).filter(pk=occasion.unit_id).exists(),
            "may_take_part": units_open_to(user, Permission.TAKE_PART)
            .filter(pk=occasion.unit_id)
            .exists(),
            "is_overdue": occasion.is_overdue(timezone.localdate()),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit_occasion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a dialogue that did not become, or was written twice."""
    occasion = _occasion(request, pk, Permission.PLAN)
    back = unit_address(occasion.unit, occasion.school_year.span)
    if request.method == "POST":
        try:
            remove_occasion(occasion, by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Dialogen är borttagen.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort dialogen?",
            "eyebrow": f"{occasion.unit.name} · {occasion.school_year}",
            "text": "Det som är skrivet om den försvinner från enhetens sidor och räknas inte "
            "längre som delaktighet. Det går inte att ångra.",
            "facts": [("Dag", format_date(occasion.on)), ("Hur", occasion.method)],
            "submit": "Ta bort dialogen",
            "danger": True,
            "cancel": back,
        },
    )


@require_safe
def unit_occasion_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has written what about a dialogue."""
    occasion = _occasion(request, pk, Permission.READ)
    labels = {
        "genomförd": "Dialogen genomfördes",
        "vad de sade": "Texten skrevs",
        "vad vi ändrar i stöd och stimulans": "Texten skrevs",
    }
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {occasion.method}",
            "eyebrow": f"{occasion.unit.name} · {format_date(occasion.on)}",
            "back": unit_address(occasion.unit, occasion.school_year.span),
            "versions": shown_versions(versions(occasion), labels=labels),
        },
    )
