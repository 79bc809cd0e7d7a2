"""The numbers that the alignment of wheels is measured against: data, to be changed."""

from django.core.validators import MaxValueValidator
from django.db import models


class AlignmentNumber(models.Model):
    """A number that the wheels should keep, as the fewest strategy days of a term."""

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("vad", max_length=150)
    reason = models.TextField("varför", blank=True)
    value = models.PositiveSmallIntegerField("antal", validators=[MaxValueValidator(52)])
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "tal för synkronisering"
        verbose_name_plural = "tal för synkronisering"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name
