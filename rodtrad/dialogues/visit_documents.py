"""The summary of a visit as a document: what each side has read, said and taken on.

The appraisal talk is in no document. What the reader may not see on the page is not here either.
"""

from datetime import date
from typing import Any

from rodtrad.core.numbers import format_date
from rodtrad.core.prose import from_plain
from rodtrad.dialogues.documents import _document, _section
from rodtrad.dialogues.models import Commitment, Visit
from rodtrad.dialogues.queries.visit import Room, room_of
from rodtrad.organisation.models import Unit
from rodtrad.reports.facts.parts import FactJson, note, table
from rodtrad.reports.render.schema import ReportContent, read


def compose_visit(visit: Any, *, on: date) -> ReportContent:
    """The summary as the person who fetched the visit may read it.

    Args:
        visit: from `visit_to_read`, with `leads` and `hosts`.
        on: the day it is composed.
    """
    room = room_of(visit)
    sections = [_people(visit, room)]
    if visit.hosts or visit.prepared_on is not None:
        sections += _prepared(visit)
    if room.levels:
        sections.append(_levels(room))
    if visit.leads or visit.feedback_on is not None:
        if visit.notes:
            sections.append(_section("noted", "Anteckningar", html=from_plain(visit.notes)))
        if visit.feedback:
            sections.append(_section("feedback", "Återkoppling", html=from_plain(visit.feedback)))
    if visit.leads or visit.state == Visit.State.HELD:
        sections.append(_commitments("made", "Åtaganden", room.made))
    if room.kept:
        sections.append(_commitments("kept", "Åtaganden från tidigare besök", room.kept))
    municipality = Unit.objects.get(path=visit.unit.path[: Unit.steplen])
    given = visit.feedback_on is not None
    return read(
        _document(
            title="Förvaltningens dialog",
            kind="visit",
            unit=visit.unit,
            municipality=municipality.name,
            school_year=visit.round.school_year.label,
            standing=_standing(visit),
            final=given,
            on=on,
            cover=[
                ("Läsår", visit.round.school_year.label),
                ("Enhet", visit.unit.name),
                ("Dag", format_date(visit.on) if visit.on else "Inte bestämd"),
                ("Sammanställd", format_date(on)),
            ],
            sections=sections,
        )
    )


def _standing(visit: Visit) -> str:
    if visit.state == Visit.State.CANCELLED:
        return "Inställt"
    if visit.feedback_on is not None:
        return f"Återkopplat {format_date(visit.feedback_on)}"
    if visit.state == Visit.State.HELD:
        return "Genomfört – återkoppling inte lämnad"
    return "Planerat besök"


def _people(visit: Visit, room: Room) -> dict[str, Any]:
    rows = [
        [one.user.name, one.user.title, str(one.get_part_display())] for one in room.participants
    ]
    if visit.children:
        asked = f" av {visit.children_asked}" if visit.children_asked else ""
        rows.append([f"{visit.children}{asked} barn eller elever", "", "Representanter"])
    facts: list[FactJson] = (
        [table("", ("Namn", "Uppdrag", "Roll"), rows)] if rows else [note("Inga är inskrivna.")]
    )
    return _section("people", "Deltagare", facts=facts)


def _prepared(visit: Visit) -> list[dict[str, Any]]:
    texts = (
        ("tell", "Det här ville enheten berätta", visit.wants_to_tell),
        ("discuss", "Det här ville enheten resonera kring", visit.wants_to_discuss),
    )
    return [_section(key, title, html=from_plain(text)) for key, title, text in texts if text]


def _levels(room: Room) -> dict[str, Any]:
    rows = [
        [
            level.rating.criterion.title,
            str(level.rating.step or ""),
            str(level.before.step or "") if level.before else "",
            level.rating.grounds,
        ]
        for level in room.levels
    ]
    facts = [table("", ("Kriterium", "Nivå", "Förra gången", "Grunder"), rows)]
    return _section("levels", "Enhetens självskattning", facts=facts)


def _commitments(key: str, title: str, rows: Any) -> dict[str, Any]:
    listed = [
        [
            row.text,
            str(row.get_side_display()),
            row.responsible.name if row.responsible else "",
            format_date(row.due),
            row.outcome or str(Commitment.State(row.state).label),
        ]
        for row in rows
    ]
    facts: list[FactJson] = (
        [table("", ("Åtagande", "Vem", "Ansvarig", "Följs upp", "Läge"), listed)]
        if listed
        else [note("Inga åtaganden är inskrivna.")]
    )
    return _section(key, title, facts=facts)
