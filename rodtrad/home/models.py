"""When what goes by the calendar was last done."""

from django.db import models
from django.db.models import Q


class Routine(models.Model):
    """Something that is done at its time by itself: which time was the latest, how it went."""

    key = models.SlugField("kod", max_length=20, primary_key=True)
    # The day whose time it was last done for. Whoever moves it forward is the one who does it.
    done_for = models.DateField("gjort för")
    begun_at = models.DateTimeField("började", null=True, blank=True)
    finished_at = models.DateTimeField("slutade", null=True, blank=True)
    told = models.TextField("vad som gjordes", blank=True)
    wrong = models.TextField("varför det inte gick", blank=True)

    class Meta:
        verbose_name = "återkommande arbete"
        verbose_name_plural = "återkommande arbeten"
        constraints = [
            models.CheckConstraint(
                name="routine_finished_after_begun",
                condition=Q(finished_at__isnull=True) | Q(begun_at__isnull=False),
                violation_error_message="Det som har slutat måste ha börjat.",
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def went_well(self) -> bool:
        """Whether the latest time was carried through."""
        return not self.wrong and (self.begun_at is None or self.finished_at is not None)
