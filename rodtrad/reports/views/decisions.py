"""Handing in, returning, adopting and correcting a report."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.forms import add_errors
from rodtrad.core.numbers import format_date
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import (
    adopt_report,
    new_version,
    record_board_outcome,
    return_report,
    submit_report,
)
from rodtrad.reports.changes import compare
from rodtrad.reports.forms import AdoptForm, BoardForm, ReturnForm
from rodtrad.reports.models import Report
from rodtrad.reports.queries import readable_reports
from rodtrad.reports.snapshots import SnapshotDamagedError, frozen_or_composed
from rodtrad.reports.views.shared import damaged_page

Act = Callable[[dict[str, Any]], Report]


@require_http_methods(["GET", "HEAD", "POST"])
def report_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the report, when all its sections are ready."""
    report = _report(request, pk, Permission.PLAN)
    return _confirm(
        request,
        report,
        heading="Lämna in rapporten?",
        text="Rapporten går till skolchefen. Den går inte att ändra medan den är inlämnad, om den "
        "inte återlämnas.",
        submit="Lämna in rapporten",
        done="Rapporten är inlämnad.",
        act=lambda _: submit_report(report, by=signed_in(request)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the report back to its unit, with the reason."""
    report = _report(request, pk, Permission.LEAD)
    return _confirm(
        request,
        report,
        heading="Återlämna rapporten?",
        text="Enheten kan skriva i rapporten igen och lämnar sedan in den på nytt.",
        submit="Återlämna rapporten",
        done="Rapporten är återlämnad till enheten.",
        form=ReturnForm(request.POST or None),
        act=lambda data: return_report(report, reason=data["reason"], by=signed_in(request)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the report final."""
    report = _report(request, pk, Permission.LEAD)
    return _confirm(
        request,
        report,
        heading="Fastställ rapporten?",
        text="Innehållet fryses som det är nu, med text, siffror och diagram. Det ändras inte när "
        "mål eller mätvärden ändras. En rättelse görs som en ny version.",
        submit="Fastställ rapporten",
        done="Rapporten är fastställd.",
        form=AdoptForm(request.POST or None, today=timezone.localdate()),
        act=lambda data: adopt_report(
            report,
            registry_number=data["registry_number"],
            on=data["on"],
            by=signed_in(request),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_new_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a corrected version of an adopted report."""
    report = _report(request, pk, Permission.PLAN)
    return _confirm(
        request,
        report,
        heading="Gör en ny version?",
        text="Texterna följer med till ett nytt utkast, och fakta ställs samman på nytt. Den "
        "fastställda versionen finns kvar som den är.",
        submit="Gör en ny version",
        done="Den nya versionen är öppnad.",
        act=lambda _: new_version(report, by=signed_in(request)),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the board did with an adopted report."""
    user = signed_in(request)
    found: Any = get_object_or_404(
        readable_reports(user).filter(Q(may_lead=True) | Q(may_note=True)), pk=pk
    )
    report: Report = found
    return _confirm(
        request,
        report,
        heading="Vad gjorde nämnden med rapporten?",
        text="Det står bredvid rapporten. Det fastställda innehållet ändras inte.",
        submit="Spara",
        done="Nämndens behandling är sparad.",
        form=BoardForm(
            request.POST or None,
            initial={
                "outcome": report.board_outcome,
                "on": report.board_on,
                "reference": report.board_reference,
            },
        ),
        act=lambda data: record_board_outcome(
            report,
            outcome=data["outcome"],
            on=data["on"],
            reference=data["reference"],
            by=user,
        ),
    )


@require_safe
def report_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs from the version before: the text word by word, and the figures.

    Raises:
        Http404: for a first version, and for one whose earlier version one may not read.
    """
    user, today = signed_in(request), timezone.localdate()
    report: Any = get_object_or_404(readable_reports(user).prefetch_related("sections"), pk=pk)
    earlier = (
        readable_reports(user)
        .filter(
            kind=report.kind_id,
            unit=report.unit_id,
            group=report.group_id,
            period=report.period,
            occasion=report.occasion_id,
            version__lt=report.version,
        )
        .order_by("-version")
        .first()
    )
    if earlier is None:
        raise Http404
    try:
        before = frozen_or_composed(earlier, today=today)
        after = frozen_or_composed(report, today=today)
    except SnapshotDamagedError as error:
        return damaged_page(request, report, error)
    return render(
        request,
        "reports/report_changes.html",
        {
            "report": report,
            "earlier": earlier,
            "changes": compare(before, after),
            "heading": f"Vad som skiljer version {report.version} från version {earlier.version}",
            "eyebrow": f"{report.place} · {report.title}",
        },
    )


def _report(request: HttpRequest, pk: int, permission: str) -> Report:
    report: Report = get_object_or_404(
        Report.objects.open_to(signed_in(request), permission).select_related(
            "kind", "unit", "group", "occasion", "school_year"
        ),
        pk=pk,
    )
    return report


def _confirm(
    request: HttpRequest,
    report: Report,
    *,
    heading: str,
    text: str,
    submit: str,
    done: str,
    act: Act,
    form: forms.Form | None = None,
) -> HttpResponse:
    """Ask, then act; what the action refuses is said on the form or on the report's page."""
    back = reverse("report_detail", args=[report.pk])
    status = 200
    if request.method == "POST":
        if form is None or form.is_valid():
            try:
                changed = act(form.cleaned_data if form else {})
            except ValidationError as error:
                if form is None:
                    messages.error(request, " ".join(error.messages))
                    return redirect(back)
                add_errors(form, error)
            else:
                messages.success(request, done)
                return redirect("report_detail", changed.pk)
        status = 422
    facts = [
        ("Enhet", report.place),
        ("Rapport", report.title),
        ("Version", str(report.version)),
    ]
    if report.due:
        facts.append(("Ska lämnas in senast", format_date(report.due)))
    return render(
        request,
        "core/confirm.html",
        {
            "heading": heading,
            "eyebrow": f"{report.place} · {report.title}",
            "text": text,
            "facts": facts,
            "submit": submit,
            "cancel": back,
            "form": form,
        },
        status=status,
    )
