"""What an agenda is filled with: the wheels, earlier decisions, what was carried, proposals."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import (
    Point,
    Resolution,
    add_material,
    adopt_minutes,
    call_people,
    cancel_meeting,
    fill_agenda,
    make_decision,
    open_day,
    propose,
    put_back,
    remove_item,
    send_call,
    set_outcome,
    set_presence,
)
from rodtrad.meetings.actions.agenda import add_item
from rodtrad.meetings.filling import suggestions
from rodtrad.meetings.models import AgendaItem, Meeting
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.meetings.tests.made import meeting_in, noon
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel
from rodtrad.yearwheel.models import WheelKind
from rodtrad.yearwheel.tests.wheels import build_wheels, item, kind
from tests.world import World

TODAY = date(2026, 9, 28)


def _forum(world: World) -> Any:
    return Forum.objects.select_related("unit").get(pk=build_wheels(world).forum.pk)


def _on(forum: Any, world: World, day: date, *, today: date = TODAY) -> Any:
    """The meeting of the series on a day."""
    return open_day(forum, day=forum.days(day, day)[0], by=world.head, today=today)


def _titles(meeting: Any) -> list[str]:
    return [one.title for one in meeting.items.filter(state=AgendaItem.State.ON_AGENDA)]


def _hold(meeting: Any, world: World) -> None:
    """Everybody was there, and the minutes are adopted the same day."""
    call_people(meeting, people=[(world.head, "Skolchef")], by=world.head)
    pks = meeting.attendees.values_list("pk", flat=True)
    set_presence(meeting, present=dict.fromkeys(pks, True), by=world.head)
    adopt_minutes(meeting, on=meeting.on, by=world.head)


def test_the_wheels_items_are_on_the_agenda_of_the_week_they_fall_due(world: World) -> None:
    forum = _forum(world)
    meeting = _on(forum, world, date(2026, 10, 1))
    first = meeting.items.get()
    assert first.title == "Analys av betyg årskurs 9"
    assert first.purpose == Purpose.RESULTS
    assert first.source_label.startswith("Rektorshjulet")
    # What the wheel's item links to lies there as material.
    page = first.materials.get()
    assert page.address == f"/indikatorer/{world.share.pk}/"
    assert _titles(_on(forum, world, date(2026, 10, 15))) == ["Svar till skolchefen"]


def test_filling_again_adds_nothing_and_what_is_removed_stays_away(world: World) -> None:
    forum = _forum(world)
    meeting = _on(forum, world, date(2026, 10, 1))
    assert fill_agenda(meeting, by=world.head, today=TODAY) == []
    first = meeting.items.get()
    remove_item(first, by=world.head)
    assert fill_agenda(meeting, by=world.head, today=TODAY) == []
    assert _titles(meeting) == []
    put_back(first, by=world.head)
    assert _titles(meeting) == ["Analys av betyg årskurs 9"]


def test_nothing_stands_on_two_agendas(world: World) -> None:
    forum = _forum(world)
    _on(forum, world, date(2026, 10, 1))
    beside = meeting_in(forum, world.head, on=date(2026, 10, 1), today=TODAY)
    assert _titles(beside) == []


def test_what_a_cancelled_meeting_should_have_taken_up_is_the_next_ones(world: World) -> None:
    forum = _forum(world)
    meeting = _on(forum, world, date(2026, 10, 1))
    cancel_meeting(meeting, why="Storm", by=world.head, now=noon(TODAY))
    after = _on(forum, world, date(2026, 10, 8), today=date(2026, 10, 2))
    assert "Analys av betyg årskurs 9" in _titles(after)


def test_a_decision_is_followed_up_at_the_first_meeting_from_its_day(world: World) -> None:
    forum = _forum(world)
    held = _on(forum, world, date(2026, 9, 3), today=date(2026, 9, 1))
    decision = make_decision(
        held,
        said=Resolution(
            "Alla prövar modellen.", responsible=world.principal, follow_up_on=date(2026, 9, 20)
        ),
        by=world.head,
    )
    early = _on(forum, world, date(2026, 9, 17), today=date(2026, 9, 14))
    assert _titles(early) == []
    meeting = _on(forum, world, date(2026, 9, 24), today=date(2026, 9, 21))
    follow = meeting.items.get(follows_up=decision)
    assert follow.owner == world.principal
    assert follow.title.startswith("Uppföljning: Alla prövar")


def test_what_was_not_dealt_with_is_carried_over_once_with_its_material(world: World) -> None:
    forum = _forum(world)
    held = _on(forum, world, date(2026, 9, 17), today=date(2026, 9, 14))
    left = add_item(held, point=Point(title="Digitala läromedel"), by=world.head)
    add_material(left, label="Avtalet", address="https://exempel.se/avtal", by=world.head)
    done = add_item(held, point=Point(title="Frånvaro"), by=world.head)
    set_outcome(done, outcome=AgendaItem.Outcome.HANDLED, by=world.head)
    _hold(held, world)

    left.refresh_from_db()
    assert left.outcome == AgendaItem.Outcome.CARRIED
    meeting = _on(forum, world, date(2026, 9, 24), today=date(2026, 9, 21))
    assert _titles(meeting) == ["Digitala läromedel"]
    carried = meeting.items.get()
    assert carried.carried_from == left
    assert carried.materials.get().label == "Avtalet"
    later = _on(forum, world, date(2026, 10, 8), today=date(2026, 9, 21))
    assert "Digitala läromedel" not in _titles(later)


def test_a_members_proposal_comes_to_the_next_meeting_only(world: World) -> None:
    forum = _forum(world)
    propose(forum, point=Point(title="Vikarier"), on=TODAY, by=world.principal)
    later = _on(forum, world, date(2026, 10, 15))
    meeting = _on(forum, world, date(2026, 10, 1))
    assert "Vikarier" not in _titles(later)
    assert "Vikarier" in _titles(meeting)
    assert meeting.items.get(title="Vikarier").owner == world.principal


def test_a_meeting_that_has_been_is_filled_no_more(world: World) -> None:
    forum = _forum(world)
    meeting = _on(forum, world, date(2026, 10, 1))
    propose(forum, point=Point(title="Vikarier"), on=TODAY, by=world.principal)
    assert suggestions(meeting, date(2026, 10, 2)) == []


def test_a_sent_call_tells_when_the_agenda_has_changed(world: World) -> None:
    forum = _forum(world)
    meeting = send_call(_on(forum, world, date(2026, 10, 1)), by=world.head, now=noon(TODAY))
    assert not meeting.changed_since_sent
    add_item(meeting, point=Point(title="Ny punkt"), by=world.head)
    meeting.refresh_from_db()
    assert meeting.changed_since_sent


@pytest.mark.parametrize("wheels", [1, 5])
def test_an_agenda_composes_in_as_many_queries_however_many_wheels(
    world: World, wheels: int
) -> None:
    forum = _forum(world)
    for number in range(wheels):
        wheel = open_wheel(
            kind=kind((WheelKind.UNIT_OPERATIONS, WheelKind.UNIT_SKA)[number % 2]),
            unit=(world.other_school, world.preschool, world.school)[number // 2],
            year=2026,
            by=world.head,
        )
        for week in range(36, 45):
            item(wheel, f"Punkt {number} vecka {week}", world.head, week=week, forums=[forum])
        adopt_wheel(wheel=wheel, on=date(2026, 8, 10), by=world.head)
    meeting = meeting_in(forum, world.head, on=date(2026, 10, 1), today=TODAY)
    meeting = Meeting.objects.select_related("forum__unit").get(pk=meeting.pk)
    AgendaItem.objects.all().delete()
    with CaptureQueriesContext(connection) as seen:
        found = suggestions(meeting, TODAY)
    assert len(found) >= wheels
    # The same figure for one wheel and for five.
    assert len(seen) == 12
