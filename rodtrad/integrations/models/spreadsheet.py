"""Spreadsheets of values: what their columns mean, and files that wait to be brought in."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import ImportRun, Indicator
from rodtrad.organisation.models import Unit

# Time to mend a file over a weekend; what nobody brought in by then is removed.
KEPT = timedelta(days=3)


class SheetMappingQuerySet(models.QuerySet["SheetMapping"]):
    """Questions about many mappings."""

    def saved(self) -> "SheetMappingQuerySet":
        """Those that somebody has given a name, to be used again."""
        return self.exclude(name="")


class SheetMapping(models.Model):
    """What the columns of a kind of spreadsheet mean. Without a name it is about one file only."""

    class Decimal(models.TextChoices):
        COMMA = ",", "Decimalkomma: 83,8"
        POINT = ".", "Decimalpunkt: 83.8"

    class Years(models.TextChoices):
        CALENDAR = "calendar", "Kalenderår"
        ENDS = "ends", "Läsår som slutar det året"
        BEGINS = "begins", "Läsår som börjar det året"

    name = models.CharField("namn", max_length=80, blank=True, db_collation=SWEDISH)
    source = models.CharField("källa", max_length=60, default="Kalkylark")
    # When the whole file is about one.
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decimal = models.CharField(
        "decimaltecken", max_length=1, choices=Decimal, default=Decimal.COMMA
    )
    # Excel keeps 83,8 % as 0,838.
    as_fractions = models.BooleanField("andelar står som 0 till 1", default=False)
    # Of "2023" it cannot be seen which year it is.
    years = models.CharField(
        "ett ensamt årtal är", max_length=8, choices=Years, default=Years.CALENDAR
    )
    skip_unknown = models.BooleanField("hoppa över okända enheter", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    used_at = models.DateTimeField("användes senast", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SheetMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "kolumnval"
        verbose_name_plural = "kolumnval"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=~Q(name=""),
                name="mapping_name_once",
                violation_error_message="Det finns redan ett kolumnval med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name or "Kolumnval för en fil"

    def roles(self) -> dict[str, str]:
        """The heading by role."""
        return {one.role: one.heading for one in self.columns.all() if one.role}


class MappedColumn(models.Model):
    """A heading of the files that a mapping is for, and what stands under it."""

    class Role(models.TextChoices):
        UNIT = "unit", "Enhet"
        PERIOD = "period", "Period"
        VALUE = "value", "Värde"
        NUMERATOR = "numerator", "Antal som uppfyller"
        DENOMINATOR = "denominator", "Antal totalt"
        GENDER = "gender", "Kön"
        INDICATOR = "indicator", "Indikator"
        GIRLS = "girls", "Värde för flickor"
        GIRLS_NUMERATOR = "girls_num", "Antal flickor som uppfyller"
        GIRLS_DENOMINATOR = "girls_den", "Antal flickor totalt"
        BOYS = "boys", "Värde för pojkar"
        BOYS_NUMERATOR = "boys_num", "Antal pojkar som uppfyller"
        BOYS_DENOMINATOR = "boys_den", "Antal pojkar totalt"

    mapping = models.ForeignKey(SheetMapping, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField("ordning")
    heading = models.CharField("rubrik", max_length=200)
    role = models.CharField("betyder", max_length=12, choices=Role, blank=True)

    class Meta:
        verbose_name = "kolumn"
        verbose_name_plural = "kolumner"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mapping", "role"], condition=~Q(role=""), name="mapping_role_once"
            ),
            models.UniqueConstraint(fields=["mapping", "heading"], name="mapping_heading_once"),
        ]

    def __str__(self) -> str:
        return self.heading


class MappedUnit(models.Model):
    """What a source calls one of our units, or something whose rows are skipped."""

    mapping = models.ForeignKey(SheetMapping, on_delete=models.CASCADE, related_name="units")
    written = models.CharField("i filen", max_length=200)
    # Nothing: rows about it are skipped.
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "enhetens namn i filen"
        verbose_name_plural = "enheternas namn i filen"
        ordering = ["written"]
        constraints = [
            models.UniqueConstraint(fields=["mapping", "written"], name="mapped_unit_once")
        ]

    def __str__(self) -> str:
        return self.written


class SheetFileQuerySet(models.QuerySet["SheetFile"]):
    """Questions about many files."""

    def open_to(self, user: User, now: datetime) -> "SheetFileQuerySet":
        """A file is opened only by whoever uploaded it, and only for some days."""
        return self.filter(by=user, expires_at__gt=now)

    def waiting(self) -> "SheetFileQuerySet":
        """Files that nobody has brought in yet, or that could not be."""
        return self.filter(models.Q(run__isnull=True) | models.Q(run__state=ImportRun.State.FAILED))


def _place(row: "SheetFile", name: str) -> str:
    return f"imports/sheets/{get_random_string(32)}"


class SheetFile(models.Model):
    """A spreadsheet that has been uploaded, and how far its owner has come with it."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # Removed with the row, and as soon as the file is brought in.
    file = models.FileField(upload_to=_place, max_length=120, blank=True)
    file_name = models.CharField("fil", max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField("blad", max_length=100, blank=True)
    mapping = models.ForeignKey(
        SheetMapping, on_delete=models.SET_NULL, null=True, blank=True, related_name="files"
    )
    # When the whole file is about one.
    period = models.CharField("period", max_length=12, blank=True)
    uploaded_at = models.DateTimeField("uppladdad")
    expires_at = models.DateTimeField("tas bort", db_index=True)
    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = SheetFileQuerySet.as_manager()

    class Meta:
        verbose_name = "uppladdat kalkylark"
        verbose_name_plural = "uppladdade kalkylark"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def brought_in_by(self) -> ImportRun | None:
        """The run that brought it in, or is about to; one that failed left all as it was."""
        failed = self.run is not None and self.run.state == ImportRun.State.FAILED
        return None if failed else self.run
