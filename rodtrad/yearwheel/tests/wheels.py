"""What the tests of wheels share: a forum that meets weekly, and wheels with a few items."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.organisation.models import SchoolBreak
from rodtrad.yearwheel.actions.items import Content, add_item
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel
from rodtrad.yearwheel.models import Ring, Wheel, WheelItem, WheelKind
from tests.world import World


@dataclass
class Wheels:
    """An adopted principals' wheel, a draft SKA wheel, a unit's own, and the weekly forum."""

    forum: Forum
    principals: Wheel
    ska: Wheel
    board: Wheel
    unit: Wheel
    item: WheelItem


def kind(code: str) -> WheelKind:
    """One of the kinds that every installation starts with."""
    return WheelKind.objects.get(code=code)


def ring_of(wheel: Wheel, place: int = 0) -> Ring:
    """A ring of the wheel, the innermost first."""
    ring: Ring = wheel.kind.rings.order_by("position")[place]
    return ring


def weekly_forum(world: World, *, name: str = "Ledarforum") -> Forum:
    """A forum of the administration that meets on Thursdays from August 2025."""
    forum: Forum = Forum.objects.get_or_create(
        unit=world.administration, name=name, defaults={"kind": Forum.Kind.LEADERS}
    )[0]
    ForumSeries.objects.create(
        forum=forum,
        weekday=3,
        starts_at=time(9),
        first=date(2025, 8, 14),
        last=date(2028, 6, 8),
    )
    return forum


def autumn_break(world: World, *, year: int = 2027) -> SchoolBreak:
    """Höstlov in the week 44 of a year."""
    monday = date.fromisocalendar(year, 44, 1)
    return SchoolBreak.objects.create(
        municipality=world.municipality,
        name="Höstlov",
        starts=monday,
        ends=date.fromisocalendar(year, 44, 5),
    )


def item(wheel: Wheel, title: str, by: User | None, *, place: int = 0, **said: Any) -> WheelItem:
    """An item in one of the wheel's rings; without more, in week 40."""
    if "when" not in said:
        said.setdefault("week", 40)
    return add_item(
        wheel=wheel, content=Content(title=title, ring=ring_of(wheel, place), **said), by=by
    )


def build_wheels(world: World) -> Wheels:
    """The wheels of the running school year 2026/27, and the board's of 2026."""
    forum = weekly_forum(world)
    by = world.head
    principals = open_wheel(
        kind=kind(WheelKind.PRINCIPALS), unit=world.administration, year=2026, by=by
    )
    first = item(
        principals,
        "Analys av betyg årskurs 9",
        by,
        kind=WheelItem.Kind.ANALYSIS,
        when="forum",
        rule_forum=forum,
        month=10,
        ordinal=1,
        indicators=[world.share],
    )
    item(
        principals,
        "Svar till skolchefen",
        by,
        when="after",
        after=first,
        weeks_after=2,
        forums=[forum],
    )
    item(principals, "Tjänstefördelning", by, place=2, week=10)
    principals = adopt_wheel(wheel=principals, on=date(2026, 8, 10), by=by)
    board = open_wheel(kind=kind(WheelKind.BOARD), unit=world.administration, year=2026, by=by)
    item(
        board,
        "Betyg årskurs 9",
        by,
        kind=WheelItem.Kind.KEY_FIGURE,
        when="date",
        first=date(2026, 11, 17),
        indicators=[world.share],
    )
    board = adopt_wheel(wheel=board, on=date(2025, 12, 1), by=by)
    ska = open_wheel(kind=kind(WheelKind.SKA), unit=world.administration, year=2026, by=by)
    item(ska, "Mål- och strategidag", by, kind=WheelItem.Kind.STRATEGY_DAY)
    unit = open_wheel(
        kind=kind(WheelKind.UNIT_SKA), unit=world.school, year=2026, by=world.principal
    )
    item(unit, "Målen skrivs", world.principal, week=34)
    return Wheels(forum, principals, ska, board, unit, first)
