"""The weekly letter goes to those who have something to read or do, and not more often."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from rodtrad.home.digest import letters, send
from rodtrad.notifications.actions import choose_weekly_letter, tell
from tests.world import World

TODAY = date(2026, 11, 24)


def told(world: World, sentence: str = "Rapporten är återlämnad.") -> None:
    """Tell the board member something: somebody who has no tasks."""
    tell([world.board_member], kind="test", sentence=sentence, address="/rapporter/", key=sentence)


def test_a_principal_gets_what_is_late_and_what_is_due_this_week(world: World) -> None:
    letter = next(one for one in letters(TODAY) if one.to == world.principal)

    assert "Mätvärde: Elever som når betygskriterierna i alla ämnen, årskurs 9" in letter.body
    assert "försenad" in letter.subject
    assert (
        f"http://127.0.0.1:8000{reverse('target_measure', args=[world.target.pk])}" in letter.body
    )


def test_nobody_is_written_to_without_reason(world: World) -> None:
    assert world.board_member not in [one.to for one in letters(TODAY)]


def test_notices_are_told_once(world: World) -> None:
    told(world)
    letter = next(one for one in letters(TODAY) if one.to == world.board_member)
    send(letter, today=TODAY)

    assert "Rapporten är återlämnad." in mail.outbox[0].body
    later = letters(TODAY + timedelta(days=7))
    assert world.board_member not in [one.to for one in later]


def test_there_is_at_most_one_letter_a_week(world: World) -> None:
    told(world)
    send(next(one for one in letters(TODAY) if one.to == world.board_member), today=TODAY)
    told(world, "Nämndens dialog är bokad.")

    assert world.board_member not in [one.to for one in letters(TODAY + timedelta(days=3))]
    assert world.board_member in [one.to for one in letters(TODAY + timedelta(days=7))]


def test_two_processes_that_begin_together_send_one_letter(world: World) -> None:
    told(world)
    first, second = (
        next(one for one in letters(TODAY) if one.to == world.board_member) for _ in range(2)
    )

    assert send(first, today=TODAY)
    assert not send(second, today=TODAY)
    assert len(mail.outbox) == 1


def test_who_has_chosen_it_away_gets_none(world: World) -> None:
    told(world)
    choose_weekly_letter(world.board_member, wanted=False)

    assert world.board_member not in [one.to for one in letters(TODAY)]


def test_a_person_turns_the_letter_off_and_on(world: World) -> None:
    client = Client()
    client.force_login(world.principal)
    page = client.post(reverse("weekly_letter"), {"veckobrev": "nej"}, follow=True)
    assert "Du har valt bort veckobrevet" in page.content.decode()

    page = client.post(reverse("weekly_letter"), {"veckobrev": "ja"}, follow=True)
    assert "Högst ett brev i veckan" in page.content.decode()


def test_a_former_principal_gets_none(world: World) -> None:
    tell([world.former_principal], kind="test", sentence="Hej", address="/", key="hej")

    assert world.former_principal not in [one.to for one in letters(TODAY)]


def test_one_bad_address_stops_nobody_else(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told(world)
    real = mail.EmailMessage.send

    def refuse(self: mail.EmailMessage, *args: Any, **kwargs: Any) -> int:
        if self.to == [world.board_member.email]:
            raise OSError("mottagaren finns inte")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    with pytest.raises(CommandError, match="mottagaren finns inte"):
        call_command("digest", stdout=StringIO())

    assert world.principal.email in [to for letter in mail.outbox for to in letter.to]
    assert world.board_member in [one.to for one in letters(TODAY)]


def test_a_dry_run_sends_nothing(world: World) -> None:
    told(world)
    out = StringIO()
    call_command("digest", dry_run=True, stdout=out)

    assert world.board_member.email in out.getvalue()
    assert mail.outbox == []
