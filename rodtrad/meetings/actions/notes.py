"""Notes saved as they are typed, by several people at once, without loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.as_typed import is_together, takes_away
from rodtrad.core.identity_numbers import refuse_identity_numbers
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.merging import Change, changes, combine, compose
from rodtrad.meetings.models import AgendaItem, NoteChange, NoteReceipt, NoteVersion

LONGEST = 100_000


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
    item: AgendaItem,
    *,
    edits: Sequence[Edit],
    by: User,
    now: datetime,
    token: str = "",
    revision: int | None = None,
) -> Written:
    """Put what somebody has written together with what others have written since.

    An edit that was received before is not made again: a browser that got no answer sends it once
    more, and the text must not be doubled.

    Args:
        edits: in order, each one's base the text of the one before.
        token: the browser's page; empty for a plain form, which is sent once.
        revision: the one that the first edit's base was; None when it is not known.

    Raises:
        ValidationError: when the minutes are adopted, the text is too long or holds a personal
            identity number.
    """
    # Locked: two who write at the same moment are merged one after the other, and nobody adopts
    # the minutes in between.
    open_meeting(item.meeting)
    stored = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if not edits:
        return Written(stored.notes, stored.notes_revision, [])
    token = _plain(token)
    edits = [Edit(_plain(one.base), _plain(one.text), one.sequence) for one in edits]
    received = _received(stored, token)
    at, theirs = _since(stored, edits, token=token, received=received, revision=revision)
    before = stored.notes
    made: list[NoteChange] = []
    for edit in edits:
        if edit.sequence <= received:
            continue
        done = combine(at, mine=changes(at, edit.text), theirs=theirs)
        at, theirs = edit.text, done.changes
        if done.text == stored.notes:
            continue
        stored.notes = done.text
        stored.notes_revision += 1
        made += [
            NoteChange(
                item=stored,
                revision=stored.notes_revision,
                start=one.start,
                end=one.end,
                text=one.text,
                token=token,
                sequence=edit.sequence,
            )
            for one in done.onward
        ]
    if stored.notes != before:
        # Each edit is kept as a step, and two harmless ones can be put together to a number.
        _check(stored.notes, [one.text for one in edits])
        # The notes have versions of their own; the item's history is of its wording.
        AgendaItem.objects.filter(pk=stored.pk).update(
            notes=stored.notes, notes_revision=stored.notes_revision
        )
        NoteChange.objects.bulk_create(made)
        _keep(stored, by=by, now=now)
    newest = max(edit.sequence for edit in edits)
    if token and newest > received:
        NoteReceipt.objects.update_or_create(
            item=stored, token=token, defaults={"sequence": newest}
        )
    return Written(stored.notes, stored.notes_revision, theirs)


def _since(
    item: AgendaItem, edits: Sequence[Edit], *, token: str, received: int, revision: int | None
) -> tuple[str, list[Change]]:
    """The person's last text that is in the notes, and what others have changed in it.

    Worked out from the steps that were taken since `revision`; by comparing the texts when those
    are not kept.
    """
    by_sequence = {edit.sequence: edit for edit in edits}
    at, theirs = edits[0].base, list[Change]()
    steps = _steps(item, revision)
    if steps is None:
        mine = [edit for edit in edits if edit.sequence <= received]
        at = mine[-1].text if mine else edits[0].base
        return at, changes(at, item.notes)
    for step in steps:
        own = by_sequence.get(step[0].sequence) if token and step[0].token == token else None
        if own is not None and own.sequence <= received:
            done = combine(at, mine=changes(at, own.text), theirs=theirs)
            at, theirs = own.text, done.changes
        else:
            taken = [Change(one.start, one.end, one.text) for one in step]
            theirs = compose(len(at), theirs, taken)
    return at, theirs


def _steps(item: AgendaItem, revision: int | None) -> list[list[NoteChange]] | None:
    """The steps taken after a revision, in order; None when not all of them are kept."""
    if revision is None or revision > item.notes_revision:
        return None
    found: dict[int, list[NoteChange]] = {}
    for row in item.note_changes.filter(revision__gt=revision):
        found.setdefault(row.revision, []).append(row)
    if list(found) != list(range(revision + 1, item.notes_revision + 1)):
        return None
    return list(found.values())


def _check(notes: str, sent: Sequence[str]) -> None:
    """Refuse what must not be stored."""
    if len(notes) > LONGEST:
        raise ValidationError("Anteckningarna är för långa. Dela upp dem på flera punkter.")
    refuse_identity_numbers("\n".join([notes, *sent]))


def _received(item: AgendaItem, token: str) -> int:
    """The number of the last edit that was received from a browser's page; 0 when none was."""
    if not token:
        return 0
    found = NoteReceipt.objects.filter(item=item, token=token).values_list("sequence", flat=True)
    return found.first() or 0


def _plain(text: str) -> str:
    """The text with one sign for a new line, without the sign that PostgreSQL keeps in no text."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _keep(item: AgendaItem, *, by: User, now: datetime) -> None:
    last = item.note_versions.first()
    goes_on = last is not None and is_together(last.by_id, last.began_at, by=by, now=now)
    if last is not None and goes_on and not takes_away(last.text, item.notes):
        last.text, last.at = item.notes, now
        last.save(update_fields=["text", "at"])
    else:
        NoteVersion.objects.create(item=item, text=item.notes, by=by, began_at=now, at=now)
