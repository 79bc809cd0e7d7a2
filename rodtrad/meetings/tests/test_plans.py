"""Health teams and their plans, networks' goals, and the assistant principal's attendance."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.forums.actions import decide_attendance
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import (
    Point,
    add_item,
    change_health_plan,
    save_network_goal,
)
from rodtrad.meetings.actions.plans import NetworkPlan
from rodtrad.meetings.health import professions
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.meetings.tests.made import coming_meeting, forum_at, meeting_in
from rodtrad.notifications.models import Notice
from tests.world import World, assign, person


def _today() -> date:
    return timezone.localdate()


def _sees(client: Client, user: Any, name: str, pk: int) -> str | None:
    """The page as the person sees it; None when it is not there for them."""
    client.force_login(user)
    answer = client.get(reverse(name, args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else None


def test_the_health_professions_that_are_missing_are_proposed_and_called(
    world: World, client: Client
) -> None:
    nurse, doctor = person("Linn Ahl"), person("Erik Sand")
    assign(nurse, "school_nurse", world.school)
    assign(doctor, "school_doctor", world.administration)
    forum = forum_at(world.school, Forum.Kind.OWN)
    meeting = meeting_in(forum, world.principal, on=_today() + timedelta(days=7))
    add_item(meeting, point=Point(title="Läget"), by=world.principal)
    client.force_login(world.principal)
    page = client.get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert "Hälsans professioner" not in page
    add_item(meeting, point=Point(title="Resultaten", purpose=Purpose.RESULTS), by=world.principal)
    page = client.get(reverse("meeting_detail", args=[meeting.pk])).content.decode()
    assert "skolpsykolog (ingen finns för enheten)" in page
    assert "Kalla Linn Ahl, Erik Sand" in page
    client.post(reverse("health_call", args=[meeting.pk]))
    called = set(meeting.attendees.filter(by_hand=True).values_list("user__name", flat=True))
    assert called == {"Linn Ahl", "Erik Sand"}
    team = professions(world.school, meeting.on, {nurse.pk})
    assert {one.name for one in team if one.is_called} == {"Skolsköterska"}


def test_the_health_plan_says_what_it_lacks(world: World, client: Client) -> None:
    team = forum_at(world.school, Forum.Kind.PUPIL_HEALTH)
    page = str(_sees(client, world.principal, "forum_detail", team.pk))
    assert "vilket dokument som är planen, hur arbetet följs upp eller hur" in page
    plan = change_health_plan(
        unit=world.school,
        document=None,
        followed_up="Varje termin.",
        analysed="Professionerna tillsammans.",
        revision=0,
        by=world.principal,
    )
    assert plan.lacks == ["vilket dokument som är planen"]
    with pytest.raises(ValidationError, match="enhetens egna"):
        change_health_plan(
            unit=world.school,
            document=world.law,
            followed_up="",
            analysed="",
            revision=plan.revision,
            by=world.principal,
        )


def test_a_networks_goal_is_agreed_in_ledarforum_and_nowhere_else(world: World) -> None:
    network = forum_at(world.administration, Forum.Kind.LEAD_TEACHERS)
    own = coming_meeting(network, world.head).decisions.get()
    leaders = coming_meeting(forum_at(world.administration), world.head).decisions.get()
    with pytest.raises(ValidationError, match="överenskommet i ledarforum"):
        save_network_goal(
            network, plan=NetworkPlan("Mål", world.year, agreed_decision=own), by=world.head
        )
    goal = save_network_goal(
        network, plan=NetworkPlan("Mål", world.year, agreed_decision=leaders), by=world.head
    )
    assert goal.is_agreed


def test_the_head_is_told_when_the_attendance_changes_and_only_then(world: World) -> None:
    forum = forum_at(world.administration)
    said: dict[str, Any] = {
        "unit": world.school,
        "person": world.assistant_principal,
        "on": date(2026, 8, 10),
        "by": world.principal,
    }
    decide_attendance(forum, school_year=world.last_year, attends=False, **said)
    assert not Notice.objects.exists()
    decide_attendance(forum, school_year=world.year, attends=True, **said)
    notice = Notice.objects.get()
    assert notice.recipient == world.head
    assert "Omar Haddad deltar i Ledarforum läsåret 2026/27" in notice.sentence
    Notice.objects.all().delete()
    decide_attendance(forum, school_year=world.year, attends=True, **said)
    assert not Notice.objects.exists()
    with pytest.raises(ValidationError, match="inte biträdande rektor"):
        decide_attendance(
            forum, school_year=world.year, attends=True, **{**said, "person": world.lead_teacher}
        )
