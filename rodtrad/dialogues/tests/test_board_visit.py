"""Visits that the board's members are offered."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.dialogues.actions.board_visit import (
    VisitPlan,
    cancel_visit,
    change_visit,
    offer_visit,
    sign_off,
    sign_up,
)
from rodtrad.dialogues.tests.helpers import TODAY, member_visit, on_day, signed_in, told
from tests.world import World


def _plan(world: World, on: date = TODAY + timedelta(days=5), places: int = 2) -> VisitPlan:
    return VisitPlan(unit=world.school, on=on, starts=None, places=places)


def test_members_and_the_unit_are_told_of_a_visit(world: World) -> None:
    member_visit(world)

    for who in ("board_member", "chair", "principal"):
        assert "Västerportskolan" in told(world.cast[who])[-1], who


def test_a_member_signs_up_and_off(world: World) -> None:
    visit = member_visit(world)
    client = signed_in(world.board_member)
    address = reverse("member_visit_signup", args=[visit.pk])
    with on_day():
        client.post(address, {"med": "1"})
        client.post(address, {"med": "1"})
        assert visit.signups.get().person == world.board_member
        client.post(address, {"med": "0"})

    assert not visit.signups.exists()


def test_a_full_visit_takes_nobody_more(world: World) -> None:
    visit = member_visit(world, places=1)
    sign_up(visit, by=world.board_member, today=TODAY)

    with pytest.raises(ValidationError, match="fullt"):
        sign_up(visit, by=world.chair, today=TODAY)
    sign_off(visit, by=world.board_member)
    sign_up(visit, by=world.chair, today=TODAY)


def test_a_visit_that_has_been_takes_nobody(world: World) -> None:
    visit = member_visit(world)

    with pytest.raises(ValidationError, match="redan varit"):
        sign_up(visit, by=world.chair, today=visit.on + timedelta(days=1))


def test_a_visit_in_the_past_or_another_year_is_refused(world: World) -> None:
    round_ = member_visit(world).round

    with pytest.raises(ValidationError, match="redan varit"):
        offer_visit(
            round_, plan=_plan(world, TODAY - timedelta(days=1)), by=world.head, today=TODAY
        )
    with pytest.raises(ValidationError, match="utanför läsåret"):
        offer_visit(round_, plan=_plan(world, date(2027, 9, 1)), by=world.head, today=TODAY)


def test_a_visit_to_a_closed_unit_is_refused(world: World) -> None:
    round_ = member_visit(world).round
    world.school.closed = TODAY
    world.school.save()

    with pytest.raises(ValidationError, match="stängd"):
        offer_visit(round_, plan=_plan(world), by=world.head, today=TODAY)


def test_fewer_places_than_are_taken_is_refused(world: World) -> None:
    visit = member_visit(world)
    for member in (world.board_member, world.chair):
        sign_up(visit, by=member, today=TODAY)

    with pytest.raises(ValidationError, match="2 ledamöter är redan anmälda"):
        change_visit(visit, plan=_plan(world, places=1), revision=0, by=world.head, today=TODAY)


def test_who_has_signed_up_is_told_when_it_is_called_off(world: World) -> None:
    visit = member_visit(world)
    sign_up(visit, by=world.board_member, today=TODAY)

    with pytest.raises(ValidationError, match="varför"):
        cancel_visit(visit, why=" ", by=world.head, today=TODAY)
    cancel_visit(visit, why="Rektor är sjuk.", by=world.head, today=TODAY)

    assert "Inställt besök: Västerportskolan" in told(world.board_member)[-1]
    with pytest.raises(ValidationError, match="inställt"):
        sign_up(visit, by=world.chair, today=TODAY)
