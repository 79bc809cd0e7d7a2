"""The demo's forums: who meets, when, and the assistant principal's attendance."""

from datetime import date, time, timedelta

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.basis import Basis
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.forums.actions import (
    ForumPlan,
    add_series,
    create_forum,
    decide_attendance,
    move_day,
)
from rodtrad.forums.defaults import PURPOSES
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.forums.series import Rule


def start_forums(season: Season) -> dict[str, Forum]:
    """Every forum with its series, by the names that the content file uses."""
    basis, today = season.basis, season.today
    running = YearSpan.of(today)
    # From before the first school year, so that every wheel finds its meetings.
    first = date(basis.years[0].start, 8, 8)
    last = date(running.next.ends.year, 6, 10)
    found: dict[str, Forum] = {}
    for entry in read("meetings")["forum"]:
        unit = basis.units[entry["unit"]]
        by = basis.head if not unit.is_working_unit else basis.principal(unit.code)
        with happening_on(first):
            forum = create_forum(
                kind=entry["kind"],
                unit=unit,
                plan=ForumPlan(entry["name"], PURPOSES[entry["kind"]], entry.get("place", "")),
                by=by,
            )
            add_series(
                forum,
                rule=Rule(
                    entry["weekday"],
                    entry.get("every", 1),
                    first,
                    last,
                    time(*entry["time"]),
                    entry["minutes"],
                ),
                by=by,
            )
        found[entry["key"]] = forum
    with happening_on(running.starts):
        _decide(basis, found["leaders"], running)
    return found


def _decide(basis: Basis, forum: Forum, running: YearSpan) -> None:
    """The principal decides that the assistant attends, otherwise than the year before."""
    school = basis.units["54436997"]
    principal, assistant = basis.people["54436997"][:2]
    for year, attends, reason in (
        (basis.years[-2], False, ""),
        (basis.years[-1], True, "Vi delar på ansvaret för analysen."),
    ):
        decide_attendance(
            forum,
            unit=school,
            person=assistant,
            school_year=year,
            attends=attends,
            reason=reason,
            on=running.starts,
            by=principal,
        )


def board_day(near: date) -> date:
    """The last day that the board meets, up to a day."""
    forum = Forum.objects.get(kind=Forum.Kind.BOARD)
    days = forum.days(near - timedelta(days=80), near)
    return days[-1].on if days else workday(near)


def next_board_day(first: date) -> date:
    """The first day that the board meets, from a day on."""
    forum = Forum.objects.get(kind=Forum.Kind.BOARD)
    days = forum.days(first, first + timedelta(days=80))
    return days[0].on if days else workday(first)


def move_a_day(forum: Forum, season: Season) -> None:
    """One of the coming days is moved, as days are."""
    days = forum.days(season.today + timedelta(days=15), season.today + timedelta(days=90))
    if not days:
        return
    day = days[0]
    series = ForumSeries.objects.get(pk=day.series)
    move_day(
        series,
        on=day.original,
        to=workday(day.on - timedelta(days=1)),
        at=day.starts_at,
        reason="Skolledarna är på regional konferens.",
        by=season.basis.head,
    )
