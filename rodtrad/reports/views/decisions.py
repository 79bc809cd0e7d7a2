"""Handing in, returning, adopting and correcting a report."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.core.forms import add_errors
from rodtrad.core.numbers import format_date
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import adopt_report, new_version, return_report, submit_report
from rodtrad.reports.forms import AdoptForm, ReturnForm
from rodtrad.reports.models import Report

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
