"""Units open, close, merge and move, and their history stays readable."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from rodtrad.audit.models import Event
from rodtrad.organisation.access import Permission, forget_reaches, may, units_open_to
from rodtrad.organisation.actions import (
    change_unit,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
)
from rodtrad.organisation.models import Assignment, SchoolForm, Unit
from tests.world import World

NEW_YEAR = date(2027, 8, 1)


def refusal(error: pytest.ExceptionInfo[ValidationError]) -> str:
    """What the action said."""
    return " ".join(error.value.messages)


def test_a_new_unit_lies_below_its_parent_and_is_reached_from_there(world: World) -> None:
    unit = open_unit(
        parent=world.administration,
        name="Norreportskolan",
        kind=Unit.Kind.SCHOOL,
        code="89680009",
        school_forms=SchoolForm.objects.filter(code="GR"),
        opened=date(2026, 8, 1),
        by=world.administrator,
    )
    assert unit in units_open_to(world.head, Permission.READ)
    assert [form.code for form in unit.school_forms.all()] == ["GR"]
    assert Event.objects.filter(verb="unit.opened", unit_id=unit.pk).exists()
    assert unit.history.get().history_user == world.administrator


def test_two_units_cannot_have_the_same_code(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        open_unit(
            parent=world.administration,
            name="Kopia",
            kind=Unit.Kind.PRESCHOOL,
            code="f-0001",
            opened=date(2026, 8, 1),
            by=world.administrator,
        )
    assert refusal(error) == "Det finns redan en enhet med den koden."


@pytest.mark.parametrize("code", ["ny", "Ny", "a/b"])
def test_a_code_that_an_address_cannot_hold_is_refused(world: World, code: str) -> None:
    with pytest.raises(ValidationError):
        open_unit(
            parent=world.administration,
            name="Skolan",
            kind=Unit.Kind.SCHOOL,
            code=code,
            opened=date(2026, 8, 1),
            by=world.administrator,
        )


def test_a_changed_name_keeps_the_earlier_one_in_the_history(world: World) -> None:
    change_unit(
        world.school,
        name="Västerports skola",
        kind=world.school.kind,
        code=world.school.code,
        school_forms=world.school.school_forms.all(),
        opened=world.school.opened,
        by=world.administrator,
    )
    world.school.refresh_from_db()
    assert world.school.name == "Västerports skola"
    event = Event.objects.get(verb="unit.changed")
    assert event.details["name_before"] == "Västerportskolan"


def test_a_closed_unit_says_what_took_over_and_its_people_can_come_along(world: World) -> None:
    close_unit(
        world.school,
        on=NEW_YEAR,
        successor=world.other_school,
        carry_people=True,
        by=world.administrator,
    )
    assert not world.school.is_open(NEW_YEAR)
    assert world.school.is_open(date(2027, 7, 31))
    succession = world.school.successors.get()
    assert (succession.successor, succession.kind) == (world.other_school, "replaced")
    carried = Assignment.objects.filter(unit=world.other_school, starts=NEW_YEAR)
    assert {row.user for row in carried} == {
        world.principal,
        world.assistant_principal,
        world.lead_teacher,
    }


def test_what_was_written_at_a_closed_unit_stays_readable(world: World) -> None:
    close_unit(world.school, on=date(2026, 9, 1), by=world.administrator)
    forget_reaches(world.principal)
    assert may(world.principal, Permission.READ, world.school)


def test_a_closed_unit_cannot_be_closed_again(world: World) -> None:
    close_unit(world.school, on=NEW_YEAR, by=world.administrator)
    with pytest.raises(ValidationError) as error:
        close_unit(world.school, on=NEW_YEAR, by=world.administrator)
    assert refusal(error) == "Västerportskolan är redan stängd."


def test_a_unit_with_open_units_below_it_cannot_be_closed(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        close_unit(world.administration, on=NEW_YEAR, by=world.administrator)
    assert "Flytta eller stäng dem först." in refusal(error)


def test_units_merge_into_a_new_one_with_all_their_school_forms(world: World) -> None:
    merged = merge_units(
        [world.school, world.other_school],
        new={
            "name": "Stadsskolan",
            "code": "10000009",
            "kind": Unit.Kind.SCHOOL,
            "parent": world.administration,
        },
        on=NEW_YEAR,
        carry_people=True,
        by=world.administrator,
    )
    assert {row.predecessor for row in merged.predecessors.all()} == {
        world.school,
        world.other_school,
    }
    assert {form.code for form in merged.school_forms.all()} == {"FKLASS", "GR", "FTH"}
    assert Assignment.objects.filter(unit=merged, user=world.principal).exists()
    world.other_school.refresh_from_db()
    assert world.other_school.closed == NEW_YEAR


def test_a_unit_can_become_part_of_one_that_goes_on(world: World) -> None:
    into = merge_units([world.school], into=world.other_school, on=NEW_YEAR, by=world.administrator)
    assert into == world.other_school
    assert world.school.successors.get().successor == into


def test_a_unit_cannot_merge_into_itself(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        merge_units(
            [world.school, world.other_school],
            into=world.school,
            on=NEW_YEAR,
            by=world.administrator,
        )
    assert "slås ihop med sig själv" in refusal(error)
    world.other_school.refresh_from_db()
    assert world.other_school.closed is None


def test_one_unit_alone_does_not_become_a_new_one_by_merging(world: World) -> None:
    with pytest.raises(ValidationError):
        merge_units(
            [world.school],
            new={"name": "X", "code": "X", "kind": "school", "parent": world.administration},
            on=NEW_YEAR,
            by=world.administrator,
        )
    assert not Unit.objects.filter(code="X").exists()


def test_who_has_a_role_higher_up_reaches_a_unit_where_it_moves(world: World) -> None:
    area = open_unit(
        parent=world.municipality,
        name="Område Öst",
        kind=Unit.Kind.AREA,
        code="OST",
        opened=date(2026, 8, 1),
        by=world.administrator,
    )
    moved = move_unit(world.school, parent=area, by=world.administrator)
    assert Unit.objects.get_parent(moved) == area
    assert not may(world.head, Permission.READ, moved)
    # Each request reads the assignments anew.
    forget_reaches(world.principal)
    assert may(world.principal, Permission.PLAN, moved)


def test_a_unit_cannot_move_below_itself(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        move_unit(world.administration, parent=world.school, by=world.administrator)
    assert refusal(error) == "En enhet kan inte flyttas in under sig själv."
