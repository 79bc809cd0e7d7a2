"""The lock that every change of a meeting goes through."""

from typing import Any

from django.core.exceptions import ValidationError

from rodtrad.meetings.models import Meeting

CLOSED: dict[str, str] = {
    Meeting.State.ADOPTED: (
        "Anteckningarna är fastställda och kan inte ändras. Skriv rättelsen på nästa möte."
    ),
    Meeting.State.CANCELLED: "Mötet är inställt.",
}


def open_meeting(meeting: Meeting) -> Any:
    """The stored meeting, locked until the transaction ends, when it can still be changed.

    Raises:
        ValidationError: when its minutes are adopted or it is cancelled.
    """
    stored = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("forum__unit")
        .get(pk=meeting.pk)
    )
    if not stored.is_open:
        raise ValidationError(CLOSED[stored.state])
    return stored
