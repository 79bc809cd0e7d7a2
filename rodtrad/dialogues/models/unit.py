"""A unit's own quality dialogues: the plan, the occasions, and which groups took part."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.goals.models import DevelopmentArea
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit


class TakesPart(models.TextChoices):
    """The groups that the law says shall take part in a unit's quality work (4 kap. 4 §)."""

    STAFF = "staff", "Personal"
    CHILDREN = "children", "Barn"
    PUPILS = "pupils", "Elever"
    GUARDIANS = "guardians", "Vårdnadshavare"


class OfUnitQuerySet(models.QuerySet[Any]):
    """Questions about rows that belong to a unit."""

    def open_to(self, user: User, permission: str) -> Any:
        """Rows at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class UnitPlan(models.Model):
    """How a unit plans its dialogues for a school year, so that everybody is involved."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dialogue_plans")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    text = models.TextField("så blir alla delaktiga", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfUnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "plan för enhetens dialoger"
        verbose_name_plural = "planer för enhetens dialoger"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "school_year"], name="unit_plan_once")
        ]

    def __str__(self) -> str:
        return f"Plan för dialoger {self.school_year}, {self.unit}"


class GroupExemption(models.Model):
    """A group that is not involved in a unit's dialogues a school year, and why."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="group_exemptions")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    group = models.CharField("grupp", max_length=10, choices=TakesPart)
    why = models.TextField("varför gruppen inte är aktuell")

    objects: ClassVar[Any] = OfUnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "grupp som inte är aktuell"
        verbose_name_plural = "grupper som inte är aktuella"
        ordering = ["-school_year", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "school_year", "group"], name="group_exemption_once"
            ),
            models.CheckConstraint(
                name="exemption_says_why",
                condition=~Q(why=""),
                violation_error_message="Skriv varför gruppen inte är aktuell.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}, {self.unit}"


class Occasion(models.Model):
    """One dialogue at a unit, planned or held. Never names of those who took part."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="dialogue_occasions")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("dag")
    method = models.CharField("hur", max_length=80)
    held = models.BooleanField("genomförd", default=False)
    question = models.TextField("vad dialogen handlar om", blank=True)
    said = models.TextField("vad de sade", blank=True)
    adjusted = models.TextField("vad vi ändrar i stöd och stimulans", blank=True)
    area = models.ForeignKey(
        DevelopmentArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dialogues",
        verbose_name="svarar mot utmaningen",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfUnitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "enhetens dialog"
        verbose_name_plural = "enhetens dialoger"
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["unit", "school_year", "on"], name="occasion_unit_year")]
        constraints = [
            models.CheckConstraint(
                name="held_occasion_says_something",
                condition=Q(held=False) | ~Q(said=""),
                violation_error_message="Skriv vad de sade.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.method}, {self.unit}"

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed without anybody writing what was said."""
        return not self.held and self.on < today


class OccasionGroup(models.Model):
    """A group at an occasion: how many took part of how many; empty until it is held."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="groups")
    group = models.CharField("grupp", max_length=10, choices=TakesPart)
    took_part = models.PositiveIntegerField("deltog", null=True, blank=True)
    size = models.PositiveIntegerField("av", null=True, blank=True)

    class Meta:
        verbose_name = "grupp vid dialogen"
        verbose_name_plural = "grupper vid dialogen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "group"], name="occasion_group_once"),
            models.CheckConstraint(
                name="occasion_group_not_larger_than_itself",
                condition=Q(took_part__isnull=True)
                | Q(size__isnull=True)
                | Q(took_part__lte=F("size")),
                violation_error_message="Fler kan inte ha deltagit än gruppen är stor.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_group_display()
