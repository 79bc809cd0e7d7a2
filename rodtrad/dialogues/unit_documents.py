"""A unit's dialogues of a school year, as a document."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from rodtrad.core.numbers import format_date
from rodtrad.core.prose import Block, from_plain, to_blocks
from rodtrad.dialogues.documents import _document, _section
from rodtrad.dialogues.models import TakesPart
from rodtrad.dialogues.queries.chain import Trail
from rodtrad.dialogues.queries.unit import LABELS, UnitRow
from rodtrad.organisation.models import Unit
from rodtrad.reports.facts.parts import FactJson, prose, table

_STATES = {"planned": "Planerat", "missing": "Saknas"}


def compose_unit_year(
    *,
    unit: Unit,
    municipality: str,
    school_year: str,
    row: UnitRow,
    plan: str,
    held: Sequence[Any],
    trails: Sequence[Trail],
    on: date,
) -> dict[str, Any]:
    """A unit's dialogues of a school year: who took part, what they said, what it led to."""
    groups = [
        [
            LABELS[one.group],
            f"{one.took_part} av {one.size}"
            if one.state == "held"
            else f"Inte aktuell: {one.why}"
            if one.state == "exempt"
            else _STATES[one.state],
            str(one.times),
        ]
        for one in row.groups
        if one.state != "na"
    ]
    sections = [
        _section(
            "grupper",
            "Vilka har deltagit",
            html=from_plain(plan),
            facts=[table("", ("Grupp", "Deltog som mest", "Tillfällen"), groups, right=(2,))],
        ),
        _section("dialoger", "Dialoger", facts=[_told(one) for one in held]),
    ]
    if trails:
        rows = [
            [trail.matter.text, format_date(trail.matter.raised_on), _now(trail)]
            for trail in trails
        ]
        facts = [table("", ("Fråga", "Lyft", "Läge"), rows)]
        sections.append(_section("fragor", "Frågor som enheten har lyft", facts=facts))
    return _document(
        title=f"Kvalitetsdialoger {school_year}",
        kind="unit_dialogues",
        unit=unit,
        municipality=municipality,
        school_year=school_year,
        standing=f"Sammanställt {format_date(on)}",
        final=True,
        on=on,
        cover=[("Läsår", school_year), ("Sammanställt", format_date(on))],
        sections=sections,
    )


def _now(trail: Trail) -> str:
    step = trail.now
    return f"{step.label}, {format_date(step.on)}" if step.on else step.label


def _told(one: Any) -> FactJson:
    labels = dict(TakesPart.choices)
    who = ", ".join(
        f"{labels[row.group]} {row.took_part} av {row.size}" for row in one.groups.all()
    )
    blocks: list[Block] = to_blocks(from_plain(f"{who}\n\n{one.said}"))
    if one.adjusted:
        blocks += to_blocks(from_plain(f"Det här ändrar vi: {one.adjusted}"))
    return prose(f"{one.method}, {format_date(one.on)}", blocks)
