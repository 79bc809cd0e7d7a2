"""School breaks, as an administrator keeps them."""

from datetime import date

from django.test import Client
from django.urls import reverse

from rodtrad.organisation.models import SchoolBreak
from tests.world import World


def test_an_administrator_adds_a_break_and_takes_it_away(world: World, client: Client) -> None:
    client.force_login(world.administrator)
    sent = {
        "municipality": world.municipality.pk,
        "name": "höstlov",
        "starts": "2026-10-26",
        "ends": "2026-10-30",
    }
    answer = client.post(reverse("schoolbreak_create"), sent, follow=True)
    assert "höstlov är upplagt" in answer.content.decode()
    row = SchoolBreak.objects.get()
    assert (row.starts, row.ends) == (date(2026, 10, 26), date(2026, 10, 30))
    again = client.post(reverse("schoolbreak_create"), sent)
    assert "Det lovet finns redan." in again.content.decode()
    client.post(reverse("schoolbreak_remove", args=[row.pk]))
    assert not SchoolBreak.objects.exists()


def test_a_break_that_ends_before_it_starts_is_refused_with_a_sentence(
    world: World, client: Client
) -> None:
    client.force_login(world.administrator)
    answer = client.post(
        reverse("schoolbreak_create"),
        {
            "municipality": world.municipality.pk,
            "name": "sportlov",
            "starts": "2027-02-22",
            "ends": "2027-02-19",
        },
    )
    assert answer.status_code == 422
    assert "Lovet kan inte sluta innan det börjar." in answer.content.decode()
    assert not SchoolBreak.objects.exists()
