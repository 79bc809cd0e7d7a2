"""What who leads sees: done, late or still to come, the way to the thing, and one reminder."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.goals import remedies
from rodtrad.goals.coverage import UnitCycle, covered_units, cycle_rows, shared_goals
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.following import answer_step, leaders_of, remind
from rodtrad.goals.models import Reminder, StepAnswer
from rodtrad.goals.tests.rows import a_remedy
from rodtrad.notifications.models import Notice
from rodtrad.organisation.actions import close_unit
from rodtrad.organisation.models import SchoolForm
from tests.world import World

TODAY = date(2026, 11, 20)


def rows(world: World, today: date = TODAY) -> dict[str, UnitCycle]:
    """The table for 2025/26, by the units' names."""
    year = world.last_year.span
    goals = shared_goals(world.head, year)
    found = cycle_rows(list(covered_units(world.head, year)), goals, year, today=today)
    return {row.unit.name: row for row in found}


def states(row: UnitCycle) -> list[str]:
    """The unit's five steps."""
    return [row.states[step].value for step in Step]


def test_a_unit_that_does_its_work_is_done_step_by_step(world: World) -> None:
    assert states(rows(world)["Västerportskolan"]) == ["done", "done", "done", "late", "to_come"]
    remedy = a_remedy(world.area, world.principal)
    assert states(rows(world)["Västerportskolan"])[3:] == ["done", "late"]
    remedies.record_effect(
        remedy,
        outcome="partly",
        effect="Fler elever läser.",
        on=TODAY,
        revision=remedy.revision,
        by=world.principal,
    )
    assert states(rows(world)["Västerportskolan"])[3:] == ["done", "done"]


def test_a_unit_without_a_goal_is_late_and_the_most_late_come_first(
    world: World, client: Client
) -> None:
    assert states(rows(world)["Östra skolan"])[:3] == ["late", "late", "late"]
    client.force_login(world.head)
    query = {"lasar": "2025-26", "sortera": "sent"}
    page = client.get(reverse("cycle_coverage", query=query))
    names = [row.unit.name for row in page.context["page"]]
    assert names[-1] == "Västerportskolan"
    only = client.get(reverse("cycle_coverage", query={**query, "visa": "aterstar"}))
    assert {row.unit.name for row in only.context["page"]} == set(names)


def test_before_its_day_nothing_is_late(world: World) -> None:
    early = rows(world, date(2025, 9, 1))
    assert early["Östra skolan"].late == 0
    assert states(early["Östra skolan"])[0] == "to_come"


def test_not_applicable_and_no_deviation_are_answers(world: World) -> None:
    row = rows(world)["Östra skolan"]
    assert row.items[0].states[Step.PLANNED] == State.LATE
    answer_step(
        unit=world.other_school,
        school_year=world.last_year,
        goal=world.shared_goal,
        step="planned",
        answer="not_applicable",
        why="Skolan har ingen årskurs 9.",
        on=TODAY,
        by=world.head,
    )
    answer_step(
        unit=world.other_school,
        school_year=world.last_year,
        goal=None,
        step="decided",
        answer="no_deviation",
        why="Inget att åtgärda.",
        on=TODAY,
        by=world.head,
    )
    row = rows(world)["Östra skolan"]
    assert {state.value for state in row.items[0].states.values()} == {"answered"}
    assert row.states[Step.DECIDED] == row.states[Step.EFFECT] == State.ANSWERED
    assert row.late == 0


def test_no_deviation_does_not_hide_a_remedy_without_effect(world: World) -> None:
    a_remedy(world.area, world.principal)
    answer_step(
        unit=world.school,
        school_year=world.last_year,
        goal=None,
        step="decided",
        answer="no_deviation",
        why="Målet är nått.",
        on=TODAY,
        by=world.principal,
    )
    assert rows(world)["Västerportskolan"].states[Step.EFFECT] == State.LATE


def test_a_unit_that_closed_is_not_late_with_what_came_after(world: World) -> None:
    close_unit(
        world.other_school,
        on=date(2026, 1, 1),
        successor=world.school,
        by=world.administrator,
    )
    row = rows(world)["Östra skolan"]
    assert states(row) == ["late", "not_ours", "not_ours", "not_ours", "not_ours"]


def test_an_answer_says_why_and_can_be_taken_back(world: World, client: Client) -> None:
    client.force_login(world.principal)
    address = reverse("step_answer", args=[world.school.code, "2025-26", "decided"])
    assert client.post(address, {"answer": "no_deviation", "why": ""}).status_code == 422
    client.post(address, {"answer": "no_deviation", "why": "Målet är nått."})
    assert StepAnswer.objects.get().why == "Målet är nått."
    client.post(address, {"answer": "not_applicable", "why": "Gäller inte oss."})
    assert StepAnswer.objects.get().answer == "not_applicable"
    client.post(address, {"ta-bort": "1"})
    assert not StepAnswer.objects.exists()


def test_one_click_reminds_the_principal_and_the_page_says_when(
    world: World, client: Client
) -> None:
    client.force_login(world.head)
    address = reverse("cycle_remind", args=[world.school.code, "2025-26", "decided"])
    back = reverse("cycle_coverage", query={"lasar": "2025-26"})
    page = client.post(address, {"till": back}, follow=True).content.decode()
    assert "Påminnelsen är skickad till Åsa Lindgren." in page
    assert "Påmind" in page
    notice = Notice.objects.get(recipient=world.principal)
    assert "besluta om åtgärder" in notice.sentence
    again = client.post(address, {"till": back}, follow=True).content.decode()
    assert "redan skickad i dag" in again
    assert Reminder.objects.count() == Notice.objects.count() == 1


def test_a_reminder_does_not_lead_away_from_the_site(world: World, client: Client) -> None:
    client.force_login(world.head)
    address = reverse("cycle_remind", args=[world.school.code, "2025-26", "decided"])
    answer = client.post(address, {"till": "https://exempel.se/"})
    assert answer.headers["Location"].startswith("/mal/tackning/")


def test_a_unit_that_nobody_leads_cannot_be_reminded(world: World) -> None:
    assert leaders_of(world.other_school, today=TODAY) == []
    with pytest.raises(ValidationError, match="Ingen har i uppdrag att planera vid Östra skolan"):
        remind(
            unit=world.other_school,
            school_year=world.last_year,
            key="cycle:planned",
            sentence="Planera.",
            address="/mal/",
            recipients=[],
            on=TODAY,
            by=world.head,
        )


def test_the_table_can_be_taken_along(world: World, client: Client) -> None:
    client.force_login(world.head)
    query = {"lasar": "2025-26", "format": "csv"}
    sheet = client.get(reverse("cycle_coverage", query=query)).content.decode("utf-8-sig")
    assert "Västerportskolan;Klart;Klart;Klart;" in sheet


@pytest.mark.parametrize("name", ["goal_coverage", "cycle_coverage"])
def test_who_only_plans_sees_the_own_unit_without_reminding(
    world: World, client: Client, name: str
) -> None:
    client.force_login(world.principal)
    page: Any = client.get(reverse(name, query={"lasar": "2025-26"}))
    text = page.content.decode()
    assert [row.unit.name for row in page.context["page"]] == ["Västerportskolan"]
    assert "Påminn" not in text
    assert "Ej aktuellt?" in text


def test_one_click_reminds_every_unit_that_is_late_with_a_step(
    world: World, client: Client
) -> None:
    client.force_login(world.head)
    start = reverse("cycle_coverage", query={"lasar": "2025-26"})
    before = client.get(start).content.decode()
    assert "Påminn 2 enheter" in before
    assert "1 utan någon att påminna" in before
    address = reverse("step_remind", args=["2025-26", "decided"])
    page = client.post(address, {"till": start}, follow=True).content.decode()
    assert "2 enheter är påminda om steget: åtgärder beslutade." in page
    assert "Ingen har i uppdrag att planera vid Östra skolan" in page
    told = Notice.objects.filter(kind="reminder").values_list("recipient__name", flat=True)
    assert sorted(told) == ["Per Zetterlund", "Åsa Lindgren"]
    decided = page[page.index("Åtgärder beslutade") :].partition("</tr>")[0]
    assert "2 påminda i dag" in decided
    assert "Påminn" not in decided.replace("påminna", "")


def test_a_filter_narrows_who_is_reminded(world: World, client: Client) -> None:
    client.force_login(world.head)
    address = reverse("step_remind", args=["2025-26", "decided"], query={"skolform": "FS"})
    client.post(address)
    assert [row.recipient for row in Notice.objects.all()] == [world.preschool_principal]


def test_a_head_of_preschools_reminds_preschools_alone(world: World, client: Client) -> None:
    client.force_login(world.head_of_preschools)
    client.post(reverse("step_remind", args=["2025-26", "decided"]))
    assert [row.recipient for row in Notice.objects.all()] == [world.preschool_principal]


@pytest.mark.parametrize("name", ["goal_coverage", "cycle_coverage"])
def test_only_what_is_late_can_be_reminded_of(world: World, client: Client, name: str) -> None:
    client.force_login(world.head)
    page: Any = client.get(reverse(name, query={"lasar": "2026-27"}))
    for row, cells in page.context["rows"]:
        groups = [cells] if name == "cycle_coverage" else [found for _, found in cells]
        for cell in (one for group in groups for one in group):
            assert not (cell.may_remind and cell.state != State.LATE), (row, cell)
            assert not cell.may_answer


def test_the_units_that_are_most_late_stand_first(world: World, client: Client) -> None:
    client.force_login(world.head)
    page: Any = client.get(reverse("cycle_coverage", query={"lasar": "2025-26"}))
    late = [row.late for row in page.context["page"]]
    assert late == sorted(late, reverse=True)
    assert len(set(late)) > 1


def test_goals_of_another_school_form_are_left_out(world: World, client: Client) -> None:
    world.shared_goal.school_forms.set(SchoolForm.objects.filter(pk="GR"))
    client.force_login(world.head_of_preschools)
    page = client.get(reverse("goal_coverage", query={"lasar": "2025-26"})).content.decode()
    assert "Ängens förskola" in page
    client.force_login(world.head)
    both: Any = client.get(reverse("goal_coverage", query={"lasar": "2025-26"}))
    assert both.context["goals"] == [world.shared_goal]
    only: Any = client.get(reverse("goal_coverage", query={"lasar": "2025-26", "q": "Ängens"}))
    assert [unit.name for unit, _ in only.context["rows"]] == ["Ängens förskola"]
