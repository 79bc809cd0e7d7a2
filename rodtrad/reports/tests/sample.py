"""A rich report, as a unit's could look, and a bare one. Names and texts are invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from rodtrad.core.charts import Point, Reference, SeriesChart, describe
from rodtrad.core.numbers import format_number
from rodtrad.core.prose import to_blocks
from rodtrad.reports.render.schema import ReportContent, chart_content, read

ANALYSIS = (
    "<div>Andelen elever som känner sig trygga har ökat under två år. Ökningen är "
    "<strong>större än slumpen</strong> kan förklara i årskurs 8, men inte i årskurs 5, där "
    "<em>tre elever</em> motsvarar hela förändringen.<br><br>Vi ser tre orsaker:</div>"
    "<ul><li>Rastverksamheten är planerad och har samma vuxna varje dag.</li>"
    "<li>Mentorssamtalen följer en gemensam mall.</li>"
    "<li>Elevrådet har gjort trygghetsvandringar, se "
    '<a href="https://www.skolverket.se/">Skolverkets stöd</a>.</li></ul>'
    "<h1>Vad som återstår</h1><div>Omklädningsrummen nämns fortfarande som otrygga.</div>"
    "<ol><li>Kartlägg när och var.</li><li>Pröva vuxennärvaro i åtta veckor.</li></ol>"
    "<blockquote>Det är lugnare nu, men inte vid bussarna. (elev i årskurs 7)</blockquote>"
)


def trust_chart() -> SeriesChart:
    """Return a share with intervals, a missing year, a break and both references."""
    values = [
        (2021, 74.1, 66.0, 80.8, ""),
        (2022, 76.5, 68.7, 82.9, ""),
        (2023, None, None, None, "färre än fem svar"),
        (2024, 81.0, 73.6, 86.7, ""),
        (2025, 83.8, 76.8, 89.0, ""),
    ]
    return SeriesChart(
        title="Elever i årskurs 8 som känner sig trygga i skolan",
        description="",
        unit_of_measure="%",
        points=tuple(
            Point(f"{start}/{(start + 1) % 100}", date(start + 1, 5, 15), value, low, high, note)
            for start, value, low, high, note in values
        ),
        baseline=Reference(78.2, "Nuläge"),
        desired=Reference(85.0, "Önskat läge"),
        breaks=(date(2022, 8, 1),),
        better="up",
    )


def chart_fact(chart: SeriesChart) -> dict[str, Any]:
    """Return the fact that shows a chart with its table."""
    return {
        "type": "chart",
        "heading": chart.title,
        "chart": chart_content(chart),
        "table": {
            "columns": ["Läsår", "Andel (%)", "Intervall"],
            "rows": [
                [
                    point.label,
                    "saknas" if point.value is None else format_number(point.value, 1),
                    ""
                    if point.low is None or point.high is None
                    else f"{format_number(point.low, 1)}–{format_number(point.high, 1)}",
                ]
                for point in chart.points
            ],
        },
        "alt": describe(chart),
    }


def goal_fact(title: str) -> dict[str, Any]:
    """Return a goal with an indicator, its activities and its analysis."""
    return {
        "type": "goal",
        "title": title,
        "unit_or_shared": "Enhetsmål",
        "requirements": [
            "Skollagen 4 kap. 5 § (inriktning på kvalitetsarbetet)",
            "Lgr22, 2.1 Normer och värden",
        ],
        "description": "Alla elever ska kunna vara i alla delar av skolan utan oro.",
        "desired_effect": "Eleverna väljer själva var de vill vara på rasten.",
        "facts": [
            {
                "type": "figures",
                "heading": "Måluppfyllelse",
                "rows": [
                    ["Bedömning", "Delvis uppfyllt"],
                    ["Slutsats", "Fortsätter nästa läsår"],
                    ["Ansvarig", "Maria Ek, rektor"],
                ],
            },
            chart_fact(trust_chart()),
            {
                "type": "table",
                "heading": "Aktiviteter",
                "caption": "Målets aktiviteter och senaste avstämning",
                "columns": ["Aktivitet", "Tid", "Avstämning", "Antal"],
                "align": ["left", "left", "left", "right"],
                "rows": [
                    ["Vuxna på rasten", "aug 2025–juni 2026", "På väg", "6"],
                    ["Mentorssamtal efter gemensam mall", "okt 2025–maj 2026", "Justeras", "3"],
                ],
            },
            {"type": "prose", "heading": "Analys", "blocks": to_blocks(ANALYSIS)},
            {"type": "note", "text": "En mätning saknas: 2023/24.", "tone": "warning"},
        ],
    }


def section(title: str, *facts: dict[str, Any], text: str = "") -> dict[str, Any]:
    """Return a section with its text both as HTML and as blocks."""
    return {
        "key": title.lower().replace(" ", "-"),
        "title": title,
        "instruction": "Beskriv vad resultaten visar och vad ni tror att de beror på.",
        "text": text,
        "blocks": to_blocks(text),
        "ready": bool(text),
        "facts": list(facts),
    }


def raw_content(**changes: Any) -> dict[str, Any]:
    """Return the rich report as JSON-able data, with changes to its top level."""
    units = [
        [f"Klass {grade}{letter}", str(18 + grade), format_number(70 + grade * 2.3, 1)]
        for grade in range(1, 10)
        for letter in "ABCDE"
    ]
    return {
        "schema": 1,
        "title": "Kvalitetsrapport 2025/26",
        "kind": "unit",
        "unit": {
            "name": "Västerportskolan",
            "code": "54436997",
            "kind_label": "Skola",
            "school_forms": ["Förskoleklass", "Grundskola"],
            "principal": "Maria Ek",
        },
        "school_year": "2025/26",
        "municipality": "Ystads kommun",
        "state": "draft",
        "state_label": "Utkast",
        "version": 1,
        "registry_number": "",
        "adopted_on": "",
        "adopted_by": "",
        "composed_at": "2026-06-10",
        "sections": [
            section(
                "Enheten i korthet",
                {
                    "type": "figures",
                    "heading": "Läsåret i siffror",
                    "rows": [["Elever", "412"], ["Lärare med behörighet", "83,8 %"]],
                },
                text="<div>Skolan ligger vid Västerport och har elever från hela kommunen.</div>",
            ),
            section(
                "Mål och resultat",
                goal_fact("Eleverna är trygga i hela skolan"),
                goal_fact("Alla läser med flyt i årskurs 3"),
                text=ANALYSIS,
            ),
            section(
                "Resultat per klass",
                {
                    "type": "table",
                    "heading": "Trygghet per klass",
                    "caption": "Andel elever som känner sig trygga, våren 2026",
                    "columns": ["Klass", "Elever", "Andel (%)"],
                    "align": ["left", "right", "right"],
                    "rows": units,
                },
            ),
            section("Utvecklingsområden", text="<ul><li>Trygga omklädningsrum</li></ul>"),
        ],
        **changes,
    }


def content(**changes: Any) -> ReportContent:
    """Return the rich report, read."""
    return read(raw_content(**changes))


def adopted() -> ReportContent:
    """Return the rich report as adopted."""
    return content(
        state="adopted",
        state_label="Fastställd",
        registry_number="BUN 2026/00123",
        adopted_on="2026-06-24",
        adopted_by="Maria Ek",
    )
