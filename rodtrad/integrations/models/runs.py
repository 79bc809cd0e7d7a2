"""What a run changed besides values, so that it can be undone."""

from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from rodtrad.indicators.models import ImportRun


class RunChange(models.Model):
    """A row that a run made or changed. Values have their own: indicators.ReplacedReading."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    # The columns that were changed, as they were; nothing when the run made the row.
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "ändring"
        verbose_name_plural = "ändringar"
        ordering = ["pk"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="run_change_target")]

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id}"

    @classmethod
    def made(cls, run: ImportRun, row: models.Model) -> "RunChange":
        """Note that the run made a row."""
        return cls.objects.create(
            run=run, target_type=row._meta.label_lower, target_id=str(row.pk), before=None
        )

    @classmethod
    def will_change(cls, run: ImportRun, row: models.Model, *columns: str) -> "RunChange":
        """Note how the columns of a row are before the run changes them."""
        before: dict[str, Any] = {name: _exactly(getattr(row, name)) for name in columns}
        return cls.objects.create(
            run=run, target_type=row._meta.label_lower, target_id=str(row.pk), before=before
        )


def _exactly(value: Any) -> Any:
    """A moment with its microseconds, which the encoder would cut away."""
    return value.isoformat() if isinstance(value, datetime) else value
