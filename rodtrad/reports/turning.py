"""What the reports say before a unit goes over to the next school year."""

from collections.abc import Iterator

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report


def open_reports(unit: Unit, year: SchoolYear) -> Iterator[str]:
    """The unit's reports of the school year that are still being written. One query.

    A report is composed from the goals as they stand: it is handed in before they go on.
    """
    rows = Report.objects.filter(
        unit=unit,
        school_year=year.start,
        state__in=[Report.State.DRAFT, Report.State.RETURNED],
    ).select_related("kind")
    for report in rows:
        yield (
            f"{report.kind.name} för {year.label} är inte inlämnad. Lämna in den först, så att "
            "den visar målen som de var."
        )
