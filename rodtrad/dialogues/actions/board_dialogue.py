"""What the actions on the board's dialogues have in common."""

from django.core.exceptions import ValidationError
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.prose import find_personal_identity_numbers, sanitise, to_plain
from rodtrad.dialogues.models import BoardDialogue
from rodtrad.organisation.models import Unit


def board_unit(dialogue: BoardDialogue) -> Unit:
    """The municipality whose board has the dialogue."""
    unit: Unit = dialogue.topic.round.unit
    return unit


def dialogue_page(dialogue: BoardDialogue) -> str:
    """The address of a dialogue."""
    return reverse("board_dialogue", args=[dialogue.pk])


def note_in_log(dialogue: BoardDialogue, verb: str, by: User) -> None:
    """Add to the log what was done with a dialogue."""
    record(f"board_dialogue.{verb}", by=by, target=dialogue, unit_id=board_unit(dialogue).pk)


def require_not_held(dialogue: BoardDialogue) -> None:
    """Refuse when the dialogue has been held.

    Raises:
        ValidationError: with the reason.
    """
    if dialogue.held_on is not None:
        raise ValidationError("Dialogen är genomförd och underlaget går inte att ändra.")


def clean(text: str, field: str) -> str:
    """What was written, cleaned; "" when it says nothing.

    Raises:
        ValidationError: on the field, for a personal identity number.
    """
    cleaned = sanitise(text).strip()
    plain = to_plain(cleaned)
    if find_personal_identity_numbers(plain):
        raise ValidationError(
            {
                field: "Texten ser ut att innehålla ett personnummer. Ta bort det: underlaget blir "
                "en allmän handling."
            }
        )
    return cleaned if plain.strip() else ""
