"""Notices reach the right people once, and only they read them."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.notifications.actions import mark_read, tell
from rodtrad.notifications.models import Notice
from tests.world import World


def say(world: World, *recipients: User, sentence: str = "Rapporten är återlämnad.") -> int:
    """Tell people about the school's report."""
    return tell(
        recipients,
        kind="report-returned",
        sentence=sentence,
        address=reverse("report_detail", args=[world.report.pk]),
        key=f"report:{world.report.pk}",
        unit=world.school,
        by=world.head,
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_same_is_not_said_twice_to_somebody_who_has_not_read_it(world: World) -> None:
    say(world, world.principal)
    say(world, world.principal, sentence="Rapporten är återlämnad igen.")

    assert [str(one) for one in Notice.objects.to(world.principal)] == [
        "Rapporten är återlämnad igen."
    ]


def test_what_has_been_read_is_followed_by_a_new_notice(world: World) -> None:
    say(world, world.principal)
    mark_read(Notice.objects.to(world.principal), at=timezone.now())
    say(world, world.principal)

    assert Notice.objects.to(world.principal).count() == 2
    assert Notice.objects.to(world.principal).unread().count() == 1


def test_nobody_is_told_of_what_they_did_themselves(world: World) -> None:
    assert say(world, world.head, world.principal) == 1
    assert not Notice.objects.to(world.head).exists()


def test_who_is_shut_out_is_not_told(world: World) -> None:
    world.principal.is_active = False
    world.principal.save()

    assert say(world, world.principal) == 0


def test_opening_a_notice_leads_to_its_page_and_marks_it_read(world: World) -> None:
    say(world, world.principal)
    notice = Notice.objects.get()

    answer = signed_in(world.principal).get(reverse("notice_open", args=[notice.pk]))

    assert answer["Location"] == reverse("report_detail", args=[world.report.pk])
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_another_persons_notice_is_not_there(world: World) -> None:
    say(world, world.principal)
    client = signed_in(world.assistant_principal)

    assert client.get(reverse("notice_open", args=[Notice.objects.get().pk])).status_code == 404
    assert "återlämnad" not in client.get(reverse("notice_list")).content.decode()


def test_everything_is_marked_as_read_at_once(world: World) -> None:
    say(world, world.principal, world.assistant_principal)

    signed_in(world.principal).post(reverse("notice_read_all"))

    assert not Notice.objects.to(world.principal).unread().exists()
    assert Notice.objects.to(world.assistant_principal).unread().exists()


def test_unread_notices_stand_on_the_start_page(world: World) -> None:
    say(world, world.principal)

    page = signed_in(world.principal).get(reverse("home")).content.decode()

    assert "Rapporten är återlämnad." in page
