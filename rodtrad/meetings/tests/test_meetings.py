"""Meetings from the call to the adopted minutes, and who may read what of them."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from rodtrad.forums.actions import add_hand_member, decide_attendance
from rodtrad.forums.models import Forum, SeriesException
from rodtrad.meetings.actions import (
    Point,
    Resolution,
    Sitting,
    add_item,
    adopt_minutes,
    answer_call,
    call_people,
    cancel_meeting,
    change_decision,
    change_health_plan,
    change_meeting,
    create_meeting,
    follow_up_decision,
    make_decision,
    move_item,
    open_day,
    revise_decision,
    save_network_goal,
    send_call,
)
from rodtrad.meetings.actions.plans import NetworkPlan
from rodtrad.meetings.health import professions
from rodtrad.meetings.minutes.content import MinutesDamagedError, frozen_or_composed
from rodtrad.meetings.models import Decision, Meeting, MinutesSnapshot
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting, meeting_in
from rodtrad.notifications.models import Notice
from tests.world import World, assign, person


def _today() -> date:
    return timezone.localdate()


def _sees(client: Client, user: Any, name: str, pk: int) -> str | None:
    """The page as the person sees it; None when it is not there for them."""
    client.force_login(user)
    answer = client.get(reverse(name, args=[pk]))
    return answer.content.decode() if answer.status_code == 200 else None


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


def test_a_guest_sees_the_meeting_they_are_called_to_when_it_is_sent(
    world: World, client: Client
) -> None:
    meeting = coming_meeting(forum_at(world.administration), world.head)
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk) is None
    call_people(meeting, people=[(world.lead_teacher, "Föredragande")], by=world.head)
    assert _sees(client, world.lead_teacher, "meeting_detail", meeting.pk)
    assert Notice.objects.filter(recipient=world.lead_teacher).exists()


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
