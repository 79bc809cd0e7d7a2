"""A meeting stands in the log of each unit whose staff were there: how many, never who."""

from datetime import date

from rodtrad.forums.models import Forum, HandMember
from rodtrad.meetings.tests.made import held_meeting
from rodtrad.surveys.models import Participation
from tests.world import World, assign, person


def test_adopted_minutes_of_a_units_meeting_tell_that_staff_took_part(world: World) -> None:
    forum = Forum.objects.create(unit=world.school, kind="own", name="Arbetslag 7–9")
    for one in (world.lead_teacher, world.principal):
        HandMember.objects.create(forum=forum, user=one, starts=date(2020, 1, 1))
    meeting = held_meeting(forum, world.principal)
    entry = Participation.objects.get(origin=f"meeting:{meeting.pk}")

    assert (entry.unit, entry.audience, entry.on) == (world.school, "staff", meeting.on)
    assert (entry.took_part, entry.group_size) == (2, 2)
    assert not entry.is_by_hand
    written = " ".join((entry.what, entry.how, entry.said, entry.led_to))
    assert world.lead_teacher.name not in written


def test_a_shared_meeting_stands_in_the_log_of_each_unit_whose_staff_came(world: World) -> None:
    forum = Forum.objects.create(unit=world.administration, kind="lead_teachers", name="Nätverket")
    away, colleague = person("Tove Ek"), person("Sam Holm")
    assign(colleague, "lead_teacher", world.preschool)
    assign(away, "lead_teacher", world.school)
    assign(person("Mia Alm"), "lead_teacher", world.other_school)
    for one in (world.lead_teacher, away, colleague, world.principal, world.head):
        HandMember.objects.create(forum=forum, user=one, starts=date(2020, 1, 1))
    meeting = held_meeting(forum, world.head, absent=[away])
    entries = Participation.objects.filter(origin__startswith=f"meeting:{meeting.pk}:")

    assert sorted(entries.values_list("unit__name", "took_part", "group_size")) == [
        ("Västerportskolan", 1, 2),
        ("Ängens förskola", 1, 1),
    ]
    assert {(one.audience, one.on, one.address) for one in entries} == {("staff", meeting.on, "")}
    assert not any(one.is_by_hand for one in entries)


def test_staff_who_were_called_and_did_not_come_have_not_taken_part(world: World) -> None:
    forum = Forum.objects.create(unit=world.administration, kind="lead_teachers", name="Nätverket")
    for one in (world.lead_teacher, world.head):
        HandMember.objects.create(forum=forum, user=one, starts=date(2020, 1, 1))
    held_meeting(forum, world.head, absent=[world.lead_teacher])

    assert not Participation.objects.filter(origin__startswith="meeting:").exists()


def test_principals_who_meet_are_no_participation_of_their_staff(world: World) -> None:
    forum = Forum.objects.create(unit=world.administration, kind="leaders", name="Ledarforum")
    HandMember.objects.create(forum=forum, user=world.principal, starts=date(2020, 1, 1))
    held_meeting(forum, world.head)

    assert not Participation.objects.filter(origin__startswith="meeting:").exists()
