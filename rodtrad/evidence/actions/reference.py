"""Keeping references: by hand, from a file, on what rests on them, and on reading lists."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.evidence.bibliography import Entry
from rodtrad.evidence.doi import parse_doi
from rodtrad.evidence.models import Practice, ReadingItem, Reference, ReferenceUse
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, Goal


class ReferenceFields(TypedDict, total=False):
    """What is known of a writing; see the model."""

    title: str
    authors: str
    year: int | None
    published_in: str
    kind: str
    doi: str
    url: str
    summary: str


@transaction.atomic
def add_reference(*, by: User, **fields: Unpack[ReferenceFields]) -> Reference:
    """Add a reference.

    Raises:
        ValidationError: when the DOI is none or is there already, or a field refuses it.
    """
    fields["doi"] = _doi(fields.get("doi", ""))
    reference = save_by(Reference(added_by=by, **fields), by)
    record("reference.added", by=by, target=reference, unit_id=None)
    return reference


@transaction.atomic
def change_reference(
    reference: Reference, *, revision: int, by: User, **fields: Unpack[ReferenceFields]
) -> Reference:
    """Change what is known of a writing.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the DOI is none or is there already, or a field refuses it.
    """
    stored = check_revision(reference, revision)
    if "doi" in fields:
        fields["doi"] = _doi(fields["doi"])
    for name, value in fields.items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    record("reference.changed", by=by, target=stored, unit_id=None)
    return stored


@transaction.atomic
def import_references(entries: Iterable[Entry], *, by: User) -> tuple[int, int]:
    """Take in a file's references, all or none; those that are there already are passed over.

    Returns:
        How many were added, and how many were there.

    Raises:
        ValidationError: when one of them has a fault; nothing is stored.
    """
    rows = list(entries)
    faults = [
        f"Referens {number}: {entry.fault}" for number, entry in enumerate(rows, 1) if entry.fault
    ]
    if faults:
        raise ValidationError(faults)
    there_by_doi = set(
        Reference.objects.filter(doi__in=[one.doi for one in rows if one.doi]).values_list(
            "doi", flat=True
        )
    )
    there_by_title = set(
        Reference.objects.filter(title__in=[one.title for one in rows]).values_list("title", "year")
    )
    added = 0
    for entry in rows:
        is_there = entry.doi in there_by_doi if entry.doi else False
        if is_there or (entry.title, entry.year) in there_by_title:
            continue
        fields = {name: value for name, value in asdict(entry).items() if name != "fault"}
        save_by(Reference(added_by=by, **fields), by)
        there_by_doi.add(entry.doi)
        there_by_title.add((entry.title, entry.year))
        added += 1
    return added, len(rows) - added


@transaction.atomic
def attach_reference(
    reference: Reference,
    *,
    practice: Practice | None = None,
    activity: Activity | None = None,
    goal: Goal | None = None,
    note: str = "",
    by: User,
) -> ReferenceUse:
    """Say that a practice, an activity or a goal rests on a writing.

    Raises:
        ValidationError: when it is said already, or of other than exactly one thing.
    """
    use = ReferenceUse(
        reference=reference, practice=practice, activity=activity, goal=goal, note=note.strip()
    )
    use.full_clean()
    use.save()
    record("reference.attached", by=by, target=reference, unit_id=_unit_of(use))
    return use


@transaction.atomic
def remove_reference(reference: Reference, *, by: User) -> None:
    """Remove a writing that nothing rests on and nobody is to read.

    Raises:
        ValidationError: when something does.
    """
    if reference.uses.exists() or reference.reading_items.exists():
        raise ValidationError(
            "Något vilar på referensen, eller så står den på en läslista. Ta först bort det."
        )
    record("reference.removed", by=by, target=reference, unit_id=None)
    reference._history_user = by  # type: ignore[attr-defined]  # read by django-simple-history
    reference.delete()


@transaction.atomic
def detach_reference(use: ReferenceUse, *, by: User) -> None:
    """Say that it does not rest on the writing after all."""
    record("reference.detached", by=by, target=use.reference, unit_id=_unit_of(use))
    use.delete()


@transaction.atomic
def put_on_reading_list(
    forum: Forum, *, reference: Reference, due: date | None, note: str, by: User
) -> ReadingItem:
    """Put a writing on a forum's reading list.

    Raises:
        ValidationError: when it stands there already.
    """
    item = ReadingItem(forum=forum, reference=reference, due=due, note=note.strip())
    item.full_clean()
    item.save()
    record("reference.to_read", by=by, target=reference, unit_id=forum.unit_id, forum=forum.pk)
    return item


@transaction.atomic
def take_off_reading_list(item: ReadingItem, *, by: User) -> None:
    """Take a writing off a reading list; the reference stays."""
    record("reference.read", by=by, target=item.reference, unit_id=item.forum.unit_id)
    item.delete()


def _doi(text: str) -> str:
    try:
        return parse_doi(text)
    except ValueError as error:
        raise ValidationError({"doi": str(error)}) from error


def _unit_of(use: ReferenceUse) -> int | None:
    if use.practice is not None:
        return int(use.practice.unit_id)
    if use.activity is not None:
        return int(use.activity.goal.unit_id)
    return int(use.goal.unit_id) if use.goal is not None else None
