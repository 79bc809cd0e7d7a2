"""Secret addresses that calendar programs fetch a wheel from."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models.kinds import WheelKind


class FeedAddressQuerySet(models.QuerySet["FeedAddress"]):
    """Questions about many addresses."""

    def of(self, user: User) -> "FeedAddressQuerySet":
        """The person's own addresses that work."""
        return self.filter(user=user, revoked_at__isnull=True)


class FeedAddress(models.Model):
    """A person's address for one unit's wheels of one kind, year after year.

    The secret part is not stored: it is computed from `public` with the installation's key, so
    that who reads the database can fetch nothing, and the person can be shown it again.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_addresses"
    )
    kind = models.ForeignKey(WheelKind, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    public = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    fetched_at = models.DateTimeField("hämtades senast", null=True, blank=True)
    # The hour that fetches are counted in, and how many there have been in it.
    counted_from = models.DateTimeField("räknas från", null=True, blank=True, editable=False)
    fetches = models.PositiveIntegerField("hämtningar", default=0, editable=False)
    revoked_at = models.DateTimeField("stängd", null=True, blank=True)

    objects: ClassVar[Any] = FeedAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "kalenderadress"
        verbose_name_plural = "kalenderadresser"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "unit"],
                condition=Q(revoked_at__isnull=True),
                name="feed_one_working",
                violation_error_message="Du har redan en adress till det hjulet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.unit}"
