"""A survey: whom it turns to, what it asks, in which languages, and where it is answered."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.surveys.languages import LANGUAGES
from rodtrad.surveys.models.bank import Audience, BankQuestion, Stance


class SurveyQuerySet(models.QuerySet["Survey"]):
    """Questions about many surveys."""

    def open_to(self, user: User, permission: str) -> "SurveyQuerySet":
        """Surveys of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def readable_by(self, user: User) -> "SurveyQuerySet":
        """Surveys of the person's units, and those published that their units answer."""
        answering = SurveyUnit.objects.filter(
            reach_filter(user, Permission.READ, unit="unit"), survey=models.OuterRef("pk")
        )
        return self.filter(
            reach_filter(user, Permission.READ, unit="unit")
            | Q(models.Exists(answering), published_on__isnull=False)
        )


class Survey(models.Model):
    """A survey that is answered without an account, by one group at one or many units."""

    class Access(models.TextChoices):
        OPEN = "open", "Samma länk för alla"
        CODES = "codes", "En engångskod till var och en"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="surveys", verbose_name="enhet"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    title = models.CharField("rubrik", max_length=150, db_collation=SWEDISH)
    intro = models.TextField("inledning", blank=True, max_length=2000)
    audience = models.CharField("för", max_length=10, choices=Audience)
    access = models.CharField("hur man kommer in", max_length=6, choices=Access, default="open")
    opens = models.DateField("öppnar")
    closes = models.DateField("sista dag att svara")
    smallest_group = models.PositiveSmallIntegerField("minsta grupp som visas", default=5)
    previous = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="later",
        verbose_name="jämförs med",
    )
    published_on = models.DateField("publicerad", null=True, blank=True)
    closed_on = models.DateField("stängd", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SurveyQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "enkät"
        verbose_name_plural = "enkäter"
        ordering = ["-opens", "title"]
        constraints = [
            models.CheckConstraint(
                name="survey_closes_after_opening",
                condition=Q(closes__gte=F("opens")),
                violation_error_message="Enkäten kan inte stänga innan den öppnar.",
            ),
            models.CheckConstraint(
                name="survey_keeps_a_smallest_group",
                condition=Q(smallest_group__gte=5),
                violation_error_message="Minsta grupp som visas kan inte vara under 5.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether it is still being made; only then can its questions change."""
        return self.published_on is None

    def is_answerable(self, today: date) -> bool:
        """Whether answers are taken on a day."""
        return (
            self.published_on is not None
            and self.closed_on is None
            and self.opens <= today <= self.closes
        )

    def has_ended(self, today: date) -> bool:
        """Whether no more answers can come: only then are results shown.

        While answers come in, the difference between two looks would be one person's answer.
        """
        if self.published_on is None:
            return False
        return self.closed_on is not None or today > self.closes

    def state(self, today: date) -> str:
        """As "draft", "planned", "open" or "ended"."""
        if self.is_draft:
            return "draft"
        if self.has_ended(today):
            return "ended"
        return "open" if self.is_answerable(today) else "planned"


class SurveyTranslation(models.Model):
    """A language that the survey can be answered in, beside Swedish."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(
        "språk", max_length=8, choices=[(one.code, one.swedish) for one in LANGUAGES[1:]]
    )
    title = models.CharField("rubrik", max_length=150, blank=True)
    intro = models.TextField("inledning", blank=True, max_length=2000)

    class Meta:
        verbose_name = "översättning"
        verbose_name_plural = "översättningar"
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "language"], name="survey_language_once")
        ]

    def __str__(self) -> str:
        return f"{self.survey} ({self.language})"


class SurveyUnit(models.Model):
    """A unit where the survey is answered: its address and how many were asked."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("adress", max_length=16, unique=True)
    asked = models.PositiveIntegerField("hur många som fick enkäten", null=True, blank=True)

    class Meta:
        verbose_name = "enhet som svarar"
        verbose_name_plural = "enheter som svarar"
        ordering = ["unit__path"]
        constraints = [models.UniqueConstraint(fields=["survey", "unit"], name="survey_unit_once")]

    def __str__(self) -> str:
        return f"{self.survey}, {self.unit}"


class Question(models.Model):
    """What the survey asks."""

    class Kind(models.TextChoices):
        SCALE = "scale", "Fråga med svarsskala"
        GROUP = "group", "Grupp att dela upp svaren på"
        TEXT = "text", "Fritext"

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("ordning", default=0)
    kind = models.CharField("slag", max_length=5, choices=Kind, default=Kind.SCALE)
    area = models.CharField("område", max_length=80, blank=True)
    text = models.CharField("fråga", max_length=400)
    reversed = models.BooleanField("omvänd", default=False)
    bank_question = models.ForeignKey(
        BankQuestion, on_delete=models.SET_NULL, null=True, blank=True, related_name="uses"
    )
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ger värde till indikatorn",
    )

    class Meta:
        verbose_name = "enkätfråga"
        verbose_name_plural = "enkätfrågor"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey"],
                condition=Q(kind="group"),
                name="one_group_question",
                # More groupings could be crossed until one person is left.
                violation_error_message="En enkät kan dela upp svaren på högst ett sätt.",
            )
        ]

    def __str__(self) -> str:
        return self.text


class QuestionTranslation(models.Model):
    """A question in another language."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField("språk", max_length=8)
    text = models.CharField("fråga", max_length=400)

    class Meta:
        verbose_name = "översatt fråga"
        verbose_name_plural = "översatta frågor"
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["question", "language"], name="question_language_once")
        ]

    def __str__(self) -> str:
        return self.text


class Option(models.Model):
    """An answer that can be chosen. Copied from the scale: what has been asked never changes."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField("ordning")
    label = models.CharField("svar", max_length=120)
    stance = models.CharField("räknas som", max_length=10, choices=Stance, default=Stance.OTHER)

    class Meta:
        verbose_name = "svarsalternativ"
        verbose_name_plural = "svarsalternativ"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="option_once")]

    def __str__(self) -> str:
        return self.label


class OptionTranslation(models.Model):
    """An answer in another language."""

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField("språk", max_length=8)
    label = models.CharField("svar", max_length=120)

    class Meta:
        verbose_name = "översatt svar"
        verbose_name_plural = "översatta svar"
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["option", "language"], name="option_language_once")
        ]

    def __str__(self) -> str:
        return self.label
