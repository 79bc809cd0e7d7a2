"""The board's dialogues: sitting, brief, who is called, what came out, the answer to the units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.frozen import canonical, checksum
from rodtrad.core.numbers import format_date
from rodtrad.core.prose import find_personal_identity_numbers, sanitise, to_plain
from rodtrad.dialogues.actions.board import rule_of
from rodtrad.dialogues.actions.chain import principals_of
from rodtrad.dialogues.documents import compose_brief
from rodtrad.dialogues.models import (
    AnswerReceiver,
    BoardDialogue,
    Brief,
    BriefMaterial,
    FollowUp,
    Summons,
    Topic,
)
from rodtrad.dialogues.people import board_people, leaders
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report


@dataclass(frozen=True)
class Sitting:
    """When and where a dialogue is held; without minutes, as long as the rule says."""

    on: date
    starts: time | None = None
    place: str = ""
    minutes: int | None = None


def _unit(dialogue: BoardDialogue) -> Unit:
    unit: Unit = dialogue.topic.round.unit
    return unit


def _page(dialogue: BoardDialogue) -> str:
    return reverse("board_dialogue", args=[dialogue.pk])


def _note(dialogue: BoardDialogue, verb: str, by: User) -> None:
    record(f"board_dialogue.{verb}", by=by, target=dialogue, unit_id=_unit(dialogue).pk)


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
    _note(dialogue, "moved" if found else "placed", by)
    tell(
        [
            *leaders(_unit(dialogue), on=today),
            *board_people(_unit(dialogue), Permission.KEEP_PAPERS, on=today),
            *(row.person for row in dialogue.summons.select_related("person")),
        ],
        kind="sitting-chosen",
        sentence=f"Nämndens dialog om {topic} hålls {format_date(dialogue.on)}.",
        address=_page(dialogue),
        key=f"board-dialogue:{dialogue.pk}",
        unit=_unit(dialogue),
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
    _note(dialogue, "cancelled", by)
    dialogue.delete()


@transaction.atomic
def write_brief(dialogue: BoardDialogue, *, text: str, revision: int, by: User) -> BoardDialogue:
    """Store the administration's text for a dialogue.

    Args:
        text: HTML as the editor sends it; cleaned before it is stored.

    Raises:
        Conflict: when somebody else has saved since `revision` was read.
        ValidationError: when the dialogue is held, or the text has a personal identity number.
    """
    stored = check_revision(dialogue, revision)
    _require_not_held(stored)
    stored.text = _clean(text, "text")
    stored.revision += 1
    save_by(stored, by)
    _note(stored, "brief_written", by)
    return stored


@transaction.atomic
def set_material(
    dialogue: BoardDialogue,
    *,
    goals: Sequence[Goal] = (),
    indicators: Sequence[Indicator] = (),
    reports: Sequence[Report] = (),
    by: User,
) -> None:
    """Choose the goals, indicators and adopted reports whose facts stand in the brief.

    Raises:
        ValidationError: for a report that is not adopted, or when the dialogue is held.
    """
    _require_not_held(dialogue)
    for report in reports:
        if report.state != Report.State.ADOPTED:
            raise ValidationError(
                {"reports": f"{report} är inte fastställd och kan inte stå i ett underlag."}
            )
    chosen = {("goal_id", row.pk) for row in goals}
    chosen |= {("indicator_id", row.pk) for row in indicators}
    chosen |= {("report_id", row.pk) for row in reports}
    for row in dialogue.material.all():
        named = next(
            (name, getattr(row, name))
            for name in ("goal_id", "indicator_id", "report_id")
            if getattr(row, name)
        )
        if named in chosen:
            chosen.discard(named)
        else:
            row.delete()
    for name, pk in sorted(chosen):
        BriefMaterial.objects.create(dialogue=dialogue, **{name: pk})
    _note(dialogue, "material_chosen", by)


@transaction.atomic
def send_brief(dialogue: BoardDialogue, *, on: date, by: User) -> Brief:
    """Send the brief to the board: it is frozen as it is now, and can be read from then on.

    A brief that has been sent before becomes a new version.

    Raises:
        ValidationError: when nothing is written, or the dialogue is held.
    """
    stored = BoardDialogue.objects.select_for_update().get(pk=dialogue.pk)
    _require_not_held(stored)
    if not to_plain(stored.text).strip():
        raise ValidationError("Skriv underlaget innan det skickas.")
    last = stored.briefs.first()
    version = last.version + 1 if last else 1
    text = canonical(compose_brief(stored, on=on, sent=True, version=version))
    brief = Brief(
        dialogue=stored,
        version=version,
        content=text,
        sha256=checksum(text),
        sent_on=on,
        sent_by=by,
    )
    brief.full_clean()
    brief.save()
    if last is not None:
        stored.noticed_on = None
        save_by(stored, by)
    _note(stored, "brief_sent", by)
    unit = _unit(stored)
    tell(
        [
            *board_people(unit, Permission.GOVERN, Permission.KEEP_PAPERS, on=on),
            *(row.person for row in stored.summons.select_related("person")),
        ],
        kind="brief-sent",
        sentence=f"Underlaget till nämndens dialog om {stored.topic} den "
        f"{format_date(stored.on)} finns att läsa.",
        address=_page(stored),
        key=f"board-dialogue:{stored.pk}",
        unit=unit,
        by=by,
    )
    return brief


@transaction.atomic
def summon(
    dialogue: BoardDialogue, *, people: Iterable[User], note: str, on: date, by: User
) -> list[Summons]:
    """Call colleagues to a dialogue; those called before are left as they are.

    Raises:
        ValidationError: when nobody is chosen, or the dialogue is held.
    """
    _require_not_held(dialogue)
    known = set(dialogue.summons.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known]
    if not new:
        raise ValidationError({"people": "Välj någon som inte redan är kallad."})
    made = []
    for person in new:
        row = Summons(
            dialogue=dialogue, person=person, note=note.strip(), called_on=on, called_by=by
        )
        row.full_clean()
        row.save()
        made.append(row)
    _note(dialogue, "summoned", by)
    tell(
        new,
        kind="board-summons",
        sentence=f"Du är kallad till nämndens dialog om {dialogue.topic} den "
        f"{format_date(dialogue.on)}.",
        address=_page(dialogue),
        key=f"summons:{dialogue.pk}",
        unit=_unit(dialogue),
        by=by,
    )
    return made


@transaction.atomic
def answer_summons(summons: Summons, *, answer: str, on: date, by: User) -> Summons:
    """Say whether one comes. Who called is told when one cannot.

    Raises:
        ValidationError: for another person's summons, or another answer than the two.
    """
    if summons.person_id != by.pk:
        raise ValidationError("Bara den som är kallad svarar.")
    if answer not in (Summons.Answer.COMES, Summons.Answer.CANNOT):
        raise ValidationError("Svara om du kommer eller inte.")
    summons.answer, summons.answered_on = answer, on
    summons.full_clean()
    summons.save()
    record(
        "summons.answered",
        by=by,
        target=summons,
        unit_id=_unit(summons.dialogue).pk,
        answer=str(answer),
    )
    if answer == Summons.Answer.CANNOT:
        tell(
            [summons.called_by],
            kind="summons-declined",
            sentence=f"{by.name} kan inte komma till nämndens dialog om {summons.dialogue.topic}.",
            address=_page(summons.dialogue),
            key=f"summons-answer:{summons.pk}",
            unit=_unit(summons.dialogue),
            by=by,
        )
    return summons


@transaction.atomic
def mark_noticed(dialogue: BoardDialogue, *, on: date, by: User) -> BoardDialogue:
    """The secretary has put the text and the papers in the notice of the meeting.

    Raises:
        ValidationError: when no brief has been sent.
    """
    if not dialogue.briefs.exists():
        raise ValidationError("Förvaltningen har inte skickat underlaget än.")
    dialogue.noticed_on = on
    save_by(dialogue, by)
    _note(dialogue, "noticed", by)
    return dialogue


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
    stored.said, stored.led_to = _clean(said, "said"), _clean(led_to, "led_to")
    if not stored.said:
        raise ValidationError({"said": "Skriv vad som kom fram i dialogen."})
    first = stored.held_on is None
    stored.held_on = held_on
    stored.revision += 1
    save_by(stored, by)
    _note(stored, "held" if first else "outcome_changed", by)
    if first:
        unit = _unit(stored)
        tell(
            board_people(unit, Permission.GOVERN, on=today),
            kind="board-outcome",
            sentence=f"Det som kom fram i dialogen om {stored.topic} finns att läsa.",
            address=_page(stored),
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
    record("follow_up.added", by=by, target=row, unit_id=_unit(dialogue).pk)
    if responsible is not None:
        tell(
            [responsible],
            kind="board-follow-up",
            sentence=f"Du ansvarar för att följa upp: {row.what}, senast {format_date(due)}.",
            address=_page(dialogue),
            key=f"follow-up:{row.pk}",
            unit=_unit(dialogue),
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
    unit = _unit(stored.dialogue)
    record("follow_up.finished", by=by, target=stored, unit_id=unit.pk)
    tell(
        board_people(unit, Permission.GOVERN, on=on),
        kind="follow-up-done",
        sentence=f"Uppföljt efter nämndens dialog: {stored.what}",
        address=_page(stored.dialogue),
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
    _note(stored, "answered", by)
    tell(
        principals_of(chosen, on=on),
        kind="board-answer",
        sentence=f"Nämnden har svarat enheterna efter dialogen om {stored.topic}.",
        address=_page(stored),
        key=f"board-answer:{stored.pk}",
        unit=_unit(stored),
        by=by,
    )
    return stored


def _require_not_held(dialogue: BoardDialogue) -> None:
    if dialogue.held_on is not None:
        raise ValidationError("Dialogen är genomförd och underlaget går inte att ändra.")


def _clean(text: str, field: str) -> str:
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
