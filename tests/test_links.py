"""What a page offers, the person may open: no button leads to a page that is not there."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.goals.actions import Movement, add_target
from tests.world import World

_LINK = re.compile(r'<a [^>]*href="([^"#]+)')

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["head_of_preschools", "board_member"])
def test_every_link_in_lists_of_goals_and_indicators_can_be_opened(world: World, who: str) -> None:
    add_target(
        world.shared_goal,
        indicator=world.share,
        movement=Movement(baseline_value=Decimal(80), desired_value=Decimal(90)),
        checkpoints=[],
        by=world.head,
    )
    client = Client()
    client.force_login(world.cast[who])
    shared = reverse("goal_detail", args=[world.shared_goal.pk])
    indicator = reverse("indicator_detail", args=[world.share.pk])
    lists = [reverse(name) for name in ("goal_list", "indicator_list")]
    if who != "board_member":
        lists += [reverse("remedy_list"), reverse("deficiency_list")]
    asked: dict[str, int] = {}
    for page in (*lists, shared, indicator):
        answer = client.get(page)
        assert answer.status_code == 200, page
        main = answer.content.decode().partition("<main")[2]
        for link in _LINK.findall(main):
            address = f"{page}{link}" if link.startswith("?") else link
            if address.startswith("/") and address not in asked:
                asked[address] = client.get(address.replace("&amp;", "&")).status_code
    assert asked
    assert [address for address, status in asked.items() if status == 404] == []


def test_who_leads_one_school_form_chooses_among_its_units(world: World) -> None:
    client = Client()
    client.force_login(world.head_of_preschools)

    page = client.get(reverse("deficiency_create")).content.decode()

    assert f"enhet={world.preschool.code}" in page
    assert world.school.name not in page
    # And sets the shared goals of that form: the way is offered, and open.
    assert "gemensamt=1" in client.get(reverse("goal_list")).content.decode()
    assert client.get(reverse("goal_create", query={"gemensamt": "1"})).status_code == 200
    client.force_login(world.principal)
    assert "gemensamt=1" not in client.get(reverse("goal_list")).content.decode()
