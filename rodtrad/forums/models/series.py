"""When a forum meets: a weekday every so many weeks, and the days that became otherwise."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from rodtrad.forums.models.forum import Forum
from rodtrad.forums.series import Rule


class ForumSeries(models.Model):
    """A forum's regular meetings, from one day to another."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "måndag"
        TUESDAY = 1, "tisdag"
        WEDNESDAY = 2, "onsdag"
        THURSDAY = 3, "torsdag"
        FRIDAY = 4, "fredag"
        SATURDAY = 5, "lördag"
        SUNDAY = 6, "söndag"

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="series")
    weekday = models.PositiveSmallIntegerField("veckodag", choices=Weekday)
    starts_at = models.TimeField("börjar klockan", default=time(9))
    minutes = models.PositiveSmallIntegerField(
        "längd i minuter",
        default=120,
        validators=[MinValueValidator(5), MaxValueValidator(24 * 60)],
    )
    every_weeks = models.PositiveSmallIntegerField(
        "var hur många veckor",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(52)],
    )
    first = models.DateField("från och med")
    last = models.DateField("till och med")

    class Meta:
        verbose_name = "serie"
        verbose_name_plural = "serier"
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(
                name="series_ends_after_start",
                condition=Q(last__gte=F("first")),
                violation_error_message="Serien kan inte sluta innan den börjar.",
            ),
            models.CheckConstraint(
                name="series_recurs",
                condition=Q(every_weeks__gte=1),
                violation_error_message="Serien ska återkomma minst var 52:a vecka.",
            ),
        ]

    def __str__(self) -> str:
        often = "varje" if self.every_weeks == 1 else f"var {self.every_weeks}:e vecka,"
        return f"{often} {self.get_weekday_display()} {self.starts_at:%H.%M}"

    @property
    def rule(self) -> Rule:
        """The series as arithmetic reads it."""
        return Rule(
            weekday=self.weekday,
            every_weeks=self.every_weeks,
            first=self.first,
            last=self.last,
            starts_at=self.starts_at,
            minutes=self.minutes,
        )


class SeriesException(models.Model):
    """One day of a series that was cancelled, or moved, and why."""

    series = models.ForeignKey(ForumSeries, on_delete=models.CASCADE, related_name="exceptions")
    on = models.DateField("dag i serien")
    moved_to = models.DateField("flyttat till", null=True, blank=True)
    moved_at = models.TimeField("klockan", null=True, blank=True)
    reason = models.CharField("varför", max_length=200)

    class Meta:
        verbose_name = "undantag"
        verbose_name_plural = "undantag"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "on"],
                name="series_exception_once",
                violation_error_message="Den dagen är redan flyttad eller inställd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"
