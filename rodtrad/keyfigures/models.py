"""Key figures for the board: occasions, the units' analyses, and what was released."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission, reach_filter, reaches, roots
from rodtrad.organisation.models import Unit


class OccasionQuerySet(models.QuerySet["Occasion"]):
    """Questions about many occasions."""

    def open_to(self, user: User, permission: str) -> "OccasionQuerySet":
        """Occasions of the administrations that the person reaches or has the assignment at.

        The latter also when it is limited to a school form: what the board is told is prepared
        by the heads of preschools and of schools together.
        """
        named = [r.unit_id for r in reaches(user) if permission in r.permissions]
        return self.filter(reach_filter(user, permission, unit="unit") | Q(unit__in=named))

    def released_to(self, user: User) -> "OccasionQuerySet":
        """Those that have been released to the board in the person's municipality."""
        places = Q(pk__in=[])
        for root in roots(user, Permission.READ_ADOPTED):
            places |= Q(unit__path__startswith=root)
        return self.filter(places, publications__isnull=False).distinct()

    def waiting(self) -> "OccasionQuerySet":
        """Those whose units may still write their analyses."""
        return self.filter(state=Occasion.State.OPEN)


class Occasion(models.Model):
    """A day when key figures are told to the board, as its wheel says."""

    class State(models.TextChoices):
        OPEN = "open", "Analyserna skrivs"
        RELEASED = "released", "Lämnad till nämnden"

    title = models.CharField("rubrik", max_length=150, db_collation=SWEDISH)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="occasions", verbose_name="förvaltning"
    )
    on = models.DateField("nämndens möte")
    analyses_due = models.DateField("analyserna ska vara klara")
    introduction = models.TextField("inledning", blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.OPEN)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OccasionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nyckeltalsredovisning"
        verbose_name_plural = "nyckeltalsredovisningar"
        ordering = ["-on", "title"]
        constraints = [
            models.CheckConstraint(
                name="analyses_are_due_before_the_board_meets",
                condition=Q(analyses_due__lte=F("on")),
                violation_error_message="Analyserna ska vara klara senast när nämnden möts.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether analyses may be written."""
        return self.state == self.State.OPEN

    def is_late(self, today: date) -> bool:
        """Whether its analyses should have been ready."""
        return self.is_open and self.analyses_due < today


class OccasionFigure(models.Model):
    """An indicator that is told on an occasion."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="occasions")
    position = models.PositiveSmallIntegerField("ordning", default=0)

    class Meta:
        verbose_name = "nyckeltal"
        verbose_name_plural = "nyckeltal"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "indicator"], name="figure_once")
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class UnitAnalysis(models.Model):
    """What a unit says of its own figure: short, and before the board meets."""

    figure = models.ForeignKey(OccasionFigure, on_delete=models.CASCADE, related_name="analyses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="figure_analyses")
    text = models.TextField("analys")
    written_on = models.DateField("skriven")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "enhetens analys"
        verbose_name_plural = "enheternas analyser"
        ordering = ["unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "unit"], name="unit_analysis_once"),
            models.CheckConstraint(
                name="unit_analysis_has_text",
                condition=~Q(text=""),
                violation_error_message="Skriv en analys.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.figure}, {self.unit}"


class Publication(models.Model):
    """What the board was given: stored as it was, with a checksum, and never changed."""

    occasion = models.ForeignKey(Occasion, on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveSmallIntegerField("version")
    content = models.TextField("innehåll")
    sha256 = models.CharField(max_length=64)
    released_on = models.DateField("lämnad den")
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField("varför den rättades", blank=True)

    class Meta:
        verbose_name = "lämnade nyckeltal"
        verbose_name_plural = "lämnade nyckeltal"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["occasion", "version"], name="publication_once")
        ]

    def __str__(self) -> str:
        return f"{self.occasion}, version {self.version}"
