"""Forums as they are started and changed, and what is refused with a sentence."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.forums.actions import (
    ForumPlan,
    add_hand_member,
    add_series,
    cancel_day,
    create_forum,
    end_forum,
    move_day,
    remove_member_role,
    restore_day,
)
from rodtrad.forums.models import Forum
from rodtrad.forums.series import Rule
from tests.world import World

FIRST = date(2026, 8, 12)
WEDNESDAYS = Rule(2, 1, FIRST, date(2026, 12, 16), time(9), 120)


@pytest.fixture
def forum(world: World) -> Any:
    """Ledarforum, on Wednesdays."""
    made = create_forum(
        kind=Forum.Kind.LEADERS,
        unit=world.administration,
        plan=ForumPlan("Ledarforum"),
        by=world.head,
    )
    add_series(made, rule=WEDNESDAYS, by=world.head)
    return made


def test_bad_series_and_days_are_refused_with_a_sentence(world: World, forum: Any) -> None:
    nothing = Rule(0, 1, FIRST, FIRST + timedelta(days=3), time(9), 60)
    with pytest.raises(ValidationError, match="Serien har ingen dag"):
        add_series(forum, rule=nothing, by=world.head)
    backwards = Rule(2, 1, FIRST, FIRST - timedelta(days=1), time(9), 60)
    with pytest.raises(ValidationError, match="Serien kan inte sluta innan"):
        add_series(forum, rule=backwards, by=world.head)
    series = forum.series.get()
    with pytest.raises(ValidationError, match="möts inte den dagen"):
        cancel_day(series, on=FIRST + timedelta(days=1), reason="Resa", by=world.head)
    with pytest.raises(ValidationError, match="varför mötet ställs in"):
        cancel_day(series, on=FIRST, reason=" ", by=world.head)
    week = FIRST + timedelta(days=7)
    with pytest.raises(ValidationError, match="möts redan den dagen"):
        move_day(series, on=FIRST, to=week, at=None, reason="Resa", by=world.head)


def test_a_day_is_moved_and_put_back(world: World, forum: Any) -> None:
    series = forum.series.get()
    friday = FIRST + timedelta(days=2)
    move_day(series, on=FIRST, to=friday, at=time(13), reason="Resa", by=world.head)
    assert [day.on for day in forum.days(FIRST, friday)] == [friday]
    restore_day(series, on=FIRST, by=world.head)
    assert [day.on for day in forum.days(FIRST, friday)] == [FIRST]


def test_a_forum_belongs_where_its_kind_belongs(world: World) -> None:
    for kind, unit, words in (
        (Forum.Kind.LEADERS, world.school, "forumet är gemensamt"),
        (Forum.Kind.OWN, world.administration, "forumet är enhetens eget"),
        (Forum.Kind.CHILD_HEALTH, world.school, "En skola har ett elevhälsoteam"),
    ):
        with pytest.raises(ValidationError, match=words):
            create_forum(kind=kind, unit=unit, plan=ForumPlan("Forum"), by=world.head)


def test_somebody_always_prepares_the_meetings(world: World, forum: Any) -> None:
    rows = list(forum.member_roles.filter(leads=True))
    for row in rows[:-1]:
        remove_member_role(row, by=world.head)
    with pytest.raises(ValidationError, match="förbereda och leda"):
        remove_member_role(rows[-1], by=world.head)


def test_nobody_is_added_twice_and_a_forum_ends_once(world: World, forum: Any) -> None:
    add_hand_member(forum, user=world.lead_teacher, starts=FIRST, by=world.head)
    with pytest.raises(ValidationError, match="redan tillagd"):
        add_hand_member(forum, user=world.lead_teacher, starts=FIRST, by=world.head)
    end_forum(forum, on=FIRST, by=world.head)
    with pytest.raises(ValidationError, match="redan upphört"):
        end_forum(forum, on=FIRST, by=world.head)


def test_a_principal_starts_a_forum_at_the_own_unit_only(world: World, client: Client) -> None:
    client.force_login(world.principal)
    sent = {"kind": "own", "unit": world.school.pk, "name": "Utvecklingsgruppen"}
    client.post(reverse("forum_create"), sent)
    forum = Forum.objects.get()
    assert forum.member_roles.filter(role__code="principal", leads=True).exists()
    shared = {"kind": "leaders", "unit": world.school.pk, "name": "Ledarforum"}
    assert client.post(reverse("forum_create"), shared).status_code == 422
    elsewhere = {"kind": "own", "unit": world.other_school.pk, "name": "Annat"}
    assert client.post(reverse("forum_create"), elsewhere).status_code == 422
    assert Forum.objects.count() == 1
