"""Who is told to measure and check: the responsible and who plans; the others see it."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.goals.tasks import checkpoint_tasks, unit_checkpoints
from tests.world import World, assign, person

TODAY = date(2026, 11, 25)

pytestmark = pytest.mark.django_db


def test_a_member_of_the_health_team_is_not_told_to_do_the_principals_measurements(
    world: World, client: Client
) -> None:
    nurse = person("Linn Ahlgren")
    assign(nurse, "school_nurse", world.school)
    assert checkpoint_tasks(nurse, TODAY) == []
    seen = unit_checkpoints(nurse, TODAY)
    assert [one.title for one in seen] == [
        f"Mätvärde: {world.share.name}",
        f"Avstämning: {world.activity.title}",
    ]
    client.force_login(nurse)
    page = client.get(reverse("home")).content.decode()
    assert "På gång hos er" in page
    assert reverse("target_measure", args=[world.target.pk]) not in page
    assert reverse("goal_detail", args=[world.goal.pk]) in page
    # A check-in is anybody's to make, and has its button.
    assert reverse("checkin_create", args=[world.activity.pk]) in page


def test_who_is_responsible_is_told_and_who_plans_sees_whose_it_is(world: World) -> None:
    world.activity.responsible = world.lead_teacher
    world.activity.save()
    (own,) = checkpoint_tasks(world.lead_teacher, TODAY)
    assert (own.title, own.is_mine) == (f"Avstämning: {world.activity.title}", True)
    assert [one.title for one in unit_checkpoints(world.lead_teacher, TODAY)] == [
        f"Mätvärde: {world.share.name}"
    ]
    shared = {one.title: one for one in checkpoint_tasks(world.principal, TODAY)}
    assert shared[own.title].note == "Eva Ström ansvarar."
    assert shared[own.title].is_others
    assert not shared[f"Mätvärde: {world.share.name}"].is_others


def test_the_start_pages_button_leads_past_what_somebody_else_is_to_do(
    world: World, client: Client
) -> None:
    world.goal.owner = world.lead_teacher
    world.goal.save()
    client.force_login(world.principal)
    # The measurement has waited the longest, and is not the principal's to do.
    first = client.get(reverse("home")).context["next"]
    assert first is not None
    assert not first.is_others


def test_who_plans_everywhere_is_not_asked_for_what_others_do(world: World) -> None:
    unit_checkpoints(world.principal, TODAY)
    with CaptureQueriesContext(connection) as asked:
        assert unit_checkpoints(world.principal, TODAY) == []
    assert len(asked) == 0
