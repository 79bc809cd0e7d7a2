"""What happened, who did it and to what: rows are added, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that happened. Its target is named by kind and number, so that it outlives it."""

    at = models.DateTimeField("när", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="av",
    )
    verb = models.CharField("händelse", max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(max_length=300)
    # A plain number: this app lies below the organisation and knows nothing of units.
    unit_id = models.BigIntegerField(null=True)
    details = models.JSONField("uppgifter", default=dict)

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["unit_id", "-at"], name="event_unit_at"),
            models.Index(fields=["target_type", "target_id", "-at"], name="event_target_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; a stored event is never changed.

        Raises:
            TypeError: if the event is already stored.
        """
        if self.pk is not None:
            raise TypeError("An event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused.

        Raises:
            TypeError: always.
        """
        raise TypeError("An event is never removed.")
