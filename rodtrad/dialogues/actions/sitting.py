"""At which meetings the board's dialogues are held: the presidium's choice."""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import save_by
from rodtrad.core.numbers import format_date
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
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission


@dataclass(frozen=True)
class Sitting:
    """When and where a dialogue is held; without minutes, as long as the rule says."""

    on: date
    starts: time | None = None
    place: str = ""
    minutes: int | None = None


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
    found: BoardDialogue | None = BoardDialogue.objects.filter(topic=topic).first()
    if found is not None and found.held_on is not None:
        raise ValidationError("Dialogen är genomförd och kan inte flyttas.")
    dialogue = found or BoardDialogue(topic=topic)
    before = (dialogue.on, dialogue.starts, dialogue.place) if found else None
    dialogue.on, dialogue.starts, dialogue.place = sitting.on, sitting.starts, sitting.place.strip()
    dialogue.minutes = sitting.minutes or rule_of(topic.round.unit).minutes
    if before == (dialogue.on, dialogue.starts, dialogue.place):
        return dialogue
    # Who was called to another day is told, and the notice of the meeting has to be made anew.
    dialogue.noticed_on = None
    save_by(dialogue, by)
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
    """Take a dialogue off its meeting; its topic can be placed anew.

    Raises:
        ValidationError: when it has been held or its brief has been sent.
    """
    if dialogue.held_on is not None or dialogue.briefs.exists():
        raise ValidationError(
            "Dialogen är genomförd eller underlaget skickat. Flytta den till ett annat möte i "
            "stället."
        )
    note_in_log(dialogue, "cancelled", by)
    dialogue.delete()
