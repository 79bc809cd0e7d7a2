"""In a demo one becomes anybody with a click; elsewhere that door is not there."""

from typing import Any

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_anybody_of_the_cast_can_be_chosen_without_signing_in(
    world: World, client: Client, settings: Any
) -> None:
    settings.DEMO_MODE = True
    page = client.get(reverse("demo_cast")).content.decode()
    assert "Åsa Lindgren" in page
    assert "Ulf Gran" not in page, "a former principal has no role to try"
    answer = client.post(reverse("demo_sign_in", args=[world.principal.pk]))
    assert answer.headers["Location"] == "/"
    assert client.get("/").context["user"] == world.principal


def test_a_link_does_not_sign_anybody_in(world: World, client: Client, settings: Any) -> None:
    settings.DEMO_MODE = True
    assert client.get(reverse("demo_sign_in", args=[world.principal.pk])).status_code == 405


def test_outside_a_demo_neither_page_exists(world: World, client: Client, settings: Any) -> None:
    settings.DEMO_MODE = False
    client.force_login(world.head)
    assert client.get(reverse("demo_cast")).status_code == 404
    assert client.post(reverse("demo_sign_in", args=[world.principal.pk])).status_code == 404
    assert client.get("/").context["user"] == world.head


def test_who_cannot_sign_in_cannot_be_chosen(world: World, client: Client, settings: Any) -> None:
    settings.DEMO_MODE = True
    world.principal.is_active = False
    world.principal.save()
    assert client.post(reverse("demo_sign_in", args=[world.principal.pk])).status_code == 404
