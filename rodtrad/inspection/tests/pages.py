"""The pages of evidence, complaints and retention, for the counting of queries."""

from typing import Any

from rodtrad.demo.bench.city import City
from rodtrad.inspection.actions import count_complaints
from rodtrad.inspection.models import ComplaintTheme


def _anywhere(city: City) -> list[Any]:
    return []


def _counted(city: City) -> list[Any]:
    theme = ComplaintTheme.objects.all()[0]
    period = city.ground.running.span.autumn.code
    for unit in city.branch.units:
        count_complaints(unit, period=period, counts={theme: 3}, by=city.branch.head)
    return []


def _unit(city: City) -> list[Any]:
    return [city.branch.units[0].code]


def _term(city: City) -> list[Any]:
    return [*_unit(city), city.ground.running.span.autumn.code.replace(" ", "").lower()]


PAGES = {
    "evidence_list": (_anywhere, ""),
    "evidence_list:xlsx": (_anywhere, "format=xlsx"),
    "evidence_detail": (_unit, ""),
    "evidence_package": (_unit, ""),
    "complaint_list": (_counted, ""),
    "complaint_edit": (_term, ""),
    "own_data": (_anywhere, ""),
    "own_data_file": (_anywhere, ""),
    "retention_list": (_anywhere, ""),
    "retention_edit": (lambda city: ["drafts"], ""),
    "retention_remove": (lambda city: ["drafts"], ""),
}
WRITES: frozenset[str] = frozenset()
