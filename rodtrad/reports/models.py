"""Quality reports: which kinds there are, their sections, and what was frozen."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import SchoolYear, Unit


class ReportKind(models.Model):
    """A kind of report. Which exist, and their sections, is data."""

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("namn", max_length=120)
    unit_kinds = models.JSONField("för enheter av slag", default=list)

    class Meta:
        verbose_name = "rapportslag"
        verbose_name_plural = "rapportslag"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SectionTemplate(models.Model):
    """A section that reports of a kind have, with what to write there."""

    kind = models.ForeignKey(ReportKind, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField("nyckel", max_length=40)
    title = models.CharField("rubrik", max_length=150)
    instruction = models.TextField("anvisning", blank=True)
    facts = models.CharField("fakta som ställs samman", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "avsnittsmall"
        verbose_name_plural = "avsnittsmallar"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.title


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about many reports."""

    def open_to(self, user: User, permission: str) -> "ReportQuerySet":
        """Reports at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def readable_by(self, user: User) -> "ReportQuerySet":
        """Reports that the person may read: drafts only at their units, adopted ones wider."""
        return self.filter(
            reach_filter(user, Permission.READ, unit="unit")
            | Q(
                reach_filter(user, Permission.READ_ADOPTED, unit="unit"),
                state=Report.State.ADOPTED,
            )
        )


class Report(models.Model):
    """A quality report of a unit for a school year."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        SUBMITTED = "submitted", "Inlämnad"
        RETURNED = "returned", "Återlämnad"
        ADOPTED = "adopted", "Fastställd"

    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("läge", max_length=10, choices=State, default=State.DRAFT)
    due = models.DateField("ska lämnas in senast", null=True, blank=True)
    return_reason = models.TextField("varför den återlämnades", blank=True)
    registry_number = models.CharField("diarienummer", max_length=60, blank=True)
    adopted_on = models.DateField("fastställd den", null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = ReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kvalitetsrapport"
        verbose_name_plural = "kvalitetsrapporter"
        ordering = ["-school_year", "unit__name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "school_year", "version"], name="report_once"
            ),
            models.CheckConstraint(
                name="adopted_report_has_date_and_number",
                condition=~Q(state="adopted")
                | (Q(adopted_on__isnull=False) & ~Q(registry_number="")),
                violation_error_message="En fastställd rapport ska ha datum och diarienummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit} {self.school_year}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written in."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class SectionQuerySet(models.QuerySet["Section"]):
    """Questions about many sections."""

    def open_to(self, user: User, permission: str) -> "SectionQuerySet":
        """Sections of reports at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="report__unit"))


class Section(models.Model):
    """What people write in one section of a report, beside its facts."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField("nyckel", max_length=40)
    title = models.CharField("rubrik", max_length=150)
    instruction = models.TextField("anvisning", blank=True)
    facts = models.CharField("fakta", max_length=40, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    text = models.TextField("text", blank=True)
    ready = models.BooleanField("klart", default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "avsnitt"
        verbose_name_plural = "avsnitt"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="report_section_once")
        ]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """The content of an adopted report as it was, with its checksum. Never changed."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="snapshot")
    # Text, not JSON: the checksum is of these very bytes, on both databases.
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "fastställt innehåll"
        verbose_name_plural = "fastställt innehåll"

    def __str__(self) -> str:
        return f"{self.report} {self.sha256[:8]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the snapshot; a stored one is never changed.

        Raises:
            TypeError: if the snapshot is already stored.
        """
        if self.pk is not None:
            raise TypeError("A snapshot is never changed.")
        super().save(*args, **kwargs)
