"""The analysis day (analysdag, guideline 3.1.2): what each unit sees, and what it adds up to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.goals.models.goal import Goal
from rodtrad.goals.models.review import DevelopmentArea
from rodtrad.organisation.access import Permission, branch_reach, reaches
from rodtrad.organisation.models import SchoolYear, Unit


class AnalysisDayQuerySet(models.QuerySet["AnalysisDay"]):
    """Questions about many analysis days."""

    def led_by(self, user: User) -> "AnalysisDayQuerySet":
        """The days that the person leads: who leads one of the school forms leads the day too."""
        return self.filter(branch_reach(user, Permission.LEAD, unit="unit"))

    def joined_by(self, user: User) -> "AnalysisDayQuerySet":
        """The days that the person leads or, as who leads a unit's planning, takes part in."""
        above: set[str] = set()
        for reach in reaches(user):
            if Permission.PLAN in reach.permissions:
                size = Unit.steplen
                above |= {reach.path[:end] for end in range(size, len(reach.path) + 1, size)}
        return self.filter(
            Q(unit__path__in=above) | branch_reach(user, Permission.LEAD, unit="unit")
        )


class AnalysisDay(models.Model):
    """A day when an administration's school leaders analyse a school year together."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="analysis_days", verbose_name="förvaltning"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    title = models.CharField("namn", max_length=150, db_collation=SWEDISH)
    on = models.DateField("dag")
    closed_on = models.DateField("avslutad", null=True, blank=True)

    objects: ClassVar[Any] = AnalysisDayQuerySet.as_manager()

    class Meta:
        verbose_name = "analysdag"
        verbose_name_plural = "analysdagar"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class DayTheme(models.Model):
    """What several notes have in common; it may become a development area."""

    day = models.ForeignKey(AnalysisDay, on_delete=models.CASCADE, related_name="themes")
    title = models.CharField("gemensamt mönster", max_length=200, db_collation=SWEDISH)
    why = models.TextField("vad anteckningarna visar", blank=True)
    area = models.ForeignKey(
        DevelopmentArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="themes",
        verbose_name="blev utvecklingsområdet",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "gemensamt mönster"
        verbose_name_plural = "gemensamma mönster"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class DayNote(models.Model):
    """A strength or a challenge that a unit sees against one of the municipality's goals."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Styrka"
        CHALLENGE = "challenge", "Utmaning"

    day = models.ForeignKey(AnalysisDay, on_delete=models.CASCADE, related_name="notes")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="day_notes")
    goal = models.ForeignKey(
        Goal,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="day_notes",
        verbose_name="gemensamt mål",
    )
    kind = models.CharField("slag", max_length=9, choices=Kind)
    text = models.CharField("anteckning", max_length=500)
    theme = models.ForeignKey(
        DayTheme,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name="hör till mönstret",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
