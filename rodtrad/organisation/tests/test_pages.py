"""The pages of the administration, as an administrator uses them."""

from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Assignment, SchoolYear, Unit
from tests.world import World, assign, person

MOST_QUERIES = 15
SCHOOL = "54436997"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(world.administrator)
    return client


@pytest.mark.parametrize(
    ("name", "arguments", "query"),
    [
        ("admin_home", [], ""),
        ("role_list", [], ""),
        ("unit_list", [], "?q=VÄSTER&visa=alla"),
        ("unit_detail", [SCHOOL], ""),
        ("unit_detail", ["1286-UTB"], ""),
        ("unit_create", [], "?under=1286"),
        ("unit_edit", [SCHOOL], ""),
        ("unit_close", [SCHOOL], ""),
        ("unit_merge", [SCHOOL], ""),
        ("unit_move", [SCHOOL], ""),
        ("unit_history", [SCHOOL], ""),
        ("person_list", [], "?roll=principal&enhet=1286"),
        ("person_create", [], ""),
        ("year_list", [], ""),
        ("year_create", [], ""),
        ("year_close", ["2025-26"], ""),
    ],
)
def test_no_page_asks_more_when_there_is_more(
    world: World, admin: Client, name: str, arguments: list[Any], query: str
) -> None:
    address = reverse(name, args=arguments) + query
    with CaptureQueriesContext(
        connection,
    ) as small:
        assert admin.get(address).status_code == 200
    for number in range(12):
        unit = Unit.objects.add_child(
            Unit.objects.get(pk=world.administration.pk),
            instance=Unit(name=f"Skola {number}", kind="school", code=f"S{number}"),
        )
        unit.school_forms.set(["GR"])
        assign(person(f"Rektor Nummer{number}"), "principal", unit)
        assign(person(f"Lärare Nummer{number}"), "staff", world.school)
    with CaptureQueriesContext(connection) as large:
        assert admin.get(address).status_code == 200
    assert len(large) <= len(small) <= MOST_QUERIES


def test_an_invited_person_gets_a_letter_and_then_a_role(world: World, admin: Client) -> None:
    answer = admin.post(
        reverse("person_create"), {"name": "Sara Ny", "email": "sara@exempel.se", "title": ""}
    )
    sara = User.objects.get(email="sara@exempel.se")
    assert answer.headers["Location"] == reverse("assignment_create", args=[sara.pk])
    assert [letter.to for letter in mail.outbox] == [["sara@exempel.se"]]
    assert mail.outbox[0].subject == "Rödtråd: Välj lösenord"
    assert "Hej Sara Ny!" in str(mail.outbox[0].body)
    assert "http://testserver/konto/" in str(mail.outbox[0].body)
    admin.post(
        reverse("assignment_create", args=[sara.pk]),
        {
            "role": Assignment.objects.get(user=world.principal).role_id,
            "unit": world.other_school.pk,
            "starts": timezone.localdate().isoformat(),
        },
    )
    assert sara.assignments.get().unit == world.other_school


def test_a_role_ended_today_shuts_the_door_at_once(
    world: World, admin: Client, client: Client
) -> None:
    assignment = world.lead_teacher.assignments.get()
    admin.post(
        reverse("assignment_end", args=[assignment.pk]),
        {"on": timezone.localdate().isoformat()},
    )
    teacher = Client()
    teacher.force_login(world.lead_teacher)
    assert teacher.get(reverse("goal_detail", args=[world.goal.pk])).status_code == 404


def test_a_taken_code_is_explained_on_the_field(world: World, admin: Client) -> None:
    answer = admin.post(
        reverse("unit_create"),
        {
            "name": "Kopia",
            "parent": world.administration.pk,
            "kind": "school",
            "code": SCHOOL,
            "opened": "2026-08-01",
        },
    )
    assert answer.status_code == 422
    assert "Det finns redan en enhet med den koden." in answer.content.decode()


def test_units_merge_into_a_new_one_from_the_page(world: World, admin: Client) -> None:
    answer = admin.post(
        reverse("unit_merge", args=[SCHOOL]),
        {
            "units": [world.other_school.pk],
            "into": "",
            "name": "Stadsskolan",
            "code": "10000009",
            "on": "2027-08-01",
            "carry_people": "on",
            "note": "Beslut i nämnden.",
        },
    )
    assert answer.headers["Location"] == reverse("unit_detail", args=["10000009"])
    page = admin.get(answer.headers["Location"]).content.decode()
    assert "Vad som blev vad" in page
    assert "Östra skolan" in page


def test_a_unit_is_moved_and_closed_from_its_pages(world: World, admin: Client) -> None:
    admin.post(reverse("unit_move", args=[SCHOOL]), {"parent": world.municipality.pk})
    assert Unit.objects.get_parent(Unit.objects.get(code=SCHOOL)) == world.municipality
    admin.post(reverse("unit_close", args=[SCHOOL]), {"on": "2027-08-01", "note": ""})
    assert Unit.objects.get(code=SCHOOL).closed is not None


def test_a_school_year_is_added_and_closed_from_its_pages(world: World, admin: Client) -> None:
    admin.post(reverse("year_create"), {"start": "2027"})
    assert SchoolYear.objects.filter(pk=2027).exists()
    admin.post(reverse("year_close", args=["2025-26"]))
    assert SchoolYear.objects.get(pk=2025).closed_at is not None


@pytest.mark.parametrize("name", ["unit_list", "person_list", "role_list", "year_list"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_list_can_be_taken_along(world: World, admin: Client, name: str, form: str) -> None:
    answer = admin.get(reverse(name), {"format": form})
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert len(answer.content) > 50


@pytest.mark.parametrize("who", ["principal", "head", "board_member", "lead_teacher"])
def test_who_does_not_administer_finds_nothing_there(
    world: World, client: Client, who: str
) -> None:
    client.force_login(world.cast[who])
    for name in ("admin_home", "unit_list", "person_list", "role_list", "year_list"):
        assert client.get(reverse(name)).status_code == 404
    assert client.get(reverse("unit_detail", args=[SCHOOL])).status_code == 404
    assert client.get(reverse("person_edit", args=[world.principal.pk])).status_code == 404
