"""Research and other writings that the work rests on."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.core.collation import SWEDISH
from rodtrad.evidence.models.practice import Practice
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity, Goal


class Reference(models.Model):
    """A writing, with what kind of study it is and what we take from it."""

    class Kind(models.TextChoices):
        REVIEW = "review", "Systematisk översikt"
        EXPERIMENT = "experiment", "Studie med jämförelsegrupp"
        SURVEY = "survey", "Enkät- eller registerstudie"
        QUALITATIVE = "qualitative", "Intervju- eller observationsstudie"
        ACTION = "action", "Aktions- eller praktiknära forskning"
        THEORY = "theory", "Teori eller lärobok"
        AUTHORITY = "authority", "Rapport eller stöd från en myndighet"
        OTHER = "other", "Annat"

    title = models.CharField("titel", max_length=400, db_collation=SWEDISH)
    authors = models.CharField("författare", max_length=400, blank=True)
    year = models.PositiveSmallIntegerField(
        "år", null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2100)]
    )
    published_in = models.CharField("tidskrift eller förlag", max_length=200, blank=True)
    kind = models.CharField("slag av studie", max_length=11, choices=Kind, default=Kind.OTHER)
    doi = models.CharField("DOI", max_length=120, blank=True)
    url = models.CharField(
        "adress", max_length=300, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    summary = models.TextField("vad vi tar med oss", blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = "referens"
        verbose_name_plural = "referenser"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="reference_doi_once",
                violation_error_message="Det finns redan en referens med den DOI:n.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def citation(self) -> str:
        """As "Håkansson & Sundberg (2020). Utmärkt undervisning. Natur & Kultur"."""
        who = self.authors or "Okänd författare"
        when = f" ({self.year})" if self.year else ""
        where = f" {self.published_in}." if self.published_in else ""
        return f"{who}{when}. {self.title.rstrip('.')}.{where}"

    @property
    def link(self) -> str:
        """Where it is read: the DOI's address first."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


class ReferenceUse(models.Model):
    """A reference that a practice, an activity or a goal rests on."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="uses")
    practice = models.ForeignKey(
        Practice, on_delete=models.CASCADE, null=True, blank=True, related_name="references"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.CASCADE, null=True, blank=True, related_name="references"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="references"
    )
    note = models.CharField("på vilket sätt", max_length=300, blank=True)

    class Meta:
        verbose_name = "referens till"
        verbose_name_plural = "referenser till"
        ordering = ["reference__title"]
        constraints = [
            models.CheckConstraint(
                name="reference_use_of_one_thing",
                condition=Q(practice__isnull=False, activity__isnull=True, goal__isnull=True)
                | Q(practice__isnull=True, activity__isnull=False, goal__isnull=True)
                | Q(practice__isnull=True, activity__isnull=True, goal__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["reference", "practice"],
                name="reference_once_for_practice",
                violation_error_message="Referensen finns redan där.",
            ),
            models.UniqueConstraint(
                fields=["reference", "activity"],
                name="reference_once_for_activity",
                violation_error_message="Referensen finns redan där.",
            ),
            models.UniqueConstraint(
                fields=["reference", "goal"],
                name="reference_once_for_goal",
                violation_error_message="Referensen finns redan där.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} för {self.practice or self.activity or self.goal}"


class ReadingItem(models.Model):
    """A reference that a forum reads together."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="reading_items")
    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="reading_items")
    due = models.DateField("till den", null=True, blank=True)
    note = models.CharField("varför", max_length=300, blank=True)

    class Meta:
        verbose_name = "läsning"
        verbose_name_plural = "läslista"
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "reference"],
                name="reading_item_once",
                violation_error_message="Den står redan på läslistan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.forum}: {self.reference}"
