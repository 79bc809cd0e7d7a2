"""The principal's decision, before each school year, whether the assistant principal attends."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from rodtrad.forums.models.forum import Forum
from rodtrad.organisation.models import SchoolYear, Unit


class AttendanceDecision(models.Model):
    """Whether an assistant principal attends ledarforum during a school year (§ 3.1.2)."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="attendance_decisions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="biträdande rektor",
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    attends = models.BooleanField("deltar i ledarforum")
    reason = models.CharField("varför", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField("beslutat")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "beslut om närvaro"
        verbose_name_plural = "beslut om närvaro"
        ordering = ["-school_year", "person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "unit", "person", "school_year"],
                name="attendance_decided_once_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.school_year}"
