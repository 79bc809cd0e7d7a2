"""Notes by several people: merged, made once, kept in versions, and never lost."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.meetings.actions import Edit, adopt_minutes, set_presence, write_notes
from rodtrad.meetings.models import AgendaItem, NoteChange, NoteReceipt
from rodtrad.meetings.tests.made import coming_meeting, forum_at, meeting_in, write
from tests.world import World


@pytest.fixture
def item(world: World) -> Any:
    """An item without notes."""
    meeting = coming_meeting(forum_at(world.administration), world.head)
    return meeting.items.get(notes="")


def _notes(item: Any) -> str:
    return str(AgendaItem.objects.get(pk=item.pk).notes)


def test_each_writes_from_what_they_have_seen_and_nothing_is_lost(world: World, item: Any) -> None:
    now = timezone.now()
    for number, who in enumerate((world.head, world.principal, world.preschool_principal)):
        write_notes(
            item, edits=[Edit("", f"Rad {number}.")], by=who, now=now, token=str(number), revision=0
        )
    assert _notes(item) == "Rad 0.\nRad 1.\nRad 2."


def test_who_goes_on_with_a_line_goes_on_there_whatever_the_others_wrote(
    world: World, item: Any
) -> None:
    """From the steps, not by comparing: the same beginning must not be taken for one's own."""
    now = timezone.now()
    for token in ("a", "b"):
        write_notes(item, edits=[Edit("", "Rad")], by=world.head, now=now, token=token, revision=0)
    # The second one goes on before having heard of the first.
    written = write_notes(
        item,
        edits=[Edit("", "Rad"), Edit("Rad", "Rad två", 2)],
        by=world.head,
        now=now,
        token="b",
        revision=0,
    )
    assert written.text == "Rad\nRad två"


def test_an_edit_that_is_sent_again_is_made_once(world: World, item: Any) -> None:
    sent = [Edit("", "En gång.")]
    for _ in range(3):
        written = write_notes(
            item, edits=sent, by=world.head, now=timezone.now(), token="t", revision=0
        )
    assert written.text == "En gång."
    assert written.changes == []


def test_an_edit_that_follows_one_whose_answer_was_lost_is_made_beside_others(
    world: World, item: Any
) -> None:
    now = timezone.now()
    first = Edit("", "Mitt")
    write_notes(item, edits=[first], by=world.head, now=now, token="t", revision=0)
    write_notes(
        item, edits=[Edit("", "Annat.")], by=world.principal, now=now, token="u", revision=0
    )
    written = write_notes(
        item,
        edits=[first, Edit("Mitt", "Mitt val", 2)],
        by=world.head,
        now=now,
        token="t",
        revision=0,
    )
    assert written.text == "Mitt val\nAnnat."


def test_versions_say_who_wrote_and_come_one_for_each_while(world: World, item: Any) -> None:
    now = timezone.now()
    texts = ["A", "Ab", "Abc"]
    for number, text in enumerate(texts):
        base = texts[number - 1] if number else ""
        write_notes(
            item, edits=[Edit(base, text)], by=world.head, now=now + timedelta(seconds=number)
        )
    write_notes(item, edits=[Edit("Abc", "Abcd")], by=world.principal, now=now)
    assert [(row.by, row.text) for row in item.note_versions.order_by("pk")] == [
        (world.head, "Abc"),
        (world.principal, "Abcd"),
    ]


def test_what_is_taken_away_at_once_can_be_had_back(world: World, item: Any) -> None:
    now, text = timezone.now(), "Vi kom överens om att alla skolor prövar modellen."
    write_notes(item, edits=[Edit("", text)], by=world.head, now=now)
    soon = now + timedelta(seconds=20)
    write_notes(item, edits=[Edit(text, "Vi")], by=world.head, now=soon)

    assert [row.text for row in item.note_versions.order_by("pk")] == [text, "Vi"]


def test_a_personal_identity_number_is_stopped_in_notes(world: World, item: Any) -> None:
    with pytest.raises(ValidationError, match="personnummer"):
        write(item, "Eleven 811218-9876 var frånvarande.", world.head)
    assert _notes(item) == ""


def test_a_personal_identity_number_is_stopped_in_every_edit(world: World, item: Any) -> None:
    edits = [Edit("", "811218-9876"), Edit("811218-9876", "En elev", 2)]
    with pytest.raises(ValidationError, match="personnummer"):
        write_notes(item, edits=edits, by=world.head, now=timezone.now(), token="t")
    assert _notes(item) == ""
    assert not NoteChange.objects.filter(item=item).exists()


def test_two_edits_are_not_put_together_to_a_personal_identity_number(
    world: World, item: Any
) -> None:
    write(item, "811218 var frånvarande.", world.head)
    with pytest.raises(ValidationError, match="personnummer"):
        write(item, "811218-9876 var där.", world.head, base="811218 var där.")
    assert _notes(item) == "811218 var frånvarande."


def test_signs_that_no_database_keeps_are_taken_out_of_notes(
    world: World, client: Client, item: Any
) -> None:
    client.force_login(world.head)
    body = {"token": "t\0", "edits": [{"base": "\0", "text": "Fråga\0n.", "sequence": 1}]}
    address = reverse("note_save", args=[item.pk])
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    assert _notes(item) == "Frågan."


def test_nothing_is_written_in_adopted_minutes(world: World) -> None:
    today = timezone.localdate()
    meeting = meeting_in(forum_at(world.administration), world.head, on=today)
    item = AgendaItem.objects.create(meeting=meeting, title="Punkt")
    write(item, "Före.", world.head)
    called = meeting.attendees.values_list("pk", flat=True)
    set_presence(meeting, present=dict.fromkeys(called, True), by=world.head)
    adopt_minutes(meeting, on=today, by=world.head)
    with pytest.raises(ValidationError, match="fastställda"):
        write(item, "Efter.", world.head, base="Före.")
    assert _notes(item) == "Före."
    # What browsers needed while it was open is not kept.
    assert not NoteReceipt.objects.exists()
    assert not NoteChange.objects.exists()


def test_the_pages_script_is_answered_with_what_has_changed(
    world: World, client: Client, item: Any
) -> None:
    write(item, "Den andra.", world.head)
    client.force_login(world.principal)
    body = {
        "token": "t",
        "revision": 0,
        "edits": [{"base": "", "text": "Jag.", "sequence": 1}],
    }
    address = reverse("note_save", args=[item.pk])
    answer = client.post(address, json.dumps(body), content_type="application/json")
    assert answer.json() == {
        "text": "Den andra.\nJag.",
        "revision": 2,
        "changes": [[0, 0, "Den andra.\n"]],
    }
    state = client.get(reverse("note_state", args=[item.meeting_id])).json()
    assert state["items"][str(item.pk)] == 2


@pytest.mark.parametrize("body", ["{", "{}", '{"token": "t", "edits": [{"base": 1}]}', "[1]"])
def test_what_does_not_arrive_whole_is_refused(
    world: World, client: Client, item: Any, body: str
) -> None:
    client.force_login(world.principal)
    address = reverse("note_save", args=[item.pk])
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    assert _notes(item) == ""


def test_a_plain_form_that_is_sent_twice_is_written_in_once(
    world: World, client: Client, item: Any
) -> None:
    client.force_login(world.principal)
    sent = {"base": "", "notes": "Utan skript.\r\nPå två rader.", "token": "ett"}
    for _ in range(2):
        client.post(reverse("note_save", args=[item.pk]), sent)
    assert _notes(item) == "Utan skript.\nPå två rader."
