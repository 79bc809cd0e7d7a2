"""What meetings ask of whom, and what is offered when."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.forums.actions import cancel_day
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import (
    Point,
    Resolution,
    add_item,
    make_decision,
    open_day,
    send_call,
)
from rodtrad.meetings.models import Attendee
from rodtrad.meetings.tasks import tasks_for
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting, meeting_in, write
from rodtrad.notifications.models import Notice
from tests.world import World


def _today() -> date:
    return timezone.localdate()


def _to_prepare(world: World) -> list[str]:
    return [
        one.title for one in tasks_for(world.head, _today()) if one.title.startswith("Förbered")
    ]


def test_the_next_day_of_a_series_waits_to_be_prepared_until_somebody_begins(world: World) -> None:
    forum = forum_at(world.administration)
    days = forum.days(_today(), _today() + timedelta(days=14))

    assert _to_prepare(world) == [f"Förbered mötet: {forum.name}"]
    assert not any(one.title.startswith("Förbered") for one in tasks_for(world.principal, _today()))

    for day in days:
        open_day(forum, day=day, by=world.head, today=_today())
    assert _to_prepare(world) == []


def test_a_cancelled_day_is_not_to_be_prepared(world: World) -> None:
    forum = forum_at(world.administration)
    series = forum.series.get()
    for day in forum.days(_today(), _today() + timedelta(days=14)):
        cancel_day(series, on=day.original, reason="Studiedag", by=world.head)

    assert _to_prepare(world) == []


def test_who_sends_the_call_does_not_have_to_answer_it(world: World) -> None:
    meeting = meeting_in(forum_at(world.administration), world.head, on=_today())
    add_item(meeting, point=Point(title="Frånvaro"), by=world.head)
    send_call(meeting, by=world.head, now=timezone.now())

    answers = dict(meeting.attendees.values_list("user__name", "answer"))
    assert answers[world.head.name] == Attendee.Answer.YES
    assert answers[world.principal.name] == Attendee.Answer.NONE
    # Whoever then says no is not overruled when the call is sent again.
    meeting.attendees.filter(user=world.head).update(answer=Attendee.Answer.NO)
    send_call(meeting, by=world.head, now=timezone.now())
    assert meeting.attendees.get(user=world.head).answer == Attendee.Answer.NO


def test_the_meeting_is_run_on_its_day_and_not_weeks_before(world: World, client: Client) -> None:
    forum = forum_at(world.administration)
    meeting = meeting_in(forum, world.head, on=_today() + timedelta(days=20))
    item = add_item(meeting, point=Point(title="Frånvaro"), by=world.head)
    send_call(meeting, by=world.head, now=timezone.now())
    client.force_login(world.head)
    address = reverse("meeting_detail", args=[meeting.pk])

    assert "Genomför mötet" not in client.get(address).content.decode()
    assert "Anteckna i förväg" in client.get(address).content.decode()
    write(item, "Underlag till punkten.", world.head)
    assert "Öppna anteckningarna" in client.get(address).content.decode()

    today = meeting_in(forum, world.head, on=_today())
    page = client.get(reverse("meeting_detail", args=[today.pk])).content.decode()
    assert "Genomför mötet" in page
    past = meeting_in(forum, world.head, on=_today() - timedelta(days=2))
    page = client.get(reverse("meeting_detail", args=[past.pk])).content.decode()
    assert "Genomför mötet" not in page
    assert page.index("Fastställ anteckningarna") < page.index("Om mötet")


def test_who_answers_for_a_decision_reads_and_follows_it_up_in_whatever_forum(
    world: World, client: Client
) -> None:
    forum = forum_at(world.administration, Forum.Kind.LEADERS)
    meeting = coming_meeting(forum, world.head)
    said = Resolution("Provet görs om.", responsible=world.lead_teacher, follow_up_on=meeting.on)
    decision = make_decision(meeting, said=said, by=world.head)
    client.force_login(world.lead_teacher)

    notice = Notice.objects.get(recipient=world.lead_teacher)
    page = client.get(notice.address)
    assert page.status_code == 200
    # The meeting itself is not theirs to read: it is named without a link.
    assert reverse("meeting_detail", args=[meeting.pk]) not in page.content.decode()
    task = next(one for one in tasks_for(world.lead_teacher, _today()) if "Provet" in one.title)
    for address in (task.url, task.do_url):
        assert client.get(address).status_code == 200
    other = meeting.decisions.exclude(pk=decision.pk).get()
    assert client.get(reverse("decision_detail", args=[other.pk])).status_code == 404


def test_the_log_links_only_to_what_the_reader_may_open(world: World, client: Client) -> None:
    mine = held_meeting(forum_at(world.school, Forum.Kind.PUPIL_HEALTH), world.principal)
    hidden = meeting_in(
        forum_at(world.administration), world.head, on=_today() + timedelta(days=30)
    )
    for reader, links in ((world.head, True), (world.lead_teacher, False)):
        client.force_login(reader)
        page = client.get("/handelser/").content.decode()
        assert (reverse("meeting_detail", args=[hidden.pk]) in page) is links
        for one in (mine, hidden):
            address = reverse("meeting_detail", args=[one.pk])
            if f'href="{address}"' in page:
                assert client.get(address).status_code == 200
