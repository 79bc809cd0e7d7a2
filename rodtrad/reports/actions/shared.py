"""What several actions need: the report locked, and whether it may still be written in."""

from django.core.exceptions import ValidationError

from rodtrad.reports.models import Report, Section


def locked(report: Report) -> Report:
    """The stored report, locked until the transaction ends."""
    stored: Report = (
        Report.objects.select_for_update(of=("self",))
        .select_related("kind", "unit", "group", "occasion", "school_year")
        .get(pk=report.pk)
    )
    return stored


def open_report_of(section: Section) -> Report:
    """The section's report, locked so that it cannot be handed in while somebody writes."""
    report = locked(Report(pk=section.report_id))
    require_open(report)
    return report


def require_open(report: Report) -> None:
    """Refuse to write in a report that is handed in or adopted.

    Raises:
        ValidationError: when it is.
    """
    if not report.is_open:
        state = "fastställd" if report.state == Report.State.ADOPTED else "inlämnad"
        raise ValidationError(f"Rapporten är {state} och går inte att ändra.")
