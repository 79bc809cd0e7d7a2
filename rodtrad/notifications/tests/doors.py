"""Who may open the addresses of notices: everybody their own, nobody another's."""

from typing import Any

from rodtrad.notifications.actions import tell
from rodtrad.notifications.models import Notice
from tests.door import EVERYBODY, Door
from tests.world import World


def _principals_notice(world: World) -> list[Any]:
    tell([world.principal], kind="test", sentence="Läs det här", address="/", key="test:1")
    return [Notice.objects.get(recipient=world.principal, key="test:1").pk]


DOORS = {
    "notice_list": Door(EVERYBODY),
    "notice_open": Door(frozenset({"principal"}), _principals_notice),
    "notice_read_all": Door(EVERYBODY, writes=True),
    "weekly_letter": Door(EVERYBODY, writes=True),
}
