"""What falls short (brist) and what was decided to do about it (åtgärd)."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.goals.models.review import DevelopmentArea, GoalReview
from rodtrad.organisation.access import reach_filter
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.steering.models import Requirement


class DeficiencyQuerySet(models.QuerySet["Deficiency"]):
    """Questions about many deficiencies."""

    def open_to(self, user: User, permission: str) -> "DeficiencyQuerySet":
        """Deficiencies at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def unclosed(self) -> "DeficiencyQuerySet":
        """Those that nothing has closed yet."""
        return self.filter(closed_on__isnull=True)


class Deficiency(models.Model):
    """Where the education falls short of what is required. Never about a child."""

    class Source(models.TextChoices):
        COMPLAINT = "complaint", "Klagomål"
        INSPECTION = "inspection", "Tillsyn eller granskning"
        ANALYSIS = "analysis", "Egen analys"
        OTHER = "other", "Upptäckt i vardagen"

    class Ending(models.TextChoices):
        REMEDIED = "remedied", "Avhjälpt"
        NO_DEVIATION = "no_deviation", "Ingen avvikelse"
        NOT_APPLICABLE = "not_applicable", "Inte tillämpligt"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="deficiencies", verbose_name="enhet"
    )
    title = models.CharField("brist", max_length=200, db_collation=SWEDISH)
    description = models.TextField("vad som brister", blank=True)
    source = models.CharField("upptäckt genom", max_length=12, choices=Source)
    review = models.ForeignKey(
        GoalReview,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deficiencies",
        verbose_name="ur analysen",
    )
    requirement = models.ForeignKey(
        Requirement,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="krav som inte uppfylls",
    )
    registry_number = models.CharField("diarienummer", max_length=60, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    found_on = models.DateField("upptäckt den")
    due = models.DateField("ska vara avhjälpt senast", null=True, blank=True)
    closed_on = models.DateField("avslutad den", null=True, blank=True)
    ending = models.CharField("hur den avslutades", max_length=14, choices=Ending, blank=True)
    closing_reason = models.TextField("varför den avslutades", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = DeficiencyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "brist"
        verbose_name_plural = "brister"
        ordering = ["closed_on", "due", "-found_on", "pk"]
        indexes = [models.Index(fields=["unit", "closed_on"], name="deficiency_unit_closed")]
        constraints = [
            models.CheckConstraint(
                name="closed_deficiency_says_why",
                condition=Q(closed_on__isnull=True, ending="", closing_reason="")
                | (Q(closed_on__isnull=False) & ~Q(ending="") & ~Q(closing_reason="")),
                violation_error_message="En brist avslutas med skäl och datum.",
            ),
            models.CheckConstraint(
                name="deficiency_closes_after_found",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("found_on")),
                violation_error_message="Bristen kan inte avslutas innan den upptäcktes.",
            ),
            models.CheckConstraint(
                name="deficiency_due_after_found",
                condition=Q(due__isnull=True) | Q(due__gte=F("found_on")),
                violation_error_message="Bristen kan inte vara avhjälpt innan den upptäcktes.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Whether it should have been closed by now."""
        return self.closed_on is None and self.due is not None and self.due < today


class RemedyQuerySet(models.QuerySet["Remedy"]):
    """Questions about many remedies."""

    def open_to(self, user: User, permission: str) -> "RemedyQuerySet":
        """Remedies at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def without_effect(self) -> "RemedyQuerySet":
        """Those whose effect nobody has recorded: they stay flagged."""
        return self.filter(effect_on__isnull=True)


class Remedy(models.Model):
    """A measure (åtgärd) that an analysis or a deficiency decided, and the effect it had."""

    class Outcome(models.TextChoices):
        FULL = "full", "Gav den effekt vi väntade"
        PARTLY = "partly", "Gav delvis effekt"
        NONE = "none", "Gav ingen effekt"
        CANNOT_TELL = "cannot_tell", "Går inte att avgöra"
        NOT_DONE = "not_done", "Genomfördes inte"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="remedies", verbose_name="enhet"
    )
    school_year = models.ForeignKey(
        SchoolYear,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="läsår som analyserades",
    )
    title = models.CharField("åtgärd", max_length=200, db_collation=SWEDISH)
    description = models.TextField("vad som ska göras", blank=True)
    expected_effect = models.TextField("förväntad effekt")
    review = models.ForeignKey(
        GoalReview,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remedies",
        verbose_name="ur analysen",
    )
    area = models.ForeignKey(
        DevelopmentArea,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remedies",
        verbose_name="för utvecklingsområdet",
    )
    deficiency = models.ForeignKey(
        Deficiency,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="remedies",
        verbose_name="för bristen",
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="ansvarig",
    )
    decided_on = models.DateField("beslutad den")
    due = models.DateField("effekten ska vara bedömd senast")
    outcome = models.CharField("effekt", max_length=12, choices=Outcome, blank=True)
    effect = models.TextField("vilken effekt åtgärden fick", blank=True)
    effect_on = models.DateField("effekten bedömd den", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = RemedyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "åtgärd"
        verbose_name_plural = "åtgärder"
        ordering = ["due", "pk"]
        indexes = [
            models.Index(fields=["unit", "school_year"], name="remedy_unit_year"),
            models.Index(fields=["unit", "effect_on", "due"], name="remedy_unit_effect"),
        ]
        constraints = [
            models.CheckConstraint(
                name="remedy_has_one_source",
                condition=Q(review__isnull=False, area__isnull=True, deficiency__isnull=True)
                | Q(review__isnull=True, area__isnull=False, deficiency__isnull=True)
                | Q(review__isnull=True, area__isnull=True, deficiency__isnull=False),
                violation_error_message="En åtgärd kommer ur en analys, ett utvecklingsområde "
                "eller en brist: välj ett av dem.",
            ),
            models.CheckConstraint(
                name="remedy_due_after_decided",
                condition=Q(due__gte=F("decided_on")),
                violation_error_message="Effekten kan inte bedömas innan åtgärden beslutas.",
            ),
            models.CheckConstraint(
                name="remedy_effect_is_whole",
                condition=Q(effect_on__isnull=True, outcome="", effect="")
                | (Q(effect_on__isnull=False) & ~Q(outcome="") & ~Q(effect="")),
                violation_error_message="Skriv både vilken effekt åtgärden fick och hur ni ser "
                "det.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        """Whether the effect should have been recorded by now."""
        return self.effect_on is None and self.due < today
