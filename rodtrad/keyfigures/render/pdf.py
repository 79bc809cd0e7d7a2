"""Key figures as PDF: tagged for screen readers (PDF/UA-1) and for archives (PDF/A-2a)."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from rodtrad.core.funnel_charts import describe_funnel, funnel_svg
from rodtrad.core.numbers import format_date
from rodtrad.core.typesetting import all_printable, typeset
from rodtrad.keyfigures.content import FigureContent, OccasionContent, funnel_chart

_TEMPLATE: Final = Path(__file__).with_name("keyfigures.typ")


def to_pdf(content: OccasionContent) -> bytes:
    """Return the key figures as PDF; the same content always gives the same bytes.

    Raises:
        TypesetError: when the typesetter refuses or takes longer than a minute.
    """
    day = date.fromisoformat(content["released_on"] or content["on"])
    return typeset(
        _TEMPLATE,
        {"report": all_printable(prepared(content))},
        timestamp=int(datetime.combine(day, time(12), tzinfo=UTC).timestamp()),
    )


def prepared(content: OccasionContent) -> dict[str, Any]:
    """Return the content as the template takes it: dates in words, funnels drawn."""
    if content["version"]:
        released = format_date(date.fromisoformat(content["released_on"]))
        status = f"Lämnad till nämnden {released} av {content['released_by']}"
        if content["version"] > 1:
            status += f", version {content['version']}"
    else:
        status = "Utkast – inte lämnad till nämnden"
    return {
        **content,
        "status_line": status,
        "is_draft": not content["version"],
        "meeting": format_date(date.fromisoformat(content["on"])),
        "paragraphs": _paragraphs(content["introduction"]),
        "figures": [_figure(figure) for figure in content["figures"]],
    }


def _figure(figure: FigureContent) -> dict[str, Any]:
    svg = alt = ""
    if figure["funnel"]:
        chart = funnel_chart(figure["funnel"])
        svg = funnel_svg(chart, for_print=True)
        alt = f"Trattdiagram: {chart.title}. {describe_funnel(chart)}"
    return {
        **figure,
        "funnel": None,
        "svg": svg,
        "alt": alt,
        "explanations": [
            {**text, "paragraphs": _paragraphs(text["text"])} for text in figure["explanations"]
        ],
        "analyses": [
            {**text, "paragraphs": _paragraphs(text["text"])} for text in figure["analyses"]
        ],
    }


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
