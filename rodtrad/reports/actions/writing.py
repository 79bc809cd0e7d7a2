"""Writing in a report's sections, and handing them to colleagues.

Nothing is written in a report that is handed in or adopted: each action says so itself, so that
a page, a command and a part of a page all meet the same lock.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.prose import find_personal_identity_numbers, sanitise, to_plain
from rodtrad.reports.actions.shared import open_report_of
from rodtrad.reports.models import Section


@transaction.atomic
def write_section(section: Section, *, text: str, revision: int, by: User) -> Section:
    """Store what was written in a section.

    Args:
        text: HTML as the editor sends it; cleaned before it is stored.
        revision: the one that the writer had in front of them.

    Raises:
        ValidationError: when the report is not open, or the text holds a personal identity
            number.
        Conflict: when somebody else has saved the section since it was read.
    """
    report = open_report_of(section)
    stored = check_revision(section, revision)
    cleaned = sanitise(text).strip()
    if find_personal_identity_numbers(to_plain(cleaned)):
        raise ValidationError(
            {
                "text": "Texten ser ut att innehålla ett personnummer. Ta bort det: rapporten "
                "blir en allmän handling."
            }
        )
    if cleaned == stored.text:
        return stored
    stored.text = cleaned
    stored.revision += 1
    save_by(stored, by)
    record("section.written", by=by, target=stored, unit_id=report.unit_id, report=report.pk)
    return stored


@transaction.atomic
def restore_section(section: Section, *, number: int, by: User) -> Section:
    """Put an earlier wording of a section back, as a new version.

    Raises:
        LookupError: when the section has no such version.
        ValidationError: when the report is not open.
    """
    earlier = wording_at(section, number, ("text",))["text"]
    return write_section(section, text=earlier, revision=section.revision, by=by)


@transaction.atomic
def mark_ready(section: Section, *, by: User) -> Section:
    """Say that a section is ready to be handed in.

    Raises:
        ValidationError: when the report is not open.
    """
    return _set_ready(section, ready=True, by=by)


@transaction.atomic
def unmark_ready(section: Section, *, by: User) -> Section:
    """Say that a section needs more work after all.

    Raises:
        ValidationError: when the report is not open.
    """
    return _set_ready(section, ready=False, by=by)


def _set_ready(section: Section, *, ready: bool, by: User) -> Section:
    report = open_report_of(section)
    stored = Section.objects.select_for_update().get(pk=section.pk)
    changed: Section = stored
    if changed.ready == ready:
        return changed
    changed.ready = ready
    save_by(changed, by)
    record(
        "section.ready" if ready else "section.unready",
        by=by,
        target=changed,
        unit_id=report.unit_id,
        report=report.pk,
    )
    return changed
