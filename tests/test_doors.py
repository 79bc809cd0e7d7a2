"""Every address and every role: who gets in, and who meets a wall."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.door import EVERYBODY
from tests.doors import DOORS, WITHOUT_ROLES
from tests.exports import offered_files
from tests.world import World

# 405: the address is there for the person, but not for this method.
_IN = {200, 204, 302, 400, 405, 409, 422}


def _names(resolver: Any) -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry)
        elif isinstance(entry, URLPattern):
            yield str(entry.name)


def _addresses() -> set[str]:
    return {name for name in _names(get_resolver()) if not name.startswith(WITHOUT_ROLES)}


def test_every_address_says_who_gets_in() -> None:
    assert _addresses() == set(DOORS)


def test_the_cast_is_the_whole_cast(world: World) -> None:
    assert set(world.cast) == EVERYBODY


def _address(name: str, world: World) -> str:
    door = DOORS[name]
    address = reverse(name, args=door.where(world))
    return f"{address}?{door.query}" if door.query else address


def _take_along(client: Client, address: str, page: str, who: str) -> None:
    """Who may see a list may have it as a file, and gets one."""
    for file in offered_files(page):
        taken = client.get(urljoin(address, file))
        assert taken.status_code == 200, f"{who}: {file}"
        assert taken.headers["Content-Disposition"].startswith("attachment"), f"{who}: {file}"


BY_SECRET = sorted(name for name, door in DOORS.items() if door.by_secret)


@pytest.mark.parametrize("name", BY_SECRET)
def test_a_secret_address_is_not_there_for_who_guesses(world: World, name: str) -> None:
    *others, secret = DOORS[name].where(world)
    guessed = str(secret)[:-1] + ("a" if str(secret)[-1] != "a" else "b")

    assert Client().get(reverse(name, args=[*others, secret])).status_code in _IN
    assert Client().get(reverse(name, args=[*others, guessed])).status_code == 404


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_for_those_who_may_and_nobody_else(world: World, name: str) -> None:
    """One test for each door, not one for each role: making the world is what takes time."""
    door = DOORS[name]
    address = _address(name, world)
    found = {}
    for who, user in world.cast.items():
        client = Client()
        client.force_login(user)
        response = client.post(address) if door.writes else client.get(address)
        assert response.status_code in _IN | {404}, f"{who}: {response.status_code}"
        found[who] = response.status_code
        if response.status_code == 200 and not response.streaming:
            _take_along(client, address, response.content.decode(errors="replace"), who)
        if who not in door.who:
            assert client.post(address).status_code in (404, 405), f"{who} writes"
    assert {who for who, status in found.items() if status in _IN} == door.who, found

    stranger = Client().get(address)
    if door.by_secret:
        assert stranger.status_code in _IN - {302}
        return
    if name.startswith("draft_"):
        # Asked by a script while somebody types: it must be told, not sent away.
        assert stranger.status_code in (401, 405)
    else:
        assert stranger.status_code == 302
        assert stranger["Location"].startswith(reverse("account_login"))
