"""Another municipality has the reports that it wants, by changing data only."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.core.conflict import Conflict
from rodtrad.organisation.models import Assignment, Role, SchoolYear
from rodtrad.reports.actions import open_report
from rodtrad.reports.actions.kinds import (
    KindPlan,
    add_kind,
    add_section,
    change_kind,
    change_section,
    move_section,
    retire_kind,
    retire_section,
    save_group,
)
from rodtrad.reports.defaults import COMPULSORY_KIND, KINDS, UNIT_KIND
from rodtrad.reports.models import Report, ReportKind, SectionTemplate
from rodtrad.reports.tests.helpers import (
    TODAY,
    administration_report,
    composed,
    draft_report,
    said,
)
from tests.world import World, browser

pytestmark = pytest.mark.django_db


def test_the_administration_is_opened_a_report_for_each_of_its_three_kinds(world: World) -> None:
    for default in KINDS:
        report = administration_report(world, default.code)
        assert [s.title for s in report.sections.all()] == [s.title for s in default.sections]
        assert all(len(s.instruction) > 60 for s in report.sections.all())


def test_a_head_of_preschools_writes_the_preschool_report_only(world: World) -> None:
    preschool = administration_report(world, "preschool")
    compulsory = administration_report(world, COMPULSORY_KIND)
    client = browser(world.head_of_preschools)

    assert client.get(reverse("report_detail", args=[preschool.pk])).status_code == 200
    assert client.get(reverse("report_detail", args=[compulsory.pk])).status_code == 404


def test_an_opened_report_keeps_its_sections_whatever_the_kind_becomes(world: World) -> None:
    report = draft_report(world)
    before = list(report.sections.values_list("key", "title", "instruction", "facts", "position"))
    kind = ReportKind.objects.get(code=UNIT_KIND)
    first, second = kind.sections.all()[:2]
    change_section(
        first, title="Annat", instruction="Annat.", facts=[], revision=0, by=world.administrator
    )
    retire_section(second, on=TODAY, by=world.administrator)
    add_section(kind, title="Nytt", instruction="", facts=["unit"], by=world.administrator)
    retire_kind(kind, on=TODAY, by=world.administrator)

    after = list(report.sections.values_list("key", "title", "instruction", "facts", "position"))
    assert after == before
    assert "Sammanfattning" in said(composed(report))


def test_a_new_report_has_the_sections_that_the_kind_has_now(world: World) -> None:
    kind = ReportKind.objects.get(code=UNIT_KIND)
    first, second, third = kind.sections.all()[:3]
    move_section(third, up=True, by=world.administrator)
    retire_section(first, on=TODAY, by=world.administrator)

    report = open_report(unit=world.other_school, year=world.last_year.span, by=world.head)

    assert [s.key for s in report.sections.all()][:2] == [third.key, second.key]
    assert first.key not in {s.key for s in report.sections.all()}


def test_a_retired_kind_is_not_opened_any_more(world: World) -> None:
    retire_kind(ReportKind.objects.get(code=UNIT_KIND), on=TODAY, by=world.administrator)
    with pytest.raises(ValidationError, match="skriver ingen sådan rapport"):
        open_report(unit=world.other_school, year=world.last_year.span, by=world.head)


def test_a_kind_with_reports_does_not_become_about_other_units(world: World) -> None:
    kind = ReportKind.objects.get(code=UNIT_KIND)
    plan = KindPlan(name="Rapport", per="administration", unit_kinds=["school"])
    with pytest.raises(ValidationError, match="ta slaget ur bruk"):
        change_kind(kind, plan, revision=kind.revision, by=world.administrator)


def test_two_who_change_a_kind_at_once_both_see_it(world: World) -> None:
    kind = ReportKind.objects.get(code=UNIT_KIND)
    plan = KindPlan(name="Vår rapport", unit_kinds=["school"])
    change_kind(kind, plan, revision=0, by=world.administrator)
    with pytest.raises(Conflict):
        change_kind(kind, plan, revision=0, by=world.development_head)


def test_a_kind_is_about_something(world: World) -> None:
    with pytest.raises(ValidationError, match="vilka slags enheter"):
        add_kind(KindPlan(name="Tom"), by=world.administrator)


def test_a_group_has_at_least_two_units(world: World) -> None:
    kind = add_kind(
        KindPlan(name="Grupp", per="group", unit_kinds=["school"]), by=world.administrator
    )
    with pytest.raises(ValidationError, match="minst två"):
        save_group(
            kind,
            name="Ensam",
            unit=world.administration,
            members=[world.school],
            by=world.administrator,
        )


def test_the_whole_way_in_the_browser_from_a_new_kind_to_an_opened_report(world: World) -> None:
    client = browser(world.administrator)
    made = client.post(
        reverse("report_kind_create"),
        {
            "name": "Fritidshemsrapport",
            "purpose": "Om fritidshemmen.",
            "per": "unit",
            "unit_kinds": ["school"],
            "school_forms": ["FTH"],
            "period_kind": "school_year",
            "with_own_goals": "on",
            "due_after_days": "-31",
            "remind_before_days": "14",
        },
    )
    kind = ReportKind.objects.get(name="Fritidshemsrapport")
    assert made.headers["Location"] == reverse("report_kind_detail", args=[kind.code])
    client.post(
        reverse("report_section_create", args=[kind.code]),
        {"title": "Sammanfattning", "instruction": "Skriv kort.", "facts": ["summary", "unit"]},
    )
    section = SectionTemplate.objects.get(kind=kind)
    assert section.facts == "summary,unit"
    preview = client.get(reverse("report_kind_preview", args=[kind.code]) + "?lasar=2025-26")
    assert "Skriv kort." in preview.content.decode()
    assert not Report.objects.filter(kind=kind).exists()

    Assignment.objects.create(
        user=world.lead_teacher,
        role=Role.objects.get(code="principal"),
        unit=world.other_school,
        starts=date(2024, 8, 1),
    )
    answer = browser(world.lead_teacher).post(
        reverse("report_create") + f"?slag={kind.code}&lasar=2025-26",
        {"unit": world.other_school.pk, "school_year": world.last_year.pk},
    )
    report = Report.objects.get(kind=kind)
    assert answer.headers["Location"] == reverse("report_detail", args=[report.pk])
    # A school without after-school care writes no such report.
    refused = browser(world.principal).post(
        reverse("report_create") + f"?slag={kind.code}&lasar=2025-26",
        {"unit": world.school.pk, "school_year": world.last_year.pk},
    )
    assert refused.status_code == 422


def test_the_joint_report_cannot_be_given_the_units_own_goals(world: World) -> None:
    client = browser(world.administrator)
    answer = client.post(
        reverse("report_section_create", args=["overall"]),
        {"title": "Egna mål", "instruction": "", "facts": ["unit_goals"]},
    )
    assert answer.status_code == 422


def test_a_closed_year_opens_no_report_of_any_kind(world: World) -> None:
    SchoolYear.objects.filter(pk=world.last_year.pk).update(closed_at=TODAY)
    with pytest.raises(ValidationError, match="stängt"):
        administration_report(world)
