"""Two people on the same development area: nobody's words are lost."""

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_two_people_on_the_same_area_the_second_sees_both(client: Client, world: World) -> None:
    address = reverse("area_edit", args=[world.area.pk])
    client.force_login(world.principal)
    sent = {"title": "Läsning i NO", "description": "Mina ord.", "revision": world.area.revision}
    assert client.post(address, sent).status_code == 302

    client.force_login(world.assistant_principal)
    answer = client.post(address, {**sent, "title": "Läsning i SO", "description": "Andras ord."})

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Läsning i NO" in page
    assert "Läsning i SO" in page
    world.area.refresh_from_db()
    assert world.area.title == "Läsning i NO"
