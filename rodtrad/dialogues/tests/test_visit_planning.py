"""Planning the visits: rounds, suggested days, closed units, five hundred units."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.dialogues.actions.visit import (
    cancel_visit,
    reopen_visit,
)
from rodtrad.dialogues.actions.visit_plan import (
    Slot,
    add_new_units,
    open_visit_round,
    plan_visit,
    plan_visits,
    suggest_visit_days,
)
from rodtrad.dialogues.models import Visit
from rodtrad.dialogues.tests import visit_helpers as helpers
from rodtrad.dialogues.tests.visit_helpers import DAY, TODAY
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import SchoolBreak, SchoolYear, Unit
from tests.world import World


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_round_visits_every_open_unit_with_the_people_of_its_roles(world: World) -> None:
    round_ = helpers.round_of(world)
    assert {visit.unit for visit in round_.visits.all()} == {
        world.school,
        world.other_school,
        world.preschool,
    }
    visit = helpers.visit_at(round_, world.school)
    parts = {row.user: row.part for row in visit.participants.all()}
    assert parts == {
        world.head: "visitor",
        world.development_head: "visitor",
        world.principal: "principal",
        world.lead_teacher: "lead",
    }
    there = helpers.visit_at(round_, world.preschool).participants
    assert there.filter(user=world.head_of_preschools, part="visitor").exists()


def test_a_second_round_the_same_year_has_nobody_left_to_visit(world: World) -> None:
    helpers.round_of(world)
    with pytest.raises(ValidationError, match="inte redan har ett besök"):
        helpers.round_of(world)


def test_a_round_in_a_closed_year_or_backwards_is_refused(world: World) -> None:
    with pytest.raises(ValidationError, match="före den första"):
        open_visit_round(
            unit=world.administration,
            school_year=world.year,
            starts=DAY,
            ends=date(2027, 1, 1),
            today=TODAY,
            by=world.head,
        )
    world.last_year.closed_at = TODAY
    world.last_year.save()
    with pytest.raises(ValidationError, match="är stängt"):
        helpers.round_of(world, year=world.last_year)


def test_a_visit_to_a_closed_unit_is_refused_with_its_name_and_day(world: World) -> None:
    round_ = helpers.round_of(world)
    world.school.closed = date(2027, 1, 1)
    world.school.save()
    visit = helpers.visit_at(round_, world.school)
    with pytest.raises(ValidationError, match="Västerportskolan är stängd från 1 januari 2027"):
        plan_visit(visit, Slot(DAY), by=world.head)
    answer = _client(world.head).post(
        reverse("visit_round_plan", args=[round_.pk]),
        {"besok": [visit.pk], f"on_{visit.pk}": "2027-02-10"},
        follow=True,
    )
    assert "kan inte besökas 10 februari 2027" in answer.content.decode()
    visit.refresh_from_db()
    assert visit.on is None


def test_suggestions_avoid_breaks_forums_and_each_other(world: World) -> None:
    round_ = helpers.round_of(world)
    SchoolBreak.objects.create(
        municipality=world.municipality,
        name="sportlov",
        starts=date(2027, 2, 1),
        ends=date(2027, 3, 31),
    )
    forum = Forum.objects.create(
        kind=Forum.Kind.LEADERS, unit=world.administration, name="Ledarforum"
    )
    ForumSeries.objects.create(
        forum=forum,
        weekday=2,
        first=date(2026, 8, 1),
        last=date(2027, 7, 31),
    )
    assert suggest_visit_days(round_, today=TODAY, by=world.head) == []
    days = [visit.on for visit in round_.visits.all()]
    assert len(set(days)) == 3
    for day in days:
        assert day is not None
        assert day >= date(2027, 4, 1)
        assert day.weekday() not in (2, 5, 6)


def test_a_day_that_is_taken_is_told_when_the_plan_is_saved(world: World) -> None:
    round_ = helpers.round_of(world)
    SchoolBreak.objects.create(
        municipality=world.municipality, name="sportlov", starts=DAY, ends=DAY
    )
    visit = helpers.visit_at(round_, world.school)
    answer = _client(world.head).post(
        reverse("visit_round_plan", args=[round_.pk]),
        {"besok": [visit.pk], f"on_{visit.pk}": DAY.isoformat(), f"begins_{visit.pk}": "09:00"},
        follow=True,
    )
    assert "krockar med lov" in answer.content.decode()
    visit.refresh_from_db()
    assert (visit.on, visit.begins) == (DAY, time(9))
    assert Notice.objects.filter(recipient=world.principal, kind="visit-planned").exists()


def test_too_few_days_leave_visits_without_one(world: World) -> None:
    round_ = open_visit_round(
        unit=world.administration,
        school_year=world.year,
        starts=DAY,
        ends=DAY,
        today=TODAY,
        by=world.head,
    )
    left = suggest_visit_days(round_, today=TODAY, a_day=1, by=world.head)
    assert len(left) == 2


def test_no_day_is_suggested_to_a_unit_that_closes(world: World) -> None:
    round_ = helpers.round_of(world)
    world.school.closed = date(2027, 2, 15)
    world.school.save()
    left = suggest_visit_days(round_, today=TODAY, by=world.head)
    assert [visit.unit for visit in left] == [world.school]
    assert helpers.visit_at(round_, world.school).on is None


def test_a_head_of_preschools_plans_the_preschools_only(world: World) -> None:
    round_ = helpers.round_of(world)
    page = _client(world.head_of_preschools).get(reverse("visit_round_detail", args=[round_.pk]))
    assert [visit.unit for visit in page.context["page"]] == [world.preschool]
    school = helpers.visit_at(round_, world.school)
    assert plan_visits(round_, {school.pk: Slot(DAY)}, by=world.head_of_preschools) == 0


def test_a_cancelled_visit_says_why_and_can_be_planned_again(world: World) -> None:
    visit = helpers.planned(world)
    with pytest.raises(ValidationError, match="Skriv varför"):
        cancel_visit(visit, why=" ", by=world.head)
    cancel_visit(visit, why="Rektor är sjuk.", by=world.head)
    with pytest.raises(ValidationError, match="inställt och går inte att planera om"):
        plan_visit(visit, Slot(date(2027, 3, 1)), by=world.head)
    assert reopen_visit(visit, by=world.head).state == Visit.State.PLANNED


def test_a_unit_that_opens_later_is_taken_in(world: World) -> None:
    round_ = helpers.round_of(world)
    Unit.objects.add_child(
        Unit.objects.get(pk=world.administration.pk),
        instance=Unit(name="Nya skolan", kind="school", code="NY"),
    )
    assert add_new_units(round_, today=TODAY, by=world.head) == 1


def test_five_hundred_units_cost_as_many_queries_as_five(world: World) -> None:
    def measured(count: int) -> tuple[int, int]:
        year = SchoolYear.objects.get_or_create(start=2030 + (count > 5))[0]
        top = Unit.objects.get(pk=world.administration.pk)
        have = Unit.objects.filter(kind="school").count()
        for number in range(have, count):
            top = Unit.objects.get(pk=world.administration.pk)
            Unit.objects.add_child(
                top, instance=Unit(name=f"Skola {number}", kind="school", code=f"Q{number}")
            )
        with CaptureQueriesContext(connection) as planning:
            round_ = open_visit_round(
                unit=world.administration,
                school_year=year,
                starts=date(year.start, 9, 1),
                ends=date(year.start + 1, 5, 31),
                today=TODAY,
                by=world.head,
            )
            suggest_visit_days(round_, today=TODAY, a_day=4, by=world.head)
        client = _client(world.head)
        with CaptureQueriesContext(connection) as listing:
            page = client.get(reverse("visit_round_detail", args=[round_.pk]))
        assert page.status_code == 200
        assert not round_.visits.filter(on__isnull=True).exists()
        return len(planning), len(listing)

    few, many = measured(5), measured(500)
    # Rows are written and days set in batches of two hundred and of as many as a statement takes.
    assert many[0] <= few[0] + 12, (few, many)
    assert many[1] == few[1], (few, many)
