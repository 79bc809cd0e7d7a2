"""Handing in, returning and adopting a report, and what the board did with it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.reports.actions.shared import locked, require_open
from rodtrad.reports.compose import compose
from rodtrad.reports.facts.parts import listed
from rodtrad.reports.models import Report, Snapshot
from rodtrad.reports.sealing import canonical, checksum


@transaction.atomic
def submit_report(report: Report, *, by: User) -> Report:
    """Hand in a report whose sections are all ready.

    Raises:
        ValidationError: when it is handed in or adopted already, or names what is not ready.
    """
    stored = locked(report)
    require_open(stored)
    waiting = [section.title for section in stored.sections.filter(ready=False)]
    if waiting:
        raise ValidationError(f"De här avsnitten är inte markerade som klara: {listed(waiting)}.")
    stored.state = Report.State.SUBMITTED
    stored.return_reason = ""
    save_by(stored, by)
    record("report.submitted", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def return_report(report: Report, *, reason: str, by: User) -> Report:
    """Send a report that was handed in back to its unit, saying why.

    Raises:
        ValidationError: without a reason, or when the report is not handed in.
    """
    stored = locked(report)
    if stored.state != Report.State.SUBMITTED:
        raise ValidationError("Bara en rapport som är inlämnad kan återlämnas.")
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför, så att enheten vet vad som ska ändras."})
    stored.state = Report.State.RETURNED
    stored.return_reason = reason.strip()
    save_by(stored, by)
    # The reason is in the row's history; the log is read by more people than the report is.
    record("report.returned", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def adopt_report(report: Report, *, registry_number: str, on: date, by: User) -> Report:
    """Make a report final: its content is frozen as it is now, with a checksum.

    Args:
        registry_number: the case number that the registry has given it (diarienummer).
        on: the day it is adopted, and the day the facts are composed for.

    Raises:
        ValidationError: without a registry number, or when the report is not handed in.
    """
    stored = locked(report)
    if stored.state != Report.State.SUBMITTED:
        raise ValidationError("Bara en rapport som är inlämnad kan fastställas.")
    if not registry_number.strip():
        raise ValidationError({"registry_number": "Skriv rapportens diarienummer."})
    stored.state = Report.State.ADOPTED
    stored.registry_number = registry_number.strip()
    stored.adopted_on = on
    stored.adopted_by = by
    save_by(stored, by)
    text = canonical(compose(stored, today=on))
    snapshot = Snapshot(report=stored, content=text, sha256=checksum(text))
    snapshot.full_clean()
    snapshot.save()
    record(
        "report.adopted",
        by=by,
        target=stored,
        unit_id=stored.unit_id,
        registry_number=stored.registry_number,
        sha256=snapshot.sha256,
    )
    return stored
