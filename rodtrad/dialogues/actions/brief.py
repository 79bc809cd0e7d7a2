"""The brief of one of the board's dialogues, who is called, and the notice of the meeting."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.frozen import canonical, checksum
from rodtrad.core.numbers import format_date
from rodtrad.core.prose import to_plain
from rodtrad.dialogues.actions.board_dialogue import (
    board_unit,
    clean,
    dialogue_page,
    note_in_log,
    require_not_held,
)
from rodtrad.dialogues.board_documents import compose_brief
from rodtrad.dialogues.models import (
    BoardDialogue,
    Brief,
    BriefMaterial,
    Summons,
)
from rodtrad.dialogues.people import board_people
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.reports.models import Report


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
    require_not_held(stored)
    stored.text = clean(text, "text")
    stored.revision += 1
    save_by(stored, by)
    note_in_log(stored, "brief_written", by)
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
    require_not_held(dialogue)
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
    note_in_log(dialogue, "material_chosen", by)


@transaction.atomic
def send_brief(dialogue: BoardDialogue, *, on: date, by: User) -> Brief:
    """Send the brief to the board: it is frozen as it is now, and can be read from then on.

    A brief that has been sent before becomes a new version.

    Raises:
        ValidationError: when nothing is written, or the dialogue is held.
    """
    stored = BoardDialogue.objects.select_for_update().get(pk=dialogue.pk)
    require_not_held(stored)
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
    note_in_log(stored, "brief_sent", by)
    unit = board_unit(stored)
    tell(
        [
            *board_people(unit, Permission.GOVERN, Permission.KEEP_PAPERS, on=on),
            *(row.person for row in stored.summons.select_related("person")),
        ],
        kind="brief-sent",
        sentence=f"Underlaget till nämndens dialog om {stored.topic} den "
        f"{format_date(stored.day)} finns att läsa.",
        address=dialogue_page(stored),
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
    require_not_held(dialogue)
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
    note_in_log(dialogue, "summoned", by)
    tell(
        new,
        kind="board-summons",
        sentence=f"Du är kallad till nämndens dialog om {dialogue.topic} den "
        f"{format_date(dialogue.day)}.",
        address=dialogue_page(dialogue),
        key=f"summons:{dialogue.pk}",
        unit=board_unit(dialogue),
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
        unit_id=board_unit(summons.dialogue).pk,
        answer=str(answer),
    )
    if answer == Summons.Answer.CANNOT:
        tell(
            [summons.called_by],
            kind="summons-declined",
            sentence=f"{by.name} kan inte komma till nämndens dialog om {summons.dialogue.topic}.",
            address=dialogue_page(summons.dialogue),
            key=f"summons-answer:{summons.pk}",
            unit=board_unit(summons.dialogue),
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
    note_in_log(dialogue, "noticed", by)
    return dialogue
