"""Indicators, what was measured, and how far the figures can be trusted."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.core.numbers import format_number
from rodtrad.indicators.figures import Explanation, FigureSettings
from rodtrad.indicators.kept import ReplacedReading, SetAside
from rodtrad.indicators.readings import ImportRun, Reading
from rodtrad.organisation.access import Permission, has_anywhere, reach_filter
from rodtrad.organisation.models import SchoolYear, Unit

__all__ = [
    "ComparisonUnit",
    "ComparisonValue",
    "Explanation",
    "ImportRun",
    "Indicator",
    "Measurement",
    "Reading",
    "ReplacedReading",
    "SeriesBreak",
    "SetAside",
    "ValidityReview",
]


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Questions about many indicators."""

    def open_to(self, user: User, permission: str) -> "IndicatorQuerySet":
        """Indicators of units that the person reaches; with a reach, those for everybody too."""
        reached = reach_filter(user, permission, unit="owner")
        if has_anywhere(user, permission):
            reached |= Q(owner__isnull=True)
        return self.filter(reached)

    def readable_by(self, user: User) -> "IndicatorQuerySet":
        """Indicators whose definition the person may read: the shared ones for all with a role."""
        readable = reach_filter(user, Permission.READ, unit="owner")
        if has_anywhere(user, Permission.READ_ADOPTED):
            readable |= Q(owner__isnull=True)
        return self.filter(readable)

    def in_use(self) -> "IndicatorQuerySet":
        """Indicators that may be chosen for a new target."""
        return self.filter(retired_on__isnull=True)


class Indicator(FigureSettings):
    """What is measured and how: defined once, referred to by many."""

    class Kind(models.TextChoices):
        SHARE = "share", "Andel (%)"
        NUMBER = "number", "Antal eller tal"
        MEAN = "mean", "Medelvärde"
        SCALE = "scale", "Skala"
        QUALITATIVE = "qualitative", "Beskrivna nivåer"

    class Better(models.TextChoices):
        UP = "up", "Högre är bättre"
        DOWN = "down", "Lägre är bättre"
        NONE = "none", "Varken eller"

    class Origin(models.TextChoices):
        EXISTING = "existing", "Data som redan finns"
        OWN = "own", "Eget mätinstrument"

    name = models.CharField("namn", max_length=200, db_collation=SWEDISH)
    what = models.TextField("vad den visar", blank=True)
    how = models.TextField("hur den mäts", blank=True)
    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.SHARE)
    unit_of_measure = models.CharField("enhet", max_length=30, blank=True)
    decimals = models.PositiveSmallIntegerField("decimaler", default=1)
    better = models.CharField("riktning", max_length=4, choices=Better, default=Better.UP)
    origin = models.CharField("data", max_length=10, choices=Origin, default=Origin.EXISTING)
    source = models.CharField("källa", max_length=200, blank=True)
    source_code = models.CharField("källans kod", max_length=60, blank=True, db_index=True)
    instrument = models.TextField("mätinstrument", blank=True)
    levels = models.JSONField(
        "nivåer", default=list, blank=True, help_text="Beskrivna nivåer, lägsta först."
    )
    smallest_group = models.PositiveSmallIntegerField("minsta grupp som visas", default=5)
    owner = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_indicators",
        verbose_name="enhetens egen",
        help_text="Tomt när indikatorn är gemensam.",
    )
    retired_on = models.DateField("används inte längre från", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = IndicatorQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        ordering = ["name"]
        constraints = [
            *FigureSettings.Meta.constraints,
            models.CheckConstraint(
                name="own_indicator_describes_instrument",
                condition=Q(origin="existing") | ~Q(instrument=""),
                violation_error_message=(
                    "Beskriv mätinstrumentet: finns inte data redan ska det framgå hur ni mäter."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def measured_in(self) -> str:
        """The unit of a value where numbers stand alone: "%", "nivå" or its own; may be empty."""
        if self.kind == self.Kind.SHARE:
            return "%"
        return "nivå" if self.kind == self.Kind.QUALITATIVE else self.unit_of_measure

    @property
    def suffix(self) -> str:
        """What stands after a value, as " %"."""
        return (
            "\u00a0%"
            if self.kind == self.Kind.SHARE
            else (f"\u00a0{self.unit_of_measure}" if self.unit_of_measure else "")
        )

    def show(self, value: Decimal | None) -> str:
        """A value as it is read: "83,8 %", or the level's description."""
        if value is None:
            return "–"
        if self.kind == self.Kind.QUALITATIVE:
            level = int(value)
            if 1 <= level <= len(self.levels):
                return f"{level}: {self.levels[level - 1]}"
        return format_number(value, self.decimals) + self.suffix


class SeriesBreak(models.Model):
    """From this day the figures cannot be compared with those before."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="breaks")
    on = models.DateField("från och med")
    reason = models.CharField("varför", max_length=300)

    class Meta:
        verbose_name = "brott i serien"
        verbose_name_plural = "brott i serien"
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="break_once")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.reason}"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Questions about many measurements."""

    def open_to(self, user: User, permission: str) -> "MeasurementQuerySet":
        """Measurements at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def with_place(self) -> "MeasurementQuerySet":
        """With where the unit stands in the tree, which small groups are judged by."""
        return self.annotate(unit_path=F("unit__path"), unit_children=F("unit__numchild"))


class Measurement(Reading):
    """A reading of an indicator for a unit and a period."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="measurements")
    comment = models.TextField("kommentar", blank=True)
    recorded_at = models.DateTimeField("införd", auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects: ClassVar[Any] = MeasurementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta(Reading.Meta):
        verbose_name = "mätvärde"
        verbose_name_plural = "mätvärden"
        ordering = ["period_ends", "period", "gender"]
        constraints = [
            *Reading.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "unit", "period", "gender"],
                name="measurement_once",
                violation_error_message="Det finns redan ett värde för den perioden.",
            ),
        ]

    def __str__(self) -> str:
        # Otherwise the girls' and the boys' value would look like the same once more.
        whose = "" if self.gender == self.Gender.ALL else f", {self.get_gender_display().lower()}"
        return f"{self.indicator}, {self.unit}, {self.period_label}{whose}"

    @property
    def shown(self) -> str:
        """The value as it is read, or why there is none; needs the indicator loaded."""
        if self.status == self.Status.REPORTED:
            return self.indicator.show(self.value)
        if self.status == self.Status.APPROXIMATE:
            about = self.original.removeprefix("cirka").strip(" ~")
            return f"ungefär {about}{self.indicator.suffix}"
        return str(self.get_status_display())

    @property
    def is_from_outside(self) -> bool:
        """Whether a source outside gave the value: then it is replaced, never edited."""
        return self.run_id is not None

    @property
    def can_be_set_aside(self) -> bool:
        """Whether it is a figure from outside, which is not edited but may be set aside."""
        return self.is_from_outside and self.status in (
            self.Status.REPORTED,
            self.Status.APPROXIMATE,
        )


class ComparisonUnit(models.Model):
    """What own values are compared with: schools, municipalities, groups of them, the nation."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "Skola"
        MUNICIPALITY = "municipality", "Kommun"
        GROUP = "group", "Grupp av kommuner"
        NATION = "nation", "Riket"

    kind = models.CharField("slag", max_length=12, choices=Kind, default=Kind.SCHOOL)
    code = models.CharField("källans kod", max_length=20, unique=True)
    name = models.CharField("namn", max_length=200, db_collation=SWEDISH)
    municipality_code = models.CharField("kommunkod", max_length=4, blank=True, db_index=True)
    municipality = models.CharField("kommun", max_length=60, blank=True)
    provider_type = models.CharField("typ av huvudman", max_length=40, blank=True)

    class Meta:
        verbose_name = "jämförelseenhet"
        verbose_name_plural = "jämförelseenheter"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ComparisonValue(Reading):
    """A reading of an indicator for something to compare with."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="comparisons")
    unit = models.ForeignKey(ComparisonUnit, on_delete=models.CASCADE, related_name="values")

    class Meta(Reading.Meta):
        verbose_name = "jämförelsevärde"
        verbose_name_plural = "jämförelsevärden"
        ordering = ["period_ends"]
        constraints = [
            *Reading.Meta.constraints,
            models.UniqueConstraint(
                fields=["indicator", "unit", "period", "gender"], name="comparison_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}, {self.period_label}"


class ValidityReview(models.Model):
    """The three questions of the guideline's section 4.2, answered for a unit and a year."""

    class Answer(models.TextChoices):
        YES = "yes", "Ja"
        PARTLY = "partly", "Delvis"
        NO = "no", "Nej"

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="validity_reviews")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    reliable = models.CharField("Är datan tillförlitlig?", max_length=6, choices=Answer)
    reliable_why = models.TextField("Vad grundar ni det på?", blank=True)
    measures = models.CharField(
        "Mäter indikatorn det den är avsedd att mäta?", max_length=6, choices=Answer
    )
    measures_why = models.TextField("På vilket sätt?", blank=True)
    shows = models.CharField(
        "Återger den bilden av den verkliga situationen?", max_length=6, choices=Answer
    )
    shows_why = models.TextField("Vad fångar den inte?", blank=True)
    on = models.DateField("gjord", default=date.today)
    revision = models.PositiveIntegerField(default=0, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = "validitetsuppföljning"
        verbose_name_plural = "validitetsuppföljningar"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "unit", "school_year"],
                name="validity_review_once",
                violation_error_message="Det finns redan en uppföljning för läsåret.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.unit}, {self.school_year}"

    @property
    def summary(self) -> str:
        """The three answers in one line."""
        return (
            f"Tillförlitlig: {self.get_reliable_display().lower()}. "
            f"Mäter det avsedda: {self.get_measures_display().lower()}. "
            f"Återger verkligheten: {self.get_shows_display().lower()}."
        )
