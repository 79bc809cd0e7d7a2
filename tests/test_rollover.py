"""A unit goes over to the next school year, and back, and nothing is lost on the way."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals import actions, work
from rodtrad.goals.models import (
    Activity,
    Checkpoint,
    DevelopmentArea,
    Goal,
    Rollover,
    RolloverChange,
    Target,
)
from rodtrad.goals.rollover.actions import roll_over, undo_rollover
from rodtrad.goals.rollover.plan import Choice, plan_rollover
from rodtrad.organisation.actions import close_unit
from rodtrad.reports.actions import mark_ready, submit_report, write_section
from rodtrad.reports.models import Report
from tests.world import World

YEAR = SchoolYear(2026)
DAY = date(2026, 8, 10)
# What an undone rollover must leave as it was; the version number alone goes on.
_MODELS = (Goal, Target, Activity, Checkpoint, DevelopmentArea)


def hand_in(world: World) -> None:
    """The school's report of the year that ends is handed in: it may not be open."""
    for section in world.report.sections.all():
        written = write_section(
            section, text="<p>Klart.</p>", revision=section.revision, by=world.principal
        )
        mark_ready(written, by=world.principal)
    submit_report(Report.objects.get(pk=world.report.pk), by=world.principal)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Everything that the goals hold, but for the version numbers."""
    found = {}
    for model in _MODELS:
        found[model.__name__] = [
            {name: value for name, value in row.items() if name != "revision"}
            for row in model.objects.order_by("pk").values()
        ]
    return found


def goal_of_a_year(world: World, *, conclusion: str = "adjust") -> Goal:
    """A goal for 2025/26 alone, with a target, a met day and an activity that is not finished."""
    goal = actions.create_goal(
        unit=world.school,
        wording=actions.Wording(
            title="Alla räknar",
            desired_effect="Eleverna väljer metod.",
            origin=Goal.Origin.DEFICIENCY,
            starts=date(2025, 8, 1),
            ends=date(2026, 6, 30),
        ),
        requirements=[world.requirement],
        supports=world.shared_goal,
        by=world.principal,
    )
    target = actions.add_target(
        goal,
        indicator=world.levels,
        movement=actions.Movement(baseline_text="Planerat", desired_text="Genomfört av alla"),
        checkpoints=[date(2026, 1, 20)],
        by=world.principal,
    )
    work.create_activity(
        goal,
        plan=work.ActivityPlan(
            title="Resonera i par",
            aim="Alla förklarar.",
            how_it_moves="Den som förklarar förstår.",
            starts=date(2025, 9, 1),
            ends=date(2026, 6, 1),
        ),
        targets=[target],
        checkpoints=[],
        by=world.principal,
    )
    if conclusion:
        work.save_review(
            goal=goal,
            unit=world.school,
            school_year=world.last_year,
            analysis=work.Analysis(attainment="partly", conclusion=conclusion),
            revision=0,
            done_on=date(2026, 6, 10),
            by=world.principal,
        )
    return goal


def test_the_preview_says_exactly_what_happens(world: World) -> None:
    goal_of_a_year(world)
    hand_in(world)
    before = rows()
    plan = plan_rollover(world.school, YEAR, today=DAY)
    assert rows() == before
    rollover = roll_over(world.school, YEAR, on=DAY, by=world.principal)
    said = [(change.kind, change.label) for change in plan.changes]
    assert said == list(rollover.changes.values_list("kind", "label"))
    assert len(said) >= 6


def test_a_goal_of_several_years_goes_on_and_keeps_what_it_has(world: World) -> None:
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    goal = Goal.objects.get(pk=world.goal.pk)
    assert (goal.state, goal.ends) == (Goal.State.ACTIVE, date(2027, 7, 31))
    # It has its days in the new year already: none is made on top of them.
    days = Checkpoint.objects.filter(target=world.target).order_by("due")
    assert [day.due for day in days] == [date(2026, 1, 31), date(2026, 9, 30)]


def test_a_goal_of_one_year_begins_anew_from_where_it_is(world: World) -> None:
    old = goal_of_a_year(world)
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    old.refresh_from_db()
    new = Goal.objects.get(previous=old)
    assert old.state == Goal.State.CLOSED
    assert "Delvis uppnått enligt analysen 2025/26." in old.closing_note
    assert (new.starts, new.ends) == (date(2026, 8, 1), date(2027, 6, 30))
    assert (new.supports, list(new.requirements.all())) == (old.supports, [world.requirement])
    target = new.targets.get()
    assert (target.baseline_text, target.desired_text) == ("Planerat", "Genomfört av alla")
    activity = new.activities.get()
    assert (activity.state, activity.ends) == (Activity.State.PLANNED, date(2027, 6, 1))
    assert list(activity.targets.all()) == [target]
    assert [day.due for day in target.checkpoints.all()] == [date(2027, 1, 20)]


def test_a_goal_that_the_analysis_ends_is_closed_with_the_note(world: World) -> None:
    goal = goal_of_a_year(world, conclusion="end")
    hand_in(world)
    roll_over(
        world.school,
        YEAR,
        on=DAY,
        by=world.principal,
        notes={goal.pk: "Alla räknar med säkerhet."},
    )
    goal.refresh_from_db()
    assert (goal.state, goal.closing_note) == (Goal.State.CLOSED, "Alla räknar med säkerhet.")
    assert not Goal.objects.filter(previous=goal).exists()


def test_the_principal_chooses_otherwise(world: World) -> None:
    goal = goal_of_a_year(world, conclusion="end")
    hand_in(world)
    choices = {goal.pk: Choice.CARRY.value}
    roll_over(world.school, YEAR, on=DAY, by=world.principal, choices=choices)
    goal.refresh_from_db()
    assert (goal.state, goal.ends) == (Goal.State.ACTIVE, date(2027, 6, 30))
    activity = goal.activities.get()
    assert (activity.state, activity.ends) == (Activity.State.PLANNED, date(2027, 6, 1))


def test_a_day_that_was_not_met_moves_and_one_that_was_comes_again(world: World) -> None:
    goal = goal_of_a_year(world, conclusion="")
    target = goal.targets.get()
    actions.set_checkpoints(
        unit=world.school, days=[date(2025, 11, 1), date(2026, 2, 28)], target=target
    )
    Checkpoint.objects.filter(target=target, due=date(2025, 11, 1)).update(met_on=date(2025, 11, 2))
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    days = Checkpoint.objects.filter(target=target).order_by("due")
    assert [(day.due, day.met_on) for day in days] == [
        (date(2025, 11, 1), date(2025, 11, 2)),
        (date(2026, 11, 1), None),
        (date(2027, 2, 28), None),
    ]


def test_last_years_development_areas_are_suggested_as_goals(world: World, client: Client) -> None:
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    world.area.refresh_from_db()
    assert world.area.suggested_for == world.year
    client.force_login(world.principal)
    page = client.get(reverse("goal_list", query={"lasar": "2026-27"})).content.decode()
    assert "Läsning i matematik" in page
    assert reverse("area_to_goal", args=[world.area.pk]) in page


def test_undoing_puts_everything_back(world: World) -> None:
    goal_of_a_year(world)
    goal_of_a_year(world, conclusion="")
    hand_in(world)
    before = rows()
    rollover = roll_over(world.school, YEAR, on=DAY, by=world.principal)
    assert rows() != before
    undo_rollover(rollover, at=datetime(2026, 8, 11, tzinfo=UTC), by=world.principal)
    assert rows() == before
    # And it can be done again.
    roll_over(world.school, YEAR, on=DAY, by=world.principal)


def _measure(world: World, goal: Goal) -> None:
    actions.measure_target(
        goal.targets.get(),
        unit=world.school,
        period="HT 2026",
        on=date(2026, 10, 1),
        value=None,
        status="missing",
        by=world.principal,
    )


def _check(world: World, goal: Goal) -> None:
    work.check_in(
        goal.activities.get(),
        on=date(2026, 10, 1),
        judgement="on_track",
        process_data="Alla par har börjat.",
        by=world.lead_teacher,
    )


def _analyse(world: World, goal: Goal) -> None:
    work.save_review(
        goal=goal,
        unit=world.school,
        school_year=world.year,
        analysis=work.Analysis(result="Bra."),
        revision=0,
        done_on=None,
        by=world.principal,
    )


def _close(world: World, goal: Goal) -> None:
    actions.close_goal(goal, note="Klart.", by=world.principal)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (_measure, "är redan avstämd"),
        (_check, "är redan avstämd"),
        (_analyse, "Analysen av målet ”Alla räknar” är påbörjad."),
        (_close, "Målet ”Alla räknar” har ändrats sedan övergången."),
    ],
)
def test_what_somebody_has_worked_on_is_not_undone(world: World, then: Any, said: str) -> None:
    old = goal_of_a_year(world)
    hand_in(world)
    rollover = roll_over(world.school, YEAR, on=DAY, by=world.principal)
    then(world, Goal.objects.get(previous=old))
    before = rows()
    with pytest.raises(ValidationError) as error:
        undo_rollover(rollover, at=datetime(2026, 10, 2, tzinfo=UTC), by=world.principal)
    assert any(said in sentence for sentence in error.value.messages)
    assert rows() == before


def test_a_rollover_is_not_undone_when_the_year_has_found_its_form(
    world: World, client: Client
) -> None:
    hand_in(world)
    rollover = roll_over(world.school, YEAR, on=DAY, by=world.principal)
    before = rows()
    with pytest.raises(ValidationError, match="gick att ångra till och med 9 sep 2026"):
        undo_rollover(rollover, at=datetime(2026, 9, 10, tzinfo=UTC), by=world.principal)
    assert rows() == before
    client.force_login(world.principal)
    # The page is read on a day long after, and says why there is nothing to press.
    Rollover.objects.update(on=timezone.localdate() - timedelta(days=31))
    address = reverse("rollover_do", args=[world.school.code, "2026-27"])
    page = client.get(address).content.decode()
    assert "gick att ångra till och med" in page
    assert "Ångra övergången" not in page
    Rollover.objects.update(on=timezone.localdate())
    assert "Ångra övergången" in client.get(address).content.decode()


def test_an_area_that_became_a_goal_is_in_the_way(world: World) -> None:
    hand_in(world)
    rollover = roll_over(world.school, YEAR, on=DAY, by=world.principal)
    actions.create_goal(
        unit=world.school,
        wording=actions.Wording("Läs", "Mer", "development", date(2026, 8, 1), date(2027, 6, 1)),
        requirements=[world.requirement],
        came_from=world.area,
        by=world.principal,
    )
    with pytest.raises(ValidationError, match="har blivit ett mål"):
        undo_rollover(rollover, at=datetime(2026, 10, 2, tzinfo=UTC), by=world.principal)


def test_an_open_report_is_handed_in_first(world: World) -> None:
    before = rows()
    with pytest.raises(ValidationError, match="är inte inlämnad"):
        roll_over(world.school, YEAR, on=DAY, by=world.principal)
    assert rows() == before
    assert not RolloverChange.objects.exists()


def test_nobody_goes_over_twice(world: World) -> None:
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    before = rows()
    with pytest.raises(ValidationError, match="gick över till 2026/27 redan 10 aug 2026"):
        roll_over(world.school, YEAR, on=DAY, by=world.principal)
    assert rows() == before


def test_a_closed_unit_does_not_go_over_and_says_who_took_over(world: World) -> None:
    close_unit(
        world.school, on=date(2026, 8, 1), successor=world.other_school, by=world.administrator
    )
    with pytest.raises(ValidationError, match="tas över av Östra skolan"):
        roll_over(world.school, YEAR, on=DAY, by=world.principal)


def test_a_year_that_is_not_laid_up_or_too_far_off_is_refused(world: World) -> None:
    hand_in(world)
    with pytest.raises(ValidationError) as error:
        roll_over(world.school, SchoolYear(2028), on=DAY, by=world.principal)
    said = " ".join(error.value.messages)
    assert "Läsåret 2028/29 är inte upplagt." in said
    assert "Läsåret 2027/28 är inte halvvägs." in said


def command(*args: str) -> str:
    """What the command says."""
    said = io.StringIO()
    call_command("rollover", *args, stdout=said)
    return said.getvalue()


def test_the_command_previews_does_and_undoes(world: World) -> None:
    hand_in(world)
    before = rows()
    told = ("--unit", "54436997", "--to", "2026/27")
    preview = command(*told, "--preview")
    assert "skulle gå över från 2025/26 till 2026/27" in preview
    assert "Utvecklingsområdet ”Läsning i matematik” föreslås" in preview
    assert rows() == before
    answer = json.loads(command(*told, "--json"))
    assert answer["done"] is True
    assert "area_suggested" in [change["kind"] for change in answer["changes"]]
    assert Rollover.objects.standing().filter(unit=world.school).exists()
    assert "är tillbaka i 2025/26" in command(*told, "--undo")
    assert rows() == before


@pytest.mark.parametrize(
    ("args", "reason"),
    [
        (("--unit", "0", "--to", "2026/27"), "ingen enhet med koden 0"),
        (("--unit", "54436997", "--to", "2026"), "inte ett läsår"),
        (("--unit", "54436997", "--to", "2026/27"), "är inte inlämnad"),
        (("--unit", "54436997", "--to", "2026/27", "--preview"), "är inte inlämnad"),
        (("--unit", "54436997", "--to", "2026/27", "--undo"), "har inte gått över"),
    ],
)
def test_the_command_says_what_is_wrong(world: World, args: tuple[str, ...], reason: str) -> None:
    before = rows()
    with pytest.raises(CommandError, match=reason):
        command(*args)
    assert rows() == before


def test_a_principal_goes_over_and_back_on_the_page(world: World, client: Client) -> None:
    old = goal_of_a_year(world)
    hand_in(world)
    client.force_login(world.principal)
    address = reverse("rollover_do", args=[world.school.code, "2026-27"])
    page = client.get(address).content.decode()
    assert "börjar på nytt 2026/27" in page
    sent = {f"val-{old.pk}": "close", f"text-{old.pk}": "Nu räcker det.", "visa": "1"}
    page = client.post(address, sent).content.decode()
    assert "avslutas: Nu räcker det." in page
    assert not Rollover.objects.exists()
    del sent["visa"]
    page = client.post(address, sent, follow=True).content.decode()
    assert "Läsåret 2026/27 har börjat" in page
    old.refresh_from_db()
    assert old.closing_note == "Nu räcker det."
    page = client.post(
        reverse("rollover_undo", args=[world.school.code, "2026-27"]), follow=True
    ).content.decode()
    assert "Gå över till 2026/27" in page
    old.refresh_from_db()
    assert old.state == Goal.State.ACTIVE


def test_the_page_says_what_stands_in_the_way_and_has_no_button(
    world: World, client: Client
) -> None:
    client.force_login(world.principal)
    address = reverse("rollover_do", args=[world.school.code, "2026-27"])
    page = client.get(address).content.decode()
    assert "är inte inlämnad" in page
    assert 'type="submit">Gå över till' not in page


def test_a_personal_identity_number_is_stopped_in_a_closing_note(
    world: World, client: Client
) -> None:
    goal = goal_of_a_year(world)
    hand_in(world)
    client.force_login(world.principal)
    address = reverse("rollover_do", args=[world.school.code, "2026-27"])
    answer = client.post(address, {f"text-{goal.pk}": "Klart för 811218-9876."})
    assert answer.status_code == 422
    assert not Rollover.objects.exists()


def test_who_leads_sees_who_has_gone_over(world: World, client: Client) -> None:
    hand_in(world)
    roll_over(world.school, YEAR, on=DAY, by=world.principal)
    client.force_login(world.head)
    address = reverse("rollover_list", query={"lasar": "2026-27", "format": "csv"})
    sheet = client.get(address).content.decode("utf-8-sig")
    assert "Västerportskolan;2026-08-10;Åsa Lindgren;" in sheet
    assert "Östra skolan;;;" in sheet
    left = client.get(reverse("rollover_list", query={"lasar": "2026-27", "visa": "kvar"}))
    names = [unit.name for unit in left.context["page"]]
    assert names == ["Utbildningsförvaltningen", "Östra skolan", "Ängens förskola"]


def test_the_administration_goes_over_with_what_the_analysis_day_found(world: World) -> None:
    area = actions.add_area(
        unit=world.administration, school_year=world.last_year, title="Läsning", by=world.head
    )
    roll_over(world.administration, YEAR, on=DAY, by=world.head)
    area.refresh_from_db()
    world.shared_goal.refresh_from_db()
    assert area.suggested_for == world.year
    assert world.shared_goal.state == Goal.State.ACTIVE
