"""How far every unit has come with every section of its report."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.reports.models import Report, ReportKind, Section
from rodtrad.reports.queries import NOT_BEGUN_LABEL


@dataclass(frozen=True)
class Cell:
    """A section of a unit's report."""

    tag: str
    words: str
    who: str
    section: int | None


@dataclass(frozen=True)
class ProgressRow:
    """A unit's report, section by section."""

    name: str
    report: int | None
    state: str
    state_label: str
    due: date | None
    ready: int
    cells: tuple[Cell, ...]


_NO_REPORT = Cell("na", "–", "", None)


def progress_columns(kind: ReportKind) -> list[tuple[str, str]]:
    """Key and title of the sections that reports of the kind have now: one query."""
    rows = kind.sections.filter(retired_on__isnull=True)
    return list(rows.values_list("key", "title"))


def progress_rows(places: Sequence[Any], columns: Sequence[tuple[str, str]]) -> list[ProgressRow]:
    """The table for places from `reporting_places`: one query."""
    sections: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Section.objects.filter(
        report__in=[place.report_pk for place in places if place.report_pk]
    ).values("pk", "report_id", "key", "ready", "text", "responsible__name")
    for row in rows:
        sections[row["report_id"]][row["key"]] = row
    return [_row(place, sections.get(place.report_pk or 0, {}), columns) for place in places]


def _row(place: Any, found: dict[str, Any], columns: Sequence[tuple[str, str]]) -> ProgressRow:
    state = place.report_state or "missing"
    label = Report.State(state).label if place.report_state else NOT_BEGUN_LABEL
    return ProgressRow(
        name=str(place.name),
        report=place.report_pk,
        state=state,
        state_label=str(label),
        due=place.report_due,
        ready=sum(bool(one["ready"]) for one in found.values()),
        cells=tuple(_cell(found.get(key)) for key, _ in columns),
    )


def _cell(section: dict[str, Any] | None) -> Cell:
    if section is None:
        return _NO_REPORT
    who = section["responsible__name"] or ""
    if section["ready"]:
        return Cell("ok", "Klart", who, section["pk"])
    if section["text"]:
        return Cell("progress", "Påbörjat", who, section["pk"])
    return Cell("missing", "Tomt", who, section["pk"])
