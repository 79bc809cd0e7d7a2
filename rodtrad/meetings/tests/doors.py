"""Who may open the pages of forums as they are read, of meetings and of decisions."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import Point, add_file, propose
from rodtrad.meetings.actions.plans import NetworkPlan, save_network_goal
from rodtrad.meetings.models import Material
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting
from tests.door import EVERYBODY, LEADERS, PLANS_SCHOOL, Door
from tests.world import World

# Ledarforum's members: its heads, who run it, and the principals.
MEMBERS = LEADERS | frozenset({"principal", "preschool_principal"})
# Who leads the administration also reaches the networks and may run them.
RUN = LEADERS


def _forum(world: World) -> list[Any]:
    return [forum_at(world.administration).pk]


def _coming(world: World) -> Any:
    return coming_meeting(forum_at(world.administration), world.head)


def _meeting(world: World) -> list[Any]:
    return [_coming(world).pk]


def _item(world: World) -> list[Any]:
    return [_coming(world).items.first().pk]


def _decision(world: World) -> list[Any]:
    return [_coming(world).decisions.get().pk]


def _replaceable(world: World) -> list[Any]:
    forum = forum_at(world.administration)
    meeting = held_meeting(forum, world.head)
    coming_meeting(forum, world.head)
    return [meeting.decisions.get().pk]


def _called(world: World) -> list[Any]:
    return [_coming(world).attendees.first().pk]


def _frozen_material(world: World) -> list[Any]:
    # Material of adopted minutes stays: the door is tried by several.
    meeting = held_meeting(forum_at(world.administration), world.head)
    material = Material.objects.create(item=meeting.items.first(), label="Mål", address="/mal/")
    return [material.pk]


def _file(world: World) -> list[Any]:
    item = _coming(world).items.first()
    pdf = SimpleUploadedFile("underlag.pdf", b"%PDF-1.7 ...")
    return [add_file(item, label="Underlag", file=pdf, by=world.head).pk]


def _proposal(world: World) -> list[Any]:
    forum = forum_at(world.administration)
    row = propose(
        forum, point=Point(title="Lässtrategier"), on=timezone.localdate(), by=world.principal
    )
    return [row.pk]


def _network(world: World) -> Any:
    return forum_at(world.administration, Forum.Kind.LEAD_TEACHERS)


def _network_goal(world: World) -> list[Any]:
    plan = NetworkPlan("Alla prövar modellen", world.year)
    return [save_network_goal(_network(world), plan=plan, by=world.head).pk]


def _series_day(world: World) -> list[Any]:
    forum = forum_at(world.administration)
    today = timezone.localdate()
    day = forum.days(today, today + timedelta(days=90))[0]
    return [day.series, day.original.isoformat()]


DOORS: dict[str, Door] = {
    "forum_list": Door(EVERYBODY),
    "forum_detail": Door(MEMBERS, _forum),
    "meeting_create": Door(RUN, _forum),
    "meeting_open": Door(RUN, _forum, query="", writes=True),
    "forumday_edit": Door(RUN, _series_day),
    "forumday_restore": Door(RUN, _series_day, writes=True),
    "proposal_create": Door(MEMBERS, _forum),
    "proposal_decline": Door(RUN, _proposal),
    "proposal_withdraw": Door(frozenset({"principal"}), _proposal, writes=True),
    "networkgoal_create": Door(RUN, lambda world: [_network(world).pk]),
    "networkgoal_edit": Door(RUN, _network_goal),
    "healthplan_edit": Door(PLANS_SCHOOL, lambda world: [world.school.code]),
    "meeting_list": Door(EVERYBODY),
    "meeting_detail": Door(MEMBERS, _meeting),
    "meeting_edit": Door(RUN, _meeting),
    "meeting_cancel": Door(RUN, _meeting),
    "meeting_ics": Door(MEMBERS, _meeting, is_file=True),
    "meeting_send": Door(RUN, _meeting),
    "meeting_answer": Door(MEMBERS, _meeting, writes=True),
    "attendee_create": Door(RUN, _meeting),
    "health_call": Door(RUN, _meeting, writes=True),
    "presence_save": Door(MEMBERS, _meeting, writes=True),
    "attendee_remove": Door(RUN, _called, writes=True),
    "agenda_fill": Door(RUN, _meeting),
    "item_create": Door(RUN, _meeting),
    "item_edit": Door(RUN, _item),
    # What is noted on is not removed, only refused: the door is tried by several.
    "item_remove": Door(RUN, _item, writes=True),
    "item_restore": Door(RUN, _item, writes=True),
    "item_move": Door(RUN, _item, writes=True),
    "item_outcome": Door(MEMBERS, _item, writes=True),
    "note_history": Door(MEMBERS, _item),
    "material_create": Door(RUN, _item),
    "material_file": Door(MEMBERS, _file, is_file=True),
    "material_remove": Door(RUN, _frozen_material, writes=True),
    "meeting_run": Door(MEMBERS, _meeting),
    "note_save": Door(MEMBERS, _item, writes=True),
    "note_state": Door(MEMBERS, _meeting, is_file=True),
    "minutes_adopt": Door(RUN, _meeting),
    "minutes_pdf": Door(MEMBERS, _meeting, is_file=True),
    "minutes_docx": Door(MEMBERS, _meeting, is_file=True),
    "decision_create": Door(MEMBERS, _meeting),
    "decision_list": Door(EVERYBODY),
    "decision_detail": Door(MEMBERS, _decision),
    "decision_edit": Door(RUN, _decision),
    "decision_follow_up": Door(RUN, _decision),
    "decision_revise": Door(RUN, _replaceable),
}
