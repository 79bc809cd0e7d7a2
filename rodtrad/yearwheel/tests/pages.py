"""Pages of wheels whose queries are counted: rows for the table in tests/pages.py."""

from datetime import date, time
from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.yearwheel.actions.feeds import open_feed
from rodtrad.yearwheel.actions.items import Content, add_item
from rodtrad.yearwheel.actions.wheels import adopt_wheel, open_wheel, revise_wheel
from rodtrad.yearwheel.feeds import secret_of
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind


def _forum(city: City) -> Forum:
    forum, is_new = Forum.objects.get_or_create(
        kind=Forum.Kind.LEADERS, unit=city.branch.administration, name="Ledarforum för hjulen"
    )
    if is_new:
        year = city.ground.running.span
        ForumSeries.objects.create(
            forum=forum,
            weekday=3,
            starts_at=time(9),
            first=date(year.start - 1, 8, 14),
            last=date(year.start + 2, 6, 8),
        )
    return forum


def _made(city: City, code: str, unit: Any, year: int, *, adopted: bool) -> Wheel:
    """A wheel with as many items as the city is large: what is counted must not grow with them."""
    kind = WheelKind.objects.get(code=code)
    state = Wheel.State.ADOPTED if adopted else Wheel.State.DRAFT
    known: Wheel | None = Wheel.objects.filter(kind=kind, unit=unit, year=year, state=state).first()
    if known is not None:
        return known
    by, forum = city.branch.head, _forum(city)
    wheel = open_wheel(kind=kind, unit=unit, year=year, by=by)
    ring = kind.rings.all()[0]
    first = add_item(
        wheel=wheel,
        content=Content(
            title="Analys",
            ring=ring,
            kind=WheelItem.Kind.ANALYSIS,
            when="forum",
            rule_forum=forum,
            month=10,
            ordinal=1,
            indicators=city.ground.indicators[:2],
            documents=city.ground.documents[:1],
        ),
        by=by,
    )
    for number in range(len(city.branch.units)):
        add_item(
            wheel=wheel,
            content=Content(
                title=f"Punkt {number}",
                ring=ring,
                kind=WheelItem.Kind.KEY_FIGURE if number % 2 else WheelItem.Kind.LEARNING,
                role=city.ground.roles["principal"],
                when="after",
                after=first,
                weeks_after=number % 8,
                forums=[forum],
                indicators=city.ground.indicators[:1],
            ),
            by=by,
        )
    return adopt_wheel(wheel=wheel, on=wheel.period.starts, by=by) if adopted else wheel


def _year(city: City) -> int:
    return int(city.ground.running.start)


def _ska(city: City) -> Wheel:
    _made(city, WheelKind.SKA, city.branch.administration, _year(city) - 1, adopted=True)
    _made(city, WheelKind.PRINCIPALS, city.branch.administration, _year(city), adopted=True)
    _made(city, WheelKind.BOARD, city.branch.administration, _year(city), adopted=True)
    return _made(city, WheelKind.SKA, city.branch.administration, _year(city), adopted=True)


def _draft(city: City) -> Wheel:
    _ska(city)
    unit = city.branch.units[0]
    for one in city.branch.units[1:3]:
        _made(city, WheelKind.UNIT_SKA, one, _year(city), adopted=True)
    return _made(city, WheelKind.UNIT_SKA, unit, _year(city), adopted=False)


def _wheel(city: City) -> list[Any]:
    return [_ska(city).pk]


def _draft_wheel(city: City) -> list[Any]:
    return [_draft(city).pk]


def _shared_draft(city: City) -> list[Any]:
    return [revise_wheel(wheel=_ska(city), by=city.branch.head).pk]


def _item(city: City) -> list[Any]:
    """One that counts from another: what it takes most to place."""
    return [_draft(city).items.filter(when="after").order_by("pk")[0].pk]


def _kind(city: City) -> list[Any]:
    return [WheelKind.objects.get(code=WheelKind.SKA).pk]


def _nowhere(city: City) -> list[Any]:
    _draft(city)
    return []


def _feed(city: City) -> list[Any]:
    wheel = _ska(city)
    address = open_feed(user=city.branch.head, kind=wheel.kind, unit=wheel.unit)
    return [address.public, secret_of(address.public)]


def _feeds(city: City) -> list[Any]:
    _feed(city)
    return []


PAGES: dict[str, tuple[Any, str]] = {
    "wheel_list": (_nowhere, ""),
    "wheel_create": (_nowhere, ""),
    "wheel_create:unit": (_nowhere, "slag=enhet-ska"),
    "wheel_create:year": (_nowhere, "slag=ska"),
    "wheel_alignment": (_nowhere, ""),
    "wheel_alignment:units": (_nowhere, "visa=enheter"),
    "wheel_key_figures": (_nowhere, ""),
    "alignment_numbers": (_nowhere, ""),
    "wheel_detail": (_wheel, ""),
    "wheel_detail:draft": (_draft_wheel, ""),
    "wheel_table": (_wheel, ""),
    "wheel_table:xlsx": (_wheel, "format=xlsx"),
    "wheel_file": (lambda city: [_ska(city).pk, "svg"], ""),
    "wheel_file:ics": (lambda city: [_ska(city).pk, "ics"], ""),
    "wheel_edit": (_shared_draft, ""),
    "wheel_adopt": (_draft_wheel, ""),
    "wheel_roll_over": (_wheel, ""),
    "wheel_discard": (_draft_wheel, ""),
    "wheel_compare": (_wheel, ""),
    "wheel_item_create": (_draft_wheel, ""),
    "wheel_item_detail": (_item, ""),
    "wheel_item_edit": (_item, ""),
    "wheel_item_move": (_item, ""),
    "wheel_item_remove": (_item, ""),
    "wheel_item_history": (_item, ""),
    "wheelkind_list": (_nowhere, ""),
    "wheelkind_create": (_nowhere, ""),
    "wheelkind_edit": (_kind, ""),
    "ring_create": (_kind, ""),
    "ring_edit": (lambda city: [WheelKind.objects.get(code="ska").rings.all()[0].pk], ""),
    "feed_list": (_feeds, ""),
    "calendar_feed": (_feed, ""),
}
WRITES = frozenset({"wheel_revise", "feed_create", "feed_revoke"})
