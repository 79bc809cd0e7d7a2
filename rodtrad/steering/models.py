"""Steering documents, their versions, and the points that goals cite."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.organisation.access import has_anywhere, reach_filter
from rodtrad.organisation.models import Role, SchoolForm, Unit


class SteeringDocumentQuerySet(models.QuerySet["SteeringDocument"]):
    """Questions about many documents."""

    def open_to(self, user: User, permission: str) -> "SteeringDocumentQuerySet":
        """Documents at units that the person reaches; with a reach, those for everybody too."""
        reached = reach_filter(user, permission, unit="unit")
        if has_anywhere(user, permission):
            reached |= Q(unit__isnull=True)
        return self.filter(reached)


class SteeringDocument(models.Model):
    """A document that steers, described as on the front page of the municipality's own."""

    class Kind(models.TextChoices):
        LAW = "law", "Lag"
        ORDINANCE = "ordinance", "Förordning"
        CURRICULUM = "curriculum", "Läroplan"
        GENERAL_ADVICE = "general_advice", "Allmänna råd"
        BOARD_GOALS = "board_goals", "Nämndsmål"
        PROGRAMME = "programme", "Program"
        STRATEGY = "strategy", "Strategi"
        PLAN = "plan", "Plan"
        APPROACH = "approach", "Förhållningssätt"
        GUIDELINE = "guideline", "Riktlinje"
        ROUTINE = "routine", "Rutin"

    STATE_KINDS = (Kind.LAW, Kind.ORDINANCE, Kind.CURRICULUM, Kind.GENERAL_ADVICE)

    title = models.CharField("titel", max_length=200, db_collation=SWEDISH)
    short = models.CharField("kortnamn", max_length=40, blank=True)
    kind = models.CharField("dokumenttyp", max_length=20, choices=Kind)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steering_documents",
        verbose_name="enhetens eget",
        help_text="Tomt när dokumentet gäller alla.",
    )
    contributors = models.CharField("medverkande", max_length=300, blank=True)
    applies_to = models.CharField("dokumentet gäller för", max_length=300, blank=True)
    valid_from = models.DateField("gäller från och med", null=True, blank=True)
    valid_until = models.DateField(
        "gäller till och med",
        null=True,
        blank=True,
        help_text="Tomt betyder tills vidare.",
    )
    adopted_by = models.CharField("fastställd av", max_length=150, blank=True)
    revision_owner = models.CharField("för revidering ansvarar", max_length=150, blank=True)
    revision_role = models.ForeignKey(
        Role,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="roll som påminns",
    )
    update_owner = models.CharField("ansvarig för uppdatering", max_length=150, blank=True)
    revise_by = models.DateField("ska revideras senast", null=True, blank=True)
    registry_number = models.CharField("ärendenummer", max_length=60, blank=True)
    source = models.CharField("källa", max_length=300, blank=True)
    source_url = models.CharField(
        "adress",
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    text = models.TextField("text", blank=True)
    file = models.FileField("fil", upload_to="steering/%Y/", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SteeringDocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "styrdokument"
        verbose_name_plural = "styrdokument"
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                name="document_ends_after_start",
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                violation_error_message="Dokumentet kan inte sluta gälla innan det börjar.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_state(self) -> bool:
        """Whether the state steers here; otherwise the municipality does."""
        return self.kind in self.STATE_KINDS

    def needs_revision(self, today: date) -> bool:
        """Whether the day for revision has come."""
        return self.revise_by is not None and self.revise_by <= today


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """Questions about many requirements."""

    def open_to(self, user: User, permission: str) -> "RequirementQuerySet":
        """Points of documents that the person reaches."""
        return self.filter(document__in=SteeringDocument.objects.open_to(user, permission))

    def about(self, unit: Unit) -> "RequirementQuerySet":
        """Points that hold for a unit, of its school forms or of all; every one above the units."""
        forms = unit.school_forms.order_by().values("pk")
        if not unit.is_working_unit:
            return self
        named = Requirement.school_forms.through.objects.order_by()
        others = named.exclude(
            requirement__in=named.filter(schoolform__in=forms).values("requirement")
        )
        return self.exclude(pk__in=others.values("requirement"))

    def citable(self) -> "RequirementQuerySet":
        """Points that a new goal may cite."""
        return self.filter(retired_on__isnull=True)


class Requirement(models.Model):
    """A point of a steering document that a goal can cite, as 4 kap. 3 §."""

    document = models.ForeignKey(
        SteeringDocument,
        on_delete=models.PROTECT,
        related_name="requirements",
        verbose_name="styrdokument",
    )
    reference = models.CharField("hänvisning", max_length=60, help_text="Som 4 kap. 3 §.")
    heading = models.CharField("rubrik", max_length=300)
    text = models.TextField("lydelse", blank=True)
    school_forms = models.ManyToManyField(
        SchoolForm, verbose_name="gäller skolformerna", blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired_on = models.DateField("gäller inte längre från", null=True, blank=True)

    objects: ClassVar[Any] = RequirementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "krav"
        verbose_name_plural = "krav"
        ordering = ["document__title", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "reference", "heading"],
                name="requirement_once",
                violation_error_message="Den punkten finns redan i dokumentet.",
            )
        ]

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """As "Skollagen 4 kap. 3 §: Huvudmannanivå"; needs the document loaded."""
        name = self.document.short or self.document.title
        return f"{name} {self.reference}".strip() + (f": {self.heading}" if self.heading else "")
