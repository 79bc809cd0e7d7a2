"""Handing in, returning and adopting a report, and what the board did with it."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.frozen import canonical, checksum
from rodtrad.notifications.actions import tell
from rodtrad.reports.actions.shared import locked, require_open
from rodtrad.reports.compose import compose
from rodtrad.reports.facts.parts import listed
from rodtrad.reports.models import Report, Snapshot
from rodtrad.reports.recipients import who_decide, who_write


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
    # The reason of an earlier return is kept: who reads the report anew looks whether it is met.
    save_by(stored, by)
    record("report.submitted", by=by, target=stored, unit_id=stored.unit_id)
    _tell(
        stored,
        who_decide(stored, today=timezone.localdate()),
        "report-submitted",
        f"{stored.title} från {stored.place} är inlämnad och väntar på dig.",
        by,
    )
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
    _tell(
        stored,
        who_write(stored, today=timezone.localdate()),
        "report-returned",
        f"{stored.title} för {stored.place} är återlämnad. Läs varför och lämna in igen.",
        by,
    )
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
    _tell(
        stored,
        who_write(stored, today=timezone.localdate()),
        "report-adopted",
        f"{stored.title} för {stored.place} är fastställd.",
        by,
    )
    return stored


@transaction.atomic
def adopt_reports(numbered: Sequence[tuple[Report, str]], *, on: date, by: User) -> list[Report]:
    """Make several reports final at once, each with its registry number: all of them or none.

    Raises:
        ValidationError: naming the report that could not be adopted and why.
    """
    if not numbered:
        raise ValidationError("Välj minst en rapport.")
    adopted = []
    for report, number in numbered:
        try:
            adopted.append(adopt_report(report, registry_number=number, on=on, by=by))
        except ValidationError as error:
            reasons = " ".join(error.messages)
            raise ValidationError(
                f"{report.place}: {reasons} Ingen rapport är fastställd."
            ) from error
    return adopted


@transaction.atomic
def record_board_outcome(
    report: Report, *, outcome: str, on: date | None, reference: str, by: User
) -> Report:
    """Note whether the board decided on an adopted report or noted the information, and when.

    It stands beside the report: what is frozen stays as it was adopted.

    Raises:
        ValidationError: when the report is not adopted, or the day is missing.
    """
    stored = locked(report)
    if stored.state != Report.State.ADOPTED:
        raise ValidationError("Bara en fastställd rapport kan ha behandlats av nämnden.")
    if outcome and on is None:
        raise ValidationError({"on": "Skriv vilken dag nämnden sammanträdde."})
    if on is not None and stored.adopted_on is not None and on < stored.adopted_on:
        raise ValidationError(
            {"on": "Nämnden kan inte ha behandlat rapporten innan den fastställdes."}
        )
    stored.board_outcome = outcome
    stored.board_on = on if outcome else None
    stored.board_reference = reference.strip() if outcome else ""
    save_by(stored, by)
    record("report.board_outcome", by=by, target=stored, unit_id=stored.unit_id, outcome=outcome)
    return stored


def _tell(report: Report, people: list[User], kind: str, sentence: str, by: User) -> None:
    tell(
        people,
        kind=kind,
        sentence=sentence,
        address=reverse("report_detail", args=[report.pk]),
        key=f"report:{report.pk}",
        unit=report.unit,
        by=by,
    )
