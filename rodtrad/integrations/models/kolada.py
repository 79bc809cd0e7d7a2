"""Kolada's key figures and places, as Kolada itself names them."""

from typing import ClassVar

from django.db import models

from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Unit


class Kpi(models.Model):
    """A key figure in Kolada's catalogue; chosen when it has an indicator."""

    code = models.CharField("Koladas id", max_length=12, primary_key=True)
    title = models.CharField("titel", max_length=400, db_collation=SWEDISH)
    description = models.TextField("beskrivning", blank=True)
    area = models.CharField("område", max_length=200, blank=True)
    by_gender = models.BooleanField("delat på kön", default=False)
    has_units = models.BooleanField("finns per enhet", default=False)
    published_on = models.DateField("publiceras", null=True, blank=True)
    # Kolada has taken it away; what was fetched stays.
    retired_on = models.DateField("finns inte längre från", null=True, blank=True)
    indicator = models.OneToOneField(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="kolada_kpi"
    )

    class Meta:
        verbose_name = "nyckeltal i Kolada"
        verbose_name_plural = "nyckeltal i Kolada"
        ordering = ["title"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions about many places."""

    def unsettled(self) -> "PlaceQuerySet":
        """Units of which nobody has said whose they are; their values are not fetched."""
        return self.filter(kind=Place.Kind.UNIT, settled=False, retired_on__isnull=True)


class Place(models.Model):
    """What Kolada has values for: a municipality, a group of them, the nation, a unit."""

    class Kind(models.TextChoices):
        NATION = "nation", "Riket"
        MUNICIPALITY = "municipality", "Kommun"
        GROUP = "group", "Grupp av kommuner"
        UNIT = "unit", "Enhet"

    code = models.CharField("Koladas id", max_length=20, primary_key=True)
    title = models.CharField("namn", max_length=200, db_collation=SWEDISH)
    kind = models.CharField("slag", max_length=12, choices=Kind)
    # Ours, when it is one of ours.
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kolada_places",
        verbose_name="vår enhet",
    )
    compared = models.BooleanField("jämförs med", default=False)
    # Somebody has said which unit it is, or that it is none of ours.
    settled = models.BooleanField("avgjord", default=False)
    retired_on = models.DateField("finns inte längre från", null=True, blank=True)

    objects: ClassVar[PlaceQuerySet] = PlaceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "plats i Kolada"
        verbose_name_plural = "platser i Kolada"
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=models.Q(kind="municipality"),
                name="kolada_municipality_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"
