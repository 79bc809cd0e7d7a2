"""The cycle of a unit and school year: what was answered instead of done, and who was reminded."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.goals.cycle import Step
from rodtrad.goals.models.goal import Goal
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit


class StepAnswerQuerySet(models.QuerySet["StepAnswer"]):
    """Questions about many answers."""

    def open_to(self, user: User, permission: str) -> "StepAnswerQuerySet":
        """Answers of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class StepAnswer(models.Model):
    """That a step does not apply, or that there is no deviation: an answer, not a hole."""

    class Answer(models.TextChoices):
        NOT_APPLICABLE = "not_applicable", "Ej aktuellt"
        NO_DEVIATION = "no_deviation", "Ingen avvikelse"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="step_answers")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(
        Goal,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="step_answers",
        verbose_name="gemensamt mål",
    )
    step = models.CharField("steg", max_length=12, choices=Step)
    answer = models.CharField("svar", max_length=14, choices=Answer)
    why = models.TextField("varför")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("svarat den")

    objects: ClassVar[Any] = StepAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "svar på ett steg"
        verbose_name_plural = "svar på steg"
        ordering = ["school_year", "unit", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "school_year", "step"],
                condition=Q(goal__isnull=True),
                name="step_answer_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "school_year", "goal", "step"],
                condition=Q(goal__isnull=False),
                name="step_answer_once_for_goal",
            ),
            models.CheckConstraint(
                name="step_answer_says_why",
                condition=~Q(why=""),
                violation_error_message="Skriv varför.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.get_step_display()}: {self.get_answer_display()}"


class Reminder(models.Model):
    """That the responsible were reminded of something, on a day: at most once that day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reminders")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    # What it is about, as "cycle:analysed:3" or "remedy:7"; the same as the notice's.
    key = models.CharField("gäller", max_length=80)
    sentence = models.CharField("påminnelse", max_length=300)
    recipients = models.CharField("till", max_length=300)
    on = models.DateField("påmind den")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "påminnelse"
        verbose_name_plural = "påminnelser"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "school_year"], name="reminder_unit_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key", "on"],
                name="reminder_once_a_day",
                violation_error_message="En påminnelse om det är redan skickad i dag.",
            )
        ]

    def __str__(self) -> str:
        return self.sentence
