"""Wheels in the browser without scripts: moved, written, told of and kept from others."""

from datetime import date

from django.test import Client
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.notifications.models import Notice
from rodtrad.organisation.models import Role
from rodtrad.yearwheel.actions.wheels import (
    adopt_wheel,
)
from rodtrad.yearwheel.models import WheelItem
from rodtrad.yearwheel.queries import placed_of
from rodtrad.yearwheel.tasks import draft_tasks, item_tasks
from rodtrad.yearwheel.tests.wheels import (
    build_wheels,
    item,
    ring_of,
    weekly_forum,
)
from tests.world import World


def test_an_item_is_moved_in_the_table_without_scripts(world: World) -> None:
    made = build_wheels(world)
    there = made.ska.items.get()
    client = Client()
    client.force_login(world.head)

    response = client.post(
        reverse("wheel_item_move", args=[there.pk]), {"week": "41", "fran": "tabell"}, follow=True
    )

    there.refresh_from_db()
    assert there.week == 41
    assert response.redirect_chain[-1][0].startswith(reverse("wheel_table", args=[made.ska.pk]))
    assert "ligger nu v. 41 (låg v. 40)" in response.content.decode()


def test_a_move_that_cannot_be_says_so_on_the_page(world: World) -> None:
    made = build_wheels(world)
    there = made.ska.items.get()
    client = Client()
    client.force_login(world.head)

    response = client.post(reverse("wheel_item_move", args=[there.pk]), {"week": "31"})

    assert response.status_code == 422
    assert "Vecka 31 ligger inte i 2026/27" in response.content.decode()


def test_an_item_is_written_with_a_rule_on_the_page(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)

    client.post(
        reverse("wheel_item_create", args=[made.ska.pk]),
        {
            "title": "Svar före nämnden",
            "ring": ring_of(made.ska).pk,
            "kind": "other",
            "when": "after",
            "after": made.ska.items.get().pk,
            "weeks": "3",
            "direction": "before",
            "week": "50",
        },
    )

    written = made.ska.items.get(title="Svar före nämnden")
    assert (written.when, written.weeks_after, written.week) == ("after", -3, None)
    assert [one.when for one in placed_of([made.ska])] == ["7 sep", "v. 40"]


def test_a_span_that_ends_before_it_starts_is_said_at_its_field(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)

    response = client.post(
        reverse("wheel_item_create", args=[made.ska.pk]),
        {
            "title": "Bakvänt",
            "ring": ring_of(made.ska).pk,
            "kind": "other",
            "when": "span",
            "first": "2026-09-10",
            "last": "2026-09-01",
        },
    )

    assert response.status_code == 422
    assert "kan inte sluta innan den börjar" in response.content.decode()


def test_a_forums_rule_puts_the_item_on_its_agenda(world: World) -> None:
    made = build_wheels(world)
    forum = weekly_forum(world, name="LgU")

    there = item(made.ska, "Mötet", world.head, when="forum", rule_forum=forum, month=9, ordinal=-1)

    assert list(there.forums.all()) == [forum]


def test_a_draft_is_not_there_for_who_does_not_plan_it(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.principal)

    assert client.get(reverse("wheel_detail", args=[made.ska.pk])).status_code == 404
    there = WheelItem.objects.get(wheel=made.ska)
    assert client.get(reverse("wheel_item_detail", args=[there.pk])).status_code == 404
    over = reverse("wheel_detail", args=[made.principals.pk]) + f"?med={made.ska.pk}"
    assert there.title not in client.get(over).content.decode()


def test_those_who_plan_under_a_shared_wheel_are_told_that_it_holds(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)

    client.post(reverse("wheel_adopt", args=[made.ska.pk]), {"on": "2026-08-10"})

    notice = Notice.objects.get(recipient=world.principal)
    assert notice.sentence == "SKA-hjulet 2026/27 är fastställt."
    assert notice.address == reverse("wheel_detail", args=[made.ska.pk])
    told = set(Notice.objects.values_list("recipient__name", flat=True))
    assert world.lead_teacher.name not in told
    assert world.head.name not in told


def test_a_draft_whose_year_has_begun_waits_on_the_start_page(world: World) -> None:
    made = build_wheels(world)

    found = draft_tasks(world.principal, date(2026, 11, 25))

    assert [one.do_url for one in found] == [reverse("wheel_detail", args=[made.unit.pk])]
    assert found[0].kind == "late"
    assert draft_tasks(world.principal, date(2026, 5, 1)) == []
    assert draft_tasks(world.preschool_principal, date(2026, 11, 25)) == []


def test_what_a_role_sees_to_is_told_two_weeks_before(world: World) -> None:
    made = build_wheels(world)
    there = item(made.ska, "Enhetsmålen är klara", world.head, week=36)
    there.role = Role.objects.get(code="principal")
    there.save()
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    def titles(user: User, day: date) -> list[str]:
        return [one.title for one in item_tasks(user, day)]

    assert titles(world.principal, date(2026, 8, 25)) == ["Enhetsmålen är klara"]
    assert titles(world.principal, date(2026, 8, 10)) == []
    assert titles(world.lead_teacher, date(2026, 8, 25)) == []


def test_an_item_is_put_in_from_the_table(world: World) -> None:
    made = build_wheels(world)
    client = Client()
    client.force_login(world.head)
    page = client.get(reverse("wheel_table", args=[made.ska.pk])).content.decode()
    assert reverse("wheel_item_create", args=[made.ska.pk]) in page

    client.post(
        reverse("wheel_item_create", args=[made.ska.pk]),
        {
            "title": "Snabb punkt",
            "ring": ring_of(made.ska).pk,
            "kind": "other",
            "when": "week",
            "week": "12",
        },
    )

    assert made.ska.items.get(title="Snabb punkt").week == 12
