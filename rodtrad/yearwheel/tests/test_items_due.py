"""What a forum takes up in a week: nothing falls out, nothing comes twice."""

from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.forums.models import SeriesException
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel
from rodtrad.yearwheel.queries import items_due
from rodtrad.yearwheel.tests.wheels import build_wheels, item, kind, weekly_forum
from tests.world import World


def _titles(found: Any) -> list[str]:
    return [one.item.title for one in found]


def test_the_first_meeting_of_october_has_its_item_and_the_weeks_beside_it_do_not(
    world: World,
) -> None:
    made = build_wheels(world)

    assert _titles(items_due(made.forum, date(2026, 9, 28), date(2026, 10, 4))) == [
        "Analys av betyg årskurs 9"
    ]
    assert items_due(made.forum, date(2026, 10, 5), date(2026, 10, 11)) == []
    assert _titles(items_due(made.forum, date(2026, 10, 12), date(2026, 10, 18))) == [
        "Svar till skolchefen"
    ]


def test_an_item_moves_with_the_meeting_that_it_is_tied_to(world: World) -> None:
    made = build_wheels(world)
    SeriesException.objects.create(
        series=made.forum.series.get(),
        on=date(2026, 10, 1),
        moved_to=date(2026, 10, 6),
        reason="Rektorerna är på konferens.",
    )

    assert items_due(made.forum, date(2026, 9, 28), date(2026, 10, 4)) == []
    assert _titles(items_due(made.forum, date(2026, 10, 5), date(2026, 10, 11))) == [
        "Analys av betyg årskurs 9"
    ]


def test_an_items_forum_gets_it_and_another_forum_does_not(world: World) -> None:
    made = build_wheels(world)
    other = weekly_forum(world, name="LgU")

    assert items_due(other, date(2026, 8, 1), date(2027, 7, 31)) == []
    assert len(items_due(made.forum, date(2026, 8, 1), date(2027, 7, 31))) == 2


def test_a_draft_asks_nothing_of_a_forum(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Målen beslutas", world.head, week=36, forums=[made.forum])
    week = (date(2026, 8, 31), date(2026, 9, 6))
    assert items_due(made.forum, *week) == []

    adopt_wheel(wheel=made.ska, on=date(2026, 8, 20), by=world.head)

    assert _titles(items_due(made.forum, *week)) == ["Målen beslutas"]


def test_what_begins_on_a_weekend_is_taken_up_the_week_after(world: World) -> None:
    made = build_wheels(world)
    item(made.ska, "Augusti", world.head, when="month", month=8, forums=[made.forum])
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    # The first of August 2026 is a Saturday.
    assert items_due(made.forum, date(2026, 7, 27), date(2026, 8, 2)) == []
    assert _titles(items_due(made.forum, date(2026, 8, 3), date(2026, 8, 9))) == ["Augusti"]


def test_every_item_comes_once_in_the_weeks_of_two_years(world: World) -> None:
    made = build_wheels(world)
    for number in range(2, 53, 5):
        item(made.ska, f"Vecka {number}", world.head, week=number, forums=[made.forum])
    adopt_wheel(wheel=made.ska, on=date(2026, 8, 1), by=world.head)

    found: list[str] = []
    monday = date(2026, 7, 27)
    while monday < date(2027, 8, 2):
        found += _titles(items_due(made.forum, monday, monday + timedelta(days=6)))
        monday += timedelta(days=7)

    assert len(found) == len(set(found)) == 2 + len(range(2, 53, 5))


def test_the_queries_do_not_grow_with_the_wheels(world: World) -> None:
    made = build_wheels(world)
    week = (date(2026, 9, 28), date(2026, 10, 4))
    with CaptureQueriesContext(connection) as few:
        items_due(made.forum, *week)
    for number, unit in enumerate((world.school, world.other_school)):
        wheel = open_wheel(kind=kind("enhet-drift"), unit=unit, year=2026, by=world.head)
        for week_number in range(30):
            item(
                wheel,
                f"Punkt {number} {week_number}",
                world.head,
                when="forum",
                rule_forum=made.forum,
                month=10,
                ordinal=1,
            )
        adopt_wheel(wheel=wheel, on=date(2026, 8, 1), by=world.head)

    with CaptureQueriesContext(connection) as many:
        found = items_due(made.forum, *week)

    assert len(found) == 61
    assert len(many) == len(few) <= 5
