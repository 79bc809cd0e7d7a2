"""How long each kind of record is kept, and a record of what has been removed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models


class RetentionRule(models.Model):
    """After how many months a kind of record is removed; no row means the default."""

    kind = models.SlugField("slag", max_length=40, unique=True)
    months = models.PositiveSmallIntegerField("månader", validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = "gallringsregel"
        verbose_name_plural = "gallringsregler"
        ordering = ["kind"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.months} månader"


class Removal(models.Model):
    """What was removed, when, how much and by whom. Never what it said."""

    kind = models.SlugField("slag", max_length=40)
    months = models.PositiveSmallIntegerField("äldre än, månader")
    before = models.DateField("äldre än")
    count = models.PositiveIntegerField("antal")
    at = models.DateTimeField("när", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "gallring"
        verbose_name_plural = "gallringar"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.count}"
