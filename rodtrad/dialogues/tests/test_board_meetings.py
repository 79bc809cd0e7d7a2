"""A dialogue at one of the board's real meetings: on its agenda, and moved with it."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.dialogues.actions.sitting import (
    Sitting,
    board_forum,
    cancel_dialogue,
    chances,
    choose_sitting,
    meeting_of,
)
from rodtrad.dialogues.models import BoardDialogue
from rodtrad.dialogues.queries.board import glance
from rodtrad.dialogues.tasks import tasks_for
from rodtrad.dialogues.tests.helpers import TODAY, agreed_round, on_day, signed_in
from rodtrad.forums.actions import ForumPlan, add_series, create_forum
from rodtrad.forums.models import Forum
from rodtrad.forums.series import Rule
from rodtrad.meetings.models import AgendaItem, Meeting
from tests.world import World

FIRST, SECOND = date(2026, 12, 8), date(2027, 1, 5)


@pytest.fixture
def forum(world: World) -> Forum:
    """The board, meeting every fourth Tuesday until June."""
    made = create_forum(
        kind=Forum.Kind.BOARD,
        unit=world.municipality,
        plan=ForumPlan("Barn- och utbildningsnämnden", "", "Sessionssalen"),
        by=world.secretary,
    )
    rule = Rule(1, 4, date(2026, 8, 18), date(2027, 6, 10), time(13, 30), 180)
    add_series(made, rule=rule, by=world.secretary)
    return made


def _placed(world: World, forum: Forum, on: date = FIRST) -> BoardDialogue:
    topic = agreed_round(world).topics.filter(chosen=True).order_by("pk")[0]
    meeting = meeting_of(forum, f"dag:{on}", by=world.chair, today=TODAY)
    return choose_sitting(topic, sitting=Sitting.at(meeting), by=world.chair, today=TODAY)


def _item(made: BoardDialogue) -> AgendaItem:
    """The dialogue's place on the agenda."""
    item: AgendaItem | None = BoardDialogue.objects.get(pk=made.pk).agenda_item
    assert item is not None
    return item


def test_the_boards_coming_meetings_are_chosen_among(world: World, forum: Forum) -> None:
    assert board_forum(world.municipality, today=TODAY) == forum
    found = chances(forum, first=TODAY, last=world.year.span.ends)

    assert [one.on for one in found][:2] == [FIRST, SECOND]
    assert found[0].label == "8 december 2026 kl. 13.30"
    opened = meeting_of(forum, found[0].value, by=world.chair, today=TODAY)
    again = chances(forum, first=TODAY, last=world.year.span.ends)
    assert [one.on for one in again] == [one.on for one in found]
    assert again[0].value == f"mote:{opened.pk}"


def test_the_presidium_chooses_in_the_browser(world: World, forum: Forum) -> None:
    topic = agreed_round(world).topics.filter(chosen=True)[0]
    address = reverse("sitting_choose", args=[topic.pk])
    client = signed_in(world.chair)
    with on_day():
        page = client.get(address).content.decode()
        refused = client.post(address, {"meeting": "dag:2026-12-09"})
        answer = client.post(address, {"meeting": f"dag:{FIRST}", "starts": "14:00"})

    assert "8 december 2026 kl. 13.30" in page
    assert refused.status_code == 422
    assert "Välj ett av nämndens kommande möten." in refused.content.decode()
    assert answer.status_code == 302
    stored = BoardDialogue.objects.get()
    assert stored.meeting is not None
    assert (stored.day, stored.where) == (FIRST, "Sessionssalen")


def test_the_dialogue_stands_on_the_agenda_with_its_hour(world: World, forum: Forum) -> None:
    made = _placed(world, forum)
    item = _item(made)

    assert item.title == "Kvalitetsdialog: Närvaro"
    assert (item.purpose, item.minutes) == ("dialogue", 60)
    assert item.materials.get().address == reverse("board_dialogue", args=[made.pk])


def test_a_moved_dialogue_leaves_the_agenda_it_stood_on(world: World, forum: Forum) -> None:
    made = _placed(world, forum)
    old = _item(made).pk
    later = meeting_of(forum, f"dag:{SECOND}", by=world.chair, today=TODAY)
    made = choose_sitting(made.topic, sitting=Sitting.at(later), by=world.chair, today=TODAY)

    assert AgendaItem.objects.get(pk=old).state == AgendaItem.State.REMOVED
    assert made.agenda_item is not None
    assert made.agenda_item.meeting == later
    assert made.agenda_item.state == AgendaItem.State.ON_AGENDA


def test_choosing_the_same_meeting_again_changes_nothing(world: World, forum: Forum) -> None:
    made = _placed(world, forum)
    assert made.meeting is not None
    again = choose_sitting(
        made.topic, sitting=Sitting.at(made.meeting), by=world.chair, today=TODAY
    )

    assert again.agenda_item_id == made.agenda_item_id


def test_a_dialogue_that_is_called_off_leaves_the_agenda(world: World, forum: Forum) -> None:
    made = _placed(world, forum)
    old = _item(made).pk
    cancel_dialogue(made, by=world.chair)

    assert not BoardDialogue.objects.exists()
    assert AgendaItem.objects.get(pk=old).state == AgendaItem.State.REMOVED


def test_when_the_meeting_is_moved_the_dialogue_moves_with_it(world: World, forum: Forum) -> None:
    made = _placed(world, forum)
    Meeting.objects.filter(board_dialogues=made).update(on=FIRST + timedelta(days=2))

    stored = glance(world.municipality, TODAY).next
    assert stored.pk == made.pk
    assert stored.day == date(2026, 12, 10)
    page = signed_in(world.board_member).get(reverse("board_dialogue", args=[made.pk]))
    assert "10 dec 2026" in page.content.decode()


def test_when_the_meeting_is_cancelled_the_presidium_chooses_anew(
    world: World, forum: Forum
) -> None:
    made = _placed(world, forum)
    Meeting.objects.filter(board_dialogues=made).update(
        state=Meeting.State.CANCELLED, cancelled_why="Sjukdom"
    )

    assert glance(world.municipality, TODAY).next is None
    asked = [task.title for task in tasks_for(world.chair, TODAY) if task.action == "Välj möte"]
    assert made.topic.title in asked
    page = signed_in(world.board_member).get(reverse("board_dialogue", args=[made.pk]))
    assert "Mötet är inställt." in page.content.decode()


def test_a_cancelled_meeting_is_refused(world: World, forum: Forum) -> None:
    topic = agreed_round(world).topics.filter(chosen=True)[0]
    meeting = meeting_of(forum, f"dag:{FIRST}", by=world.chair, today=TODAY)
    meeting.state = Meeting.State.CANCELLED

    with pytest.raises(ValidationError, match="inställt"):
        choose_sitting(topic, sitting=Sitting.at(meeting), by=world.chair, today=TODAY)


@pytest.mark.parametrize("value", ["", "mote:999", "mote:x", "dag:2026-12-09", "dag:igår", "x"])
def test_what_names_no_meeting_of_the_board_is_refused(
    world: World, forum: Forum, value: str
) -> None:
    with pytest.raises(ValidationError, match="nämndens möten"):
        meeting_of(forum, value, by=world.chair, today=TODAY)


def test_a_meeting_that_has_a_dialogue_says_so_when_the_next_is_placed(
    world: World, forum: Forum
) -> None:
    made = _placed(world, forum)
    other = agreed_round(world).topics.filter(chosen=True).exclude(pk=made.topic_id)[0]
    with on_day():
        page = signed_in(world.chair).get(reverse("sitting_choose", args=[other.pk]))
    form = page.context["form"]
    labels = {label for _, label in form.fields["meeting"].choices}
    assert f"8 december 2026 kl. 13.30 – har redan: {made.topic}" in labels
    assert f"dag:{SECOND}" == form["meeting"].value(), "the first free meeting is chosen already"
