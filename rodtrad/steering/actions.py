"""Every change to steering documents and to the points that goals cite."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypedDict, Unpack, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core import prose
from rodtrad.core.conflict import check_revision
from rodtrad.organisation.models import Role, SchoolForm, Unit
from rodtrad.steering.files import LARGEST, kind_of
from rodtrad.steering.models import Requirement, SteeringDocument


class DocumentFields(TypedDict, total=False):
    """The front page of a document and its text; see the model for the meaning of each."""

    title: str
    short: str
    kind: str
    contributors: str
    applies_to: str
    valid_from: date | None
    valid_until: date | None
    adopted_by: str
    revision_owner: str
    revision_role: Role | None
    update_owner: str
    revise_by: date | None
    registry_number: str
    source: str
    source_url: str
    text: str


class RequirementFields(TypedDict, total=False):
    """A point of a document; see the model."""

    reference: str
    heading: str
    text: str
    position: int


WORDED = tuple(DocumentFields.__annotations__)


@transaction.atomic
def register_document(
    *,
    unit: Unit | None = None,
    file: File[Any] | None = None,
    by: User | None,
    **fields: Unpack[DocumentFields],
) -> SteeringDocument:
    """Enter a document in the register: for everybody when `unit` is None.

    Raises:
        ValidationError: when a field, a constraint or the file's content refuses it.
    """
    document = SteeringDocument(unit=unit, **fields)
    document.text = prose.sanitise(document.text)
    if file is not None:
        _attach(document, file)
    save_by(document, by)
    record("document.registered", by=by, target=document, unit_id=unit.pk if unit else None)
    return document


@transaction.atomic
def change_document(
    *,
    document: SteeringDocument,
    revision: int,
    file: File[Any] | None = None,
    by: User,
    **fields: Unpack[DocumentFields],
) -> SteeringDocument:
    """Change a document or exchange its file; earlier wordings stay in its history.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when a field, a constraint or the file's content refuses it.
    """
    document = check_revision(document, revision)
    if "text" in fields:
        fields["text"] = prose.sanitise(fields["text"])
    changed = [name for name, value in fields.items() if getattr(document, name) != value]
    if not changed and file is None:
        return document
    for name in changed:
        setattr(document, name, fields[name])  # type: ignore[literal-required]  # its own keys
    if file is not None:
        _attach(document, file)
        changed.append("file")
    document.revision += 1
    save_by(document, by)
    record("document.changed", by=by, target=document, unit_id=document.unit_id, fields=changed)
    return document


def restore_document(*, document: SteeringDocument, number: int, by: User) -> SteeringDocument:
    """Let an earlier wording hold again, as a new version; the file stays as it is.

    Raises:
        LookupError: when there is no such version.
        Conflict: when somebody else changes it at the same moment.
        ValidationError: when it can no longer hold.
    """
    wording = cast(DocumentFields, wording_at(document, number, WORDED))
    return change_document(document=document, revision=document.revision, by=by, **wording)


@transaction.atomic
def add_requirement(
    *,
    document: SteeringDocument,
    school_forms: Iterable[SchoolForm] = (),
    by: User | None,
    **fields: Unpack[RequirementFields],
) -> Requirement:
    """Add a point that goals can cite.

    Raises:
        ValidationError: when the document already has the point.
    """
    requirement = Requirement(document=document, **fields)
    save_by(requirement, by)
    requirement.school_forms.set(school_forms)
    record("requirement.added", by=by, target=requirement, unit_id=document.unit_id)
    return requirement


@transaction.atomic
def change_requirement(
    *,
    requirement: Requirement,
    school_forms: Iterable[SchoolForm],
    by: User,
    **fields: Unpack[RequirementFields],
) -> Requirement:
    """Change a point; goals that cite it cite the new wording.

    Raises:
        ValidationError: when the document already has such a point.
    """
    wanted = set(school_forms)
    now = set(requirement.school_forms.all())
    changed = [name for name, value in fields.items() if getattr(requirement, name) != value]
    if not changed and wanted == now:
        return requirement
    for name in changed:
        setattr(requirement, name, fields[name])  # type: ignore[literal-required]  # its own keys
    save_by(requirement, by)
    requirement.school_forms.set(wanted)
    record(
        "requirement.changed",
        by=by,
        target=requirement,
        unit_id=requirement.document.unit_id,
        fields=[*changed, *(["school_forms"] if wanted != now else [])],
    )
    return requirement


@transaction.atomic
def retire_requirement(*, requirement: Requirement, on: date | None, by: User) -> Requirement:
    """From a day no new goal can cite the point; None lets it be cited again."""
    requirement.retired_on = on
    save_by(requirement, by)
    record(
        "requirement.retired",
        by=by,
        target=requirement,
        unit_id=requirement.document.unit_id,
        on=on.isoformat() if on else None,
    )
    return requirement


def _attach(document: SteeringDocument, file: File[Any]) -> None:
    """Take the file if its content is a document, under a name of our own."""
    if file.size > LARGEST:
        raise ValidationError({"file": "Filen är för stor. Den får vara högst 20 MB."})
    kind = kind_of(file)
    if kind is None:
        raise ValidationError(
            {
                "file": "Filen är ingen PDF, DOCX eller ODT, eller så innehåller den makron. "
                "Spara den som PDF och försök igen."
            }
        )
    # The uploaded name is not trusted. The storage keeps the file when the row is saved.
    file.name = f"{slugify(document.title) or 'dokument'}.{kind.ending}"
    document.file = file
