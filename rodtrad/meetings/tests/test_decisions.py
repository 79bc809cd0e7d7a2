"""Decisions and agreements, until they are carried out or replaced."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.numbers import format_date
from rodtrad.meetings.actions import (
    Point,
    Resolution,
    add_item,
    answer_call,
    change_decision,
    follow_up_decision,
    make_decision,
    revise_decision,
    send_call,
)
from rodtrad.meetings.models import Decision
from rodtrad.meetings.tasks import tasks_for
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting, meeting_in
from rodtrad.notifications.models import Notice
from tests.world import World


def _today() -> date:
    return timezone.localdate()


def test_a_follow_up_before_the_decision_is_refused(world: World) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    early = Resolution("Vi prövar.", follow_up_on=meeting.on - timedelta(days=1))
    with pytest.raises(ValidationError, match="kan inte ligga före beslutet"):
        make_decision(meeting, said=early, by=world.head)
    decision = meeting.decisions.get()
    with pytest.raises(ValidationError, match="kan inte ligga före beslutet"):
        follow_up_decision(
            decision,
            on=decision.decided_on - timedelta(days=1),
            text="Bra",
            status=Decision.Status.DONE,
            by=world.head,
        )


def test_a_decision_is_followed_up_again_until_it_is_carried_out(world: World) -> None:
    decision = held_meeting(forum_at(world.administration), world.head).decisions.get()
    again = _today() + timedelta(days=30)
    follow_up_decision(
        decision, on=_today(), text="På väg.", status="active", next_on=again, by=world.head
    )
    decision.refresh_from_db()
    assert (decision.status, decision.follow_up_on) == ("active", again)
    follow_up_decision(decision, on=_today(), text="Klart.", status="done", by=world.head)
    decision.refresh_from_db()
    assert decision.status == Decision.Status.DONE
    assert decision.follow_ups.count() == 2


def test_an_adopted_decision_is_replaced_not_reworded(world: World) -> None:
    forum = forum_at(world.administration)
    decision = held_meeting(forum, world.head).decisions.get()
    with pytest.raises(ValidationError, match="Ersätt beslutet"):
        change_decision(
            decision, said=Resolution("Något annat."), revision=decision.revision, by=world.head
        )
    coming = coming_meeting(forum, world.head)
    new = revise_decision(
        decision, meeting=coming, said=Resolution("Något annat."), item=None, by=world.head
    )
    decision.refresh_from_db()
    assert decision.status == Decision.Status.REVISED
    assert new.revises == decision
    with pytest.raises(ValidationError, match="redan ersatt"):
        revise_decision(
            decision, meeting=coming, said=Resolution("Igen."), item=None, by=world.head
        )


def test_the_start_page_asks_for_an_answer_and_for_the_follow_up(
    world: World, client: Client
) -> None:
    forum = forum_at(world.administration)
    held = held_meeting(forum, world.head)
    meeting = coming_meeting(forum, world.head)
    client.force_login(world.principal)
    page = client.get("/").content.decode()
    assert "Svara på kallelsen" in page
    attendee = meeting.attendees.get(user=world.principal)
    with pytest.raises(ValidationError):
        answer_call(attendee, answer="kanske", by=world.principal)
    client.post(reverse("meeting_answer", args=[meeting.pk]), {"svar": "yes"})
    page = client.get("/").content.decode()
    assert "Svara på kallelsen" not in page
    assert "Öppna mötet" in page
    client.force_login(world.head)
    page = client.get("/").content.decode()
    assert reverse("decision_follow_up", args=[held.decisions.get().pk]) in page


def test_a_call_is_asked_for_an_answer_however_far_away_the_meeting_is(world: World) -> None:
    meeting = meeting_in(
        forum_at(world.administration), world.head, on=_today() + timedelta(days=90)
    )
    add_item(meeting, point=Point(title="Frånvaro"), by=world.head)
    assert tasks_for(world.principal, _today()) == []
    send_call(meeting, by=world.head, now=timezone.now())
    assert [one.action for one in tasks_for(world.principal, _today())] == ["Svara på kallelsen"]
    attendee = meeting.attendees.get(user=world.principal)
    answer_call(attendee, answer="yes", by=world.principal)
    assert tasks_for(world.principal, _today()) == []


def test_who_is_responsible_is_told_in_a_sentence(world: World) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    day = meeting.on + timedelta(days=30)
    said = Resolution("Vi prövar i vår.", responsible=world.principal, follow_up_on=day)
    make_decision(meeting, said=said, by=world.head)
    notice = Notice.objects.get(recipient=world.principal, kind="decision-responsible")
    assert f"Vi prövar i vår, följs upp {format_date(day)}" in notice.sentence
