"""Reading what is adopted: the latest first, and what is new since last time."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import note_visit
from rodtrad.reports.library import adopted_kinds, adopted_years, library_reports
from rodtrad.reports.models import Report


@require_safe
def report_library(request: HttpRequest) -> HttpResponse:
    """Every adopted report that one may read; drafts are nowhere here."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    kind = request.GET.get("slag", "")
    year = request.GET.get("ar", "")
    text = request.GET.get("q", "").strip()
    reports = library_reports(user, kind=kind, year=year, text=text)
    if wanted_format(request):
        return _export(request, reports)
    since = note_visit(user, at=timezone.now())
    page = page_of(request, reports)
    rows: list[Any] = list(page)
    for row in rows:
        row.is_new = since is not None and row.frozen_at > since
    return render(
        request,
        "reports/report_library.html",
        {
            "page": page,
            "rows": rows,
            "new": [row for row in rows if row.is_new],
            "since": since,
            "kinds": adopted_kinds(user),
            "years": adopted_years(user),
            "slag": kind,
            "ar": year,
            "q": text,
        },
    )


def _export(request: HttpRequest, reports: Any) -> HttpResponse:
    rows: list[Report] = list(reports)
    return table_response(
        request,
        "Fastställda rapporter",
        ("Rapport", "Enhet", "Version", "Diarienummer", "Fastställd", "Nämnden"),
        [
            (
                row.title,
                row.place,
                row.version,
                row.registry_number,
                row.adopted_on,
                row.board_sentence,
            )
            for row in rows
        ],
    )
