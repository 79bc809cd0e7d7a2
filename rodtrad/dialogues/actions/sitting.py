"""At which meetings the board's dialogues are held: the presidium's choice."""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import save_by
from rodtrad.core.numbers import format_date, parse_pk
from rodtrad.dialogues.actions.board import rule_of
from rodtrad.dialogues.actions.board_dialogue import (
    board_unit,
    dialogue_page,
    note_in_log,
)
from rodtrad.dialogues.models import (
    BoardDialogue,
    Topic,
)
from rodtrad.dialogues.people import board_people, leaders
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions.agenda import Point, add_item, add_material, remove_item
from rodtrad.meetings.actions.meetings import open_day
from rodtrad.meetings.models import Meeting
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class Sitting:
    """When and where a dialogue is held; without minutes, as long as the rule says.

    Attributes:
        meeting: the board's meeting; it then says the day and the place.
    """

    on: date
    starts: time | None = None
    place: str = ""
    minutes: int | None = None
    meeting: Meeting | None = None

    @classmethod
    def at(cls, meeting: Meeting, *, starts: time | None = None) -> "Sitting":
        """At one of the board's meetings; without a time, when the agenda comes to it."""
        return cls(on=meeting.on, starts=starts, place=meeting.place, meeting=meeting)


@transaction.atomic
def choose_sitting(topic: Topic, *, sitting: Sitting, by: User, today: date) -> BoardDialogue:
    """The presidium decides at which meeting a chosen topic is talked about, or moves it.

    Raises:
        ValidationError: for a topic that is not chosen, a day that has passed or lies outside
            the school year, or a dialogue that has been held.
    """
    if not topic.chosen:
        raise ValidationError(f"Nämnden har inte valt ämnet ”{topic}”.")
    span = topic.round.school_year.span
    if sitting.on < today:
        raise ValidationError(
            {"on": f"Mötet {format_date(sitting.on)} har redan varit. Välj ett kommande möte."}
        )
    if sitting.on not in span:
        raise ValidationError(
            {
                "on": f"Mötet {format_date(sitting.on)} ligger utanför läsåret {span}. Välj ett "
                f"möte till och med {format_date(span.ends)}."
            }
        )
    meeting = sitting.meeting
    if meeting is not None and not meeting.is_open:
        raise ValidationError({"meeting": "Mötet är inställt eller fastställt. Välj ett annat."})
    found: BoardDialogue | None = (
        BoardDialogue.objects.select_related("meeting", "agenda_item__meeting")
        .filter(topic=topic)
        .first()
    )
    if found is not None and found.held_on is not None:
        raise ValidationError("Dialogen är genomförd och kan inte flyttas.")
    dialogue = found or BoardDialogue(topic=topic)
    before = _when(dialogue) if found else None
    dialogue.meeting = meeting
    dialogue.on, dialogue.starts, dialogue.place = sitting.on, sitting.starts, sitting.place.strip()
    dialogue.minutes = sitting.minutes or rule_of(topic.round.unit).minutes
    if before == _when(dialogue):
        return dialogue
    # Who was called to another day is told, and the notice of the meeting has to be made anew.
    dialogue.noticed_on = None
    save_by(dialogue, by)
    _keep_on_agenda(dialogue, by)
    note_in_log(dialogue, "moved" if found else "placed", by)
    tell(
        [
            *leaders(board_unit(dialogue), on=today),
            *board_people(board_unit(dialogue), Permission.KEEP_PAPERS, on=today),
            *(row.person for row in dialogue.summons.select_related("person")),
        ],
        kind="sitting-chosen",
        sentence=f"Nämndens dialog om {topic} hålls {format_date(dialogue.on)}.",
        address=dialogue_page(dialogue),
        key=f"board-dialogue:{dialogue.pk}",
        unit=board_unit(dialogue),
        by=by,
    )
    return dialogue


@transaction.atomic
def cancel_dialogue(dialogue: BoardDialogue, *, by: User) -> None:
    """Take a dialogue off its meeting; its topic can be placed anew. Who was called is told.

    Raises:
        ValidationError: when it has been held or its brief has been sent.
    """
    if dialogue.held_on is not None or dialogue.briefs.exists():
        raise ValidationError(
            "Dialogen är genomförd eller underlaget skickat. Flytta den till ett annat möte i "
            "stället."
        )
    note_in_log(dialogue, "cancelled", by)
    tell(
        [row.person for row in dialogue.summons.select_related("person")],
        kind="sitting-cancelled",
        sentence=f"Nämndens dialog om {dialogue.topic} den {format_date(dialogue.day)} är "
        "inställd.",
        address=reverse("board_home"),
        key=f"board-dialogue:{dialogue.pk}",
        unit=board_unit(dialogue),
        by=by,
    )
    dialogue.meeting = None
    _keep_on_agenda(dialogue, by)
    dialogue.delete()


def _when(dialogue: BoardDialogue) -> tuple[object, ...]:
    return (dialogue.meeting_id, dialogue.on, dialogue.starts, dialogue.place)


def _keep_on_agenda(dialogue: BoardDialogue, by: User) -> None:
    """Let the meeting's agenda have the dialogue with its hour, and the one before not."""
    item = dialogue.agenda_item
    if item is not None and item.meeting_id == dialogue.meeting_id:
        return
    if item is not None and item.meeting.is_open:
        remove_item(item, by=by)
    dialogue.agenda_item = None
    if dialogue.meeting is not None:
        topic = dialogue.topic
        dialogue.agenda_item = add_item(
            dialogue.meeting,
            point=Point(
                title=f"Kvalitetsdialog: {topic}"[:200],
                text=topic.why,
                purpose=Purpose.DIALOGUE,
                minutes=dialogue.minutes,
            ),
            by=by,
        )
        add_material(
            dialogue.agenda_item,
            label="Underlag till dialogen",
            address=dialogue_page(dialogue),
            by=by,
        )
    save_by(dialogue, by)


# ---- the board's own meetings ----------------------------------------------------------------


@dataclass(frozen=True)
class Chance:
    """A meeting of the board that a dialogue can be held at.

    Attributes:
        value: as the form sends it: "mote:7", or "dag:2026-12-15" for a day of the board's series
            whose meeting is not laid in yet.
    """

    value: str
    on: date
    label: str


def board_forum(municipality: Unit, *, today: date) -> Forum | None:
    """The board as a forum that meets; None when its meetings are kept elsewhere. One query."""
    forum: Forum | None = (
        Forum.objects.running_on(today)
        .filter(kind=Forum.Kind.BOARD, unit=municipality)
        .order_by("pk")
        .first()
    )
    return forum


def chances(forum: Forum, *, first: date, last: date) -> list[Chance]:
    """The board's meetings in a time, those laid in and those of its series. Four queries."""
    found, opened = [], set()
    for meeting in Meeting.objects.filter(forum=forum, on__range=(first, last)):
        opened.add((meeting.series_id, meeting.series_day))
        if meeting.is_open:
            label = f"{format_date(meeting.on)} kl. {meeting.starts_at:%H.%M}"
            found.append(Chance(f"mote:{meeting.pk}", meeting.on, label))
    for day in forum.days(first, last):
        if (day.series, day.original) not in opened:
            label = f"{format_date(day.on)} kl. {day.starts_at:%H.%M}"
            found.append(Chance(f"dag:{day.on.isoformat()}", day.on, label))
    return sorted(found, key=lambda one: (one.on, one.value))


@transaction.atomic
def meeting_of(forum: Forum, value: str, *, by: User, today: date) -> Meeting:
    """The meeting that a chance stands for, laid in if it was not.

    Raises:
        ValidationError: for a value that names no meeting of the forum.
    """
    kind, _, rest = value.partition(":")
    if kind == "mote" and (pk := parse_pk(rest)) is not None:
        meeting: Meeting | None = Meeting.objects.filter(forum=forum, pk=pk).first()
        if meeting is not None:
            return meeting
    if kind == "dag":
        try:
            on = date.fromisoformat(rest)
        except ValueError as error:
            raise ValidationError({"meeting": "Välj ett av nämndens möten."}) from error
        for day in forum.days(on, on):
            made: Meeting = open_day(forum, day=day, by=by, today=today)
            return made
    raise ValidationError({"meeting": "Välj ett av nämndens möten."})
