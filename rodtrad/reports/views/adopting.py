"""Adopting several reports at once, after a look at what will be adopted."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.core.forms import SwedishDateField
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import adopt_reports
from rodtrad.reports.models import Report

# As many as one looks through at a time.
_MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def report_adopt_many(request: HttpRequest) -> HttpResponse:
    """Choose among the reports handed in, give numbers, look through, adopt."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    waiting: list[Any] = list(
        Report.objects.open_to(user, Permission.LEAD)
        .filter(state=Report.State.SUBMITTED)
        .select_related("kind", "unit", "group", "occasion", "school_year")
        .order_by("kind__position", "unit__name", "pk")[:_MOST]
    )
    for report in waiting:
        report.is_chosen = f"valj-{report.pk}" in request.POST or request.method != "POST"
        report.number = request.POST.get(f"dnr-{report.pk}", "").strip()
    on = request.POST.get("on", timezone.localdate().isoformat())
    shared = request.POST.get("dnr", "").strip()
    errors: list[str] = []
    chosen = [report for report in waiting if report.is_chosen]
    is_checked = False
    if request.method == "POST":
        numbered = [(report, report.number or shared) for report in chosen]
        day, errors = _checked(numbered, on)
        is_checked = not errors
        if is_checked and day is not None and "bekrafta" in request.POST:
            try:
                adopted = adopt_reports(numbered, on=day, by=user)
            except ValidationError as error:
                errors, is_checked = error.messages, False
            else:
                messages.success(request, f"{len(adopted)} rapporter är fastställda.")
                return redirect("report_library")
        for report, number in numbered:
            report.number = number if is_checked else report.number
    return render(
        request,
        "reports/report_adopt_many.html",
        {
            "waiting": waiting,
            "chosen": chosen,
            "is_checked": is_checked,
            "errors": errors,
            "on": on,
            "dnr": shared,
        },
        status=422 if errors else 200,
    )


def _checked(numbered: list[tuple[Report, str]], on: str) -> tuple[date | None, list[str]]:
    """The day, and what has to be mended before anything is adopted."""
    errors = [] if numbered else ["Välj minst en rapport."]
    errors += [f"Skriv diarienummer för {report.place}." for report, dnr in numbered if not dnr]
    errors += [
        f"Diarienumret för {report.place} är för långt: högst 60 tecken."
        for report, dnr in numbered
        if len(dnr) > 60
    ]
    day: date | None = None
    try:
        day = SwedishDateField().clean(on)
    except ValidationError as error:
        errors += error.messages
    if day is not None and day > timezone.localdate():
        errors.append("Rapporterna kan inte fastställas en dag som inte har varit.")
    return day, errors
