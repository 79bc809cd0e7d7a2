"""What minutes are made of: the one input of their page, their PDF and their DOCX.

An open meeting is composed to this shape and adopted minutes are stored in it, so that whatever
is shown of them can be made from the snapshot alone. Everything is JSON.
"""

import json
from datetime import date
from typing import Any, Literal

from django.core.exceptions import ObjectDoesNotExist
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from rodtrad.core.frozen import FrozenDamagedError, checksum
from rodtrad.meetings.models import AgendaItem, Meeting
from rodtrad.organisation.models import Unit


class PersonContent(TypedDict):
    """Somebody who was called, by name and what they were called as."""

    name: str
    role: str


class DecisionContent(TypedDict):
    """A decision or agreement; `follow_up_on` is an ISO date or ""."""

    kind: str
    text: str
    responsible: str
    follow_up_on: str
    replaces: str


class ItemContent(TypedDict):
    """An item of the agenda, what was noted and what was decided."""

    number: int
    title: str
    purpose: str
    text: str
    notes: str
    outcome: str
    material: list[str]
    decisions: list[DecisionContent]


class MinutesContent(TypedDict):
    """The whole minutes. Days are ISO dates; `adopted_on` is "" until adopted."""

    schema: Literal[1]
    kind: str
    title: str
    forum: str
    unit: str
    municipality: str
    on: str
    time: str
    place: str
    leader: str
    secretary: str
    present: list[PersonContent]
    absent: list[PersonContent]
    items: list[ItemContent]
    further: list[DecisionContent]
    state: Literal["draft", "adopted"]
    adopted_on: str
    adopted_by: str
    composed_on: str


_CONTENT: TypeAdapter[MinutesContent] = TypeAdapter(MinutesContent)


class MinutesDamagedError(FrozenDamagedError):
    """The stored content of adopted minutes is not the content that was adopted."""


def read(content: object) -> MinutesContent:
    """The content, checked to have the shape that renderers rely on.

    Raises:
        ValueError: naming the first place that is wrong.
    """
    try:
        return _CONTENT.validate_python(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "hela innehållet"
        raise ValueError(f"Anteckningarna kan inte läsas: {place} är fel.") from error


def compose(meeting: Any, *, today: date) -> MinutesContent:
    """The minutes as they are now, of a meeting with its forum and unit loaded. Five queries."""
    called = list(meeting.attendees.select_related("user"))
    decisions = list(meeting.decisions.select_related("responsible", "revises").order_by("pk"))
    items = meeting.items.filter(state=AgendaItem.State.ON_AGENDA).prefetch_related("materials")
    return MinutesContent(
        schema=1,
        kind=meeting.get_minutes_kind_display(),
        title=meeting.name,
        forum=meeting.forum.name,
        unit=meeting.forum.unit.name,
        municipality=_municipality(meeting.forum.unit),
        on=meeting.on.isoformat(),
        time=meeting.time_shown,
        place=meeting.place,
        leader=meeting.leader.name if meeting.leader else "",
        secretary=meeting.secretary.name if meeting.secretary else "",
        present=[_person(row) for row in called if row.present],
        absent=[_person(row) for row in called if row.present is False],
        items=[
            ItemContent(
                number=number,
                title=item.title,
                purpose=item.get_purpose_display(),
                text=item.text,
                notes=item.notes,
                outcome=item.get_outcome_display() if item.outcome else "",
                material=[material.label for material in item.materials.all()],
                decisions=[_decision(one) for one in decisions if one.item_id == item.pk],
            )
            for number, item in enumerate(items, 1)
        ],
        further=[_decision(one) for one in decisions if one.item_id is None],
        state="draft",
        adopted_on="",
        adopted_by="",
        composed_on=today.isoformat(),
    )


def _municipality(unit: Unit) -> str:
    root: str | None = (
        Unit.objects.filter(path=unit.path[: Unit.steplen]).values_list("name", flat=True).first()
    )
    return root or unit.name


def _person(row: Any) -> PersonContent:
    return PersonContent(name=row.user.name, role=row.called_as)


def _decision(one: Any) -> DecisionContent:
    return DecisionContent(
        kind=one.get_kind_display(),
        text=one.text,
        responsible=one.responsible.name if one.responsible else "",
        follow_up_on=one.follow_up_on.isoformat() if one.follow_up_on else "",
        replaces=one.revises.text if one.revises else "",
    )


def frozen_text(meeting: Meeting) -> str:
    """The stored text of adopted minutes, with its checksum verified.

    Raises:
        MinutesDamagedError: when there is none, or when it has been changed since.
    """
    try:
        snapshot = meeting.snapshot
    except ObjectDoesNotExist as error:
        raise MinutesDamagedError(
            "Anteckningarna är fastställda, men innehållet finns inte sparat. Det behöver hämtas "
            "ur en säkerhetskopia: kontakta den som sköter systemet."
        ) from error
    if checksum(snapshot.content) != snapshot.sha256:
        raise MinutesDamagedError(
            "Anteckningarna stämmer inte med kontrollsumman från när de fastställdes. Någon har "
            "ändrat dem utanför Rödtråd. De visas inte, för de är inte det som fastställdes: "
            "innehållet behöver hämtas ur en säkerhetskopia."
        )
    text: str = snapshot.content
    return text


def frozen_or_composed(meeting: Any, *, today: date) -> MinutesContent:
    """The minutes, ready for any of the renderers: frozen when adopted, else composed.

    Raises:
        MinutesDamagedError: when they are adopted and what is stored is not intact.
    """
    if meeting.state == Meeting.State.ADOPTED:
        return read(json.loads(frozen_text(meeting)))
    return compose(meeting, today=today)
