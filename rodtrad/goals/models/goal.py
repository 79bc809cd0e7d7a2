"""Goals, and the indicators that they are followed with."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core import schoolyear
from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission, branch_filter, reach_filter, roots
from rodtrad.organisation.models import SchoolForm, Unit
from rodtrad.steering.models import Requirement


class GoalQuerySet(models.QuerySet["Goal"]):
    """Questions about many goals."""

    def open_to(self, user: User, permission: str) -> "GoalQuerySet":
        """Goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def readable_by(self, user: User) -> "GoalQuerySet":
        """Goals that the person may read: their units', and their municipality's shared ones."""
        condition = reach_filter(user, Permission.READ, unit="unit")
        for root in roots(user, Permission.READ_ADOPTED):
            condition |= Q(branch_filter(root, unit="unit"), shared=True)
        return self.filter(condition)

    def in_year(self, year: schoolyear.SchoolYear) -> "GoalQuerySet":
        """Goals whose span touches a school year."""
        return self.filter(starts__lte=year.ends, ends__gte=year.starts)

    def active(self) -> "GoalQuerySet":
        """Goals that are worked on or planned."""
        return self.exclude(state=Goal.State.CLOSED)


class Goal(models.Model):
    """What a unit, or the administration for all, wants to reach."""

    class Origin(models.TextChoices):
        POLITICAL = "political", "Politisk prioritering"
        DEFICIENCY = "deficiency", "Identifierad brist"
        DEVELOPMENT = "development", "Identifierat utvecklingsområde"
        REGULATED = "regulated", "Förbättring av något som är reglerat"
        REFORM = "reform", "Reform eller ändrad lag"

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        ACTIVE = "active", "Pågår"
        CLOSED = "closed", "Avslutat"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="goals", verbose_name="enhet"
    )
    shared = models.BooleanField("förvaltningsgemensamt", default=False)
    title = models.CharField("mål", max_length=200, db_collation=SWEDISH)
    description = models.TextField("beskrivning", blank=True)
    desired_effect = models.TextField("önskad effekt")
    origin = models.CharField("utgår från", max_length=12, choices=Origin)
    origin_note = models.TextField("varför just detta mål", blank=True)
    requirements = models.ManyToManyField(
        Requirement, related_name="goals", verbose_name="hämtat från"
    )
    school_forms = models.ManyToManyField(
        SchoolForm,
        blank=True,
        related_name="+",
        verbose_name="gäller skolformerna",
        help_text="Inget val betyder alla.",
    )
    supports = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="bidrar till gemensamt mål",
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="fortsätter",
    )
    came_from = models.ForeignKey(
        "DevelopmentArea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="kommer ur utvecklingsområde",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    starts = models.DateField("från och med")
    ends = models.DateField("till och med")
    state = models.CharField("läge", max_length=8, choices=State, default=State.ACTIVE)
    closing_note = models.TextField("hur det slutade", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = GoalQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[requirements])

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["-shared", "starts", "title"]
        indexes = [models.Index(fields=["unit", "starts", "ends"], name="goal_unit_span")]
        constraints = [
            models.CheckConstraint(
                name="goal_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Målet kan inte sluta innan det börjar.",
            ),
            models.CheckConstraint(
                name="shared_goal_supports_none",
                condition=Q(shared=False) | Q(supports__isnull=True),
                violation_error_message="Ett gemensamt mål kan inte bidra till ett annat.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TargetQuerySet(models.QuerySet["Target"]):
    """Questions about many targets."""

    def open_to(self, user: User, permission: str) -> "TargetQuerySet":
        """Targets of goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="goal__unit"))


class Target(models.Model):
    """An indicator used for one goal: from where we are to where we want to be."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="targets",
        verbose_name="indikator",
    )
    baseline_value = models.DecimalField(
        "nuläge, värde", max_digits=14, decimal_places=4, null=True, blank=True
    )
    baseline_text = models.TextField("nuläge, i ord", blank=True)
    baseline_on = models.DateField("nuläget gäller", null=True, blank=True)
    desired_value = models.DecimalField(
        "önskat läge, värde", max_digits=14, decimal_places=4, null=True, blank=True
    )
    desired_text = models.TextField("önskat läge, i ord", blank=True)
    desired_by = models.DateField("önskat läge nås senast", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = TargetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "indikator för målet"
        verbose_name_plural = "indikatorer för målet"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "indicator"],
                name="target_once",
                violation_error_message="Målet har redan den indikatorn.",
            ),
            models.CheckConstraint(
                name="target_has_baseline",
                condition=Q(baseline_value__isnull=False) | ~Q(baseline_text=""),
                violation_error_message="Skriv nuläget: ett värde eller en beskrivning i ord.",
            ),
            models.CheckConstraint(
                name="target_has_desired",
                condition=Q(desired_value__isnull=False) | ~Q(desired_text=""),
                violation_error_message="Skriv önskat läge: ett värde eller en beskrivning i ord.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.indicator}"

    @property
    def baseline_shown(self) -> str:
        """The baseline as it is read; needs the indicator loaded."""
        value = self.indicator.show(self.baseline_value) if self.baseline_value is not None else ""
        return " – ".join(part for part in (value, self.baseline_text) if part)

    @property
    def desired_shown(self) -> str:
        """The desired state as it is read; needs the indicator loaded."""
        value = self.indicator.show(self.desired_value) if self.desired_value is not None else ""
        return " – ".join(part for part in (value, self.desired_text) if part)
