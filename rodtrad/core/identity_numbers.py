"""Personal identity numbers are stopped before they are stored: one check, one sentence."""

from typing import Final

from django.core.exceptions import ValidationError

from rodtrad.core.prose import find_personal_identity_numbers

IDENTITY_NUMBER_MESSAGE: Final = (
    "Texten ser ut att innehålla ett personnummer (%(found)s). Ta bort det: här får inga uppgifter "
    "stå som pekar ut en person."
)


def refuse_identity_numbers(text: str, *, field: str = "") -> None:
    """Refuse a plain text that holds a personal identity number.

    Args:
        field: the field that the sentence stands at; "" for the whole form.

    Raises:
        ValidationError: with what looks like a number, so that the writer finds it.
    """
    found = find_personal_identity_numbers(text)
    if found:
        sentence = IDENTITY_NUMBER_MESSAGE % {"found": ", ".join(found)}
        raise ValidationError({field: sentence} if field else sentence)
