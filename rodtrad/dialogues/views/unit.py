"""A unit's own dialogues: coverage across units, the unit's page, its plan and its groups."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.actions.unit import exempt_group, include_group, save_plan
from rodtrad.dialogues.forms.unit import ExemptForm, UnitPlanForm
from rodtrad.dialogues.groups import ALL_GROUPS
from rodtrad.dialogues.models import GroupExemption, UnitPlan
from rodtrad.dialogues.queries.chain import matters_of, trails
from rodtrad.dialogues.queries.unit import (
    LABELS,
    UnitRow,
    group_sums,
    occasions_of,
    participation,
    unit_rows,
    units_in_dialogue,
)
from rodtrad.dialogues.unit_documents import compose_unit_year
from rodtrad.dialogues.views.files import docx_response, pdf_response
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals.queries import allowed
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    own_units,
    reach_filter,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import SchoolForm, SchoolYear, Unit
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.render.schema import ReportContent, read

STATE_WORDS = {
    "held": "har deltagit",
    "planned": "planerat",
    "missing": "saknas",
    "exempt": "inte aktuell",
    "na": "finns inte här",
}


def unit_to(request: HttpRequest, code: str, permission: str) -> Any:
    """A school or preschool that the person reaches, with `may_plan` and `may_take_part`.

    Raises:
        Http404: when there is none.
    """
    user = signed_in(request)
    units = units_open_to(user, permission).annotate(
        may_plan=allowed(reach_filter(user, Permission.PLAN)),
        may_take_part=allowed(reach_filter(user, Permission.TAKE_PART)),
    )
    return get_object_or_404(units.filter(kind__in=Unit.WORKING_KINDS), code=code)


def laid_up(year: YearSpan) -> SchoolYear:
    """The school year as a row.

    Raises:
        Http404: when it is not laid up.
    """
    return get_object_or_404(SchoolYear, pk=year.start)


def unit_address(unit: Unit, year: YearSpan, name: str = "unit_dialogue_detail") -> str:
    """The address of a unit's page for a school year."""
    return reverse(name, args=[unit.code], query={"lasar": year.slug})


@require_safe
def unit_dialogue_list(request: HttpRequest) -> HttpResponse:
    """Which groups have taken part at each unit; who works in one unit is led to its page."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    year = chosen_year(request)
    if not has_anywhere(user, Permission.LEAD) and not request.GET.get("q"):
        own = list(own_units(user, Permission.READ).filter(kind__in=Unit.WORKING_KINDS)[:2])
        if len(own) == 1:
            return redirect(unit_address(own[0], year))
    text, form = request.GET.get("q", "").strip(), request.GET.get("skolform", "")
    lacking = request.GET.get("saknar", "")
    units = units_in_dialogue(user, year, text=text, school_form=form)
    rows = unit_rows(list(units), year)
    sums = group_sums(rows)
    if lacking in ALL_GROUPS:
        rows = [
            row
            for row in rows
            if any(one.group == lacking and one.state == "missing" for one in row.groups)
        ]
    elif lacking:
        rows = [row for row in rows if not row.is_covered]
    if wanted_format(request):
        return _coverage_file(request, rows, year)
    return render(
        request,
        "dialogues/unit_dialogue_list.html",
        {
            "page": page_of(request, rows),
            "sums": [one for one in sums if one["units"]],
            "groups": [(group, LABELS[group]) for group in ALL_GROUPS],
            "year": year,
            "year_slug": year.slug,
            "text": text,
            "school_form": form,
            "school_forms": list(SchoolForm.objects.all()),
            "lacking": lacking,
        },
    )


def _coverage_file(request: HttpRequest, rows: list[UnitRow], year: YearSpan) -> HttpResponse:
    return table_response(
        request,
        f"Enheternas dialoger {year.label.replace('/', '-')}",
        ("Enhet", "Grupp", "Läge", "Tillfällen", "Deltog som mest", "Av", "Senast", "Varför"),
        (
            (
                *(row.unit.name, LABELS[one.group], STATE_WORDS[one.state], one.times),
                *(one.took_part, one.size, one.on, one.why),
            )
            for row in rows
            for one in row.groups
            if one.state != "na"
        ),
    )


@require_safe
def unit_dialogue_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's dialogues of a school year: who has taken part, what they said, what it led to."""
    unit, year = unit_to(request, code, Permission.READ), chosen_year(request)
    if wanted_format(request):
        rows = participation([unit.pk], starts=year.starts, ends=year.ends)
        return table_response(
            request,
            f"Delaktighet {unit.name} {year.label.replace('/', '-')}",
            ("Dag", "Hur", "Grupp", "Deltog", "Av"),
            ((row.on, row.method, row.group_label, row.took_part, row.size) for row in rows),
        )
    occasions = occasions_of(unit, year)
    today = timezone.localdate()
    return render(
        request,
        "dialogues/unit_dialogue_detail.html",
        {
            "unit": unit,
            "year": year,
            "year_slug": year.slug,
            "row": unit_rows([unit], year)[0],
            "labels": LABELS,
            "planned": [(one, one.is_overdue(today)) for one in occasions if not one.held],
            "held": [one for one in reversed(occasions) if one.held],
            "plan": UnitPlan.objects.filter(unit=unit, school_year=year.start).first(),
            "trails": trails(matters_of(unit, year)),
        },
    )


@require_safe
def unit_dialogue_brief(request: HttpRequest, code: str) -> HttpResponse:
    """What came up in a unit's dialogues, short: for the visit and whoever prepares it."""
    unit, year = unit_to(request, code, Permission.READ), chosen_year(request)
    return render(
        request,
        "dialogues/_unit_brief.html"
        if request.headers.get("HX-Request") == "true"
        else "dialogues/unit_dialogue_brief.html",
        {
            "unit": unit,
            "year": year,
            "year_slug": year.slug,
            "row": unit_rows([unit], year)[0],
            "held": [one for one in reversed(occasions_of(unit, year)) if one.held],
            "trails": trails(matters_of(unit, year)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit_plan_edit(request: HttpRequest, code: str) -> HttpResponse:
    """How the unit's dialogues of the school year involve everybody."""
    unit, user = unit_to(request, code, Permission.PLAN), signed_in(request)
    year = laid_up(chosen_year(request))
    plan = UnitPlan.objects.filter(unit=unit, school_year=year).first()
    back, key = unit_address(unit, year.span), f"unit-plan:{unit.pk}:{year.pk}"
    form = UnitPlanForm(
        request.POST or None,
        initial={"text": plan.text if plan else "", "revision": plan.revision if plan else 0},
    )
    shown: dict[str, Any] = {
        "cancel": back,
        "draft_key": key,
        "eyebrow": f"{unit.name} · {year.label}",
    }
    if request.method == "POST" and form.is_valid():
        try:
            save_plan(
                unit=unit,
                school_year=year,
                text=form.cleaned_data["text"],
                revision=form.cleaned_data["revision"] or 0,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Planen är sparad.")
            return redirect(back)
    return form_page(
        request, form, heading="Plan för årets dialoger", submit="Spara planen", **shown
    )


@require_http_methods(["GET", "HEAD", "POST"])
def unit_group_exempt(request: HttpRequest, code: str, group: str) -> HttpResponse:
    """Say why a group is not involved this year, or that it is after all."""
    unit, user = unit_to(request, code, Permission.PLAN), signed_in(request)
    if group not in ALL_GROUPS:
        raise Http404
    year = laid_up(chosen_year(request))
    back, label = unit_address(unit, year.span), LABELS[group]
    row = GroupExemption.objects.filter(unit=unit, school_year=year, group=group).first()
    form = ExemptForm(request.POST or None, initial={"why": row.why if row else ""})
    if request.method == "POST" and "ta-med" in request.POST:
        include_group(unit=unit, school_year=year, group=group, by=user)
        messages.success(request, f"{label} räknas med igen.")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            exempt_group(
                unit=unit, school_year=year, group=group, why=form.cleaned_data["why"], by=user
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{label}: svaret är sparat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"{label} är inte aktuella",
        eyebrow=f"{unit.name} · {year.label}",
        lead="Skollagen ger gruppen rätt att delta. Finns det ett skäl att den inte gör det i år "
        "är det ett svar, inte en lucka.",
        submit="Spara svaret",
        cancel=back,
        template="dialogues/unit_group_exempt.html",
        row=row,
    )


def _year_content(request: HttpRequest, code: str) -> tuple[Any, ReportContent]:
    unit, year = unit_to(request, code, Permission.READ), chosen_year(request)
    plan = UnitPlan.objects.filter(unit=unit, school_year=year.start).first()
    top = Unit.objects.filter(path=unit.path[: Unit.steplen]).values_list("name", flat=True)
    content = compose_unit_year(
        unit=unit,
        municipality=top[0],
        school_year=year.label,
        row=unit_rows([unit], year)[0],
        plan=plan.text if plan else "",
        held=[one for one in occasions_of(unit, year) if one.held],
        trails=trails(matters_of(unit, year)),
        on=timezone.localdate(),
    )
    return unit, read(content)


@require_safe
def unit_dialogue_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The unit's dialogues of a school year as a tagged PDF."""
    unit, content = _year_content(request, code)
    return pdf_response(content, f"dialoger {unit.name} {content['school_year']}")


@require_safe
def unit_dialogue_docx(request: HttpRequest, code: str) -> HttpResponse:
    """The unit's dialogues of a school year for Word and LibreOffice."""
    unit, content = _year_content(request, code)
    return docx_response(content, f"dialoger {unit.name} {content['school_year']}")
