"""Feedback to those who wrote a report: written, read and answered. Never in what is frozen."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.identity_numbers import refuse_identity_numbers
from rodtrad.notifications.actions import tell
from rodtrad.reports.actions.shared import locked
from rodtrad.reports.models import Feedback, Report, Section
from rodtrad.reports.recipients import who_write


@transaction.atomic
def give_feedback(
    report: Report, *, text: str, section: Section | None = None, at: datetime, by: User
) -> Feedback:
    """Tell those who wrote a report what one thinks of it.

    Args:
        section: what it is about; None for the whole report.

    Raises:
        ValidationError: without text, or for a report that is not handed in.
    """
    report = locked(report)
    if report.is_open:
        raise ValidationError("Återkoppling ges på en rapport som är inlämnad eller fastställd.")
    feedback = save_by(
        Feedback(report=report, section=section, text=_checked(text, "text"), at=at, by=by), by
    )
    record("feedback.given", by=by, target=report, unit_id=report.unit_id)
    tell(
        who_write(report, today=timezone.localdate()),
        kind="report-feedback",
        sentence=f"{by.name} har gett återkoppling på {report.title}, {report.place}.",
        address=reverse("feedback_list", args=[report.pk]),
        key=f"feedback:{report.pk}",
        unit=report.unit,
        by=by,
    )
    return feedback


@transaction.atomic
def answer_feedback(feedback: Feedback, *, answer: str, at: datetime, by: User) -> Feedback:
    """Answer feedback, which also says that it is read; who gave it is told.

    Raises:
        ValidationError: without an answer.
    """
    stored: Feedback = _locked(feedback)
    stored.answer = _checked(answer, "answer")
    stored.answered_at, stored.answered_by = at, by
    if stored.read_at is None:
        stored.read_at, stored.read_by = at, by
    save_by(stored, by)
    report = stored.report
    record("feedback.answered", by=by, target=report, unit_id=report.unit_id)
    tell(
        [stored.by],
        kind="report-feedback-answer",
        sentence=f"{by.name} har svarat på din återkoppling på {report.title}, {report.place}.",
        address=reverse("feedback_list", args=[report.pk]),
        key=f"feedback:{report.pk}",
        unit=report.unit,
        by=by,
    )
    return stored


@transaction.atomic
def read_feedback(feedback: Feedback, *, at: datetime, by: User) -> Feedback:
    """Say that feedback is read; who read it first is kept."""
    stored: Feedback = _locked(feedback)
    if stored.read_at is None:
        stored.read_at, stored.read_by = at, by
        save_by(stored, by)
    return stored


def _locked(feedback: Feedback) -> Feedback:
    stored: Feedback = (
        Feedback.objects.select_for_update(of=("self",))
        .select_related("by", "report__kind", "report__unit", "report__group", "report__occasion")
        .get(pk=feedback.pk)
    )
    return stored


def _checked(text: str, field: str) -> str:
    written = text.strip()
    if not written:
        raise ValidationError({field: "Skriv något innan du sparar."})
    refuse_identity_numbers(written, field=field)
    return written
