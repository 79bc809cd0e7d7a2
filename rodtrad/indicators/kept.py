"""What is kept of values that were replaced or set aside, so that both can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.indicators.readings import ImportRun, Reading

# What a source gives of a value.
GIVEN = ("status", "value", "numerator", "denominator", "spread", "original", "source")


class ReplacedReading(Reading):
    """How a value was before a run changed it. Values that the run added have none."""

    by_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="replaced")
    measurement = models.ForeignKey(
        "indicators.Measurement", on_delete=models.CASCADE, null=True, related_name="+"
    )
    comparison = models.ForeignKey(
        "indicators.ComparisonValue", on_delete=models.CASCADE, null=True, related_name="+"
    )
    comment = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(Reading.Meta):
        verbose_name = "ersatt värde"
        verbose_name_plural = "ersatta värden"
        constraints = [
            *Reading.Meta.constraints,
            models.CheckConstraint(
                name="replaced_is_of_one",
                condition=Q(measurement__isnull=False) ^ Q(comparison__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.gender}"


class SetAside(Reading):
    """A value from outside that somebody has set aside: what it was, and why it is not used."""

    measurement = models.ForeignKey(
        "indicators.Measurement", on_delete=models.CASCADE, related_name="asides"
    )
    why = models.TextField("varför")
    at = models.DateTimeField("när", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField("tillbaka", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_by_run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta(Reading.Meta):
        verbose_name = "värde satt åt sidan"
        verbose_name_plural = "värden satta åt sidan"
        ordering = ["-at"]
        constraints = [
            *Reading.Meta.constraints,
            models.UniqueConstraint(
                fields=["measurement"],
                condition=Q(ended_at__isnull=True),
                name="set_aside_once",
                violation_error_message="Värdet är redan satt åt sidan.",
            ),
            models.CheckConstraint(
                name="set_aside_says_why",
                condition=~Q(why=""),
                violation_error_message="Skriv varför värdet inte ska användas.",
            ),
        ]

    def __str__(self) -> str:
        return self.why
