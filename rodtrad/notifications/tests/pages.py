"""The pages of notices, for the counting of queries."""

from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.notifications.actions import tell
from rodtrad.notifications.models import Notice


def _told(city: City) -> list[Any]:
    head = city.branch.head
    for number, unit in enumerate(city.branch.units):
        tell(
            [head],
            kind="test",
            sentence=f"Rapporten från {unit} är inlämnad",
            address="/",
            key=f"test:{number}",
            unit=unit,
            by=city.branch.principals[0],
        )
    return []


def _one(city: City) -> list[Any]:
    _told(city)
    return [Notice.objects.filter(recipient=city.branch.head)[0].pk]


PAGES = {"notice_list": (_told, ""), "notice_open": (_one, "")}
WRITES = frozenset({"notice_read_all", "weekly_letter"})
