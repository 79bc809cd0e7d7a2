"""The overview of an inspector's package, in the shape of a report."""

from datetime import date
from html import escape
from typing import Any

from django.conf import settings

from rodtrad.core.numbers import format_date
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.inspection.findings import Finding
from rodtrad.inspection.judging import all_findings
from rodtrad.inspection.standing import Standing
from rodtrad.organisation.models import Unit
from rodtrad.reports.documents import document, section


def overview(root: Unit, year: SchoolYear, *, today: date) -> dict[str, Any]:
    """What 4 kap. asks, what the records show, and what is missing: for a unit or for all."""
    own, each = all_findings(root, year, today=today)
    sections = []
    if own:
        sections.append(_section("huvudman", root.name, own))
        sections.append(_each("enheter", each))
    sections.extend(_section(unit.code, unit.name, found) for unit, found in each)
    return document(
        title=f"Underlag för granskning {year.label}",
        kind="Underlag för granskning",
        unit=root,
        municipality=root.name if root.is_root() else str(Unit.objects.get_root(root)),
        school_year=year.label,
        standing=f"Hämtat ur Rödtråd {today.isoformat()}",
        final=True,
        on=today,
        cover=[
            ("Läsår", year.label),
            ("Gäller", root.name),
            ("Vad det bygger på", "skollagen 4 kap. 3–8 §§ och revisorernas vanliga frågor"),
        ],
        sections=sections,
    )


def _section(key: str, title: str, findings: list[Finding]) -> dict[str, Any]:
    table = {
        "type": "table",
        "heading": "",
        "caption": f"Vad som framgår för {title}",
        "columns": ["Grund", "Vad som efterfrågas", "Bedömning", "Vad som framgår"],
        "align": ["left"] * 4,
        "rows": [
            [one.paragraph, one.asked, _standing(one), f"{one.shown} ({one.judged})"]
            for one in findings
        ],
    }
    missing = [
        f"{one.asked}: {sentence}"
        for one in findings
        if one.standing in (Standing.MISSING, Standing.PARTLY)
        for sentence in one.missing
    ]
    addresses = {
        label: f"{settings.SITE_ORIGIN}{url}" for one in findings for label, url in one.links
    }
    links = {
        "type": "figures",
        "heading": "Var det kan ses",
        "rows": [[label, url] for label, url in addresses.items()],
    }
    lines = "".join(f"<li>{escape(one)}</li>" for one in missing)
    html = f"<p>Det här saknas:</p><ul>{lines}</ul>" if missing else "<p>Inget saknas.</p>"
    return section(key, title, html=html, facts=[table, links])


def _standing(finding: Finding) -> str:
    """How it stands; for what is still to come, until when."""
    if finding.due is None:
        return finding.standing.label
    return f"{finding.standing.label}: senast {format_date(finding.due)}"


def _each(key: str, each: list[tuple[Unit, list[Finding]]]) -> dict[str, Any]:
    """Which units miss what, unit by unit in the order of the tree: no ranking."""
    rows = [
        [
            unit.name,
            str(sum(one.standing == Standing.FULFILLED for one in found)),
            str(sum(one.standing == Standing.PARTLY for one in found)),
            str(sum(one.standing == Standing.LATER for one in found)),
            str(sum(one.standing == Standing.MISSING for one in found)),
        ]
        for unit, found in each
    ]
    table = {
        "type": "table",
        "heading": "",
        "caption": "Hur många punkter som framgår, enhet för enhet",
        "columns": ["Enhet", "Framgår", "Framgår delvis", "Inte ännu", "Framgår inte"],
        "align": ["left", "right", "right", "right", "right"],
        "rows": rows,
    }
    return section(key, "Enheterna", facts=[table] if rows else [])
