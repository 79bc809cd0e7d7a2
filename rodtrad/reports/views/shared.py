"""What several of the report's pages need."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rodtrad.audit.history import Version
from rodtrad.core.charts import interval_sentence, series_svg
from rodtrad.reports.models import Report
from rodtrad.reports.render.schema import Fact, series_chart
from rodtrad.reports.snapshots import SnapshotDamagedError

# A table with more rows than this is folded where one reads, and unfolded in one click.
LONG = 8


def shown_facts(facts: Iterable[Fact], place: str) -> list[dict[str, Any]]:
    """Facts for the page: as they are, with each chart drawn.

    Args:
        place: makes the ids of the charts' titles the page's only ones.
    """
    shown: list[dict[str, Any]] = []
    for number, fact in enumerate(facts):
        here = f"{place}-{number}"
        item: dict[str, Any] = {**fact, "id": here}
        if fact["type"] == "goal":
            item["facts"] = shown_facts(fact["facts"], here)
        elif fact["type"] == "chart":
            # The text alternative is the fact's own: it is part of what was adopted.
            chart = replace(series_chart(fact["chart"]), description=fact["alt"])
            item["svg"] = series_svg(chart, id_prefix=here)
            item["intervals"] = interval_sentence(chart)
        elif fact["type"] == "table":
            item["columns"] = list(zip(fact["columns"], fact["align"], strict=True))
            links = fact.get("links") or [""] * len(fact["rows"])
            # A link leads from the row's heading; it was stored, so it is looked at once more.
            item["rows"] = [
                [
                    (
                        cell,
                        align,
                        link
                        if link.startswith("/") and not link.startswith("//") and not number
                        else "",
                    )
                    for number, (cell, align) in enumerate(zip(row, fact["align"], strict=True))
                ]
                for row, link in zip(fact["rows"], links, strict=True)
            ]
            item["is_long"] = len(fact["rows"]) > LONG
        shown.append(item)
    return shown


def damaged_page(request: HttpRequest, report: Report, error: SnapshotDamagedError) -> HttpResponse:
    """The page that says that an adopted report cannot be shown, and why."""
    return render(
        request,
        "reports/report_damaged.html",
        {"heading": str(report), "reason": str(error)},
        status=500,
    )


def shown_versions(
    versions: Iterable[Version],
    *,
    labels: Mapping[str, str],
    rich: frozenset[str] = frozenset(),
) -> list[dict[str, Any]]:
    """Versions for the page of history.

    Args:
        labels: the label of a field, as the history names it, to what a change of it is called;
            the first that a version changed names the version.
        rich: the labels of fields that hold text from the editor.
    """
    shown = []
    for version in versions:
        changed = [change.label for change in version.changes]
        what = next((words for label, words in labels.items() if label in changed), "Ändrades")
        shown.append(
            {
                "number": version.number,
                "who": version.by,
                "when": version.at,
                "what": "Skapades" if version.is_first else what,
                "current": version.is_current,
                "restore_url": None,
                "changes": [
                    {
                        "label": change.label.capitalize(),
                        "old": change.before,
                        "new": change.after,
                        "rich": change.label in rich,
                    }
                    for change in version.changes
                ],
            }
        )
    return shown
