"""What meetings decided or agreed on, and how it went."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.meetings.models.agenda import AgendaItem
from rodtrad.meetings.models.meeting import Meeting
from rodtrad.organisation.access import reaches


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Questions about many decisions."""

    def readable_by(self, user: User, today: date) -> "DecisionQuerySet":
        """Decisions of adopted minutes that one may read, and of one's own meetings at once.

        Who is to see to a decision reads it too, wherever it was made, while they have a role.
        """
        attended = Meeting.objects.attended_by(user, today).order_by().values("pk")
        adopted = (
            Meeting.objects.readable_by(user, today)
            .filter(state=Meeting.State.ADOPTED)
            .order_by()
            .values("pk")
        )
        mine = Q(responsible=user) if reaches(user) else Q(pk__in=[])
        return self.filter(Q(meeting__in=attended) | Q(meeting__in=adopted) | mine)

    def run_by(self, user: User, today: date) -> "DecisionQuerySet":
        """Decisions of forums that the person prepares."""
        return self.filter(meeting__in=Meeting.objects.run_by(user, today).order_by().values("pk"))

    def followed_by(self, user: User, today: date) -> "DecisionQuerySet":
        """Decisions that the person may say how it went with: the responsible, and who prepares."""
        runs = Meeting.objects.run_by(user, today).order_by().values("pk")
        mine = Q(responsible=user) & Q(
            pk__in=Decision.objects.readable_by(user, today).order_by().values("pk")
        )
        return self.filter(Q(meeting__in=runs) | mine)

    def running(self) -> "DecisionQuerySet":
        """Decisions that hold and are not carried out."""
        return self.filter(status=Decision.Status.ACTIVE)


class Decision(models.Model):
    """A decision or an agreement: who sees to it, when it is followed up, and what it became."""

    class Kind(models.TextChoices):
        DECISION = "decision", "Beslut"
        AGREEMENT = "agreement", "Överenskommelse"

    class Status(models.TextChoices):
        ACTIVE = "active", "Gäller"
        DONE = "done", "Genomfört"
        REVISED = "revised", "Ersatt av nytt"
        ENDED = "ended", "Gäller inte längre"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    kind = models.CharField("slag", max_length=10, choices=Kind, default=Kind.DECISION)
    text = models.TextField("beslut eller överenskommelse")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    decided_on = models.DateField("beslutat")
    follow_up_on = models.DateField("följs upp", null=True, blank=True)
    status = models.CharField("läge", max_length=8, choices=Status, default=Status.ACTIVE)
    revises = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revised_by",
        verbose_name="ersätter",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = DecisionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        ordering = ["-decided_on", "-pk"]
        indexes = [models.Index(fields=["status", "follow_up_on"], name="decision_to_follow_up")]
        constraints = [
            models.CheckConstraint(
                name="decision_followed_up_after",
                condition=Q(follow_up_on__isnull=True) | Q(follow_up_on__gte=F("decided_on")),
                violation_error_message="Uppföljningen kan inte ligga före beslutet.",
            )
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 90 else f"{self.text[:89].rstrip()}…"


class DecisionFollowUp(models.Model):
    """How it went with a decision, said at a meeting or between meetings."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="follow_ups")
    on = models.DateField("datum")
    text = models.TextField("hur det har gått")
    status = models.CharField("läge efteråt", max_length=8, choices=Decision.Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.on}"
