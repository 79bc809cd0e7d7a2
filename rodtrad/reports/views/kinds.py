"""Which reports there are: looked at and changed by who administers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core import conflict as core_conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_year, signed_in
from rodtrad.reports.actions.kinds import add_kind, change_kind, retire_kind
from rodtrad.reports.compose import preview
from rodtrad.reports.facts.catalogue import OFFERS, keys_of
from rodtrad.reports.kind_forms import KindForm
from rodtrad.reports.models import Report, ReportKind
from rodtrad.reports.views.shared import shown_facts

_LABELS = {offer.key: offer.label for offer in OFFERS}


@require_safe
def report_kind_list(request: HttpRequest) -> HttpResponse:
    """Every kind of report: what it covers, and how many there are."""
    require_anywhere(request.user, Permission.ADMINISTER)
    kinds = list(
        ReportKind.objects.annotate(
            used=Count("reports", distinct=True),
            section_count=Count(
                "sections", filter=Q(sections__retired_on__isnull=True), distinct=True
            ),
        ).prefetch_related("school_forms", "draws_on")
    )
    if wanted_format(request):
        return table_response(
            request,
            "Rapportslag",
            ("Namn", "Hur många", "Gäller för", "Skolformer", "Avsnitt", "Rapporter"),
            [
                (
                    kind.name,
                    str(kind.get_per_display()),
                    str(kind.get_period_kind_display()),
                    ", ".join(form.name for form in kind.school_forms.all()),
                    kind.section_count,
                    kind.used,
                )
                for kind in kinds
            ],
        )
    return render(request, "reports/report_kind_list.html", {"kinds": kinds})


@require_safe
def report_kind_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A kind of report with its sections, occasions and groups of units."""
    kind = kind_of(request, code)
    sections: list[dict[str, Any]] = [
        {
            "row": section,
            "shows": [_LABELS[key] for key in keys_of(section.facts) if key in _LABELS],
        }
        for section in kind.sections.all()
    ]
    working = dict(Unit.Kind.choices)
    return render(
        request,
        "reports/report_kind_detail.html",
        {
            "kind": kind,
            "covers": [working.get(one, one) for one in kind.unit_kinds],
            "sections": [one for one in sections if one["row"].retired_on is None],
            "retired": [one for one in sections if one["row"].retired_on is not None],
            "occasions": list(kind.occasions.prefetch_related("goals")),
            "groups": list(kind.groups.select_related("unit").prefetch_related("members")),
            "used": Report.objects.filter(kind=kind).count(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_kind_create(request: HttpRequest) -> HttpResponse:
    """Add a kind of report."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    form = KindForm(
        request.POST or None,
        initial={
            "per": "unit",
            "period_kind": "school_year",
            "due_after_days": -31,
            "remind_before_days": 14,
            "with_own_goals": True,
            "revision": 0,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            kind = add_kind(form.plan(), by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "report-kind:new")
            messages.success(request, "Rapportslaget är upplagt. Lägg till dess avsnitt.")
            return redirect("report_kind_detail", kind.code)
    return form_page(
        request,
        form,
        heading="Lägg upp ett rapportslag",
        lead="Säg vad rapporten handlar om. Avsnitten lägger du till sedan.",
        submit="Lägg upp rapportslaget",
        cancel=reverse("report_kind_list"),
        draft_key="report-kind:new",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_kind_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a kind of report is."""
    user = signed_in(request)
    kind = kind_of(request, code)
    form = KindForm(request.POST or None, initial=KindForm.initial_of(kind))
    back = reverse("report_kind_detail", args=[kind.code])
    shown: dict[str, Any] = {
        "heading": f"Ändra {kind.name}",
        "cancel": back,
        "draft_key": f"report-kind:{kind.pk}",
    }
    if request.method == "POST" and form.is_valid():
        try:
            change_kind(kind, form.plan(), revision=form.cleaned_data["revision"] or 0, by=user)
        except ValidationError as error:
            add_errors(form, error)
        except core_conflict.Conflict as conflict:
            theirs = KindForm.initial_of(conflict.theirs)
            revision = theirs.pop("revision")
            shown["heading"] = "Någon annan har ändrat rapportslaget"
            return conflict_page(request, form, Conflict(theirs, revision), **shown)
        else:
            discard_draft(user, shown["draft_key"])
            messages.success(request, "Rapportslaget är ändrat. Öppnade rapporter är som de var.")
            return redirect(back)
    return form_page(
        request,
        form,
        lead="Rapporter som redan är öppnade behåller sina avsnitt.",
        submit="Spara",
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_kind_retire(request: HttpRequest, code: str) -> HttpResponse:
    """Stop opening reports of a kind, or begin again."""
    kind = kind_of(request, code)
    back = reverse("report_kind_detail", args=[kind.code])
    is_used = kind.retired_on is None
    if request.method == "POST":
        day = timezone.localdate() if is_used else None
        retire_kind(kind, on=day, by=signed_in(request))
        done = "Rapportslaget är ur bruk." if is_used else "Rapportslaget används igen."
        messages.success(request, done)
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta {kind.name} ur bruk?" if is_used else f"Använd {kind.name} igen?",
            "text": "Inga nya rapporter öppnas. De som finns går att skriva, lämna in och läsa "
            "som förut."
            if is_used
            else "Nya rapporter av slaget går att öppna igen.",
            "submit": "Ta ur bruk" if is_used else "Använd igen",
            "cancel": back,
        },
    )


@require_safe
def report_kind_preview(request: HttpRequest, code: str) -> HttpResponse:
    """How a new report of the kind would look now, with a real unit's facts; nothing is stored."""
    require_anywhere(request.user, Permission.ADMINISTER)
    kind = get_object_or_404(ReportKind, code=code)
    period = kind.periods_of(chosen_year(request))[-1]
    report = preview_report(kind, period)
    content = preview(report, today=timezone.localdate()) if report is not None else None
    sections = content["sections"] if content else []
    return render(
        request,
        "reports/report_kind_preview.html",
        {
            "kind": kind,
            "report": report,
            "sections": [
                {**one, "facts": shown_facts(one["facts"], one["key"])} for one in sections
            ],
            "year": period.school_year,
        },
    )


def preview_report(kind: ReportKind, period: Any) -> Report | None:
    """A report that is not stored, of the first unit or group that could have one."""
    unit, group = None, None
    if kind.per == ReportKind.Per.GROUP:
        group = kind.groups.select_related("unit").filter(retired_on__isnull=True).first()
        unit = group.unit if group else None
    elif kind.per == ReportKind.Per.ADMINISTRATION:
        unit = Unit.objects.filter(kind=Unit.Kind.ADMINISTRATION).first()
    else:
        unit = Unit.objects.open_on(period.ends).filter(kind__in=kind.unit_kinds).first()
    if unit is None:
        return None
    return Report(
        kind=kind,
        unit=unit,
        group=group,
        school_year_id=period.school_year.start,
        period=period.code,
        period_starts=period.starts,
        period_ends=period.ends,
    )


def kind_of(request: HttpRequest, code: str) -> ReportKind:
    """The kind that the address names, for who administers."""
    require_anywhere(request.user, Permission.ADMINISTER)
    kind: ReportKind = get_object_or_404(
        ReportKind.objects.prefetch_related("school_forms", "occasions"), code=code
    )
    return kind
