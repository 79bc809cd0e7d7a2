"""Many write on the board of the analysis day at once, and nothing is lost."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from rodtrad.audit.models import Event
from rodtrad.goals import days
from rodtrad.goals.models import AnalysisDay, DayNote, DayTheme
from rodtrad.goals.tests.rows import a_day, a_note, a_theme
from tests.world import World


def day_of(world: World) -> AnalysisDay:
    """The day of the world."""
    return a_day(world.administration, world.last_year, world.head)


def write(client: Client, day: AnalysisDay, text: str, **changes: Any) -> Any:
    """Send a note as a page with htmx does."""
    data = {"kind": "strength", "text": text, **changes}
    address = reverse("note_create", args=[day.pk])
    return client.post(address, data, headers={"hx-request": "true"})


def test_two_principals_write_at_once_and_both_notes_are_on_the_board(world: World) -> None:
    day = day_of(world)
    one, other = Client(), Client()
    one.force_login(world.principal)
    other.force_login(world.preschool_principal)
    seen = one.get(reverse("day_detail", args=[day.pk]))
    write(other, day, "Barnen leker.", unit=world.preschool.pk)
    answer = write(one, day, "Eleverna läser.", unit=world.school.pk, goal=world.shared_goal.pk)
    assert answer.headers["HX-Trigger"] == "note-saved"
    assert seen.status_code == 200
    board = one.get(reverse("day_board", args=[day.pk], query={"visa": "alla"})).content.decode()
    assert "Barnen leker." in board
    assert "Eleverna läser." in board
    assert DayNote.objects.get(text="Eleverna läser.").goal == world.shared_goal


def test_the_board_is_sent_only_when_something_is_new(world: World, client: Client) -> None:
    day = day_of(world)
    client.force_login(world.head)
    address = reverse("day_board", args=[day.pk])
    stamp = client.get(address).context["board"].stamp
    assert client.get(address, {"sedan": stamp}).status_code == 204
    a_note(day, world.school, world.shared_goal, world.principal)
    assert client.get(address, {"sedan": stamp}).status_code == 200


def test_a_refused_note_comes_back_with_what_was_written(world: World, client: Client) -> None:
    client.force_login(world.principal)
    day = day_of(world)
    answer = write(client, day, "Om 811218-9876.", unit=world.school.pk)
    assert answer.status_code == 422
    assert "811218-9876" in answer.content.decode()
    assert not DayNote.objects.exists()
    # Nobody writes for another unit.
    assert write(client, day, "Hej.", unit=world.preschool.pk).status_code == 422


def test_it_works_without_scripts(world: World, client: Client) -> None:
    client.force_login(world.principal)
    day = day_of(world)
    data = {"kind": "challenge", "text": "Textuppgifter.", "unit": world.school.pk}
    answer = client.post(reverse("note_create", args=[day.pk]), data, follow=True)
    assert "Textuppgifter." in answer.content.decode()


def test_two_who_change_the_same_note_see_both_versions(world: World, client: Client) -> None:
    note = a_note(day_of(world), world.school, None, world.principal)
    days.change_note(
        note, kind="challenge", text="Först.", revision=0, by=world.assistant_principal
    )
    client.force_login(world.principal)
    sent = {"kind": "challenge", "text": "Sedan.", "revision": 0}
    answer = client.post(reverse("note_edit", args=[note.pk]), sent)
    assert answer.status_code == 409
    assert "Först." in answer.content.decode()
    assert "Sedan." in answer.content.decode()


def test_sorting_does_not_undo_what_somebody_is_writing(world: World) -> None:
    day = day_of(world)
    note = a_note(day, world.school, None, world.principal)
    stale = DayNote.objects.select_related("day").get(pk=note.pk)
    days.change_note(note, kind="strength", text="Nya ord.", revision=0, by=world.principal)
    days.sort_note(stale, theme=a_theme(day, world.head), by=world.head)
    note.refresh_from_db()
    assert (note.text, note.theme) == ("Nya ord.", a_theme(day, world.head))


def test_notes_gather_into_a_development_area_of_the_administration(
    world: World, client: Client
) -> None:
    day = day_of(world)
    note = a_note(day, world.school, world.shared_goal, world.principal)
    theme = a_theme(day, world.head)
    client.force_login(world.head)
    client.post(reverse("note_sort", args=[note.pk]), {"monster": theme.pk})
    client.post(reverse("theme_to_area", args=[theme.pk]))
    area = DayTheme.objects.get(pk=theme.pk).area
    assert area is not None
    assert (area.unit, area.school_year) == (world.administration, world.last_year)
    assert "Västerportskolan" in area.description
    page = client.post(reverse("theme_to_area", args=[theme.pk]), follow=True).content.decode()
    assert "redan blivit ett utvecklingsområde" in page


def test_a_closed_day_is_read_but_not_written(world: World, client: Client) -> None:
    day = day_of(world)
    note = a_note(day, world.school, None, world.principal)
    days.close_day(day, on=date(2026, 6, 15), by=world.head)
    client.force_login(world.principal)
    assert write(client, day, "För sent.", unit=world.school.pk).status_code == 422
    page = client.get(reverse("day_detail", args=[day.pk])).content.decode()
    assert note.text in page
    assert "Lägg till anteckningen" not in page
    note.day.refresh_from_db()
    with pytest.raises(ValidationError, match="Analysdagen är avslutad"):
        days.remove_note(note, by=world.principal)


def test_on_the_wall_there_is_only_the_board(world: World, client: Client) -> None:
    day = day_of(world)
    a_note(day, world.school, None, world.principal)
    client.force_login(world.head)
    address = reverse("day_detail", args=[day.pk], query={"visa": "storskarm"})
    page = client.get(address).content.decode()
    assert "Textuppgifter är svåra." in page
    assert "Skriv en anteckning" not in page


def test_who_leads_the_preschools_leads_the_day_too(world: World, client: Client) -> None:
    client.force_login(world.head_of_preschools)
    page = client.get(reverse("day_detail", args=[day_of(world).pk])).content.decode()
    assert "Nytt mönster" in page
    made = client.post(
        reverse("day_create"),
        {
            "title": "Vår dag",
            "unit": world.administration.pk,
            "school_year": world.last_year.pk,
            "on": "2026-06-01",
        },
    )
    assert made.status_code == 302


def test_the_log_names_the_day_and_not_what_a_note_says(world: World) -> None:
    day = day_of(world)
    by = world.principal
    note = days.write_note(
        day, unit=world.school, goal=None, kind="challenge", text="Tyst på lektionerna.", by=by
    )
    note = days.change_note(note, kind="challenge", text="Oro i klassen.", revision=0, by=by)
    days.remove_note(note, by=by)
    events = Event.objects.filter(verb__startswith="day.note", unit_id=world.school.pk)
    assert {event.target_label for event in events} == {str(day)}
    assert {event.target_id for event in events} == {str(day.pk)}
    assert events.count() == 3
