"""What came out of the board's dialogues, what is followed up, and the answer to the units."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.board_dialogue import (
    board_unit,
    clean,
    dialogue_page,
    note_in_log,
)
from rodtrad.dialogues.actions.chain import principals_of
from rodtrad.dialogues.models import (
    AnswerReceiver,
    BoardDialogue,
    FollowUp,
)
from rodtrad.dialogues.people import board_people
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit


@transaction.atomic
def record_outcome(
    dialogue: BoardDialogue,
    *,
    said: str,
    led_to: str,
    held_on: date,
    revision: int,
    by: User,
    today: date,
) -> BoardDialogue:
    """Write what was said in a dialogue and what it led to.

    Raises:
        Conflict: when somebody else has saved since `revision` was read.
        ValidationError: for a day that has not come, or when nothing is written.
    """
    if held_on > today:
        raise ValidationError(
            {"held_on": "Dialogen kan inte vara genomförd en dag som inte varit."}
        )
    stored = check_revision(dialogue, revision)
    stored.said, stored.led_to = clean(said, "said"), clean(led_to, "led_to")
    if not stored.said:
        raise ValidationError({"said": "Skriv vad som kom fram i dialogen."})
    first = stored.held_on is None
    stored.held_on = held_on
    stored.revision += 1
    save_by(stored, by)
    note_in_log(stored, "held" if first else "outcome_changed", by)
    if first:
        unit = board_unit(stored)
        tell(
            board_people(unit, Permission.GOVERN, on=today),
            kind="board-outcome",
            sentence=f"Det som kom fram i dialogen om {stored.topic} finns att läsa.",
            address=dialogue_page(stored),
            key=f"board-dialogue:{stored.pk}",
            unit=unit,
            by=by,
        )
    return stored


@transaction.atomic
def add_follow_up(
    dialogue: BoardDialogue,
    *,
    what: str,
    due: date,
    responsible: User | None,
    by: User,
    today: date,
) -> FollowUp:
    """Something to be done because of a dialogue, by a day.

    Raises:
        ValidationError: when the dialogue is not held, or the day has passed.
    """
    if dialogue.held_on is None:
        raise ValidationError("Skriv först vad som kom fram i dialogen.")
    if due < today:
        raise ValidationError({"due": "Dagen har redan varit. Välj en kommande dag."})
    row = save_by(
        FollowUp(dialogue=dialogue, what=what.strip(), due=due, responsible=responsible), by
    )
    record("follow_up.added", by=by, target=row, unit_id=board_unit(dialogue).pk)
    if responsible is not None:
        tell(
            [responsible],
            kind="board-follow-up",
            sentence=f"Du ansvarar för att följa upp: {row.what}, senast {format_date(due)}.",
            address=dialogue_page(dialogue),
            key=f"follow-up:{row.pk}",
            unit=board_unit(dialogue),
            by=by,
        )
    return row


@transaction.atomic
def finish_follow_up(
    follow_up: FollowUp, *, outcome: str, on: date, revision: int, by: User
) -> FollowUp:
    """Say what came of a follow-up. The board is told.

    Raises:
        Conflict: when somebody else has saved since `revision` was read.
        ValidationError: when nothing is written.
    """
    stored = check_revision(follow_up, revision)
    if not outcome.strip():
        raise ValidationError({"outcome": "Skriv vad det blev."})
    stored.outcome, stored.done_on = outcome.strip(), on
    stored.revision += 1
    save_by(stored, by)
    unit = board_unit(stored.dialogue)
    record("follow_up.finished", by=by, target=stored, unit_id=unit.pk)
    tell(
        board_people(unit, Permission.GOVERN, on=on),
        kind="follow-up-done",
        sentence=f"Uppföljt efter nämndens dialog: {stored.what}",
        address=dialogue_page(stored.dialogue),
        key=f"follow-up:{stored.pk}",
        unit=unit,
        by=by,
    )
    return stored


@transaction.atomic
def send_answer(
    dialogue: BoardDialogue,
    *,
    answer: str,
    units: Iterable[Unit],
    revision: int,
    on: date,
    by: User,
) -> BoardDialogue:
    """Send the board's answer to units: they read it as what their words led to.

    Raises:
        Conflict: when somebody else has saved since `revision` was read.
        ValidationError: when the dialogue is not held, nothing is written, or no unit chosen.
    """
    stored = check_revision(dialogue, revision)
    if stored.held_on is None:
        raise ValidationError("Skriv först vad som kom fram i dialogen.")
    if not answer.strip():
        raise ValidationError({"answer": "Skriv nämndens svar till enheterna."})
    chosen = list(units)
    if not chosen:
        raise ValidationError({"units": "Välj minst en enhet som ska få svaret."})
    stored.answer, stored.answered_on = answer.strip(), on
    stored.revision += 1
    save_by(stored, by)
    known = set(stored.receivers.values_list("unit_id", flat=True))
    AnswerReceiver.objects.bulk_create(
        AnswerReceiver(dialogue=stored, unit=unit, sent_on=on)
        for unit in chosen
        if unit.pk not in known
    )
    note_in_log(stored, "answered", by)
    tell(
        principals_of(chosen, on=on),
        kind="board-answer",
        sentence=f"Nämnden har svarat enheterna efter dialogen om {stored.topic}.",
        address=dialogue_page(stored),
        key=f"board-answer:{stored.pk}",
        unit=board_unit(stored),
        by=by,
    )
    return stored
