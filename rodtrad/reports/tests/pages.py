"""The reports' pages, to count their queries of: with units and goals enough to be in the way."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from rodtrad.demo.bench.city import City
from rodtrad.reports.actions import give_feedback, new_version
from rodtrad.reports.actions.kinds import KindPlan, add_kind, add_section, save_group
from rodtrad.reports.facts.catalogue import OFFERS
from rodtrad.reports.models import Feedback, Report, ReportKind, UnitGroup

Where = Callable[[City], list[Any]]


def _anywhere(city: City) -> list[Any]:
    return []


def _kind(city: City) -> list[Any]:
    return ["compulsory"]


def _template(city: City) -> list[Any]:
    return [ReportKind.objects.get(code="compulsory").sections.all()[0].pk]


def _administrations(city: City) -> list[Any]:
    return [city.administration[1].pk]


def _administrations_section(key: str) -> Where:
    return lambda city: [city.administration[1].sections.get(key=key).pk]


def _adopted(city: City) -> Report:
    return next(r for r in reversed(city.reports) if r.state == Report.State.ADOPTED)


def _second_version(city: City) -> list[Any]:
    found = Report.objects.filter(version=2).first()
    return [(found or new_version(_adopted(city), by=city.branch.head)).pk]


def _talked_about(city: City) -> list[Any]:
    report = _adopted(city)
    if not Feedback.objects.filter(report=report).exists():
        for number in range(len(city.branch.units)):
            give_feedback(
                report, text=f"Synpunkt {number}.", at=timezone.now(), by=city.branch.head
            )
    return [report.pk]


def _feedback(city: City) -> list[Any]:
    return [Feedback.objects.filter(report=_talked_about(city)[0])[0].pk]


def _group(city: City) -> list[Any]:
    found = UnitGroup.objects.first()
    if found is None:
        head = city.branch.head
        kind = add_kind(
            KindPlan(name="Tillsammans", per="group", unit_kinds=["school", "preschool"]), by=head
        )
        for offer in OFFERS:
            add_section(kind, title=offer.label, instruction="", facts=[offer.key], by=head)
        found = save_group(
            kind,
            name="Alla",
            unit=city.branch.administration,
            members=city.branch.units,
            by=head,
        )
    return [found.pk]


def _board(city: City) -> list[Any]:
    return [_adopted(city).pk]


PAGES: dict[str, tuple[Where, str]] = {
    "report_list:overall": (_anywhere, "slag=overall"),
    "report_create:overall": (_anywhere, "slag=overall"),
    "report_open_many": (_anywhere, ""),
    "report_progress": (_anywhere, ""),
    "report_progress:xlsx": (_anywhere, "format=xlsx"),
    "report_library": (_anywhere, ""),
    "report_library:xlsx": (_anywhere, "format=xlsx"),
    "report_adopt_many": (_anywhere, ""),
    "report_detail:administration": (_administrations, ""),
    "report_pdf:administration": (_administrations, ""),
    "report_changes": (_second_version, ""),
    "report_board": (_board, ""),
    "feedback_list": (_talked_about, ""),
    "feedback_answer": (_feedback, ""),
    "section_hand_over": (_administrations_section("analys"), ""),
    "section_edit:administration": (_administrations_section("gemensamma-mal"), ""),
    "section_quotes": (_administrations_section("analys"), "q=elever"),
    "deadline_list": (_anywhere, ""),
    "deadline_edit": (_anywhere, ""),
    "report_kind_list": (_anywhere, ""),
    "report_kind_create": (_anywhere, ""),
    "report_kind_detail": (_kind, ""),
    "report_kind_edit": (_kind, ""),
    "report_kind_retire": (_kind, ""),
    "report_kind_preview": (_kind, ""),
    "report_section_create": (_kind, ""),
    "report_section_edit": (_template, ""),
    "kind_occasion_create": (_kind, ""),
    "unit_group_create": (_kind, ""),
    "unit_group_edit": (_group, ""),
}

WRITES = frozenset(
    {
        "feedback_read",
        "kind_occasion_retire",
        "report_section_move",
        "report_section_retire",
        "section_quote",
    }
)
