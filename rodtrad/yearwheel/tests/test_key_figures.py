"""The board's wheel says what is to be told to it, and the administration plans from there."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.keyfigures.tests.doors import occasion_of
from rodtrad.organisation.models import Role
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel
from rodtrad.yearwheel.models import WheelKind
from rodtrad.yearwheel.tasks import item_tasks
from rodtrad.yearwheel.tests.wheels import build_wheels, item, kind
from tests.world import World


@pytest.fixture(autouse=True)
def in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day before the wheel's key figure in November."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 10, 20))


def page(user: User, address: str) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_head_plans_what_the_wheel_says(world: World) -> None:
    build_wheels(world)
    html = page(world.head, reverse("wheel_key_figures"))
    assert "Betyg årskurs 9" in html
    start = html.index(reverse("occasion_create"))
    address = html[start : html.index('"', start)].replace("&amp;", "&")

    form = page(world.head, address)

    assert "Nyckeltal: Betyg årskurs 9" in form
    assert 'value="2026-11-17"' in form
    assert 'value="2026-11-03"' in form
    assert f'value="{world.share.pk}"' in form
    assert "checked" in form


def test_what_is_planned_is_linked_and_the_board_only_reads(world: World) -> None:
    build_wheels(world)
    assert "Inte planerad" in page(world.board_member, reverse("wheel_key_figures"))
    occasion = occasion_of(world, on=date(2026, 11, 17))
    html = page(world.head, reverse("wheel_key_figures"))
    assert reverse("occasion_detail", args=[occasion.pk]) in html
    assert reverse("occasion_create") not in html


def test_without_a_wheel_the_page_says_so(world: World) -> None:
    assert "inga nyckeltal" in page(world.head, reverse("wheel_key_figures"))


def test_the_boards_choice_of_topics_leads_to_the_topics(world: World, client: Client) -> None:
    wheel = open_wheel(kind=kind(WheelKind.BOARD), unit=world.administration, year=2026, by=None)
    role = Role.objects.get(code="board_chair")
    for title, what in (("Ämnen väljs", "dialogue"), ("Budget", "other")):
        item(wheel, title, world.head, kind=what, when="date", first=date(2026, 12, 9), role=role)
    adopt_wheel(wheel=wheel, on=date(2025, 12, 1), by=world.head)

    found = {one.title: one for one in item_tasks(world.chair, date(2026, 12, 1))}

    assert found["Ämnen väljs"].do_url == reverse("topic_list")
    assert found["Budget"].do_url == found["Budget"].url
    client.force_login(world.chair)
    for one in found.values():
        assert client.get(one.do_url).status_code == 200
        assert client.get(one.url).status_code == 200
    assert "Se ämnena" in client.get(found["Ämnen väljs"].url).content.decode()
