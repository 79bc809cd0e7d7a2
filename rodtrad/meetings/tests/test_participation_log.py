"""A unit's own meeting stands in the log of participation by itself: how many, never who."""

from datetime import date

from rodtrad.forums.models import Forum, HandMember
from rodtrad.meetings.tests.made import held_meeting
from rodtrad.surveys.models import Participation
from tests.world import World


def test_adopted_minutes_of_a_units_meeting_tell_that_staff_took_part(world: World) -> None:
    forum = Forum.objects.create(unit=world.school, kind="own", name="Arbetslag 7–9")
    for person in (world.lead_teacher, world.principal):
        HandMember.objects.create(forum=forum, user=person, starts=date(2020, 1, 1))
    meeting = held_meeting(forum, world.principal)
    entry = Participation.objects.get(origin=f"meeting:{meeting.pk}")

    assert (entry.unit, entry.audience, entry.on) == (world.school, "staff", meeting.on)
    assert (entry.took_part, entry.group_size) == (2, 2)
    assert not entry.is_by_hand
    written = " ".join((entry.what, entry.how, entry.said, entry.led_to))
    assert world.lead_teacher.name not in written


def test_a_meeting_of_many_units_stands_in_no_units_log(world: World) -> None:
    forum = Forum.objects.create(unit=world.administration, kind="leaders", name="Ledarforum")
    HandMember.objects.create(forum=forum, user=world.principal, starts=date(2020, 1, 1))
    held_meeting(forum, world.head)

    assert not Participation.objects.filter(origin__startswith="meeting:").exists()
