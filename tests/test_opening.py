"""Mitt arbete, the notices and the log lead only to pages that their reader may open."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rodtrad.audit.models import Event
from rodtrad.home.events import ADMIN_PAGES, PAGES, happenings_for
from rodtrad.home.opening import OPENS, openable, unreachable
from rodtrad.notifications.actions import tell
from rodtrad.notifications.models import Notice
from rodtrad.organisation.access import forget_reaches
from rodtrad.organisation.models import Assignment
from tests.doors import DOORS
from tests.world import World

_LINK = re.compile(r'<a [^>]*href="([^"#]+)')

pytestmark = pytest.mark.django_db


def test_every_page_that_the_log_leads_to_says_who_may_open_it() -> None:
    assert {*PAGES.values(), *ADMIN_PAGES.values()} <= set(OPENS)


@pytest.mark.parametrize("name", sorted(OPENS))
def test_what_is_said_to_open_is_what_the_page_lets_in(world: World, name: str) -> None:
    door = DOORS[name]
    (number,) = door.where(world)
    page = (name, str(number))
    for who, user in world.cast.items():
        forget_reaches(user)
        says = page in openable(user, [page])
        client = Client()
        client.force_login(user)
        assert says is (client.get(reverse(name, args=[number])).status_code == 200), who


def everything_happens(world: World) -> None:
    """One event for each kind of page, at the school and at the administration."""
    for target_type, name in (PAGES | ADMIN_PAGES).items():
        (number,) = DOORS[name].where(world)
        for unit in (world.school, world.administration):
            Event.objects.create(
                by=world.principal,
                verb="goal.changed",
                target_type=target_type,
                target_id=str(number),
                target_label=f"Rad {number} på {name}",
                unit_id=unit.pk,
            )


def test_every_link_on_the_start_page_the_notices_and_the_log_opens_for_each_role(
    world: World,
) -> None:
    everything_happens(world)
    asked = 0
    for who, user in world.cast.items():
        client = Client()
        client.force_login(user)
        pages = [reverse("home"), reverse("notice_list"), reverse("event_list")]
        for name in OPENS:
            (number,) = DOORS[name].where(world)
            address = reverse(name, args=[number])
            tell([user], kind="test", sentence=f"Se {name}", address=address, key=name)
        links: set[str] = set()
        for page in pages:
            main = client.get(page).content.decode().partition("<main")[2]
            found = (unescape(link) for link in _LINK.findall(main))
            links |= {page + link if link.startswith("?") else link for link in found}
        for address in sorted(link for link in links if link.startswith("/")):
            asked += 1
            # The way, not the rest of the page: what the notice leads to is asked for by itself.
            status = client.get(address).status_code
            assert status in (200, 302), (who, address)
    assert asked > 200


def test_the_links_of_the_log_cost_a_fixed_number_of_queries(world: World) -> None:
    everything_happens(world)
    events = list(Event.objects.select_related("by"))
    forget_reaches(world.head)
    happenings_for(world.head, events[:1])
    with CaptureQueriesContext(connection) as asked:
        found = happenings_for(world.head, events, administers=True)
    assert len(asked) <= 3
    assert len({one.url for one in found}) > 15


def test_a_notice_whose_page_is_closed_is_read_without_a_link(world: World, client: Client) -> None:
    address = reverse("goal_detail", args=[world.goal.pk])
    tell([world.principal], kind="test", sentence="Målet är ändrat.", address=address, key="1")
    assert unreachable(world.principal, [address, reverse("goal_list"), "/finns-inte/"]) == set()
    notice = Notice.objects.get(kind="test")
    link = reverse("notice_open", args=[notice.pk])
    client.force_login(world.principal)
    assert link in client.get(reverse("notice_list")).content.decode()
    Assignment.objects.filter(user=world.principal).update(unit=world.other_school)
    page = client.get(reverse("notice_list")).content.decode()
    assert "Målet är ändrat." in page
    assert link not in page
    answer = client.get(link, follow=True)
    assert answer.status_code == 200
    assert "Sidan finns inte längre" in answer.content.decode()
