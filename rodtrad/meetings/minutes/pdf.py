"""Minutes as PDF: tagged for screen readers (PDF/UA-1) and for archives (PDF/A-2a)."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

from rodtrad.core.numbers import format_date
from rodtrad.core.typesetting import all_printable, typeset
from rodtrad.meetings.minutes.content import DecisionContent, MinutesContent

_TEMPLATE: Final = Path(__file__).with_name("minutes.typ")


def status_line(content: MinutesContent) -> str:
    """What the minutes say of their standing: adopted by whom and when, or not."""
    if content["state"] != "adopted":
        return "Utkast – inte fastställt"
    on = format_date(date.fromisoformat(content["adopted_on"]))
    by = f" av {content['adopted_by']}" if content["adopted_by"] else ""
    return f"Fastställt {on}{by}"


def facts(content: MinutesContent) -> list[tuple[str, str]]:
    """The labelled facts at the top; those that are unknown are left out."""
    lines = [
        ("Datum", format_date(date.fromisoformat(content["on"]))),
        ("Tid", content["time"]),
        ("Plats", content["place"]),
        ("Leder mötet", content["leader"]),
        ("Antecknar", content["secretary"]),
        ("Närvarande", people(content["present"])),
        ("Frånvarande", people(content["absent"])),
    ]
    return [(label, value) for label, value in lines if value]


def people(rows: Any) -> str:
    """As "Åsa Lindgren (Rektor, Västerportskolan), Omar Haddad"."""
    return ", ".join(
        f"{row['name']} ({row['role']})" if row["role"] else row["name"] for row in rows
    )


def decision_line(one: DecisionContent) -> str:
    """Who sees to a decision, when it is followed up, and what it replaces."""
    parts = []
    if one["responsible"]:
        parts.append(f"Ansvarig: {one['responsible']}")
    if one["follow_up_on"]:
        parts.append(f"Följs upp {format_date(date.fromisoformat(one['follow_up_on']))}")
    if one["replaces"]:
        parts.append(f"Ersätter: {one['replaces']}")
    return ". ".join(parts) + "." if parts else ""


def item_line(item: Any) -> str:
    """As "Dialog. Underlag: Betyg i årskurs 9. Tas upp nästa gång."."""
    parts = [item["purpose"]]
    if item["material"]:
        parts.append(f"Underlag: {', '.join(item['material'])}")
    if item["outcome"]:
        parts.append(item["outcome"])
    return ". ".join(parts) + "."


def to_pdf(content: MinutesContent) -> bytes:
    """The minutes as PDF; the same content always gives the same bytes.

    Raises:
        TypesetError: when the typesetter refuses or takes longer than a minute.
    """
    day = date.fromisoformat(content["adopted_on"] or content["composed_on"])
    timestamp = int(datetime.combine(day, time(12), tzinfo=UTC).timestamp())
    return typeset(_TEMPLATE, {"minutes": _prepared(content)}, timestamp=timestamp)


def _prepared(content: MinutesContent) -> Any:
    return all_printable(
        {
            **content,
            "status_line": status_line(content),
            "facts": facts(content),
            "items": [
                {
                    **item,
                    "line": item_line(item),
                    "paragraphs": paragraphs(item["notes"]),
                    "decisions": [_shown(one) for one in item["decisions"]],
                }
                for item in content["items"]
            ],
            "further": [_shown(one) for one in content["further"]],
        }
    )


def _shown(one: DecisionContent) -> dict[str, Any]:
    return {**one, "line": decision_line(one)}


def paragraphs(notes: str) -> list[str]:
    """Notes as they were written, one line a paragraph; empty lines fall away."""
    return [line.strip() for line in notes.splitlines() if line.strip()]
