"""The turn from one school year to the next, kept row by row so that it can be undone."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.accounts.models import User
from rodtrad.goals.models.activity import Activity, Checkpoint
from rodtrad.goals.models.goal import Goal
from rodtrad.goals.models.review import DevelopmentArea
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit

# How long a rollover can be undone. Later the year stands: goals are then changed one by one.
UNDO_DAYS = 30


class RolloverQuerySet(models.QuerySet["Rollover"]):
    """Questions about many rollovers."""

    def open_to(self, user: User, permission: str) -> "RolloverQuerySet":
        """Rollovers of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def standing(self) -> "RolloverQuerySet":
        """Those that have not been undone."""
        return self.filter(undone_at__isnull=True)


class Rollover(models.Model):
    """A unit went over to a school year: what was carried over, closed and suggested."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rollovers")
    to_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="rollovers")
    on = models.DateField("gjord den")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField("ångrad", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = RolloverQuerySet.as_manager()

    class Meta:
        verbose_name = "läsårsövergång"
        verbose_name_plural = "läsårsövergångar"
        ordering = ["-to_year", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "to_year"],
                condition=Q(undone_at__isnull=True),
                name="rollover_once",
                violation_error_message="Enheten har redan gått över till läsåret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} till {self.to_year}"

    @property
    def undo_until(self) -> date:
        """The last day that it can be undone: until the new year's work has found its form."""
        return self.on + timedelta(days=UNDO_DAYS)


class RolloverChange(models.Model):
    """One thing that a rollover changed or made, and how it was before."""

    class Kind(models.TextChoices):
        GOAL_CARRIED = "goal_carried", "Målet fortsätter"
        GOAL_CLOSED = "goal_closed", "Målet avslutades"
        GOAL_MADE = "goal_made", "Målet sattes"
        ACTIVITY_MOVED = "activity_moved", "Aktiviteten flyttades fram"
        ACTIVITY_MADE = "activity_made", "Aktiviteten lades till"
        DAY_MOVED = "day_moved", "Avstämningsdagen flyttades fram"
        DAY_MADE = "day_made", "Avstämningsdagen lades till"
        AREA_SUGGESTED = "area_suggested", "Utvecklingsområdet föreslogs som mål"
        AREA_MADE = "area_made", "Utvecklingsområdet följde med från en tidigare enhet"

    rollover = models.ForeignKey(Rollover, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=16, choices=Kind)
    # Just one of these; empty when somebody has removed the row since.
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, related_name="+")
    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    area = models.ForeignKey(
        DevelopmentArea, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    label = models.CharField(max_length=300)
    # How it was: the last day, or the day of a checkpoint; the state; the closing note.
    day_before = models.DateField(null=True)
    state_before = models.CharField(max_length=8, blank=True)
    note_before = models.TextField(blank=True)
    # The version that the rollover left: another one means that somebody has worked on it.
    revision_after = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "ändring vid läsårsövergång"
        verbose_name_plural = "ändringar vid läsårsövergång"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"
