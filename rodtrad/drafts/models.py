"""A text that has not been saved yet."""

from django.db import models

from rodtrad.accounts.models import User


class Draft(models.Model):
    """What one person has written in one form, seen by nobody else."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="drafts", verbose_name="person"
    )
    key = models.CharField("formulär", max_length=200)
    values = models.JSONField("fält")
    base_revision = models.PositiveIntegerField("skriven från version", null=True, blank=True)
    saved_at = models.DateTimeField("sparat")

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="draft_once_per_form",
                violation_error_message="Det finns redan ett utkast för formuläret.",
            )
        ]

    def __str__(self) -> str:
        return self.key
