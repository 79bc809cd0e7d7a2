"""Changes in the register of decisions and agreements."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_date
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.models import AgendaItem, Decision, DecisionFollowUp, Meeting
from rodtrad.notifications.actions import tell


@dataclass(frozen=True)
class Resolution:
    """What was decided or agreed on."""

    text: str
    kind: str = Decision.Kind.DECISION
    responsible: User | None = None
    follow_up_on: date | None = None


def _check(said: Resolution, decided_on: date) -> None:
    if said.follow_up_on is not None and said.follow_up_on < decided_on:
        raise ValidationError({"follow_up_on": "Uppföljningen kan inte ligga före beslutet."})


def _tell_responsible(decision: Decision, by: User | None) -> None:
    if decision.responsible is None:
        return
    said = str(decision)
    if decision.follow_up_on:
        said = f"{said.removesuffix('.')}, följs upp {format_date(decision.follow_up_on)}"
    tell(
        [decision.responsible],
        kind="decision-responsible",
        sentence=f"Du ansvarar för {decision.get_kind_display().lower()}: {said}",
        address=reverse("decision_detail", args=[decision.pk]),
        key=f"decision:{decision.pk}",
        unit=decision.meeting.forum.unit,
        by=by,
    )


@transaction.atomic
def make_decision(
    meeting: Meeting, *, said: Resolution, item: AgendaItem | None = None, by: User | None
) -> Decision:
    """Enter a decision or an agreement of a meeting in the register.

    Raises:
        ValidationError: when it would be followed up before it was made, or the minutes are
            adopted.
    """
    stored = open_meeting(meeting)
    _check(said, stored.on)
    if item is not None and item.meeting_id != stored.pk:
        raise ValidationError("Punkten hör till ett annat möte.")
    decision = save_by(Decision(meeting=stored, item=item, decided_on=stored.on, **vars(said)), by)
    record("decision.made", by=by, target=stored, unit_id=stored.forum.unit_id)
    _tell_responsible(decision, by)
    return decision


@transaction.atomic
def change_decision(decision: Decision, *, said: Resolution, revision: int, by: User) -> Decision:
    """Change a decision while its minutes are not adopted; afterwards who sees to it and when.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the wording is changed after the minutes were adopted.
    """
    stored = check_revision(decision, revision)
    _check(said, stored.decided_on)
    adopted = not stored.meeting.is_open
    if adopted and (said.text.strip(), said.kind) != (stored.text.strip(), stored.kind):
        raise ValidationError(
            {
                "text": "Anteckningarna är fastställda. Ersätt beslutet med ett nytt på nästa möte "
                "i stället för att ändra det."
            }
        )
    new_responsible = said.responsible != stored.responsible
    for name, value in vars(said).items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    record("decision.changed", by=by, target=stored.meeting, unit_id=stored.meeting.forum.unit_id)
    if new_responsible:
        _tell_responsible(stored, by)
    return stored


@transaction.atomic
def follow_up_decision(
    decision: Decision,
    *,
    on: date,
    text: str,
    status: str,
    next_on: date | None = None,
    by: User,
) -> DecisionFollowUp:
    """Say how it went with a decision, and when it is followed up next.

    Raises:
        ValidationError: before the decision, without words, or when the next day is not later.
    """
    stored: Decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if on < stored.decided_on:
        raise ValidationError({"on": "Uppföljningen kan inte ligga före beslutet."})
    if status == Decision.Status.REVISED:
        raise ValidationError({"status": "Ersätt beslutet med ett nytt i stället."})
    if next_on is not None and next_on <= on:
        raise ValidationError({"next_on": "Nästa uppföljning ska ligga efter den här."})
    row = DecisionFollowUp(decision=stored, on=on, text=text, status=status, by=by)
    row.full_clean()
    row.save()
    stored.status = status
    stored.follow_up_on = next_on if status == Decision.Status.ACTIVE else stored.follow_up_on
    stored.revision += 1
    save_by(stored, by)
    record(
        "decision.followed_up",
        by=by,
        target=stored.meeting,
        unit_id=stored.meeting.forum.unit_id,
    )
    return row


@transaction.atomic
def revise_decision(
    decision: Decision, *, meeting: Meeting, said: Resolution, item: AgendaItem | None, by: User
) -> Decision:
    """Let a new decision take the place of an earlier one.

    Raises:
        ValidationError: for one that has been replaced already, or of another forum.
    """
    earlier: Decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("meeting")
        .get(pk=decision.pk)
    )
    if earlier.status == Decision.Status.REVISED:
        raise ValidationError("Beslutet är redan ersatt av ett nytt.")
    if earlier.meeting.forum_id != meeting.forum_id:
        raise ValidationError("Beslutet hör till ett annat forum.")
    new = make_decision(meeting, said=said, item=item, by=by)
    new.revises = earlier
    save_by(new, by)
    earlier.status = Decision.Status.REVISED
    earlier.revision += 1
    save_by(earlier, by)
    return new
