"""Municipalities that report otherwise have what they want, by changing data only."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.core.schoolyear import Period
from rodtrad.goals.actions import Wording, create_goal
from rodtrad.goals.models import Goal
from rodtrad.organisation.models import Unit
from rodtrad.reports.actions import adopt_report, mark_ready, open_report, submit_report
from rodtrad.reports.actions.kinds import (
    KindPlan,
    add_kind,
    add_occasion,
    add_section,
    save_group,
)
from rodtrad.reports.models import Occasion, ReportKind
from rodtrad.reports.tests.helpers import (
    TODAY,
    composed,
    said,
    supporting_goal,
)
from tests.world import World, assign, browser, person

pytestmark = pytest.mark.django_db


SCHOOL_UNITS = ("preschool", "school")


def with_sections(kind: ReportKind, world: World, *facts: str) -> ReportKind:
    """The kind with a section for each of the facts."""
    for key in facts:
        add_section(
            kind, title=key.capitalize(), instruction="Skriv.", facts=[key], by=world.administrator
        )
    return kind


def small_units(world: World, number: int) -> list[Unit]:
    """Small preschools, each with a goal under the shared one."""
    made = []
    for n in range(number):
        unit = Unit.objects.add_child(
            Unit.objects.get(pk=world.administration.pk),
            instance=Unit(name=f"Lilla förskolan {n}", kind=Unit.Kind.PRESCHOOL, code=f"L{n}"),
        )
        unit.school_forms.set(["FS"])
        supporting_goal(world, unit, title=f"Litet mål {n}")
        made.append(unit)
    return made


def test_one_report_for_seven_small_units(world: World) -> None:
    kind = with_sections(
        add_kind(
            KindPlan(name="Gemensam rapport", per="group", unit_kinds=["preschool"]),
            by=world.administrator,
        ),
        world,
        "summary",
        "unit",
        "shared_goals",
        "movements",
        "development_areas",
    )
    units = small_units(world, 7)
    group = save_group(
        kind,
        name="De sju små",
        unit=world.administration,
        members=units,
        by=world.administrator,
    )
    writer = person("Mia Liten")
    assign(writer, "principal", units[3])

    report = open_report(
        unit=world.administration,
        group=group,
        kind_code=kind.code,
        year=world.last_year.span,
        by=writer,
    )

    content = composed(report)
    assert content["unit"]["name"] == "De sju små"
    assert content["covers"] == [unit.name for unit in units]
    words = said(content)
    assert "Lilla förskolan 6" in words
    # It draws on no other reports: what is written where the work is done is there at once.
    assert "Fastställd rapport saknas" not in words
    # Each of the seven principals may write it, nobody else's may even read it.
    section = report.sections.all()[0]
    assert browser(writer).get(reverse("section_edit", args=[section.pk])).status_code == 200
    elsewhere = browser(world.principal).get(reverse("report_detail", args=[report.pk]))
    assert elsewhere.status_code == 404
    for row in report.sections.all():
        mark_ready(row, by=writer)
    submit_report(report, by=writer)
    adopted = adopt_report(report, registry_number="BUN 2026/7", on=TODAY, by=world.head)
    assert adopted.snapshot.content
    listed = browser(writer).get(reverse("report_list") + f"?slag={kind.code}&lasar=2025-26")
    assert "De sju små" in listed.content.decode()


def test_three_reports_a_year(world: World) -> None:
    kind = with_sections(
        add_kind(KindPlan(name="Tertialrapport", unit_kinds=SCHOOL_UNITS), by=world.administrator),
        world,
        "summary",
    )
    occasions = [
        add_occasion(kind, name=name, by=world.administrator)
        for name in ("Oktober", "Februari", "Juni")
    ]
    with pytest.raises(ValidationError, match="Välj vilket tillfälle"):
        open_report(
            unit=world.school, kind_code=kind.code, year=world.last_year.span, by=world.principal
        )

    reports = [
        open_report(
            unit=world.school,
            kind_code=kind.code,
            year=world.last_year.span,
            occasion=occasion,
            by=world.principal,
        )
        for occasion in occasions
    ]

    assert len({report.pk for report in reports}) == 3
    assert [report.title for report in reports] == [
        "Tertialrapport 2025/26, Oktober",
        "Tertialrapport 2025/26, Februari",
        "Tertialrapport 2025/26, Juni",
    ]
    again = open_report(
        unit=world.school,
        kind_code=kind.code,
        year=world.last_year.span,
        occasion=occasions[1],
        by=world.principal,
    )
    assert again == reports[1]
    assert composed(reports[2])["school_year"] == "2025/26, Juni"


def test_a_report_by_theme_holds_only_the_themes_goals(world: World) -> None:
    other = create_goal(
        unit=world.administration,
        wording=Wording(
            title="Trygghet och studiero",
            desired_effect="Alla är trygga.",
            origin=Goal.Origin.POLITICAL,
            starts=date(2025, 8, 1),
            ends=date(2026, 7, 31),
        ),
        requirements=[world.requirement],
        by=world.head,
    )
    kind = with_sections(
        add_kind(KindPlan(name="Temarapport", unit_kinds=SCHOOL_UNITS), by=world.administrator),
        world,
        "shared_goals",
        "unit_goals",
    )
    safety = add_occasion(kind, name="Trygghet", goals=[other], by=world.administrator)
    knowledge = add_occasion(
        kind, name="Kunskaper", goals=[world.shared_goal], by=world.administrator
    )

    def words(occasion: Occasion) -> str:
        report = open_report(
            unit=world.school,
            kind_code=kind.code,
            year=world.last_year.span,
            occasion=occasion,
            by=world.principal,
        )
        return said(composed(report))

    assert "Trygghet och studiero" in words(safety)
    assert "Eleverna läser med förståelse" not in words(safety)
    assert "Eleverna läser med förståelse" in words(knowledge)
    assert "Trygghet och studiero" not in words(knowledge)


def test_a_report_by_calendar_year(world: World) -> None:
    kind = with_sections(
        add_kind(
            KindPlan(
                name="Årsrapport",
                unit_kinds=SCHOOL_UNITS,
                period_kind="calendar_year",
                due_after_days=59,
            ),
            by=world.administrator,
        ),
        world,
        "summary",
        "analyses",
    )
    with pytest.raises(ValidationError, match="skrivs per kalenderår"):
        open_report(
            unit=world.school, kind_code=kind.code, year=world.year.span, by=world.principal
        )

    report = open_report(
        unit=world.school, kind_code=kind.code, period=Period.parse("2026"), by=world.principal
    )

    assert report.due == date(2027, 2, 28)
    content = composed(report)
    assert (content["period_word"], content["school_year"]) == ("Kalenderår", "2026")
    # The year's analyses are those of the school year that ended in it.
    assert "Gemensam planering gav effekt" in said(content)
    assert report.school_year == world.year


def test_a_report_by_term(world: World) -> None:
    kind = with_sections(
        add_kind(
            KindPlan(name="Terminsrapport", unit_kinds=SCHOOL_UNITS, period_kind="term"),
            by=world.administrator,
        ),
        world,
        "movements",
    )

    def words(term: str) -> str:
        report = open_report(
            unit=world.school, kind_code=kind.code, period=Period.parse(term), by=world.principal
        )
        return said(composed(report))

    # The activity was checked on 1 December: that is the autumn's and not the spring's.
    assert "Hälften av lärarna använder" in words("HT 2025")
    assert "Hälften av lärarna använder" not in words("VT 2026")
