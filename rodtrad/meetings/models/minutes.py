"""The minutes as they were adopted."""

from typing import Any

from django.db import models

from rodtrad.meetings.models.meeting import Meeting


class MinutesSnapshot(models.Model):
    """The content of adopted minutes as it was, with its checksum. Never changed."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="snapshot")
    # Text, not JSON: the checksum is of these very bytes, on both databases.
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "fastställda anteckningar"
        verbose_name_plural = "fastställda anteckningar"

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.sha256[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the snapshot; a stored one is never changed.

        Raises:
            TypeError: if the snapshot is already stored.
        """
        if self.pk is not None:
            raise TypeError("A snapshot is never changed.")
        super().save(*args, **kwargs)
