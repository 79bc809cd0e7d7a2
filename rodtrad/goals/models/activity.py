"""What is done for a goal, how it goes, and the days when that is looked at."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.core.numbers import format_date
from rodtrad.goals.models.goal import Goal, Target
from rodtrad.indicators.models import Measurement
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import Unit


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many activities."""

    def open_to(self, user: User, permission: str) -> "ActivityQuerySet":
        """Activities of goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="goal__unit"))


class Activity(models.Model):
    """What is done to move an indicator from where it is to where we want it."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planerad"
        ONGOING = "ongoing", "Pågår"
        DONE = "done", "Genomförd"
        STOPPED = "stopped", "Avbruten"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField("aktivitet", max_length=200, db_collation=SWEDISH)
    aim = models.TextField("mål med aktiviteten")
    how_it_moves = models.TextField("så tror vi att den påverkar indikatorn")
    process_data = models.TextField("processdata som samlas in", blank=True)
    grounds = models.TextField("vilar på (forskning eller beprövad erfarenhet)", blank=True)
    targets = models.ManyToManyField(
        Target, related_name="activities", verbose_name="ska påverka indikatorerna"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    starts = models.DateField("börjar")
    ends = models.DateField("slutar")
    state = models.CharField("läge", max_length=8, choices=State, default=State.ONGOING)
    lesson = models.TextField("vad aktiviteten ledde till", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ActivityQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[targets])

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Aktiviteten kan inte sluta innan den börjar.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, today: date) -> bool:
        """Whether it should have ended but is not closed."""
        return self.ends < today and self.state in (
            self.State.PLANNED,
            self.State.ONGOING,
        )


class CheckIn(models.Model):
    """Process data on an activity, a judgement, and what will change."""

    class Judgement(models.TextChoices):
        ON_TRACK = "on_track", "På rätt väg"
        ADJUST = "adjust", "Behöver justeras"
        NOT_WORKING = "not_working", "Fungerar inte"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField("datum")
    judgement = models.CharField("bedömning", max_length=12, choices=Judgement)
    process_data = models.TextField("vad processdata visar")
    change = models.TextField("vad vi ändrar", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.activity}, {format_date(self.on)}"


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    """Questions about many checkpoints."""

    def open_to(self, user: User, permission: str) -> "CheckpointQuerySet":
        """Checkpoints at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def waiting(self) -> "CheckpointQuerySet":
        """Checkpoints not yet met, of goals that are not closed."""
        return self.filter(met_on__isnull=True).exclude(
            Q(target__goal__state=Goal.State.CLOSED)
            | Q(activity__goal__state=Goal.State.CLOSED)
            | Q(activity__state__in=[Activity.State.DONE, Activity.State.STOPPED])
        )


class Checkpoint(models.Model):
    """A day when a target is to be measured or an activity checked."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="checkpoints")
    target = models.ForeignKey(
        Target,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="checkpoints",
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="checkpoints",
    )
    due = models.DateField("senast")
    met_on = models.DateField("gjord", null=True, blank=True)
    measurement = models.ForeignKey(
        Measurement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    check_in = models.ForeignKey(
        CheckIn, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = "avstämningsdag"
        verbose_name_plural = "avstämningsdagar"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["unit", "met_on", "due"], name="checkpoint_unit_due")]
        constraints = [
            models.CheckConstraint(
                name="checkpoint_of_one_thing",
                condition=Q(target__isnull=False, activity__isnull=True)
                | Q(target__isnull=True, activity__isnull=False),
            ),
            models.UniqueConstraint(fields=["target", "due"], name="target_checkpoint_once"),
            models.UniqueConstraint(fields=["activity", "due"], name="activity_checkpoint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.activity}, {self.due}"
