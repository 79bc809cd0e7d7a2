"""How what the school administration system names answers to ours."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.core.collation import SWEDISH
from rodtrad.organisation.models import Assignment, Role, Unit


class DutyRole(models.Model):
    """A role in SS12000 (tjänsteroll) and the role that it gives here, if any."""

    name = models.CharField("tjänsteroll", max_length=100, unique=True, db_collation=SWEDISH)
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="roll"
    )

    class Meta:
        verbose_name = "tjänsteroll"
        verbose_name_plural = "tjänsteroller"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OutsideLink(models.Model):
    """An identifier outside, and the row here that it is. Protected persons have none."""

    outside_id = models.CharField("id", max_length=60, unique=True)
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # The account was made by a synchronisation, so that one may close it too.
    made_here = models.BooleanField(default=False)

    class Meta:
        verbose_name = "koppling"
        verbose_name_plural = "kopplingar"
        constraints = [
            models.CheckConstraint(
                name="outside_link_to_one",
                condition=Q(unit__isnull=False, user__isnull=True, assignment__isnull=True)
                | Q(unit__isnull=True, user__isnull=False, assignment__isnull=True)
                | Q(unit__isnull=True, user__isnull=True, assignment__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.outside_id
