"""How many complaints there were about what. Never who complained, nor about whom."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.core.schoolyear import Period
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import Unit


class ComplaintTheme(models.Model):
    """What complaints are about. Data, to be changed where it is used."""

    name = models.CharField("tema", max_length=80, unique=True, db_collation=SWEDISH)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "tema för klagomål"
        verbose_name_plural = "teman för klagomål"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class ComplaintQuerySet(models.QuerySet["ComplaintCount"]):
    """Questions about many counts."""

    def open_to(self, user: User, permission: str) -> "ComplaintQuerySet":
        """Counts of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class ComplaintCount(models.Model):
    """How many complaints a unit had about a theme in a term."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="complaints")
    period = models.CharField("termin", max_length=12)
    theme = models.ForeignKey(ComplaintTheme, on_delete=models.PROTECT, related_name="counts")
    count = models.PositiveIntegerField("antal", validators=[MaxValueValidator(9999)])
    history = HistoricalRecords()

    objects: ClassVar[Any] = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "klagomål, antal"
        verbose_name_plural = "klagomål, antal"
        ordering = ["unit__path", "period", "theme__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "theme"], name="complaints_once_a_term"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.period_label}, {self.theme}: {self.count}"

    @property
    def period_label(self) -> str:
        """As "HT 2026"."""
        return Period.parse(self.period).label
