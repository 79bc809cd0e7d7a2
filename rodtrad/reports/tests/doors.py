"""Who may open the addresses of the administration's reports and of the reports' way."""

from typing import Any

from django.utils import timezone

from rodtrad.organisation.models import Unit
from rodtrad.reports.actions import give_feedback, new_version, open_report
from rodtrad.reports.actions.kinds import KindPlan, add_kind, add_occasion, save_group
from rodtrad.reports.models import Feedback, Report, ReportKind, Section
from rodtrad.reports.tests.helpers import adopted_unit_report
from tests.door import (
    ADMINISTRATORS,
    HEADS,
    LEADERS,
    PLANS_SCHOOL,
    READERS,
    WITH_A_ROLE,
    WORKERS,
    Door,
)
from tests.world import World

_BOARDS_PAPERS = HEADS | frozenset({"head_of_preschools", "secretary"})


def _kind(world: World) -> list[Any]:
    return ["unit"]


def _template(world: World) -> list[Any]:
    return [ReportKind.objects.get(code="unit").sections.all()[0].pk]


def _section(world: World) -> list[Any]:
    return [world.report.sections.all()[0].pk]


def _occasion(world: World) -> list[Any]:
    kind = ReportKind.objects.get(code="unit")
    return [add_occasion(kind, name="Oktober", by=world.administrator).pk]


def _group(world: World) -> list[Any]:
    kind = add_kind(
        KindPlan(name="Tillsammans", per="group", unit_kinds=["school"]), by=world.administrator
    )
    members = [world.school, world.other_school]
    unit = Unit.objects.get(pk=world.administration.pk)
    group = save_group(kind, name="Två", unit=unit, members=members, by=world.administrator)
    return [group.pk]


def _feedback(world: World) -> list[Any]:
    found = Feedback.objects.filter(report__unit=world.school).first()
    if found is None:
        report = Report.objects.filter(unit=world.school, state="adopted").first()
        report = report or adopted_unit_report(world)
        found = give_feedback(report, text="Bra analys.", at=timezone.now(), by=world.head)
    return [found.pk]


def _adopted_school(world: World) -> list[Any]:
    found = Report.objects.filter(unit=world.school, state="adopted").first()
    return [(found or adopted_unit_report(world)).pk]


def _second_version(world: World) -> list[Any]:
    found = Report.objects.filter(unit=world.school, version=2).first()
    if found is None:
        found = new_version(Report.objects.get(pk=_adopted_school(world)[0]), by=world.principal)
    return [found.pk]


def _administrations_section(world: World) -> list[Any]:
    report = open_report(
        unit=world.administration,
        year=world.last_year.span,
        kind_code="compulsory",
        by=world.head,
    )
    section: Section = report.sections.get(key="analys")
    return [section.pk]


def _quote(world: World) -> list[Any]:
    return _administrations_section(world)


DOORS: dict[str, Door] = {
    "report_open_many": Door(LEADERS, query="lasar=2025-26"),
    "report_progress": Door(WORKERS, query="lasar=2025-26"),
    "report_library": Door(WITH_A_ROLE),
    "report_adopt_many": Door(LEADERS),
    "report_changes": Door(READERS, _second_version),
    "report_board": Door(_BOARDS_PAPERS, lambda world: [world.adopted.pk]),
    "feedback_list": Door(READERS, lambda world: [world.report.pk]),
    "feedback_answer": Door(PLANS_SCHOOL, _feedback),
    "feedback_read": Door(PLANS_SCHOOL, _feedback, writes=True),
    "section_hand_over": Door(PLANS_SCHOOL, _section),
    "section_quotes": Door(HEADS, _administrations_section, query="q=hela"),
    "section_quote": Door(frozenset(), _administrations_section, writes=True),
    "deadline_list": Door(LEADERS | ADMINISTRATORS),
    "deadline_edit": Door(LEADERS | ADMINISTRATORS),
    "report_kind_list": Door(ADMINISTRATORS),
    "report_kind_create": Door(ADMINISTRATORS),
    "report_kind_detail": Door(ADMINISTRATORS, _kind),
    "report_kind_edit": Door(ADMINISTRATORS, _kind),
    "report_kind_retire": Door(ADMINISTRATORS, _kind),
    "report_kind_preview": Door(ADMINISTRATORS, _kind),
    "report_section_create": Door(ADMINISTRATORS, _kind),
    "report_section_edit": Door(ADMINISTRATORS, _template),
    "report_section_retire": Door(ADMINISTRATORS, _template, writes=True),
    "report_section_move": Door(ADMINISTRATORS, _template, writes=True),
    "kind_occasion_create": Door(ADMINISTRATORS, _kind),
    "kind_occasion_retire": Door(ADMINISTRATORS, _occasion, writes=True),
    "unit_group_create": Door(ADMINISTRATORS, _kind),
    "unit_group_edit": Door(ADMINISTRATORS, _group),
}
