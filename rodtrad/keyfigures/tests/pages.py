"""The pages of key figures, for the counting of queries."""

from typing import Any

from rodtrad.demo.bench.city import City


def _anywhere(city: City) -> list[Any]:
    return []


def _open(city: City) -> list[Any]:
    return [city.occasions[-1].pk]


def _released(city: City) -> list[Any]:
    return [city.occasions[0].pk]


PAGES = {
    "occasion_list": (_anywhere, ""),
    "occasion_list:xlsx": (_anywhere, "format=xlsx"),
    "occasion_create": (_anywhere, ""),
    "occasion_detail": (_open, ""),
    "occasion_detail:released": (_released, ""),
    "occasion_pdf": (_released, ""),
    "occasion_edit": (_open, ""),
    "occasion_history": (_open, ""),
    "occasion_release": (_open, ""),
    "occasion_reopen": (_released, ""),
    "analysis_edit": (lambda city: [*_open(city), city.branch.units[0].code], ""),
}
WRITES: frozenset[str] = frozenset()
