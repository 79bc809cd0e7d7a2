"""Writing in a report's sections, and handing them to colleagues.

Nothing is written in a report that is handed in or adopted: each action says so itself, so that
a page, a command and a part of a page all meet the same lock.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.prose import find_personal_identity_numbers, sanitise, to_plain
from rodtrad.notifications.actions import tell
from rodtrad.reports.actions.shared import open_report_of
from rodtrad.reports.models import Section
from rodtrad.reports.quotes import Quote
from rodtrad.reports.recipients import who_can_be_handed


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


@transaction.atomic
def hand_over_section(section: Section, *, to: User | None, by: User, today: date) -> Section:
    """Ask a colleague to write a section, or take it back; the colleague is told.

    Raises:
        ValidationError: when the report is not open, or the colleague does not take part there.
    """
    report = open_report_of(section)
    stored: Section = Section.objects.select_for_update().get(pk=section.pk)
    if to is not None and to.pk not in {p.pk for p in who_can_be_handed(report, today=today)}:
        raise ValidationError(
            {"responsible": f"{to.name} deltar inte i arbetet vid {report.place}."}
        )
    if stored.responsible_id == (to.pk if to else None):
        return stored
    stored.responsible = to
    save_by(stored, by)
    record("section.handed_over", by=by, target=stored, unit_id=report.unit_id, report=report.pk)
    if to is not None:
        tell(
            [to],
            kind="report-section",
            sentence=f"{by.name} har gett dig avsnittet ”{stored.title}” i {report.title}, "
            f"{report.place}, att skriva.",
            address=reverse("section_edit", args=[stored.pk]),
            key=f"section:{stored.pk}",
            unit=report.unit,
            by=by,
        )
    return stored


@transaction.atomic
def quote_in_section(section: Section, *, quote: Quote, revision: int, by: User) -> Section:
    """Add what a unit has written to the end of a section, with where it is taken from.

    Raises:
        ValidationError: when the report is not open.
        Conflict: when somebody else has saved the section since it was read.
    """
    return write_section(section, text=section.text + quote.as_html(), revision=revision, by=by)


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
