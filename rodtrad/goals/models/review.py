"""What the analysis of a goal says, and the development areas that it found."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.goals.models.goal import Goal
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit


class GoalReviewQuerySet(models.QuerySet["GoalReview"]):
    """Questions about many goal reviews."""

    def open_to(self, user: User, permission: str) -> "GoalReviewQuerySet":
        """Reviews at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class GoalReview(models.Model):
    """The analysis of a goal for a unit and a school year."""

    class Attainment(models.TextChoices):
        REACHED = "reached", "Uppnått"
        PARTLY = "partly", "Delvis uppnått"
        NOT_REACHED = "not_reached", "Inte uppnått"
        CANNOT_TELL = "cannot_tell", "Går inte att avgöra"

    class Conclusion(models.TextChoices):
        CONTINUE = "continue", "Fortsätter"
        ADJUST = "adjust", "Justeras"
        END = "end", "Avslutas"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="goal_reviews")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    result = models.TextField("vad resultatet visar", blank=True)
    effect = models.TextField("vilken effekt de egna aktiviteterna har haft", blank=True)
    causes = models.TextField("orsaker till resultatet", blank=True)
    validity = models.TextField("hur säkra vi är på indikatorerna", blank=True)
    attainment = models.CharField("måluppfyllelse", max_length=12, choices=Attainment, blank=True)
    conclusion = models.CharField("slutsats", max_length=10, choices=Conclusion, blank=True)
    done_on = models.DateField("klar", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = GoalReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "målanalys"
        verbose_name_plural = "målanalyser"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "unit", "school_year"], name="goal_review_once"
            ),
            models.CheckConstraint(
                name="done_review_says_attainment",
                condition=Q(done_on__isnull=True) | (~Q(attainment="") & ~Q(conclusion="")),
                violation_error_message="Välj måluppfyllelse och slutsats innan analysen är klar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}, {self.school_year}"


class DevelopmentAreaQuerySet(models.QuerySet["DevelopmentArea"]):
    """Questions about many development areas."""

    def open_to(self, user: User, permission: str) -> "DevelopmentAreaQuerySet":
        """Development areas at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class DevelopmentArea(models.Model):
    """What an analysis found: the seed of next year's goals."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="development_areas")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        GoalReview,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="development_areas",
        verbose_name="ur analysen",
    )
    title = models.CharField("utvecklingsområde", max_length=200, db_collation=SWEDISH)
    description = models.TextField("varför", blank=True)
    set_aside_why = models.TextField("varför det inte blir ett mål", blank=True)
    suggested_for = models.ForeignKey(
        SchoolYear,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="föreslås som mål för läsåret",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    objects: ClassVar[Any] = DevelopmentAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "utvecklingsområde"
        verbose_name_plural = "utvecklingsområden"
        ordering = ["-school_year", "title"]

    def __str__(self) -> str:
        return self.title
