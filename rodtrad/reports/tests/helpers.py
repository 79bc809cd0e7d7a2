"""Reports of the small municipality, at each step of their way."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.goals.actions import Movement, Wording, add_target, create_goal
from rodtrad.goals.models import Goal
from rodtrad.indicators.actions import record_measurement
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Unit
from rodtrad.reports.actions import (
    adopt_report,
    mark_ready,
    open_report,
    submit_report,
    write_section,
)
from rodtrad.reports.compose import compose
from rodtrad.reports.defaults import OVERALL_KIND
from rodtrad.reports.models import Report, Section
from rodtrad.reports.render.schema import ReportContent, read
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


def adopted_unit_report(world: World, *, school: Unit | None = None) -> Report:
    """A unit's report for the finished year, written and adopted."""
    report = open_report(unit=school or world.school, year=world.last_year.span, by=world.principal)
    for section in report.sections.all():
        written = write_section(
            section,
            text=f"<p>Vi har arbetat med {section.title.lower()} hela året.</p>",
            revision=section.revision,
            by=world.principal,
        )
        mark_ready(written, by=world.principal)
    submit_report(report, by=world.principal)
    return adopt_report(report, registry_number="BUN 2026/18", on=TODAY, by=world.head)


def administration_report(world: World, kind: str = OVERALL_KIND) -> Report:
    """One of the administration's reports for the finished year, newly opened."""
    return open_report(
        unit=world.administration, year=world.last_year.span, kind_code=kind, by=world.head
    )


def adopted_administration_report(world: World, kind: str = OVERALL_KIND) -> Report:
    """The same, adopted."""
    report = administration_report(world, kind)
    for section in report.sections.all():
        mark_ready(section, by=world.head)
    submit_report(report, by=world.head)
    return adopt_report(report, registry_number="BUN 2026/90", on=date(2026, 9, 20), by=world.head)


def composed(report: Report) -> ReportContent:
    """What a report holds now."""
    return read(compose(report, today=TODAY))


def facts_of(report: Report, key: str) -> list[Any]:
    """The facts of one section of a report as it stands now."""
    return list(next(s for s in composed(report)["sections"] if s["key"] == key)["facts"])


def said(value: Any) -> str:
    """Every word of a report or of its facts, to look for something in."""
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        .replace("\\u00a0", " ")
        .replace("\u00a0", " ")
    )


def measured(
    world: World, unit: Unit, numerator: int, denominator: int, *, gender: str = "T"
) -> None:
    """Record a unit's share for the finished year."""
    record_measurement(
        indicator=world.share,
        unit=unit,
        period="2025/26",
        numerator=numerator,
        denominator=denominator,
        gender=gender,
        by=world.head,
    )


def supporting_goal(world: World, unit: Unit, *, title: str = "Vårt bidrag") -> Goal:
    """A goal of a unit under the shared one, with the share as its indicator."""
    goal = create_goal(
        unit=unit,
        wording=Wording(
            title=title,
            desired_effect="Fler når målen.",
            origin=Goal.Origin.DEFICIENCY,
            starts=date(2025, 8, 1),
            ends=date(2026, 7, 31),
        ),
        requirements=[world.requirement],
        supports=world.shared_goal,
        by=world.head,
    )
    add_target(
        goal,
        indicator=world.share,
        movement=Movement(baseline_value=Decimal(70), desired_value=Decimal(90)),
        checkpoints=[],
        by=world.head,
    )
    return goal


def told(user: User, kind: str) -> list[str]:
    """The sentences of a kind that a person has been told, the first first."""
    return list(
        Notice.objects.filter(recipient=user, kind=kind)
        .order_by("pk")
        .values_list("sentence", flat=True)
    )
