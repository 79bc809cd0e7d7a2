"""Changes of an agenda: filled, added to, ordered; and what members propose."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions.locking import open_meeting
from rodtrad.meetings.filling import Suggestion, material_of, suggestions
from rodtrad.meetings.models import AgendaItem, Material, Meeting, Proposal
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.notifications.actions import tell
from rodtrad.steering.files import LARGEST, kind_of


@dataclass(frozen=True)
class Point:
    """What is said of an item."""

    title: str
    text: str = ""
    purpose: str = Purpose.INFORMATION
    minutes: int = 10
    owner: User | None = None


def _next_position(meeting: Any) -> int:
    last = meeting.items.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _changed(meeting: Any) -> None:
    """Note that who was called has an older agenda."""
    if meeting.state == Meeting.State.SENT and not meeting.changed_since_sent:
        Meeting.objects.filter(pk=meeting.pk).update(changed_since_sent=True)


def _locked(item: AgendaItem) -> AgendaItem:
    """The stored item, locked: its notes may be written at the same moment."""
    return AgendaItem.objects.select_for_update().get(pk=item.pk)


@transaction.atomic
def fill_agenda(meeting: Any, *, by: User | None, today: date) -> list[AgendaItem]:
    """Put on the agenda what belongs there and is not there yet. Filling again adds nothing.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(meeting)
    found = suggestions(meeting, today)
    if not found:
        return []
    position = _next_position(meeting)
    made = [save_by(_item(meeting, one, position + number), by) for number, one in enumerate(found)]
    pages = material_of([one.wheel_item for one in found if one.wheel_item is not None])
    Material.objects.bulk_create(
        Material(item=item, label=label, address=address)
        for item, one in zip(made, found, strict=True)
        if one.wheel_item is not None
        for label, address in pages[one.wheel_item.pk]
    )
    _changed(meeting)
    record("agenda.filled", by=by, target=meeting, unit_id=meeting.forum.unit_id, items=len(made))
    return made


def _item(meeting: Meeting, one: Suggestion, position: int) -> AgendaItem:
    return AgendaItem(
        meeting=meeting,
        title=one.title,
        text=one.text,
        purpose=one.purpose,
        minutes=one.minutes,
        owner=one.owner,
        position=position,
        source=one.source,
        source_label=one.label[:200],
        follows_up=one.follows_up,
        proposal=one.proposal,
        carried_from=one.carried_from,
    )


@transaction.atomic
def add_item(meeting: Meeting, *, point: Point, by: User | None) -> AgendaItem:
    """Put an item last on the agenda.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    stored = open_meeting(meeting)
    item = save_by(AgendaItem(meeting=stored, position=_next_position(stored), **vars(point)), by)
    _changed(stored)
    record("agenda.changed", by=by, target=stored, unit_id=stored.forum.unit_id)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, point: Point, revision: int, by: User) -> AgendaItem:
    """Change what an item is about.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(item.meeting)
    stored = check_revision(item, revision)
    for name, value in vars(point).items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)
    return stored


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Take an item off the agenda; what filled it does not put it back.

    Raises:
        ValidationError: when something is noted or decided on it, or the meeting is closed.
    """
    meeting = open_meeting(item.meeting)
    item = _locked(item)
    if item.notes.strip() or item.decisions.exists():
        raise ValidationError("Punkten har anteckningar eller beslut. Flytta eller töm dem först.")
    item.state = AgendaItem.State.REMOVED
    item.revision += 1
    save_by(item, by)
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)


@transaction.atomic
def put_back(item: AgendaItem, *, by: User) -> None:
    """Put a removed item back, last: removing can be undone.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(item.meeting)
    item = _locked(item)
    item.state = AgendaItem.State.ON_AGENDA
    item.position = _next_position(meeting)
    item.revision += 1
    save_by(item, by)
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)


@transaction.atomic
def move_item(item: AgendaItem, *, to: int, by: User) -> None:
    """Let an item be taken up in another place; the others make room.

    Args:
        to: the place it gets, 1 is the first; beyond the last is the last.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(item.meeting)
    order = list(meeting.items.filter(state=AgendaItem.State.ON_AGENDA))
    moved = next((one for one in order if one.pk == item.pk), None)
    if moved is None:
        raise ValidationError("Punkten står inte på dagordningen.")
    order.remove(moved)
    order.insert(max(0, min(to - 1, len(order))), moved)
    changed = []
    for place, one in enumerate(order, 1):
        if one.position != place:
            one.position = place
            changed.append(one)
    # The order alone is no wording: it needs no version of its own.
    AgendaItem.objects.bulk_update(changed, ["position"])
    if changed:
        _changed(meeting)
        record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)


@transaction.atomic
def set_outcome(item: AgendaItem, *, outcome: str, by: User) -> AgendaItem:
    """Say whether an item was dealt with or is taken up next time.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(item.meeting)
    item = _locked(item)
    item.outcome = outcome
    save_by(item, by)
    record("agenda.outcome", by=by, target=meeting, unit_id=meeting.forum.unit_id)
    return item


@transaction.atomic
def add_material(item: AgendaItem, *, label: str, address: str, by: User) -> Material:
    """Give an item a page, of the system or elsewhere, as material.

    Raises:
        ValidationError: for an address that is neither.
    """
    meeting = open_meeting(item.meeting)
    if not (
        (address.startswith("/") and not address.startswith("//"))
        or address.startswith(("https://", "http://"))
    ):
        raise ValidationError(
            {"address": "Skriv en adress som börjar med https:// eller en sida här, som /mal/7/."}
        )
    material = Material(item=item, label=label, address=address)
    material.full_clean()
    material.save()
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)
    return material


@transaction.atomic
def add_file(item: AgendaItem, *, label: str, file: UploadedFile[Any], by: User) -> Material:
    """Give an item a file as material: PDF, DOCX or ODT by its content.

    Raises:
        ValidationError: for a file of another kind or a too large one.
    """
    meeting = open_meeting(item.meeting)
    if (file.size or 0) > LARGEST:
        raise ValidationError({"file": "Filen är för stor. Högst 20 MB."})
    kind = kind_of(file)
    if kind is None:
        raise ValidationError(
            {"file": "Filen ska vara PDF, Word (docx) eller OpenDocument (odt), utan makron."}
        )
    material = Material(item=item, label=label)
    material.file.save(f"underlag.{kind.ending}", File(file), save=False)
    material.full_clean()
    material.save()
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)
    return material


@transaction.atomic
def remove_material(material: Material, *, by: User) -> None:
    """Take material away from an item.

    Raises:
        ValidationError: when the minutes are adopted or the meeting is cancelled.
    """
    meeting = open_meeting(material.item.meeting)
    material.delete()
    _changed(meeting)
    record("agenda.changed", by=by, target=meeting, unit_id=meeting.forum.unit_id)


@transaction.atomic
def propose(forum: Forum, *, point: Point, on: date, by: User) -> Proposal:
    """Propose something for a coming meeting of the forum.

    Raises:
        ValidationError: without a title.
    """
    said = vars(point).copy()
    said.pop("owner")
    why = said.pop("text")
    proposal = Proposal(forum=forum, why=why, by=by, on=on, **said)
    proposal.full_clean()
    proposal.save()
    record("proposal.made", by=by, target=forum, unit_id=forum.unit_id)
    return proposal


@transaction.atomic
def decline_proposal(proposal: Proposal, *, why: str, by: User) -> Proposal:
    """Say why a proposal is not taken up; who made it is told.

    Raises:
        ValidationError: without a reason.
    """
    if not why.strip():
        raise ValidationError({"why": "Skriv varför punkten inte tas upp."})
    proposal.declined_why = why.strip()
    proposal.full_clean()
    proposal.save()
    record("proposal.declined", by=by, target=proposal.forum, unit_id=proposal.forum.unit_id)
    tell(
        [proposal.by],
        kind="proposal-declined",
        sentence=f"Ditt förslag ”{proposal}” tas inte upp i {proposal.forum}: {why.strip()}",
        address=reverse("forum_detail", args=[proposal.forum_id]),
        key=f"proposal:{proposal.pk}",
        unit=proposal.forum.unit,
        by=by,
    )
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: User) -> None:
    """Take one's own proposal back.

    Raises:
        ValidationError: when it is on an agenda already.
    """
    if proposal.items.filter(state=AgendaItem.State.ON_AGENDA).exists():
        raise ValidationError(
            "Förslaget står redan på en dagordning. Säg till den som leder mötet."
        )
    proposal.withdrawn = True
    proposal.save()
    record("proposal.withdrawn", by=by, target=proposal.forum, unit_id=proposal.forum.unit_id)
