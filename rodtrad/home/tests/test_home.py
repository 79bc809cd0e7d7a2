"""The start page: what is late, what is due, what to look at, and the way straight to it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.task import Task
from rodtrad.goals import tasks as goal_tasks
from rodtrad.goals.models import Activity, Checkpoint, Goal, GoalReview
from rodtrad.home import queries
from rodtrad.organisation.models import Unit
from rodtrad.reports import tasks as report_tasks
from rodtrad.reports.models import Report, ReportKind, Section
from tests.world import World, assign, person

# The start page asks every part of the system what it wants of the person.
MOST_QUERIES = 30
# A Tuesday in the autumn of the cast's running school year.
TODAY = date(2026, 11, 24)


def titles(tasks: list[Task]) -> list[str]:
    """What the tasks are called."""
    return [task.title for task in tasks]


def draft_report(world: World, **fields: Any) -> Report:
    """The school's report, with two sections and neither written."""
    report = world.report
    report.sections.all().delete()
    for position, title in enumerate(("Resultat", "Slutsatser")):
        Section.objects.create(report=report, key=f"del-{position}", title=title, position=position)
    Report.objects.filter(pk=report.pk).update(**{"due": None, **fields})
    report.refresh_from_db()
    return report


def test_the_latest_checkpoint_comes_first_and_leads_straight_to_recording(world: World) -> None:
    tasks = goal_tasks.checkpoint_tasks(world.principal, TODAY)
    assert [task.due for task in tasks] == [date(2026, 9, 30), date(2026, 10, 1)]
    assert [task.kind for task in tasks] == ["late", "late"]
    assert tasks[0].do_url == reverse("target_measure", args=[world.target.pk], query={"till": "/"})
    assert tasks[1].do_url == reverse(
        "checkin_create", args=[world.activity.pk], query={"till": "/"}
    )
    assert tasks[0].lateness == "55 dagar sen"


def test_a_checkpoint_a_month_ahead_is_due_and_one_later_is_not(world: World) -> None:
    Checkpoint.objects.filter(target=world.target, met_on=None).update(due=TODAY + timedelta(30))
    Checkpoint.objects.filter(activity=world.activity, met_on=None).update(
        due=TODAY + timedelta(31)
    )
    assert [task.kind for task in goal_tasks.checkpoint_tasks(world.principal, TODAY)] == [
        "due",
        "later",
    ]


def test_what_belongs_to_a_closed_goal_no_longer_waits(world: World) -> None:
    Goal.objects.filter(pk=world.goal.pk).update(state=Goal.State.CLOSED)
    assert goal_tasks.checkpoint_tasks(world.principal, TODAY) == []


def test_another_school_sees_none_of_it(world: World) -> None:
    assert queries.tasks_for(world.preschool_principal, TODAY) == []


def test_who_leads_sees_units_and_not_every_checkpoint_below(world: World) -> None:
    assert goal_tasks.checkpoint_tasks(world.head, TODAY) == []
    found, count = queries.units_needing_attention(world.head, TODAY)
    assert count == 3
    assert (found[0].unit, found[0].late, found[0].has_goals) == (world.school, 2, True)
    assert {row.unit for row in found if not row.has_goals} == {
        world.other_school,
        world.preschool,
    }


def test_a_head_of_preschools_sees_preschools_only(world: World) -> None:
    found, _ = queries.units_needing_attention(world.head_of_preschools, TODAY)
    assert [row.unit for row in found] == [world.preschool]


def test_last_years_analysis_is_late_until_it_is_finished(world: World) -> None:
    assert goal_tasks.review_tasks(world.principal, TODAY) == []
    GoalReview.objects.filter(pk=world.review.pk).update(done_on=None)
    (task,) = goal_tasks.review_tasks(world.principal, TODAY)
    assert task.action == "Fortsätt analysen"
    assert task.kind == "late"
    assert task.do_url.startswith(reverse("review_edit", args=[world.goal.pk, "2025-26"]))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2027, 3, 31), [2025]),
        (date(2027, 4, 1), [2025, 2026]),
        (date(2027, 7, 31), [2025, 2026]),
        (date(2027, 8, 1), [2026]),
        (date(2026, 12, 31), [2025]),
    ],
)
def test_the_ending_school_year_is_analysed_from_april(day: date, years: list[int]) -> None:
    assert [year.start for year in goal_tasks.review_years(day)] == years


def test_a_report_shows_its_next_section_and_why_it_was_returned(world: World) -> None:
    report = draft_report(
        world, state=Report.State.RETURNED, return_reason="Skriv om likvärdigheten."
    )
    (task,) = report_tasks.report_tasks(world.principal, TODAY)
    assert task.note == "Återlämnad: Skriv om likvärdigheten. 2 avsnitt kvar. Nästa: Resultat."
    assert task.do_url == reverse("section_edit", args=[report.sections.all()[0].pk])
    report.sections.update(ready=True)
    (task,) = report_tasks.report_tasks(world.principal, TODAY)
    assert task.action == "Lämna in"


def test_ones_own_section_is_opened_before_the_others(world: World) -> None:
    report = draft_report(world)
    mine = report.sections.get(title="Slutsatser")
    Section.objects.filter(pk=mine.pk).update(responsible=world.principal)
    (task,) = report_tasks.report_tasks(world.principal, TODAY)
    assert task.is_mine
    assert task.do_url == reverse("section_edit", args=[mine.pk])


def test_a_submitted_report_waits_for_who_leads(world: World, client: Client) -> None:
    report = draft_report(world, state=Report.State.SUBMITTED)
    assert queries.reports_to_adopt(world.head) == [report]
    assert queries.reports_to_adopt(world.principal) == []
    client.force_login(world.head)
    assert "Läs och ta ställning" in client.get("/").content.decode()


def test_a_board_member_reads_adopted_reports_and_shared_goals(
    world: World, client: Client
) -> None:
    report = draft_report(
        world, state=Report.State.ADOPTED, registry_number="BUN 2026/7", adopted_on=TODAY
    )
    client.force_login(world.board_member)
    page = client.get("/").content.decode()
    assert reverse("report_detail", args=[report.pk]) in page
    assert world.shared_goal.title in page
    assert "Försenat" not in page


def test_an_administrator_gets_shortcuts(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    assert reverse("person_create") in client.get("/").content.decode()


def test_who_has_no_role_is_told_what_to_do(world: World, client: Client) -> None:
    client.force_login(world.former_principal)
    page = client.get("/").content.decode()
    assert "Du har inget uppdrag ännu" in page
    assert reverse("goal_list") not in page


def test_a_principal_without_anything_waiting_is_shown_the_way(
    world: World, client: Client
) -> None:
    client.force_login(world.preschool_principal)
    assert "Inget väntar på dig" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "who", ["principal", "head", "development_head", "board_member", "administrator"]
)
@pytest.mark.parametrize("address", ["/", "/sok/?q=skola", "/handelser/", "/demo/"])
def test_no_page_asks_more_when_there_is_more(
    world: World, client: Client, settings: Any, who: str, address: str
) -> None:
    settings.DEMO_MODE = True
    client.force_login(world.cast[who])
    draft_report(world)
    with CaptureQueriesContext(connection) as small:
        assert client.get(address).status_code == 200
    grow(world)
    with CaptureQueriesContext(connection) as large:
        assert client.get(address).status_code == 200
    assert len(large) <= len(small) <= MOST_QUERIES


def grow(world: World) -> None:
    """Ten more schools, each with a principal, a goal, an activity and a late checkpoint."""
    today = timezone.localdate()
    kind = ReportKind.objects.order_by("code")[0]
    for number in range(10):
        unit = Unit.objects.add_child(
            Unit.objects.get(pk=world.administration.pk),
            instance=Unit(name=f"Skola {number}", kind="school", code=f"S{number}"),
        )
        assign(person(f"Rektor Nummer{number}"), "principal", unit)
        for at in (unit, world.school):
            goal = Goal.objects.create(
                unit=at,
                title=f"Mål för skola {number}",
                desired_effect="Bättre skola.",
                origin=Goal.Origin.DEFICIENCY,
                starts=date(2025, 8, 1),
                ends=date(2027, 7, 31),
            )
            activity = Activity.objects.create(
                goal=goal,
                title="Studiebesök i en annan skola",
                aim="Lära.",
                how_it_moves="Så.",
                starts=date(2025, 8, 1),
                ends=date(2027, 6, 1),
            )
            Checkpoint.objects.create(
                unit=at, activity=activity, due=today - timedelta(days=number)
            )
        span = world.last_year.span
        Report.objects.create(
            kind=kind,
            unit=unit,
            school_year=world.last_year,
            period=span.label,
            period_starts=span.starts,
            period_ends=span.ends,
        )
