"""Meetings from the call to the adopted minutes."""

import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from rodtrad.forums.actions import add_series
from rodtrad.forums.models import Forum, HandMember, SeriesException
from rodtrad.forums.series import Rule
from rodtrad.meetings.actions import (
    Point,
    Sitting,
    add_item,
    adopt_minutes,
    cancel_meeting,
    change_meeting,
    create_meeting,
    move_item,
    open_day,
    open_days,
    send_call,
    set_presence,
)
from rodtrad.meetings.minutes.content import MinutesDamagedError, frozen_or_composed
from rodtrad.meetings.models import Meeting, MinutesSnapshot
from rodtrad.meetings.tests.made import (
    coming_meeting,
    forum_at,
    held_meeting,
    meeting_in,
    write,
)
from rodtrad.notifications.models import Notice
from tests.world import World


def _today() -> date:
    return timezone.localdate()


def test_the_call_tells_every_member_with_notice_letter_and_calendar(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    forum = forum_at(world.administration)
    meeting = meeting_in(forum, world.head, on=_today() + timedelta(days=7))
    add_item(meeting, point=Point(title="Frånvaro"), by=world.head)
    with django_capture_on_commit_callbacks(execute=True):
        send_call(meeting, by=world.head, now=timezone.now())
    told = set(Notice.objects.values_list("recipient__name", flat=True))
    assert told == {"Lena Dahl", "Nils Åkesson", "Åsa Lindgren", "Per Zetterlund"}
    letter = next(one for one in mail.outbox if one.to == [world.principal.email])
    assert "1. Frånvaro" in letter.body
    name, content, kind = letter.attachments[0]
    assert (name, kind) == ("mote.ics", "text/calendar; charset=utf-8; method=REQUEST")
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == meeting.starts
    assert str(event.decoded("dtstart").tzinfo) == "Europe/Stockholm"
    # The part as sent says what it is for to the calendar program.
    part: Any = list(letter.message().walk())[-1]
    assert part.get_content_type() == "text/calendar"
    assert part.get_param("method") == "REQUEST"


def test_a_moved_meeting_keeps_its_uid_and_tells_the_called(world: World) -> None:
    forum = forum_at(world.administration)
    day = forum.days(_today() + timedelta(days=1), _today() + timedelta(days=60))[0]
    meeting = open_day(forum, day=day, by=world.head, today=_today())
    add_item(meeting, point=Point(title="Frånvaro"), by=world.head)
    meeting = send_call(meeting, by=world.head, now=timezone.now())
    Notice.objects.all().delete()
    sitting = Sitting(on=day.on + timedelta(days=1), starts_at=time(13), ends_at=time(15))
    with pytest.raises(ValidationError, match="varför"):
        change_meeting(
            meeting, sitting=sitting, revision=meeting.revision, by=world.head, now=timezone.now()
        )
    moved = change_meeting(
        meeting,
        sitting=sitting,
        revision=meeting.revision,
        why="Studiedag",
        by=world.head,
        now=timezone.now(),
    )
    assert SeriesException.objects.get().moved_to == day.on + timedelta(days=1)
    assert moved.times_sent == 2
    assert "flyttat" in Notice.objects.filter(recipient=world.principal).get().sentence
    # The series does not give the day once more beside the moved meeting.
    again = open_day(forum, day=forum.days(moved.on, moved.on)[0], by=world.head, today=_today())
    assert again == moved


def test_a_cancelled_meeting_says_why_and_its_day_falls_away(world: World) -> None:
    forum = forum_at(world.administration)
    day = forum.days(_today(), _today() + timedelta(days=60))[0]
    meeting = open_day(forum, day=day, by=world.head, today=_today())
    with pytest.raises(ValidationError, match="varför"):
        cancel_meeting(meeting, why=" ", by=world.head, now=timezone.now())
    cancel_meeting(meeting, why="Storm", by=world.head, now=timezone.now())
    assert day.on not in [one.on for one in forum.days(day.on, day.on)]
    with pytest.raises(ValidationError, match="inställt"):
        add_item(meeting, point=Point(title="Ny"), by=world.head)


def test_a_meeting_cannot_end_before_it_starts(world: World, client: Client) -> None:
    forum = forum_at(world.administration)
    with pytest.raises(ValidationError, match="kan inte sluta innan"):
        create_meeting(
            forum,
            sitting=Sitting(on=_today(), starts_at=time(11), ends_at=time(9)),
            by=world.head,
            today=_today(),
        )
    client.force_login(world.head)
    sent = {"kind": "extra", "on": _today(), "starts_at": "11:00", "ends_at": "9.00"}
    answer = client.post(
        reverse("meeting_create", args=[forum.pk]), {**sent, "minutes_kind": "notes"}
    )
    assert answer.status_code == 422
    assert "Mötet kan inte sluta innan det har börjat." in answer.content.decode()


def test_of_several_days_all_are_prepared_or_none(world: World, client: Client) -> None:
    forum = forum_at(world.administration)
    until = _today() + timedelta(days=40)
    late = Rule(3, 1, _today(), until, time(23, 59), 30)
    add_series(forum, rule=late, by=world.head)
    with pytest.raises(ValidationError):
        open_days(forum, days=forum.days(_today(), until), by=world.head, today=_today())
    client.force_login(world.head)
    sent = {"till": until.isoformat()}
    page = client.post(reverse("meeting_open", args=[forum.pk]), sent, follow=True)
    assert "Inga möten är inlagda." in page.content.decode()
    assert not Meeting.objects.exists()


def test_what_is_no_number_is_said_or_passed_over(world: World, client: Client) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    client.force_login(world.head)
    item = meeting.items.first()
    for written in ("\u00b2", "9" * 30):
        page = client.post(reverse("item_move", args=[item.pk]), {"plats": written}, follow=True)
        assert "Välj vilken plats" in page.content.decode()
        present = reverse("presence_save", args=[meeting.pk])
        assert client.post(present, {"narvarande": written}).status_code == 302
        for name in ("meeting_list", "decision_list"):
            assert client.get(reverse(name), {"forum": written}).status_code == 200


def test_an_agenda_without_items_is_not_sent(world: World) -> None:
    meeting = meeting_in(forum_at(world.administration), world.head, on=_today())
    with pytest.raises(ValidationError, match="Dagordningen är tom"):
        send_call(meeting, by=world.head, now=timezone.now())


def test_items_are_taken_up_in_the_order_they_are_moved_to(world: World) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head, size=4)
    last = meeting.items.get(title="Punkt 4")
    move_item(last, to=1, by=world.head)
    move_item(meeting.items.get(title="Punkt 1"), to=99, by=world.head)
    titles = [item.title for item in meeting.items.all()]
    assert titles == ["Punkt 4", "Punkt 2", "Punkt 3", "Punkt 1"]


def test_minutes_are_adopted_once_and_read_from_the_snapshot(world: World) -> None:
    meeting = held_meeting(forum_at(world.administration), world.head)
    with pytest.raises(ValidationError, match="redan fastställda"):
        adopt_minutes(meeting, on=_today(), by=world.head)
    # What is changed outside does not change what was adopted.
    meeting.items.update(title="Ändrad")
    content = frozen_or_composed(meeting, today=_today())
    assert content["items"][0]["title"] == "Punkt 1"
    assert content["adopted_by"] == "Karin Öberg"
    MinutesSnapshot.objects.update(content="{}")
    meeting = Meeting.objects.get(pk=meeting.pk)
    with pytest.raises(MinutesDamagedError, match="kontrollsumman"):
        frozen_or_composed(meeting, today=_today())


def test_damaged_minutes_are_said_to_be_so_and_not_shown(world: World, client: Client) -> None:
    meeting = held_meeting(forum_at(world.administration), world.head)
    MinutesSnapshot.objects.update(sha256="0" * 64)
    client.force_login(world.head)
    for name in ("meeting_detail", "minutes_pdf", "minutes_docx"):
        answer = client.get(reverse(name, args=[meeting.pk]))
        assert answer.status_code == 500
        assert "säkerhetskopia" in answer.content.decode()


def test_minutes_are_not_adopted_before_the_meeting_or_without_anybody_present(
    world: World,
) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    with pytest.raises(ValidationError, match="Fastställ anteckningarna då eller senare"):
        adopt_minutes(meeting, on=meeting.on - timedelta(days=1), by=world.head)
    with pytest.raises(ValidationError, match="närvarande"):
        adopt_minutes(meeting, on=meeting.on, by=world.head)


def test_a_meeting_of_which_nothing_is_noted_has_no_minutes_to_adopt(world: World) -> None:
    today = _today()
    meeting = meeting_in(forum_at(world.administration), world.head, on=today)
    item = add_item(meeting, point=Point(title="Läget"), by=world.head)
    called = list(meeting.attendees.values_list("pk", flat=True))
    set_presence(meeting, present=dict.fromkeys(called, True), by=world.head)
    with pytest.raises(ValidationError, match="Det finns inga anteckningar"):
        adopt_minutes(meeting, on=today, by=world.head)

    write(item, "Alla var nöjda.", world.head)
    assert adopt_minutes(meeting, on=today, by=world.head).state == Meeting.State.ADOPTED


def test_a_meeting_that_is_over_is_not_the_next_one(world: World, client: Client) -> None:
    today = _today()
    forum = Forum.objects.create(
        unit=world.administration, kind=Forum.Kind.LEADERS, name="Rektorsgrupp"
    )
    HandMember.objects.create(forum=forum, user=world.head, starts=date(2020, 1, 1))
    early, late = time(0, 0), time(0, 1)
    sitting = Sitting(on=today, starts_at=early, ends_at=late, kind="extra")
    create_meeting(forum, sitting=sitting, by=world.head, today=today)
    meeting_in(forum, world.head, on=today + timedelta(days=3))
    client.force_login(world.head)
    page = client.get(reverse("forum_detail", args=[forum.pk])).content.decode()

    [lead] = re.findall(r"Nästa möte ([^<]*?) kl\.", page)
    assert lead.startswith(str((today + timedelta(days=3)).day))
