"""Who gets in to the pages of wheels: rows for the table in tests/doors.py."""

from typing import Any

from rodtrad.yearwheel.actions.feeds import open_feed
from rodtrad.yearwheel.actions.wheels import adopt_wheel
from rodtrad.yearwheel.feeds import secret_of
from rodtrad.yearwheel.models import FeedAddress, Wheel, WheelKind
from rodtrad.yearwheel.tests.wheels import Wheels, build_wheels, kind
from tests.door import (
    EVERYBODY,
    LEADERS,
    PLANS_SCHOOL,
    PLANS_SOMEWHERE,
    READERS,
    WITH_A_ROLE,
    WORKERS,
    Door,
)
from tests.world import World

# The head of preschools leads with the others: the shared wheels are theirs together.
_KEEPS_BOARD = LEADERS | {"secretary"}


def _wheels(world: World) -> Wheels:
    """The wheels of the world, made once however many doors ask, unless they are undone."""
    made = getattr(world, "_wheels", None)
    if made is None or not Wheel.objects.filter(pk=made.ska.pk).exists():
        made = build_wheels(world)
        world._wheels = made  # type: ignore[attr-defined]  # kept with the world it is of
    found: Wheels = made
    return found


def _ska(world: World) -> list[Any]:
    return [_wheels(world).ska.pk]


def _ska_item(world: World) -> list[Any]:
    return [_wheels(world).ska.items.get().pk]


def _principals(world: World) -> list[Any]:
    return [_wheels(world).principals.pk]


def _unit(world: World) -> list[Any]:
    return [_wheels(world).unit.pk]


def _unit_item(world: World) -> list[Any]:
    return [_wheels(world).unit.items.get().pk]


def _kind(world: World) -> list[Any]:
    return [kind(WheelKind.SKA).pk]


def _adopted_unit(world: World) -> list[Any]:
    wheel = _wheels(world).unit
    if wheel.is_draft and Wheel.objects.get(pk=wheel.pk).is_draft:
        adopt_wheel(wheel=wheel, on=wheel.period.starts, by=world.principal)
    return [wheel.pk]


def _feed(world: World) -> FeedAddress:
    made = _wheels(world)
    found: FeedAddress = open_feed(
        user=world.principal, kind=made.principals.kind, unit=made.principals.unit
    )
    return found


def _secret(world: World) -> list[Any]:
    address = _feed(world)
    return [address.public, secret_of(address.public)]


DOORS: dict[str, Door] = {
    "wheel_list": Door(WITH_A_ROLE),
    "wheel_create": Door(PLANS_SOMEWHERE | {"secretary"}),
    "wheel_key_figures": Door(WITH_A_ROLE),
    "wheel_alignment": Door(WORKERS),
    "alignment_numbers": Door(LEADERS),
    "wheel_detail": Door(READERS, _unit),
    "wheel_table": Door(WITH_A_ROLE, _principals),
    "wheel_file": Door(WITH_A_ROLE, lambda world: [*_principals(world), "svg"], is_file=True),
    "wheel_edit": Door(LEADERS, _ska),
    "wheel_adopt": Door(PLANS_SCHOOL, _unit),
    "wheel_revise": Door(PLANS_SCHOOL, _adopted_unit, writes=True),
    "wheel_roll_over": Door(_KEEPS_BOARD, lambda world: [_wheels(world).board.pk]),
    "wheel_discard": Door(LEADERS, _ska),
    "wheel_compare": Door(WITH_A_ROLE, _principals),
    "wheel_item_create": Door(PLANS_SCHOOL, _unit),
    "wheel_item_detail": Door(LEADERS, _ska_item),
    "wheel_item_edit": Door(PLANS_SCHOOL, _unit_item),
    "wheel_item_move": Door(PLANS_SCHOOL, _unit_item),
    "wheel_item_remove": Door(LEADERS, _ska_item),
    "wheel_item_history": Door(READERS, _unit_item),
    "wheelkind_list": Door(LEADERS),
    "wheelkind_create": Door(LEADERS),
    "wheelkind_edit": Door(LEADERS, _kind),
    "ring_create": Door(LEADERS, _kind),
    "ring_edit": Door(LEADERS, lambda world: [kind(WheelKind.SKA).rings.all()[0].pk]),
    "feed_list": Door(WITH_A_ROLE),
    "feed_create": Door(WITH_A_ROLE, _principals, writes=True),
    "feed_revoke": Door(frozenset({"principal"}), lambda world: [_feed(world).pk], writes=True),
    "calendar_feed": Door(EVERYBODY, _secret, by_secret=True, is_file=True),
}
