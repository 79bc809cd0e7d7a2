"""The unit's child or pupil health plan, and how that work is followed up (§ 3.1.4)."""

from typing import ClassVar

from django.db import models
from simple_history.models import HistoricalRecords

from rodtrad.organisation.models import Unit
from rodtrad.steering.models import SteeringDocument


class HealthPlan(models.Model):
    """Which of the unit's documents is the plan, and how the unit follows up and analyses."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="health_plan")
    document = models.ForeignKey(
        SteeringDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="barn- eller elevhälsoplanen",
    )
    followed_up = models.TextField("så följs arbetet upp", blank=True)
    analysed = models.TextField("så analyseras arbetet", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history: ClassVar[HistoricalRecords] = HistoricalRecords()

    class Meta:
        verbose_name = "barn- eller elevhälsoplan"
        verbose_name_plural = "barn- och elevhälsoplaner"

    def __str__(self) -> str:
        return f"Barn- eller elevhälsoplan, {self.unit}"

    @property
    def lacks(self) -> list[str]:
        """What the plan does not say, in words."""
        missing = []
        if self.document_id is None:
            missing.append("vilket dokument som är planen")
        if not self.followed_up.strip():
            missing.append("hur arbetet följs upp")
        if not self.analysed.strip():
            missing.append("hur arbetet analyseras")
        return missing
