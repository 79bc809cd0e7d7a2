"""Who may read what of a meeting, and when."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.forums.actions import add_hand_member
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import (
    Point,
    add_item,
    call_people,
    send_call,
)
from rodtrad.meetings.models import Meeting
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting, meeting_in
from rodtrad.notifications.models import Notice
from tests.world import World


def _today() -> date:
    return timezone.localdate()


def _sees(client: Client, user: Any, name: str, pk: int) -> str | None:
    """The page as the person sees it; None when it is not there for them."""
    client.force_login(user)
    answer = client.get(reverse(name, args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else None


def test_what_is_prepared_is_not_seen_by_members_until_it_is_sent(
    world: World, client: Client
) -> None:
    forum = forum_at(world.administration)
    meeting = meeting_in(forum, world.head, on=_today() + timedelta(days=7))
    add_item(meeting, point=Point(title="Hemlig punkt"), by=world.head)
    page = _sees(client, world.principal, "meeting_detail", meeting.pk)
    assert page is not None
    assert "Hemlig punkt" not in page
    assert "inte utskickad än" in page
    ics = client.get(reverse("meeting_ics", args=[meeting.pk])).content.decode()
    assert "Hemlig punkt" not in ics
    for address in ("/sok/?q=hemlig", "/handelser/", "/moten/?format=csv", "/beslut/?format=csv"):
        answer = client.get(address)
        if answer.status_code == 200:
            assert "Hemlig punkt" not in answer.content.decode("utf-8", "replace")
    send_call(meeting, by=world.head, now=timezone.now())
    assert "Hemlig punkt" in str(_sees(client, world.principal, "meeting_detail", meeting.pk))
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk) is None


def test_a_member_by_hand_sees_the_meetings_of_that_forum_only(
    world: World, client: Client
) -> None:
    forum = forum_at(world.administration)
    other = forum_at(world.administration, Forum.Kind.DEVELOPMENT_GROUP)
    meeting, hidden = coming_meeting(forum, world.head), coming_meeting(other, world.head)
    member = add_hand_member(forum, user=world.lead_teacher, starts=_today(), by=world.head)
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk)
    assert _sees(client, world.lead_teacher, "meeting_detail", hidden.pk) is None
    member.ends = _today()
    member.save()
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk) is None


def test_the_board_reads_its_meetings_when_they_are_sent_and_does_not_write(
    world: World, client: Client
) -> None:
    forum = forum_at(world.municipality, Forum.Kind.BOARD)
    meeting = meeting_in(forum, world.secretary, on=_today() + timedelta(days=7))
    assert meeting.minutes_kind == Meeting.Minutes.PROTOCOL
    add_item(meeting, point=Point(title="Kvalitetsrapporten"), by=world.secretary)
    assert _sees(client, world.board_member, "meeting_detail", meeting.pk) is None
    send_call(meeting, by=world.secretary, now=timezone.now())
    assert "Kvalitetsrapporten" in str(
        _sees(client, world.board_member, "meeting_detail", meeting.pk)
    )
    assert _sees(client, world.board_member, "meeting_run", meeting.pk) is None
    assert _sees(client, world.secretary, "meeting_run", meeting.pk)
    assert _sees(client, world.principal, "meeting_detail", meeting.pk) is None


def test_a_units_forum_is_read_at_the_unit_but_its_notes_only_when_adopted(
    world: World, client: Client
) -> None:
    forum = forum_at(world.school, Forum.Kind.OWN)
    meeting = coming_meeting(forum, world.principal)
    page = _sees(client, world.lead_teacher, "meeting_detail", meeting.pk)
    assert page is not None
    assert _sees(client, world.lead_teacher, "meeting_run", meeting.pk) is None
    decision = meeting.decisions.get()
    assert _sees(client, world.lead_teacher, "decision_detail", decision.pk) is None
    held = held_meeting(forum, world.principal)
    assert "Vi talade om" in str(_sees(client, world.lead_teacher, "meeting_detail", held.pk))
    assert _sees(client, world.lead_teacher, "decision_detail", held.decisions.get().pk)
    assert _sees(client, world.preschool_principal, "meeting_detail", held.pk) is None


def test_a_guest_sees_the_meeting_they_are_called_to_when_it_is_sent(
    world: World, client: Client
) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk) is None
    call_people(meeting, people=[(world.lead_teacher, "Föredragande")], by=world.head)
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk)
    assert Notice.objects.filter(recipient=world.lead_teacher).exists()
