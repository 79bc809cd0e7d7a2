"""Units that merge, split, move or change principal in mid-year: one story for each.

In every story the same is asked: can the goals, figures and reports still be read, who gets in,
what does the coverage say, what does the turn of the year do, and who led when?
"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import covered_units, cycle_rows, shared_goals
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.goals.rollover.actions import roll_over
from rodtrad.goals.rollover.plan import Choice, plan_rollover
from rodtrad.organisation.access import Permission, forget_reaches, may
from rodtrad.organisation.actions import (
    Part,
    end_assignment,
    give_assignment,
    merge_units,
    move_unit,
    open_unit,
    split_unit,
)
from rodtrad.organisation.models import Role, Unit
from rodtrad.organisation.stories import story_of
from rodtrad.reports.models import Report, Snapshot
from tests.world import World

NEW_YEAR = date(2026, 1, 1)
TODAY = date(2026, 8, 20)
YEAR = SchoolYear(2026)


def reads(client: Client, *addresses: str) -> None:
    """The signed-in person gets to read each of the pages."""
    for address in addresses:
        assert client.get(address).status_code == 200, address


def what_was_written(world: World) -> list[str]:
    """The pages of what the school wrote and measured before anything happened to it."""
    code = world.school.code
    return [
        reverse("goal_detail", args=[world.goal.pk]),
        reverse("goal_thread", args=[world.goal.pk]),
        reverse("activity_detail", args=[world.activity.pk]),
        reverse("review_edit", args=[world.goal.pk, "2025-26"]),
        reverse("series_detail", args=[world.share.pk, code]),
        reverse("report_detail", args=[world.report.pk]),
        reverse("goal_list", query={"enhet": code, "lasar": "2025-26"}),
        reverse("unit_story", args=[code]),
    ]


def coverage(world: World) -> dict[str, dict[str, State]]:
    """The steps of 2025/26 by unit, as the head sees them."""
    year = world.last_year.span
    units = list(covered_units(world.head, year))
    rows = cycle_rows(units, shared_goals(world.head, year), year, today=TODAY)
    return {row.unit.name: row.states for row in rows}


def close_reports(world: World) -> None:
    """The school's report is handed in, so that nothing is open at the turn of the year."""
    Report.objects.filter(pk=world.report.pk).update(state=Report.State.SUBMITTED)


def test_two_schools_merge_in_mid_year(world: World, client: Client) -> None:
    merged = merge_units(
        [world.school, world.other_school],
        new={
            "name": "Stadsskolan",
            "code": "10000009",
            "kind": Unit.Kind.SCHOOL,
            "parent": world.administration,
        },
        on=NEW_YEAR,
        carry_people=True,
        by=world.administrator,
    )
    forget_reaches(world.principal)
    client.force_login(world.principal)
    reads(client, *what_was_written(world))
    page = client.get(reverse("unit_story", args=[merged.code])).content.decode()
    assert "tog över efter Västerportskolan" in page
    assert "Åsa Lindgren" in page
    assert "är stängd från 1 jan 2026" in client.get(what_was_written(world)[0]).content.decode()
    # The school is not late with what came after it closed; what it did stays done.
    steps = coverage(world)
    assert steps["Västerportskolan"][Step.ANALYSED] == State.DONE
    assert steps["Västerportskolan"][Step.DECIDED] == State.NOT_OURS
    assert steps["Stadsskolan"][Step.PLANNED] == State.LATE
    # The old school does not go over; the new one takes its goal and its area with it.
    close_reports(world)
    with pytest.raises(ValidationError, match="tas över av Stadsskolan"):
        roll_over(Unit.objects.get(pk=world.school.pk), YEAR, on=TODAY, by=world.principal)
    rollover = roll_over(merged, YEAR, on=TODAY, by=world.principal)
    new = Goal.objects.get(unit=merged)
    assert (new.previous, new.title) == (world.goal, world.goal.title)
    baseline = new.targets.get().baseline_value
    assert baseline is not None
    assert round(baseline, 1) == Decimal("83.8")
    carried = DevelopmentArea.objects.get(unit=merged)
    assert (carried.review, carried.suggested_for) == (world.review, world.year)
    assert rollover.changes.count() > 3
    # The thread of the new goal tells the old one's years, with its figures.
    thread = client.get(reverse("goal_thread", args=[new.pk])).content.decode()
    for said in ("Västerportskolan", "83,8", "Läslyftet i alla ämnen", "Delvis uppnått"):
        assert said in thread


def split_in_two(world: World) -> list[Unit]:
    """The school becomes two, and its people work at both."""
    forms = list(world.school.school_forms.all())
    made = split_unit(
        world.school,
        [
            Part("Västerport F–6", "20000001", Unit.Kind.SCHOOL, forms),
            Part("Västerport 7–9", "20000002", Unit.Kind.SCHOOL, forms),
        ],
        on=NEW_YEAR,
        note="Skolan blev för stor.",
        by=world.administrator,
    )
    forget_reaches(world.principal)
    return made


def test_a_school_splits_in_mid_year(world: World, client: Client) -> None:
    lower, upper = split_in_two(world)
    client.force_login(world.principal)
    reads(client, *what_was_written(world))
    page = client.get(reverse("unit_story", args=[world.school.code])).content.decode()
    assert "delades till Västerport F–6" in page
    assert "delades till Västerport 7–9" in page
    assert "Skolan blev för stor." in page
    assert may(world.principal, Permission.PLAN, lower)
    assert coverage(world)["Västerportskolan"][Step.DECIDED] == State.NOT_OURS
    # Both parts go on with the goal, each from where it was.
    close_reports(world)
    for part in (lower, upper):
        roll_over(part, YEAR, on=TODAY, by=world.principal)
        assert Goal.objects.get(unit=part).previous == world.goal
        assert DevelopmentArea.objects.get(unit=part).title == world.area.title
    world.goal.refresh_from_db()
    assert world.goal.state == Goal.State.CLOSED
    thread = client.get(reverse("goal_thread", args=[world.goal.pk])).content.decode()
    for said in ("Gick vidare till målet", "Västerport F–6", "Västerport 7–9"):
        assert said in thread


def test_a_part_of_a_school_becomes_one_of_its_own(world: World) -> None:
    (new,) = split_unit(
        world.school,
        [Part("Västerport 7–9", "20000002", Unit.Kind.SCHOOL, [])],
        on=NEW_YEAR,
        goes_on=True,
        by=world.administrator,
    )
    school = Unit.objects.get(pk=world.school.pk)
    assert school.closed is None
    close_reports(world)
    roll_over(new, YEAR, on=TODAY, by=world.principal)
    world.goal.refresh_from_db()
    # The school's own goal goes on at the school.
    assert world.goal.state == Goal.State.ACTIVE
    assert Goal.objects.get(unit=new).previous == world.goal
    # A part may also leave it behind.
    plan = plan_rollover(school, YEAR, today=TODAY)
    assert [one.choice for one in plan.goals] == [Choice.CARRY]


def test_a_split_is_refused_when_it_would_lose_something(world: World) -> None:
    part = Part("Ny", "20000001", Unit.Kind.SCHOOL, [])
    with pytest.raises(ValidationError, match="minst två"):
        split_unit(world.school, [part], on=NEW_YEAR, by=world.administrator)
    with pytest.raises(ValidationError, match="var sin kod"):
        split_unit(world.school, [part, part], on=NEW_YEAR, by=world.administrator)
    taken = Part("Ny", world.other_school.code, Unit.Kind.SCHOOL, [])
    with pytest.raises(ValidationError, match="redan en enhet med den koden"):
        split_unit(world.school, [part, taken], on=NEW_YEAR, by=world.administrator)
    assert not Unit.objects.filter(code="20000001").exists()
    assert Unit.objects.get(pk=world.school.pk).closed is None
    split_in_two(world)
    with pytest.raises(ValidationError, match="redan stängd"):
        split_unit(
            Unit.objects.get(pk=world.school.pk),
            [part, Part("B", "30000003", Unit.Kind.SCHOOL, [])],
            on=NEW_YEAR,
            by=world.administrator,
        )


def test_an_administrator_splits_a_school_on_its_page(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    address = reverse("unit_split", args=[world.other_school.code])
    sent = {
        "on": "2026-08-01",
        "name_1": "Östra F–6",
        "code_1": "30000001",
        "school_forms_1": ["FKLASS", "FTH"],
        "name_2": "Östra 7–9",
        "carry_2": "on",
    }
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "Skriv den nya enhetens kod." in refused.content.decode()
    page = client.post(address, {**sent, "code_2": "30000002"}, follow=True).content.decode()
    assert "är delad: Östra F–6 och Östra 7–9 är upplagda." in page
    lower = Unit.objects.get(code="30000001")
    upper = Unit.objects.get(code="30000002")
    assert {form.pk for form in lower.school_forms.all()} == {"FKLASS", "FTH"}
    # Without a choice a part has all of the school forms.
    assert {form.pk for form in upper.school_forms.all()} == {"FKLASS", "GR", "FTH"}


def test_a_school_moves_in_mid_year(world: World, client: Client) -> None:
    before = Snapshot.objects.get(report=world.adopted).content
    area = open_unit(
        parent=world.municipality,
        name="Område Öst",
        kind=Unit.Kind.AREA,
        code="OST",
        opened=date(2025, 8, 1),
        by=world.administrator,
    )
    move_unit(world.school, parent=area, by=world.administrator)
    world.school.refresh_from_db()
    forget_reaches(world.principal)
    client.force_login(world.principal)
    reads(client, *what_was_written(world))
    page = client.get(reverse("unit_story", args=[world.school.code])).content.decode()
    assert "flyttades från Utbildningsförvaltningen till Område Öst" in page
    # The head of where it was no longer reaches it, and it is out of that coverage.
    assert "Västerportskolan" not in coverage(world)
    assert not may(world.head, Permission.READ, world.school)
    # What was adopted shows the organisation as it was.
    assert Snapshot.objects.get(report=world.adopted).content == before
    close_reports(world)
    roll_over(world.school, YEAR, on=TODAY, by=world.principal)
    world.goal.refresh_from_db()
    # The goal still supports the shared goal of the administration that it was under.
    assert (world.goal.state, world.goal.supports) == (Goal.State.ACTIVE, world.shared_goal)


def test_a_school_changes_principal_in_mid_year(world: World, client: Client) -> None:
    end_assignment(world.assignment, on=date(2026, 1, 8), by=world.administrator)
    give_assignment(
        world.former_principal,
        role=Role.objects.get(code="principal"),
        unit=world.school,
        starts=date(2026, 1, 8),
        by=world.administrator,
    )
    for who in (world.principal, world.former_principal):
        forget_reaches(who)
    # The one who left gets in no more; the new one reads and goes on with everything.
    client.force_login(world.principal)
    assert client.get(reverse("goal_detail", args=[world.goal.pk])).status_code == 404
    client.force_login(world.former_principal)
    reads(client, *what_was_written(world))
    story = story_of(world.school, today=TODAY)
    led = [
        (row.user.name, row.starts, row.ends)
        for row in story.leaders
        if row.role.code == "principal"
    ]
    assert led == [
        ("Ulf Gran", date(2026, 1, 8), None),
        ("Åsa Lindgren", date(2024, 8, 1), date(2026, 1, 8)),
        ("Ulf Gran", date(2024, 8, 1), date(2025, 1, 1)),
    ]
    close_reports(world)
    done = roll_over(world.school, YEAR, on=TODAY, by=world.former_principal)
    assert done.by == world.former_principal
    steps = coverage(world)["Västerportskolan"]
    assert steps[Step.ANALYSED] == State.DONE
