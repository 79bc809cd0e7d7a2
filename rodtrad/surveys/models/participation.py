"""The log of how staff, pupils, children and guardians took part (skollagen 4 kap. 4 §)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import Unit
from rodtrad.surveys.models.bank import Audience


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Questions about many entries."""

    def open_to(self, user: User, permission: str) -> "ParticipationQuerySet":
        """Entries at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class Participation(models.Model):
    """One occasion when a group took part in a unit's quality work: how many, never who."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="participation", verbose_name="enhet"
    )
    audience = models.CharField("grupp", max_length=10, choices=Audience)
    on = models.DateField("när")
    what = models.CharField("vad", max_length=200)
    how = models.TextField("hur de var med", blank=True)
    said = models.TextField("vad de sade", blank=True)
    led_to = models.TextField("vad det ledde till", blank=True)
    took_part = models.PositiveIntegerField("hur många som var med", null=True, blank=True)
    group_size = models.PositiveIntegerField("av hur många", null=True, blank=True)
    # What wrote the entry by itself, as "survey:7:1"; empty when a person did.
    origin = models.CharField("kommer från", max_length=80, blank=True, editable=False)
    address = models.CharField("sida", max_length=200, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ParticipationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "delaktighet"
        verbose_name_plural = "delaktighet"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "on"], name="participation_unit_on")]
        constraints = [
            models.CheckConstraint(
                name="participation_part_of_group",
                condition=Q(took_part__isnull=True)
                | Q(group_size__isnull=True)
                | Q(took_part__lte=F("group_size")),
                violation_error_message="Fler kan inte ha varit med än gruppen har.",
            ),
            models.UniqueConstraint(
                fields=["origin"], condition=~Q(origin=""), name="participation_origin_once"
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_by_hand(self) -> bool:
        """Whether a person wrote it; the rest is corrected where it comes from."""
        return not self.origin
