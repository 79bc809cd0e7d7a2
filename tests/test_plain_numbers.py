"""A number in an address, a form or a date is written without a space between thousands."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from rodtrad.yearwheel.tests.wheels import build_wheels
from tests.world import World

pytestmark = pytest.mark.django_db

_SPACED = re.compile("[12](?:\u00a0|\u202f|&nbsp;|%C2%A0)[02][0-9]{2}")


def test_years_and_keys_above_a_thousand_have_no_space(world: World) -> None:
    made = build_wheels(world)
    one = made.ska.items.get()
    one.pk, one.lineage = 1234, uuid4()
    one.save(force_insert=True)
    client = Client()
    client.force_login(world.head)
    for address in (
        reverse("report_list"),
        reverse("report_progress"),
        reverse("wheel_item_detail", args=[1234]),
        reverse("wheel_table", args=[made.ska.pk]),
    ):
        html = client.get(address).content.decode()
        assert re.search("1234|202[56]", html), address
        assert _SPACED.findall(html) == [], address
