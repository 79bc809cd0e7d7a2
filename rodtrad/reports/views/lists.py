"""Which reports there are, and opening one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in
from rodtrad.reports.actions import open_report
from rodtrad.reports.forms import OpenReportForm
from rodtrad.reports.models import Report
from rodtrad.reports.queries import (
    NOT_BEGUN,
    NOT_BEGUN_LABEL,
    count_by_state,
    report_rows,
    reporting_units,
)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """The units' reports for a school year, with how far they have come and what to do."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    year = chosen_year(request)
    text = request.GET.get("q", "").strip()
    state = request.GET.get("lage", "")
    order = request.GET.get("ordning", "enhet")
    units = reporting_units(user, year=year, text=text, state=state, order=order)
    if wanted_format(request):
        rows = report_rows(list(units), year=year)
        return table_response(
            request,
            f"Kvalitetsrapporter {year.label.replace('/', '-')}",
            (
                "Enhet",
                "Kod",
                "Läsår",
                "Läge",
                "Version",
                "Klara avsnitt",
                "Avsnitt",
                "Lämnas in senast",
                "Diarienummer",
                "Fastställd",
            ),
            [
                (
                    row.unit.name,
                    row.unit.code,
                    year.label,
                    row.state_label,
                    row.report.version if row.report else None,
                    row.ready,
                    row.total,
                    row.report.due if row.report else None,
                    row.report.registry_number if row.report else "",
                    row.report.adopted_on if row.report else None,
                )
                for row in rows
            ],
        )
    page = page_of(request, units)
    counted = count_by_state(reporting_units(user, year=year))
    return render(
        request,
        "reports/report_list.html",
        {
            "year": year,
            "page": page,
            "rows": report_rows(list(page), year=year),
            "counted": [(code, label, number) for code, label, number in counted if number],
            "is_overview": sum(number for _, _, number in counted) > 1,
            "states": [(NOT_BEGUN, NOT_BEGUN_LABEL), *Report.State.choices],
            "q": text,
            "lage": state,
            "ordning": order,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: HttpRequest) -> HttpResponse:
    """Open a unit's report for a school year; one that exists is shown."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    units = units_open_to(user, Permission.PLAN).filter(kind__in=("preschool", "school"))
    form = OpenReportForm(
        request.POST or None,
        units=units,
        initial={
            "unit": chosen_unit(request, Permission.PLAN),
            "school_year": chosen_year(request).start,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            report = open_report(
                unit=form.cleaned_data["unit"],
                year=form.cleaned_data["school_year"].span,
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Rapporten är öppnad och sammanställd.")
            return redirect("report_detail", report.pk)
    return form_page(
        request,
        form,
        heading="Öppna en kvalitetsrapport",
        lead="Rapporten ställer samman mål, indikatorer, aktiviteter och analyser ur det ni redan "
        "har skrivit. Ni skriver texten bredvid.",
        submit="Öppna rapporten",
        cancel=reverse("report_list"),
        template="reports/report_create.html",
    )
