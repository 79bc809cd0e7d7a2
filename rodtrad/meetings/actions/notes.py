"""Notes saved as they are typed, by several people at once, without loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.core.forms import IDENTITY_NUMBER_MESSAGE
from rodtrad.core.prose import find_personal_identity_numbers
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.merging import Change, changes, merge
from rodtrad.meetings.models import AgendaItem, NoteReceipt, NoteVersion

LONGEST = 100_000
# What one person writes within this time, without anybody else in between, is one version.
_TOGETHER = timedelta(minutes=2)


@dataclass(frozen=True)
class Edit:
    """What somebody made of a text.

    Attributes:
        base: the notes as they were when the person began.
        text: what the person made of them.
        sequence: counts up for each edit of a browser's page.
    """

    base: str
    text: str
    sequence: int = 1


@dataclass(frozen=True)
class Written:
    """The notes after writing.

    Attributes:
        text: with what everybody has written.
        revision: counts up each time the text changes.
        changes: what makes `text` of what was sent last, for who has typed on meanwhile.
    """

    text: str
    revision: int
    changes: list[Change]


@transaction.atomic
def write_notes(
    item: AgendaItem, *, edits: Sequence[Edit], by: User, now: datetime, token: str = ""
) -> Written:
    """Put what somebody has written together with what others have written since.

    An edit that was received before is not made again: a browser that got no answer sends it once
    more, and the text must not be doubled.

    Args:
        edits: in order, each one's base the text of the one before.
        token: the browser's page; empty for a plain form, which is sent once.

    Raises:
        ValidationError: when the minutes are adopted, the text is too long or holds a personal
            identity number.
    """
    # Locked: two who write at the same moment are merged one after the other, and nobody adopts
    # the minutes in between.
    open_meeting(item.meeting)
    stored = AgendaItem.objects.select_for_update().get(pk=item.pk)
    received = _received(stored, token)
    merged, last = stored.notes, ""
    for edit in edits:
        base, last = _plain(edit.base), _plain(edit.text)
        if edit.sequence > received:
            merged = merge(base, last, merged)
    if merged != stored.notes:
        if len(merged) > LONGEST:
            raise ValidationError("Anteckningarna är för långa. Dela upp dem på flera punkter.")
        found = find_personal_identity_numbers(last)
        if found:
            raise ValidationError(IDENTITY_NUMBER_MESSAGE % {"found": ", ".join(found)})
        stored.notes = merged
        stored.notes_revision += 1
        # The notes have versions of their own; the item's history is of its wording.
        AgendaItem.objects.filter(pk=stored.pk).update(
            notes=merged, notes_revision=stored.notes_revision
        )
        _keep(stored, by=by, now=now)
    newest = max((edit.sequence for edit in edits), default=0)
    if token and newest > received:
        NoteReceipt.objects.update_or_create(
            item=stored, token=token, defaults={"sequence": newest}
        )
    return Written(merged, stored.notes_revision, changes(last, merged) if edits else [])


def _received(item: AgendaItem, token: str) -> int:
    """The number of the last edit that was received from a browser's page; 0 when none was."""
    if not token:
        return 0
    found = NoteReceipt.objects.filter(item=item, token=token).values_list("sequence", flat=True)
    return found.first() or 0


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _keep(item: AgendaItem, *, by: User, now: datetime) -> None:
    last = item.note_versions.first()
    if last is not None and last.by_id == by.pk and now - last.began_at < _TOGETHER:
        last.text, last.at = item.notes, now
        last.save(update_fields=["text", "at"])
    else:
        NoteVersion.objects.create(item=item, text=item.notes, by=by, began_at=now, at=now)
