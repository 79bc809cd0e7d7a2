"""Days and members of many forums at once."""

from datetime import date, time
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.forums.models import (
    AttendanceDecision,
    Forum,
    ForumSeries,
    HandMember,
    MemberRole,
    SeriesException,
)
from rodtrad.forums.queries import days_of, members_of
from rodtrad.organisation.models import Role, SchoolBreak
from tests.world import World

TODAY = date(2026, 9, 14)


def _ledarforum(world: World, name: str = "Ledarforum") -> Any:
    forum = Forum.objects.create(kind=Forum.Kind.LEADERS, unit=world.administration, name=name)
    for code, leads, by_decision in (
        ("head_of_schools", True, False),
        ("principal", False, False),
        ("assistant_principal", False, True),
    ):
        MemberRole.objects.create(
            forum=forum, role=Role.objects.get(code=code), leads=leads, by_decision=by_decision
        )
    ForumSeries.objects.create(
        forum=forum,
        weekday=2,
        starts_at=time(9),
        minutes=120,
        first=date(2026, 8, 12),
        last=date(2026, 12, 16),
    )
    return forum


def _people(forum: Any) -> set[str]:
    return {member.user.name for member in members_of([forum], TODAY)[forum.pk]}


def test_members_come_from_the_roles_at_the_unit_and_below(world: World) -> None:
    forum = _ledarforum(world)
    assert _people(forum) == {
        "Karin Öberg",
        "Lena Dahl",
        "Åsa Lindgren",
        "Per Zetterlund",
    }
    assert Forum.objects.with_member(world.principal, TODAY).get() == forum
    assert not Forum.objects.with_member(world.lead_teacher, TODAY).exists()
    assert not Forum.objects.with_member(world.former_principal, TODAY).exists()


def test_the_assistant_principal_belongs_when_the_principal_has_decided_so(world: World) -> None:
    forum = _ledarforum(world)
    assert not Forum.objects.with_member(world.assistant_principal, TODAY).exists()
    AttendanceDecision.objects.create(
        forum=forum,
        unit=world.school,
        person=world.assistant_principal,
        school_year=world.year,
        attends=True,
        decided_by=world.principal,
        decided_on=TODAY,
    )
    assert world.assistant_principal.name in _people(forum)
    assert Forum.objects.with_member(world.assistant_principal, TODAY).exists()


def test_a_role_with_a_school_form_takes_only_units_that_have_it(world: World) -> None:
    forum = _ledarforum(world)
    forum.member_roles.filter(role__code="principal").update(school_form="FS")
    assert "Per Zetterlund" in _people(forum)
    assert "Åsa Lindgren" not in _people(forum)
    assert not Forum.objects.with_member(world.principal, TODAY).exists()
    assert Forum.objects.with_member(world.preschool_principal, TODAY).exists()


def test_who_has_the_role_above_is_counted_only_when_the_forum_says_so(world: World) -> None:
    team = Forum.objects.create(kind=Forum.Kind.PUPIL_HEALTH, unit=world.school, name="EHT")
    row = MemberRole.objects.create(forum=team, role=Role.objects.get(code="head_of_schools"))
    assert _people(team) == set()
    row.from_above = True
    row.save()
    assert "Karin Öberg" in _people(team)
    assert Forum.objects.with_member(world.head, TODAY).filter(pk=team.pk).exists()


def test_a_member_by_hand_belongs_from_one_day_to_another(world: World) -> None:
    forum = _ledarforum(world)
    HandMember.objects.create(
        forum=forum, user=world.lead_teacher, starts=date(2026, 9, 1), ends=date(2026, 9, 15)
    )
    assert Forum.objects.with_member(world.lead_teacher, TODAY).exists()
    assert not Forum.objects.with_member(world.lead_teacher, date(2026, 9, 15)).exists()
    assert world.lead_teacher.name in _people(forum)


def test_days_skip_breaks_and_follow_exceptions(world: World) -> None:
    forum = _ledarforum(world)
    SchoolBreak.objects.create(
        municipality=world.municipality,
        name="höstlov",
        starts=date(2026, 10, 26),
        ends=date(2026, 10, 30),
    )
    series = forum.series.get()
    SeriesException.objects.create(series=series, on=date(2026, 10, 21), reason="Studiedag")
    days = forum.days(date(2026, 10, 12), date(2026, 11, 6))
    assert [day.on.isoformat() for day in days] == ["2026-10-14", "2026-11-04"]
    with_cancelled = forum.days(date(2026, 10, 12), date(2026, 11, 6), cancelled=True)
    assert [day.reason for day in with_cancelled if day.cancelled] == ["Studiedag"]


def test_a_forum_that_has_ended_meets_no_more(world: World) -> None:
    forum = _ledarforum(world)
    forum.ended_on = date(2026, 9, 10)
    forum.save()
    assert [day.on.day for day in forum.days(date(2026, 9, 1), date(2026, 9, 30))] == [2, 9]


def test_days_and_members_of_many_forums_cost_as_many_queries_as_of_one(world: World) -> None:
    forums = [_ledarforum(world, f"Ledarforum {number}") for number in range(4)]
    counts = []
    for chosen in (forums[:1], forums):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            days_of(chosen, date(2026, 8, 1), date(2026, 12, 31))
            members_of(chosen, TODAY)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
