"""A report as PDF: tagged for screen readers (PDF/UA-1) and for archives (PDF/A-2a)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from rodtrad.core.charts import describe, interval_sentence, series_svg
from rodtrad.core.numbers import format_date
from rodtrad.core.typesetting import all_printable, typeset
from rodtrad.reports.render.schema import ChartFact, ReportContent, series_chart

_TEMPLATE: Final = Path(__file__).with_name("report.typ")


def to_pdf(content: ReportContent) -> bytes:
    """Return the report as PDF; the same content always gives the same bytes.

    The file is dated by its content (adopted, else composed). Raises TypesetError when the
    typesetter refuses or takes longer than a minute.
    """
    return typeset(_TEMPLATE, {"report": prepared(content)}, timestamp=_timestamp(content))


def status_line(content: ReportContent) -> str:
    """Return what the cover says of the report's standing: adopted by whom and when, or not."""
    if standing := content.get("standing"):
        return standing
    if content["state"] != "adopted":
        return "Utkast – inte fastställd"
    words = ["Fastställd"]
    if content["adopted_on"]:
        words.append(format_date(date.fromisoformat(content["adopted_on"][:10])))
    if content["adopted_by"]:
        words.append(f"av {content['adopted_by']}")
    return " ".join(words)


def cover_lines(content: ReportContent) -> list[tuple[str, str]]:
    """Return the labelled facts of the cover; those that are unknown are left out."""
    if "cover_facts" in content:
        return [(label, value) for label, value in content["cover_facts"] if value]
    unit = content["unit"]
    composed = format_date(date.fromisoformat(content["composed_at"][:10]))
    lines = [
        (content.get("period_word", "Läsår"), content["school_year"]),
        ("Skolformer", ", ".join(unit["school_forms"])),
        ("Enheter", _how_many(content.get("covers", []))),
        ("Skolenhetskod" if unit["code"].isdigit() else "Kod", unit["code"]),
        ("Rektor", unit["principal"]),
        ("Diarienummer", content["registry_number"]),
        ("Version", str(content["version"])),
        ("Sammanställd", composed),
    ]
    return [(label, value) for label, value in lines if value]


def _how_many(names: list[str]) -> str:
    """How many units the report is about; they are named in it."""
    return f"{len(names)} enheter" if len(names) > 1 else "".join(names)


def chart_alt(fact: ChartFact) -> str:
    """Return the chart's text alternative, which a chart never goes without."""
    chart = series_chart(fact["chart"])
    return fact["alt"].strip() or f"Diagram: {chart.title}. {describe(chart)}"


def prepared(content: ReportContent) -> dict[str, Any]:
    """Return the content as the template takes it: charts drawn, every character printable."""
    report = all_printable(
        {
            **content,
            "status_line": status_line(content),
            "cover": cover_lines(content),
            "sections": [
                {**section, "facts": [_fact(dict(fact)) for fact in section["facts"]]}
                for section in content["sections"]
            ],
        }
    )
    assert isinstance(report, dict)
    return report


def _fact(fact: Any) -> dict[str, Any]:
    if fact["type"] == "goal":
        return {**fact, "facts": [_fact(inner) for inner in fact["facts"]]}
    if fact["type"] == "chart":
        drawn = {key: value for key, value in fact.items() if key != "chart"}
        chart = series_chart(fact["chart"])
        return {
            **drawn,
            "svg": series_svg(chart, for_print=True),
            "intervals": interval_sentence(chart),
            "alt": chart_alt(fact),
        }
    return dict(fact)


def _timestamp(content: ReportContent) -> int:
    day = date.fromisoformat((content["adopted_on"] or content["composed_at"])[:10])
    return int(datetime.combine(day, time(12), tzinfo=UTC).timestamp())
