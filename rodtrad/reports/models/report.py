"""Quality reports, their sections and what was frozen."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_date
from rodtrad.core.schoolyear import Period
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.reports.models.kind import Occasion, ReportKind, UnitGroup
from rodtrad.reports.reach import adopted_reach, report_reach


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about many reports."""

    def open_to(self, user: User, permission: str) -> "ReportQuerySet":
        """Reports where the person has the permission."""
        return self.filter(report_reach(user, permission))

    def readable_by(self, user: User) -> "ReportQuerySet":
        """Reports that the person may read: drafts only at their units, adopted ones wider."""
        return self.filter(
            report_reach(user, Permission.READ) | Q(adopted_reach(user), state=Report.State.ADOPTED)
        )

    def adopted(self) -> "ReportQuerySet":
        """Reports that are final."""
        return self.filter(state=Report.State.ADOPTED)


class Report(models.Model):
    """A quality report of a unit, a group of units or an administration, for some time."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        SUBMITTED = "submitted", "Inlämnad"
        RETURNED = "returned", "Återlämnad"
        ADOPTED = "adopted", "Fastställd"

    class BoardOutcome(models.TextChoices):
        DECIDED = "decided", "Beslutade"
        NOTED = "noted", "Noterade informationen"

    kind = models.ForeignKey(ReportKind, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="reports")
    group = models.ForeignKey(
        UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    period = models.CharField("period", max_length=12)
    period_starts = models.DateField("periodens början", editable=False)
    period_ends = models.DateField("periodens slut", editable=False)
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

    board_outcome = models.CharField(
        "vad nämnden gjorde", max_length=8, choices=BoardOutcome, blank=True
    )
    board_on = models.DateField("nämndens sammanträde", null=True, blank=True)
    board_reference = models.CharField("paragraf i protokollet", max_length=40, blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kvalitetsrapport"
        verbose_name_plural = "kvalitetsrapporter"
        ordering = ["-school_year", "unit__name", "-version"]
        constraints = [
            # A report without a group or an occasion is also one of its kind only.
            models.UniqueConstraint(
                "kind",
                "unit",
                Coalesce("group", 0),
                "period",
                Coalesce("occasion", 0),
                "version",
                name="report_once_for_its_time",
            ),
            models.CheckConstraint(
                name="board_outcome_is_dated_and_of_adopted",
                condition=Q(board_outcome="") | (Q(board_on__isnull=False) & Q(state="adopted")),
                violation_error_message="Skriv när nämnden behandlade den fastställda rapporten.",
            ),
            models.CheckConstraint(
                name="adopted_report_has_date_and_number",
                condition=~Q(state="adopted")
                | (Q(adopted_on__isnull=False) & ~Q(registry_number="")),
                violation_error_message="En fastställd rapport ska ha datum och diarienummer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.place} {self.period_label}"

    @property
    def span(self) -> Period:
        """The time that it is about."""
        return Period.parse(self.period)

    @property
    def period_label(self) -> str:
        """As "2025/26", or "2025/26, oktober" where there are several in a year."""
        label = self.span.label
        return f"{label}, {self.occasion}" if self.occasion_id else label

    @property
    def title(self) -> str:
        """As "Kvalitetsrapport 2025/26"."""
        return f"{self.kind} {self.period_label}"

    @property
    def place(self) -> str:
        """Whose it is: the group's name or the unit's."""
        return str(self.group) if self.group_id else str(self.unit)

    @property
    def board_sentence(self) -> str:
        """What the board did and when; "" when it has not."""
        if not self.board_outcome or self.board_on is None:
            return ""
        did = (
            "beslutade om rapporten"
            if self.board_outcome == self.BoardOutcome.DECIDED
            else "noterade informationen"
        )
        reference = f", {self.board_reference}" if self.board_reference else ""
        return f"Nämnden {did} {format_date(self.board_on)}{reference}."

    @property
    def is_open(self) -> bool:
        """Whether it can still be written in."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class SectionQuerySet(models.QuerySet["Section"]):
    """Questions about many sections."""

    def open_to(self, user: User, permission: str) -> "SectionQuerySet":
        """Sections of reports where the person has the permission."""
        return self.filter(report_reach(user, permission, report="report"))

    def written_by(self, user: User) -> "SectionQuerySet":
        """Sections that the person may write: who plans, and who has been handed the section."""
        return self.filter(
            report_reach(user, Permission.PLAN, report="report")
            | Q(report_reach(user, Permission.TAKE_PART, report="report"), responsible=user)
        )


class Section(models.Model):
    """What people write in one section of a report, beside its facts."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField("nyckel", max_length=40)
    title = models.CharField("rubrik", max_length=150)
    instruction = models.TextField("anvisning", blank=True)
    facts = models.CharField("fakta", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ordning", default=0)
    text = models.TextField("text", blank=True)
    ready = models.BooleanField("klart", default=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
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
