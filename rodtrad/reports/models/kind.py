"""Which reports there are, what they cover and which sections they have: all of it data."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from rodtrad.core.collation import SWEDISH
from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.goals.models import Goal
from rodtrad.organisation.models import SchoolForm, Unit


class ReportKind(models.Model):
    """A kind of report: who writes it, about which units, for what time, drawing on what."""

    class Per(models.TextChoices):
        UNIT = "unit", "En per enhet"
        ADMINISTRATION = "administration", "En per förvaltning"
        GROUP = "group", "En per namngiven grupp av enheter"

    class PeriodKind(models.TextChoices):
        SCHOOL_YEAR = "school_year", "Läsår"
        CALENDAR_YEAR = "calendar_year", "Kalenderår"
        TERM = "term", "Termin"

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=120, db_collation=SWEDISH)
    purpose = models.TextField("syfte", blank=True)
    per = models.CharField("hur många", max_length=16, choices=Per, default=Per.UNIT)
    unit_kinds = models.JSONField("för enheter av slag", default=list)
    school_forms = models.ManyToManyField(
        SchoolForm,
        blank=True,
        related_name="+",
        verbose_name="för skolformerna",
        help_text="Inget val betyder alla.",
    )
    period_kind = models.CharField(
        "gäller för", max_length=16, choices=PeriodKind, default=PeriodKind.SCHOOL_YEAR
    )
    draws_on = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="+",
        verbose_name="bygger på fastställda rapporter av slaget",
    )
    with_own_goals = models.BooleanField("tar med enheternas egna mål", default=True)
    due_after_days = models.SmallIntegerField("lämnas in så många dagar efter", default=-31)
    remind_before_days = models.PositiveSmallIntegerField("påminn så många dagar före", default=14)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired_on = models.DateField("används inte längre från", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "rapportslag"
        verbose_name_plural = "rapportslag"
        ordering = ["position", "code"]
        constraints = [
            models.CheckConstraint(
                name="report_kind_due_is_near",
                condition=Q(due_after_days__gte=-366, due_after_days__lte=366),
                violation_error_message="Sista dagen ska ligga högst ett år från periodens slut.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_about_many(self) -> bool:
        """Whether it is about several units, and not composed from one unit's records."""
        return self.per != self.Per.UNIT

    def periods_of(self, year: SchoolYear) -> list[Period]:
        """The times that reports of the kind are about and that end in a school year, in order."""
        if self.period_kind == self.PeriodKind.CALENDAR_YEAR:
            return [Period.parse(str(year.start))]
        if self.period_kind == self.PeriodKind.TERM:
            return [year.autumn, year.spring]
        return [year.period]

    def holds(self, period: Period) -> bool:
        """Whether a time is of the sort that reports of the kind are about."""
        return period in self.periods_of(period.school_year)


class Occasion(models.Model):
    """One of several reports of a kind in the same time: as "Oktober" or a theme."""

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="occasions")
    name = models.CharField("namn", max_length=80, db_collation=SWEDISH)
    goals = models.ManyToManyField(
        Goal,
        blank=True,
        related_name="+",
        verbose_name="bara om målen",
        help_text="För en rapport om ett tema. Inget val betyder alla mål.",
    )
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired_on = models.DateField("används inte längre från", null=True, blank=True)

    class Meta:
        verbose_name = "tillfälle eller tema"
        verbose_name_plural = "tillfällen och teman"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="occasion_name_once",
                violation_error_message="Det finns redan ett tillfälle med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitGroup(models.Model):
    """Units that report together, as seven small schools; any of their planners may write."""

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField("namn", max_length=120, db_collation=SWEDISH)
    # Where the report belongs in the organisation: whose leaders return and adopt it.
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name="hör till"
    )
    members = models.ManyToManyField(Unit, related_name="report_groups", verbose_name="enheter")
    retired_on = models.DateField("används inte längre från", null=True, blank=True)

    class Meta:
        verbose_name = "grupp av enheter"
        verbose_name_plural = "grupper av enheter"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="unit_group_name_once",
                violation_error_message="Det finns redan en grupp med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class SectionTemplate(models.Model):
    """A section that reports of a kind have, with what to write there."""

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField("nyckel", max_length=40)
    title = models.CharField("rubrik", max_length=150)
    instruction = models.TextField("anvisning", blank=True)
    # The keys of what is composed beside the text, in order, with a comma between.
    facts = models.CharField("fakta som ställs samman", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    retired_on = models.DateField("används inte längre från", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "avsnittsmall"
        verbose_name_plural = "avsnittsmallar"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.title


class Deadline(models.Model):
    """The last day for the reports of a kind for a time, when the kind's own rule does not hold."""

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="deadlines")
    period = models.CharField("period", max_length=12)
    occasion = models.ForeignKey(
        Occasion, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    due = models.DateField("lämnas in senast")
    history = HistoricalRecords()

    objects: ClassVar[Any] = models.Manager()

    class Meta:
        verbose_name = "sista dag"
        verbose_name_plural = "sista dagar"
        ordering = ["due"]
        constraints = [
            models.UniqueConstraint("kind", "period", Coalesce("occasion", 0), name="deadline_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period}"
