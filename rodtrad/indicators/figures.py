"""How an indicator's figures are told, and what the administration says of the differences."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit


class FigureSettings(models.Model):
    """What the one who defines an indicator decides about how its figures are told."""

    class Purpose(models.TextChoices):
        RESULT = "result", "Resultat"
        CONDITION = "condition", "Förutsättning"

    class Counted(models.TextChoices):
        LEARNERS = "", "Barn eller elever"
        STAFF = "staff", "Personal"
        GUARDIANS = "guardians", "Vårdnadshavare"
        ANSWERS = "answers", "Svar"

    class Confidence(models.IntegerChoices):
        USUAL = 95, "95 %: en gång av tjugo lurar slumpen oss"
        CAREFUL = 99, "99 %: en gång av hundra"

    purpose = models.CharField(
        "vad den visar", max_length=10, choices=Purpose, default=Purpose.RESULT
    )
    counted = models.CharField("vilka som räknas", max_length=10, choices=Counted, blank=True)
    confidence = models.PositiveSmallIntegerField(
        "säkerhet", choices=Confidence, default=Confidence.USUAL
    )
    merge_years = models.PositiveSmallIntegerField(
        "år som räknas ihop för små enheter",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
    )
    incomparable = models.BooleanField("enheter kan inte jämföras", default=False)
    comparison_note = models.TextField("vad en jämförelse kan och inte kan säga", blank=True)
    is_count = models.BooleanField("antal händelser", default=False)
    scale_low = models.DecimalField(
        "skalans lägsta", max_digits=8, decimal_places=2, null=True, blank=True
    )
    scale_high = models.DecimalField(
        "skalans högsta", max_digits=8, decimal_places=2, null=True, blank=True
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_scale_has_two_ends",
                condition=Q(scale_low__isnull=True, scale_high__isnull=True)
                | Q(scale_low__isnull=False, scale_high__gt=F("scale_low")),
                violation_error_message=(
                    "Skriv både skalans lägsta och högsta värde, och det högsta större."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_merges_one_to_five_years",
                condition=Q(merge_years__gte=1, merge_years__lte=5),
                violation_error_message="Räkna ihop mellan ett och fem år.",
            ),
        ]

    @property
    def is_condition(self) -> bool:
        """Whether it shows what a unit has to work with, not what came of it."""
        return self.purpose == self.Purpose.CONDITION

    @property
    def level(self) -> float:
        """The confidence as arithmetic takes it: 0.95."""
        return self.confidence / 100

    @property
    def scale(self) -> tuple[float, float] | None:
        """The ends of the scale that answers are given on."""
        if self.scale_low is None or self.scale_high is None:
            return None
        return float(self.scale_low), float(self.scale_high)


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Questions about many explanations."""

    def open_to(self, user: User, permission: str) -> "ExplanationQuerySet":
        """Explanations for administrations that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class Explanation(models.Model):
    """What an administration says of its units' differences, for an indicator and a school year."""

    indicator = models.ForeignKey(
        "indicators.Indicator", on_delete=models.PROTECT, related_name="explanations"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="explanations", verbose_name="förvaltning"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    text = models.TextField("förklaring")
    revision = models.PositiveIntegerField(default=0, editable=False)
    written_at = models.DateTimeField("skriven", auto_now=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[Any] = ExplanationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "förklaring till skillnader"
        verbose_name_plural = "förklaringar till skillnader"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "school_year"],
                name="explanation_once",
                violation_error_message="Det finns redan en förklaring för läsåret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.school_year}"
