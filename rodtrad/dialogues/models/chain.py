"""What a unit wants those above it to take up, and what they answer."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.dialogues.models.unit import Occasion, OfUnitQuerySet
from rodtrad.organisation.models import SchoolYear, Unit


class Matter(models.Model):
    """A question that a unit raises: from its own dialogue, or at the administration's visit.

    It goes the whole chain: it is at hand in the visit, it can be the ground of a topic for the
    board, and its trail shows what became of it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="matters")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    occasion = models.ForeignKey(
        Occasion,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name="ur dialogen",
    )
    text = models.CharField("fråga", max_length=500)
    raised_on = models.DateField("lyft den")
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField("förvaltningens svar", blank=True)
    answered_on = models.DateField("besvarad den", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfUnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "fråga som en enhet lyfter"
        verbose_name_plural = "frågor som enheter lyfter"
        ordering = ["-raised_on", "-pk"]
        indexes = [models.Index(fields=["unit", "school_year"], name="matter_unit_year")]
        constraints = [
            models.CheckConstraint(
                name="answered_matter_has_answer",
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                violation_error_message="Skriv svaret till enheten.",
            )
        ]

    def __str__(self) -> str:
        return self.text
