"""An item of a wheel: what, when, in which ring, who sees to it and what it belongs to."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Role
from rodtrad.reports.models import ReportKind
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.models.kinds import Ring
from rodtrad.yearwheel.models.wheels import Wheel
from rodtrad.yearwheel.when import Kind, Plan


class WheelItemQuerySet(models.QuerySet["WheelItem"]):
    """Questions about many items."""

    def readable_by(self, user: User) -> "WheelItemQuerySet":
        """Items of wheels that the person may read."""
        return self.filter(wheel__in=Wheel.objects.readable_by(user).order_by().values("pk"))

    def changeable_by(self, user: User) -> "WheelItemQuerySet":
        """Items of drafts that the person plans: those of an adopted wheel stand."""
        drafts = Wheel.objects.plannable_by(user).filter(state=Wheel.State.DRAFT)
        return self.filter(wheel__in=drafts.order_by().values("pk"))


class WheelItem(models.Model):
    """Something that recurs or is planned in the wheel's year."""

    class Kind(models.TextChoices):
        OPERATIONS = "operations", "Driftsfråga"
        DEVELOPMENT = "development", "Utvecklingsfråga"
        LEARNING = "learning", "Kollegialt lärande"
        ANALYSIS = "analysis", "Analys av indikatorer"
        FOLLOW_UP = "follow_up", "Uppföljning"
        STRATEGY_DAY = "strategy_day", "Mål- och strategidag"
        ANALYSIS_DAY = "analysis_day", "Analysdag"
        KEY_FIGURE = "key_figure", "Nyckeltal i nämnden"
        REPORT = "report", "Rapport"
        DIALOGUE = "dialogue", "Kvalitetsdialog"
        SURVEY = "survey", "Enkät"
        OTHER = "other", "Annat"

    class When(models.TextChoices):
        WEEK = "week", "En vecka"
        DATE = "date", "En dag"
        SPAN = "span", "Från en dag till en annan"
        MONTH = "month", "En månad"
        FORUM = "forum", "Ett visst möte i ett forum"
        AFTER = "after", "Veckor före eller efter en annan punkt"

    wheel = models.ForeignKey(Wheel, on_delete=models.CASCADE, related_name="items")
    # The same through versions and years: what calendars know the item by.
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    ring = models.ForeignKey(
        Ring, on_delete=models.PROTECT, related_name="items", verbose_name="ring"
    )
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.OTHER)
    title = models.CharField("vad", max_length=120, db_collation=SWEDISH)
    description = models.TextField("beskrivning", blank=True)
    role = models.ForeignKey(
        Role,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig roll",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig person",
    )
    when = models.CharField("när", max_length=5, choices=When, default=When.WEEK)
    week = models.PositiveSmallIntegerField(
        "vecka", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(53)]
    )
    first = models.DateField("från och med", null=True, blank=True)
    last = models.DateField("till och med", null=True, blank=True)
    month = models.PositiveSmallIntegerField(
        "månad", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    rule_forum = models.ForeignKey(
        Forum,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="möte i forumet",
    )
    ordinal = models.SmallIntegerField("vilket möte i månaden", null=True, blank=True)
    after = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followers",
        verbose_name="räknas från punkten",
    )
    weeks_after = models.SmallIntegerField(
        "veckor",
        null=True,
        blank=True,
        validators=[MinValueValidator(-52), MaxValueValidator(52)],
    )
    moved_why = models.CharField("varför den flyttats", max_length=200, blank=True)
    forums = models.ManyToManyField(
        Forum, blank=True, related_name="wheel_items", verbose_name="tas upp i"
    )
    indicators = models.ManyToManyField(
        Indicator, blank=True, related_name="wheel_items", verbose_name="indikatorer"
    )
    goals = models.ManyToManyField(Goal, blank=True, related_name="wheel_items", verbose_name="mål")
    documents = models.ManyToManyField(
        SteeringDocument, blank=True, related_name="wheel_items", verbose_name="styrdokument"
    )
    report_kinds = models.ManyToManyField(
        ReportKind, blank=True, related_name="wheel_items", verbose_name="rapporter"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = WheelItemQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "punkt i årshjul"
        verbose_name_plural = "punkter i årshjul"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["wheel", "lineage"], name="wheel_item_lineage_once"),
            models.CheckConstraint(
                name="wheel_item_ends_after_start",
                condition=Q(last__isnull=True) | Q(last__gte=F("first")),
                violation_error_message="Punkten kan inte sluta innan den börjar.",
            ),
            models.CheckConstraint(
                name="wheel_item_says_when",
                condition=(
                    Q(when="week", week__isnull=False)
                    | Q(when="date", first__isnull=False)
                    | Q(when="span", first__isnull=False, last__isnull=False)
                    | Q(when="month", month__isnull=False)
                    | Q(
                        when="forum",
                        rule_forum__isnull=False,
                        month__isnull=False,
                        ordinal__isnull=False,
                    )
                    | Q(when="after", after__isnull=False, weeks_after__isnull=False)
                ),
                violation_error_message="Skriv när punkten infaller.",
            ),
            models.CheckConstraint(
                name="wheel_item_ordinal_known",
                condition=Q(ordinal__isnull=True) | Q(ordinal__in=[1, 2, 3, 4, 5, -1]),
                violation_error_message="Välj det första till femte mötet, eller det sista.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def plan(self) -> Plan:
        """When it falls, for the arithmetic."""
        kind: Kind = self.when  # type: ignore[assignment]  # the field's choices are the kinds
        return Plan(
            kind=kind,
            week=self.week,
            first=self.first,
            last=self.last,
            month=self.month,
            forum=self.rule_forum_id,
            ordinal=self.ordinal,
            after=self.after_id,
            weeks=self.weeks_after,
        )
