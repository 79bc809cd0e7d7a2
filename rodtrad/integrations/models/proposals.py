"""What a source says of the organisation that differs from ours: a person decides."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import ImportRun
from rodtrad.organisation.models import Unit


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about many proposals."""

    def waiting(self) -> "ProposalQuerySet":
        """Those that nobody has decided."""
        return self.filter(state=Proposal.State.WAITING)


class Proposal(models.Model):
    """A change of a unit that a source gives reason for."""

    class Kind(models.TextChoices):
        OPEN = "open", "Ny enhet"
        CLOSE = "close", "Stäng enheten"
        RENAME = "rename", "Byt namn"
        FORMS = "forms", "Ändra skolformer"
        PRINCIPAL = "principal", "Ny rektor"

    class State(models.TextChoices):
        WAITING = "waiting", "Att avgöra"
        ACCEPTED = "accepted", "Genomfört"
        DECLINED = "declined", "Avböjt"

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField("slag", max_length=10, choices=Kind)
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    code = models.CharField("skolenhetskod", max_length=40)
    name = models.CharField("enhet", max_length=200, db_collation=SWEDISH)
    before = models.CharField("hos oss", max_length=300, blank=True)
    after = models.CharField("enligt källan", max_length=300, blank=True)
    on = models.DateField("från och med", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField("avgjort", null=True, blank=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "förslag"
        verbose_name_plural = "förslag"
        ordering = ["name", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=models.Q(state="waiting"),
                name="proposal_once_while_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
