"""What the pages of forums, meetings and decisions are counted with."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.bench.city import City
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import Point, add_file, propose
from rodtrad.meetings.actions.plans import NetworkPlan, save_network_goal
from rodtrad.meetings.models import Meeting
from rodtrad.meetings.tests.made import coming_meeting, forum_at, held_meeting
from rodtrad.organisation.models import SchoolYear


def _forum(city: City, kind: str = Forum.Kind.LEADERS) -> Any:
    """The city's forum of a kind, with as many meetings and proposals as it has units."""
    branch = city.branch
    found = Forum.objects.filter(kind=kind, unit=branch.administration).first()
    if found is not None:
        return Forum.objects.select_related("unit").get(pk=found.pk)
    forum = forum_at(branch.administration, kind)
    size = len(branch.units)
    for number in range(size // 3):
        held_meeting(forum, branch.head, size=2, days_ago=7 * number + 7)
    for number in range(size):
        propose(
            forum,
            point=Point(title=f"Förslag {number}"),
            on=timezone.localdate(),
            by=branch.head,
        )
    return forum


def _pk(city: City) -> list[Any]:
    return [_forum(city).pk]


def _coming(city: City) -> Any:
    forum = _forum(city)
    found = Meeting.objects.filter(forum=forum, state=Meeting.State.SENT).first()
    return found or coming_meeting(forum, city.branch.head, size=len(city.branch.units))


def _meeting(city: City) -> list[Any]:
    return [_coming(city).pk]


def _adopted(city: City) -> list[Any]:
    forum = _forum(city)
    return [Meeting.objects.filter(forum=forum, state=Meeting.State.ADOPTED)[0].pk]


def _item(city: City) -> list[Any]:
    return [_coming(city).items.first().pk]


def _file(city: City) -> list[Any]:
    pdf = SimpleUploadedFile("underlag.pdf", b"%PDF-1.7 ...")
    item = _coming(city).items.first()
    return [add_file(item, label="Underlag", file=pdf, by=city.branch.head).pk]


def _decision(city: City) -> list[Any]:
    return [_coming(city).decisions.first().pk]


def _earlier(city: City) -> list[Any]:
    _coming(city)
    adopted = Meeting.objects.get(pk=_adopted(city)[0])
    return [adopted.decisions.get().pk]


def _proposal(city: City) -> list[Any]:
    return [_forum(city).proposals.first().pk]


def _network(city: City) -> list[Any]:
    return [_forum(city, Forum.Kind.LEAD_TEACHERS).pk]


def _goal(city: City) -> list[Any]:
    forum = Forum.objects.get(pk=_network(city)[0])
    year = SchoolYear.objects.get(pk=city.ground.years[-1].pk)
    for number in range(len(city.branch.units)):
        goal = save_network_goal(
            forum, plan=NetworkPlan(f"Mål {number}", year), by=city.branch.head
        )
    return [goal.pk]


def _team(city: City) -> list[Any]:
    unit = city.branch.units[0]
    kind = Forum.Kind.PUPIL_HEALTH if unit.kind == "school" else Forum.Kind.CHILD_HEALTH
    found = Forum.objects.filter(kind=kind, unit=unit).first()
    return [(found or forum_at(unit, kind)).pk]


def _day(city: City) -> list[Any]:
    forum = _forum(city)
    today = timezone.localdate()
    day = forum.days(today, YearSpan.of(today).next.ends)[0]
    return [day.series, day.original.isoformat()]


def _nowhere(city: City) -> list[Any]:
    return []


PAGES: dict[str, tuple[Any, str]] = {
    "forum_list": (_nowhere, ""),
    "forum_list:csv": (_nowhere, "format=csv"),
    "forum_detail": (_pk, ""),
    "forum_detail:network": (_network, ""),
    "forum_detail:team": (_team, ""),
    "meeting_create": (_pk, ""),
    "forumday_edit": (_day, ""),
    "proposal_create": (_pk, ""),
    "proposal_decline": (_proposal, ""),
    "networkgoal_create": (_network, ""),
    "networkgoal_edit": (_goal, ""),
    "healthplan_edit": (lambda city: [city.branch.units[0].code], ""),
    "meeting_list": (_nowhere, ""),
    "meeting_list:xlsx": (_nowhere, "format=xlsx"),
    "meeting_detail": (_meeting, ""),
    "meeting_detail:adopted": (_adopted, ""),
    "meeting_edit": (_meeting, ""),
    "meeting_cancel": (_meeting, ""),
    "meeting_ics": (_meeting, ""),
    "meeting_send": (_meeting, ""),
    "attendee_create": (_meeting, ""),
    "agenda_fill": (_meeting, ""),
    "item_create": (_meeting, ""),
    "item_edit": (_item, ""),
    "note_history": (_item, ""),
    "material_create": (_item, ""),
    "material_file": (_file, ""),
    "meeting_run": (_meeting, ""),
    "note_state": (_meeting, ""),
    "minutes_adopt": (_meeting, ""),
    "minutes_pdf": (_adopted, ""),
    "minutes_docx": (_meeting, ""),
    "decision_create": (_meeting, ""),
    "decision_list": (_nowhere, ""),
    "decision_list:xlsx": (_nowhere, "format=xlsx"),
    "decision_detail": (_decision, ""),
    "decision_edit": (_decision, ""),
    "decision_follow_up": (_decision, ""),
    "decision_revise": (_earlier, ""),
}

WRITES = frozenset(
    {
        "meeting_open",
        "forumday_restore",
        "proposal_withdraw",
        "meeting_answer",
        "health_call",
        "presence_save",
        "attendee_remove",
        "item_remove",
        "item_restore",
        "item_move",
        "item_outcome",
        "material_remove",
        "note_save",
    }
)
