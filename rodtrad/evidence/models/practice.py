"""A practice: what was done about which problem, where it has been tried, and how it spread."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.core.numbers import format_date
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity
from rodtrad.organisation.access import Permission, branch_filter, reach_filter, roots
from rodtrad.organisation.models import SchoolForm, Unit


class Theme(models.Model):
    """What a practice is about, as reading or safety. Data, to be changed where it is used."""

    name = models.CharField("tema", max_length=80, unique=True, db_collation=SWEDISH)
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "teman"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Thresholds(models.Model):
    """When an experience is called proven; a municipality's own, else the defaults."""

    municipality = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="+")
    units = models.PositiveSmallIntegerField(
        "enheter där det har fungerat", default=3, validators=[MinValueValidator(2)]
    )
    months = models.PositiveSmallIntegerField(
        "månader mellan första och senaste prövning", default=24, validators=[MinValueValidator(6)]
    )
    share_working = models.PositiveSmallIntegerField(
        "andel prövningar som har fungerat (%)",
        default=60,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "gränser för beprövad erfarenhet"
        verbose_name_plural = "gränser för beprövad erfarenhet"

    def __str__(self) -> str:
        return f"Gränser för {self.municipality}"


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Questions about many practices."""

    def open_to(self, user: User, permission: str) -> "PracticeQuerySet":
        """Practices of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def readable_by(self, user: User) -> "PracticeQuerySet":
        """The own units' practices, and those that are in the municipality's library."""
        condition = reach_filter(user, Permission.READ, unit="unit")
        for root in roots(user, Permission.READ):
            condition |= Q(branch_filter(root, unit="unit"), in_library=True)
        return self.filter(condition)


class Practice(models.Model):
    """What is done about a problem, described so that a colleague can try it."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="practices", verbose_name="enhet"
    )
    title = models.CharField("vad det är", max_length=200, db_collation=SWEDISH)
    problem = models.TextField("vilket problem det möter", blank=True)
    how = models.TextField("så gör man", blank=True)
    context = models.TextField("i vilket sammanhang", blank=True)
    grounds = models.TextField("vad det vilar på", blank=True)
    lessons = models.TextField("vad vi har lärt oss", blank=True)
    themes = models.ManyToManyField(
        Theme, verbose_name="teman", blank=True, related_name="practices"
    )
    school_forms = models.ManyToManyField(
        SchoolForm, verbose_name="skolformer", blank=True, related_name="+"
    )
    in_library = models.BooleanField("syns för alla enheter", default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = PracticeQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[themes])

    class Meta:
        verbose_name = "arbetssätt"
        verbose_name_plural = "arbetssätt"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Trial(models.Model):
    """A unit's real activity in which a practice was tried, and what came of it."""

    class Outcome(models.TextChoices):
        WORKED = "worked", "Fungerade"
        PARTLY = "partly", "Fungerade delvis"
        FAILED = "failed", "Fungerade inte"
        UNKNOWN = "unknown", "Går inte att avgöra"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="trials")
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, related_name="trials", verbose_name="aktivitet"
    )
    outcome = models.CharField("hur det gick", max_length=8, choices=Outcome, blank=True)
    evaluation = models.TextField("hur vi vet det", blank=True)
    evaluated_on = models.DateField("utvärderad", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "prövning"
        verbose_name_plural = "prövningar"
        ordering = ["activity__starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "activity"],
                name="trial_once",
                violation_error_message="Aktiviteten är redan en prövning av arbetssättet.",
            ),
            models.CheckConstraint(
                name="evaluated_trial_says_how",
                condition=Q(evaluated_on__isnull=True) | (~Q(outcome="") & ~Q(evaluation="")),
                violation_error_message="Skriv hur det gick och hur ni vet det.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice}: {self.activity}"


class Sharing(models.Model):
    """An occasion when a practice was spread to colleagues."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sharings")
    on = models.DateField("när")
    how = models.CharField("hur och till vilka", max_length=300)
    forum = models.ForeignKey(
        Forum,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="forum",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "spridning"
        verbose_name_plural = "spridningar"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.practice}, {format_date(self.on)}"


class PracticeReview(models.Model):
    """What a network of colleagues thinks of a practice."""

    class Verdict(models.TextChoices):
        SPREAD = "spread", "Sprid det"
        DEVELOP = "develop", "Utveckla och pröva mer"
        STOP = "stop", "Rekommenderas inte"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="reviews")
    forum = models.ForeignKey(
        Forum,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nätverk",
    )
    on = models.DateField("när")
    verdict = models.CharField("vad nätverket anser", max_length=8, choices=Verdict)
    why = models.TextField("varför")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "granskning"
        verbose_name_plural = "granskningar"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.practice}: {self.get_verdict_display()}"
