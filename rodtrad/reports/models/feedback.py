"""What the administration tells a unit of its report, and when the library was last looked at."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.reports.models.report import Report, Section
from rodtrad.reports.reach import report_reach


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    """Questions about much feedback."""

    def open_to(self, user: User, permission: str) -> "FeedbackQuerySet":
        """Feedback on reports that the person reaches."""
        return self.filter(report_reach(user, permission, report="report"))


class Feedback(models.Model):
    """Feedback to those who wrote a report, with their answer. Never a part of what is frozen."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="feedback")
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="avsnitt",
    )
    text = models.TextField("återkoppling")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("skriven")
    read_at = models.DateTimeField("läst", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField("besvarad", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    history = HistoricalRecords()

    objects: ClassVar[Any] = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "återkoppling"
        verbose_name_plural = "återkoppling"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="feedback_answer_is_dated",
                condition=Q(answer="") | Q(answered_at__isnull=False),
                violation_error_message="Ett svar ska ha en tid.",
            )
        ]

    def __str__(self) -> str:
        return f"Återkoppling på {self.report}"


class LibraryVisit(models.Model):
    """When a reader last looked through the adopted reports, and the time before."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField("senast")
    before = models.DateTimeField("gången före", null=True, blank=True)

    class Meta:
        verbose_name = "besök bland fastställda rapporter"
        verbose_name_plural = "besök bland fastställda rapporter"

    def __str__(self) -> str:
        return f"{self.user}, {self.at}"
