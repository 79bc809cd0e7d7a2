"""What every value has in common, and the runs that bring values in from outside."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from rodtrad.core.schoolyear import Period

# A run that has said nothing for so long has died with its process.
SILENT_AFTER = timedelta(minutes=10)


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Questions about many runs."""

    def unfinished(self) -> "ImportRunQuerySet":
        """Runs that wait or go on."""
        return self.filter(state__in=(ImportRun.State.WAITING, ImportRun.State.RUNNING))


class ImportRun(models.Model):
    """One fetch or import from outside: how far it is, what it read and what it changed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Väntar på sin tur"
        RUNNING = "running", "Pågår"
        DONE = "done", "Klar"
        FAILED = "failed", "Misslyckades"
        STOPPED = "stopped", "Stannade för att fråga"
        UNDONE = "undone", "Ångrad"

    source = models.CharField("källa", max_length=60)
    # What is fetched, as "kolada-values"; only one run of each kind goes on at a time.
    kind = models.SlugField("slag", max_length=40, blank=True)
    file_name = models.CharField("fil", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    address = models.CharField("adress", max_length=300, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.DONE)
    at = models.DateTimeField("när", auto_now_add=True)
    started_at = models.DateTimeField("började", null=True, blank=True)
    finished_at = models.DateTimeField("slutade", null=True, blank=True)
    beat_at = models.DateTimeField("hördes senast", null=True, blank=True)
    worker = models.CharField("process", max_length=120, blank=True)
    steps_done = models.PositiveIntegerField("steg gjorda", default=0)
    steps = models.PositiveIntegerField("steg", default=0)
    step = models.CharField("gör nu", max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # A sentence on each line, as people read them.
    account = models.TextField("vad som gjordes", blank=True)
    notes = models.TextField("att känna till", blank=True)
    error = models.TextField("varför det inte gick", blank=True)
    summary = models.JSONField("utfall", default=dict)
    undone_at = models.DateTimeField("ångrad", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ImportRunQuerySet] = ImportRunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importer"
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=("waiting", "running")) & ~Q(kind=""),
                name="run_alone_of_its_kind",
                violation_error_message="En sådan hämtning pågår redan. Vänta tills den är klar.",
            ),
            models.CheckConstraint(
                name="run_failed_says_why",
                condition=~Q(state__in=("failed", "stopped")) | ~Q(error=""),
                violation_error_message="Skriv varför hämtningen inte gick.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}".strip()

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or goes on."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def account_lines(self) -> list[str]:
        """What it did, a sentence each."""
        return self.account.splitlines()

    @property
    def note_lines(self) -> list[str]:
        """What is worth knowing, a sentence each."""
        return self.notes.splitlines()

    @property
    def share_done(self) -> int:
        """How far it is, in percent; 0 when it is not known."""
        return min(100, 100 * self.steps_done // self.steps) if self.steps else 0

    def is_silent(self, now: datetime) -> bool:
        """Whether it goes on but has not been heard of for so long that it must have died."""
        heard = self.beat_at or self.started_at
        return self.state == self.State.RUNNING and heard is not None and heard < now - SILENT_AFTER


class Reading(models.Model):
    """A value, or the honest statement that there is none."""

    class Status(models.TextChoices):
        REPORTED = "reported", "Rapporterat"
        APPROXIMATE = "approximate", "Ungefärligt"
        MISSING = "missing", "Saknas"
        SUPPRESSED = "suppressed", "Visas inte: för få"
        NOT_APPLICABLE = "not_applicable", "Ej tillämpligt"
        # Never chosen in a form: what a source gave and somebody has set aside, with a reason.
        SET_ASIDE = "set_aside", "Satt åt sidan"

    class Gender(models.TextChoices):
        ALL = "T", "Alla"
        GIRLS = "K", "Flickor"
        BOYS = "M", "Pojkar"

    period = models.CharField("period", max_length=12)
    period_ends = models.DateField("periodens slut", editable=False)
    gender = models.CharField("kön", max_length=1, choices=Gender, default=Gender.ALL)
    status = models.CharField("status", max_length=15, choices=Status, default=Status.REPORTED)
    value = models.DecimalField("värde", max_digits=14, decimal_places=4, null=True, blank=True)
    numerator = models.PositiveIntegerField("antal som uppfyller", null=True, blank=True)
    denominator = models.PositiveIntegerField("antal totalt", null=True, blank=True)
    spread = models.DecimalField(
        "standardavvikelse", max_digits=12, decimal_places=4, null=True, blank=True
    )
    original = models.CharField("som källan skrev", max_length=60, blank=True)
    source = models.CharField("källa", max_length=120, blank=True)
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_value_only_when_reported",
                condition=Q(status="reported", value__isnull=False)
                | (~Q(status="reported") & Q(value__isnull=True)),
                violation_error_message=(
                    "Skriv ett värde, eller välj varför det saknas. Ett värde som saknas är inte 0."
                ),
            ),
            models.CheckConstraint(
                name="%(class)s_part_of_whole",
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                violation_error_message="Antalet som uppfyller kan inte vara större än alla.",
            ),
            models.CheckConstraint(
                name="%(class)s_spread_is_not_negative",
                condition=Q(spread__isnull=True) | Q(spread__gte=0),
                violation_error_message="Standardavvikelsen kan inte vara mindre än 0.",
            ),
        ]

    @property
    def period_label(self) -> str:
        """The period as it is read."""
        return Period.parse(self.period).label
