"""People come, get roles and leave: access follows the day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.organisation.access import Permission, forget_reaches, may
from rodtrad.organisation.actions import (
    add_person,
    add_school_year,
    change_person,
    close_school_year,
    deactivate_person,
    end_assignment,
    give_assignment,
)
from rodtrad.organisation.models import Role, SchoolYear
from rodtrad.organisation.queries import people_managed, people_seen
from tests.world import World


def principal_role() -> Role:
    """The role that plans."""
    return Role.objects.get(code="principal")


def test_a_new_person_has_no_password_and_reaches_nothing(world: World) -> None:
    person = add_person(name="Ny Rektor", email="Ny.Rektor@Exempel.se", by=world.administrator)
    assert person.email == "ny.rektor@exempel.se"
    assert not person.has_usable_password()
    assert not may(person, Permission.READ_ADOPTED, world.municipality)


def test_two_people_cannot_have_the_same_address(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        add_person(name="Kopia", email=world.principal.email.upper(), by=world.administrator)
    assert error.value.message_dict == {
        "email": ["Det finns redan en person med den e-postadressen."]
    }


def test_a_role_gives_access_and_its_end_takes_it_that_day(world: World) -> None:
    today = timezone.localdate()
    person = add_person(name="Ny Rektor", email="ny@exempel.se", by=world.administrator)
    assignment = give_assignment(
        person,
        role=principal_role(),
        unit=world.other_school,
        starts=today - timedelta(days=7),
        by=world.administrator,
    )
    assert may(person, Permission.PLAN, world.other_school)
    assert not may(person, Permission.READ, world.school)
    end_assignment(assignment, on=today, by=world.administrator)
    forget_reaches(person)
    assert not may(person, Permission.READ_ADOPTED, world.other_school)
    assert Event.objects.filter(verb="assignment.ended", unit_id=world.other_school.pk).exists()


def test_the_same_role_is_not_given_twice(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        give_assignment(
            world.principal,
            role=principal_role(),
            unit=world.school,
            starts=timezone.localdate(),
            by=world.administrator,
        )
    assert error.value.messages == ["Åsa Lindgren är redan rektor vid Västerportskolan."]


def test_nobody_gives_roles_where_they_do_not_administer(world: World) -> None:
    with pytest.raises(ValidationError):
        give_assignment(
            world.lead_teacher,
            role=Role.objects.get(code="administrator"),
            unit=world.municipality,
            starts=timezone.localdate(),
            by=world.development_head,
        )


def test_an_ended_role_is_not_ended_again(world: World) -> None:
    assignment = world.former_principal.assignments.get()
    with pytest.raises(ValidationError) as error:
        end_assignment(assignment, on=timezone.localdate(), by=world.administrator)
    assert error.value.messages == ["Uppdraget är redan avslutat."]


def test_who_is_shut_out_loses_every_role_and_what_they_wrote_stays(world: World) -> None:
    deactivate_person(world.principal, on=timezone.localdate(), by=world.administrator)
    principal = User.objects.get(pk=world.principal.pk)
    assert not principal.is_active
    assert not may(principal, Permission.READ, world.school)
    world.goal.refresh_from_db()
    assert world.goal.history.first().history_user == principal


def test_nobody_shuts_themselves_out(world: World) -> None:
    with pytest.raises(ValidationError):
        deactivate_person(world.administrator, on=timezone.localdate(), by=world.administrator)
    with pytest.raises(ValidationError):
        change_person(
            world.administrator,
            name="Ali Rahimi",
            email=world.administrator.email,
            title="",
            is_active=False,
            by=world.administrator,
        )


def test_who_administers_a_branch_does_not_manage_people_with_roles_above_it(
    world: World,
) -> None:
    head = world.development_head
    assert world.principal in people_managed(head)
    assert world.administrator not in people_seen(head)
    give_assignment(
        world.administrator,
        role=Role.objects.get(code="staff"),
        unit=world.school,
        starts=timezone.localdate(),
        by=head,
    )
    assert world.administrator in people_seen(head)
    assert world.administrator not in people_managed(head)


def test_a_school_year_is_added_once(world: World) -> None:
    assert add_school_year(2027, by=world.administrator).label == "2027/28"
    with pytest.raises(ValidationError) as error:
        add_school_year(2027, by=world.administrator)
    assert error.value.messages == ["Läsåret 2027/28 finns redan."]


def test_a_school_year_closes_once_and_not_before_its_spring(world: World) -> None:
    with pytest.raises(ValidationError):
        close_school_year(world.year, on=date(2026, 12, 1), by=world.administrator)
    close_school_year(world.last_year, on=date(2026, 8, 20), by=world.administrator)
    assert SchoolYear.objects.get(pk=2025).closed_at == date(2026, 8, 20)
    with pytest.raises(ValidationError):
        close_school_year(world.last_year, on=date(2026, 8, 21), by=world.administrator)
