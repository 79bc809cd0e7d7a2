"""What a board member meets: the key figures, the reports and the visits that concern them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.dialogues.actions.board_visit import sign_up
from rodtrad.dialogues.tests.helpers import member_visit
from rodtrad.forums.models import Forum
from rodtrad.goals.actions import measure_target
from rodtrad.keyfigures.actions import release_occasion
from rodtrad.keyfigures.tests.doors import occasion_of
from rodtrad.meetings.models import Meeting
from rodtrad.meetings.tests.made import coming_meeting
from tests.world import World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _start(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("home")).content.decode()


def test_a_member_sees_the_visits_that_can_be_joined_and_those_that_are_booked(
    world: World,
) -> None:
    visit = member_visit(world)
    visit.on = TODAY + timedelta(days=30)
    visit.save()
    assert "1 besök har platser kvar" in _start(world.board_member)

    sign_up(visit, by=world.board_member, today=TODAY)

    page = _start(world.board_member)
    assert "Dina besök" in page
    assert "Du är anmäld. Läslyftet" in page
    assert "har platser kvar" not in page
    assert "1 besök har platser kvar" in _start(world.chair)


def test_the_secretary_is_not_asked_to_come_along(world: World) -> None:
    visit = member_visit(world)
    visit.on = TODAY + timedelta(days=30)
    visit.save()

    assert "Dina besök" not in _start(world.secretary)


def test_a_member_sees_key_figures_when_they_are_released_and_not_before(world: World) -> None:
    occasion = occasion_of(world)
    assert "Nyckeltal september" not in _start(world.board_member)

    release_occasion(occasion=occasion, on=TODAY, by=world.head, reason="")

    page = _start(world.board_member)
    assert reverse("occasion_detail", args=[occasion.pk]) in page
    assert "1 nyckeltal till nämndens möte" in page


def test_a_value_written_for_a_goal_is_told_of_once(world: World) -> None:
    before = _start(world.principal).partition("Det senaste")[2].count("skrev in ett")

    measure_target(
        world.target,
        unit=world.school,
        period=TODAY.isoformat(),
        on=TODAY,
        by=world.principal,
        numerator=90,
        denominator=120,
    )

    latest = _start(world.principal).partition("Det senaste")[2]
    assert latest.count("skrev in ett") == before + 1
    assert reverse("indicator_detail", args=[world.share.pk]) in latest


def test_a_member_meets_the_next_meeting_that_has_been_called(world: World) -> None:
    board = Forum.objects.create(unit=world.municipality, kind="board", name="Nämnden")
    meeting = coming_meeting(board, world.secretary)
    page = _start(world.board_member)
    assert "Nämndens nästa möte" in page
    assert reverse("meeting_detail", args=[meeting.pk]) in page
    assert "2 punkter på dagordningen" in page

    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.PLANNED)
    assert "på dagordningen" not in _start(world.board_member)
