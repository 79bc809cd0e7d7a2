"""Reports of the small municipality, at each step of their way."""

from datetime import date

from rodtrad.reports.actions import adopt_report, mark_ready, open_report, submit_report
from rodtrad.reports.models import Report, Section
from tests.world import World

TODAY = date(2026, 6, 20)


def draft_report(world: World) -> Report:
    """The school's report for the finished year, newly opened."""
    return open_report(unit=world.school, year=world.last_year.span, by=world.principal)


def section_of(report: Report, key: str = "sammanfattning") -> Section:
    """One of a report's sections, as it is stored."""
    section: Section = Section.objects.select_related("report").get(report=report, key=key)
    return section


def ready_report(world: World) -> Report:
    """The same report with every section marked as ready."""
    report = draft_report(world)
    for section in report.sections.all():
        mark_ready(section, by=world.principal)
    return report


def submitted_report(world: World) -> Report:
    """The same report, handed in."""
    return submit_report(ready_report(world), by=world.principal)


def adopted_report(world: World) -> Report:
    """The same report, adopted."""
    return adopt_report(
        submitted_report(world), registry_number="BUN 2026/17", on=TODAY, by=world.head
    )
