"""Reading a report: as a page, as PDF, as DOCX, and its history."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from rodtrad.audit.history import versions
from rodtrad.core.typesetting import TypesetError
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.models import Report, Section
from rodtrad.reports.queries import readable_reports
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import ReportContent
from rodtrad.reports.snapshots import SnapshotDamagedError, frozen_or_composed
from rodtrad.reports.views.shared import damaged_page, shown_facts, shown_versions

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report: contents, text and facts, and the one thing to do next."""
    report: Any = get_object_or_404(
        readable_reports(signed_in(request)).prefetch_related(
            Prefetch("sections", Section.objects.select_related("responsible"))
        ),
        pk=pk,
    )
    try:
        content = frozen_or_composed(report, today=timezone.localdate())
    except SnapshotDamagedError as error:
        return damaged_page(request, report, error)
    user = signed_in(request)
    may_write = report.may_plan and report.is_open
    rows = {section.key: section for section in report.sections.all()}
    sections = [
        {
            **section,
            "facts": shown_facts(section["facts"], section["key"]),
            "row": row,
            # A colleague writes the sections that they have been handed.
            "may_write": report.is_open
            and (
                report.may_plan
                or (report.may_take_part and row is not None and row.responsible_id == user.pk)
            ),
        }
        for section in content["sections"]
        for row in [rows.get(section["key"])]
    ]
    waiting = [section["row"] for section in sections if not section["ready"]]
    mine = [s["row"] for s in sections if s["may_write"] and not s["ready"]]
    return render(
        request,
        "reports/report_detail.html",
        {
            "report": report,
            "content": content,
            "sections": sections,
            "waiting": waiting,
            "reading": report.state == Report.State.ADOPTED,
            "mine": mine,
            "ready_count": len(sections) - len(waiting),
            "may_write": may_write,
            "may_decide": report.may_lead and report.state == Report.State.SUBMITTED,
            "may_correct": report.may_plan
            and report.state == Report.State.ADOPTED
            and report.later is None,
            "steps": _steps(report),
        },
    )


def _steps(report: Report) -> list[dict[str, str]]:
    """The way of a report, with where this one is."""
    order = [Report.State.DRAFT, Report.State.SUBMITTED, Report.State.ADOPTED]
    state = Report.State.DRAFT if report.is_open else Report.State(report.state)
    here = order.index(state)
    labels = {
        Report.State.DRAFT: "Återlämnad" if report.state == Report.State.RETURNED else "Skrivs",
        Report.State.SUBMITTED: "Inlämnad",
        Report.State.ADOPTED: "Fastställd",
    }
    # Adopted is the end: nothing is left to do there.
    return [
        {
            "label": labels[step],
            "state": "done"
            if number < here or state == Report.State.ADOPTED
            else "current"
            if number == here
            else "",
        }
        for number, step in enumerate(order)
    ]


@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a tagged PDF."""
    return _file(request, pk, to_pdf, "application/pdf", "pdf")


@require_safe
def report_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as a document for Word and LibreOffice."""
    return _file(request, pk, to_docx, DOCX, "docx")


def _file(
    request: HttpRequest,
    pk: int,
    render_content: Callable[[ReportContent], bytes],
    content_type: str,
    ending: str,
) -> HttpResponse:
    report = get_object_or_404(
        readable_reports(signed_in(request)).prefetch_related("sections"), pk=pk
    )
    try:
        body = render_content(frozen_or_composed(report, today=timezone.localdate()))
    except SnapshotDamagedError as error:
        return damaged_page(request, report, error)
    except TypesetError as error:
        raise RuntimeError(f"Report {report.pk} could not be set as PDF.") from error
    response = HttpResponse(body, content_type=content_type)
    name = f"{file_stem(report)}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_stem(report: Report) -> str:
    """What the report's file is called, as "kvalitetsrapport-vasterportskolan-2025-26"."""
    parts = [report.kind.name, report.place, report.period_label.replace("/", "-")]
    if report.version > 1:
        parts.append(f"version {report.version}")
    if report.state != Report.State.ADOPTED:
        parts.append("utkast")
    return slugify(" ".join(parts))


@require_safe
def report_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what with the report: handed in, returned, adopted."""
    # What was said before it was adopted is for those who may read the work, not only its result.
    report = get_object_or_404(readable_reports(signed_in(request)).filter(may_read=True), pk=pk)
    return render(
        request,
        "core/history.html",
        {
            "heading": "Rapportens historik",
            "eyebrow": f"{report.place} · {report.title}",
            "lead": "Vad som har hänt med rapporten, med det senaste först. Vad som har skrivits "
            "i ett avsnitt står i avsnittets egen historik.",
            "back": reverse("report_detail", args=[report.pk]),
            "versions": shown_versions(versions(report), labels={"läge": "Läget ändrades"}),
        },
    )
