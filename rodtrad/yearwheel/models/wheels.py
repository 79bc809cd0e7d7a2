"""A wheel: one kind, at one unit, for one year, in versions."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import Period
from rodtrad.organisation.access import (
    Permission,
    branch_filter,
    branch_reach,
    reach_filter,
    roots,
)
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models.kinds import WheelKind
from rodtrad.yearwheel.when import year_of


class WheelQuerySet(models.QuerySet["Wheel"]):
    """Questions about many wheels."""

    def plannable_by(self, user: User) -> "WheelQuerySet":
        """Wheels that the person may plan: a unit's its planners, shared ones who leads there.

        The board's own are planned by who leads the administration and by its secretary.
        """
        leads = branch_reach(user, Permission.LEAD, unit="unit")
        keeps = branch_reach(user, Permission.KEEP_PAPERS, unit="unit")
        plans = reach_filter(user, Permission.PLAN, unit="unit")
        return self.filter(
            Q(leads, kind__scope__in=[WheelKind.Scope.SHARED, WheelKind.Scope.BOARD])
            | Q(keeps, kind__scope=WheelKind.Scope.BOARD)
            | Q(plans, kind__scope=WheelKind.Scope.UNIT)
        )

    def readable_by(self, user: User) -> "WheelQuerySet":
        """Wheels that the person may read: adopted shared ones of their municipality, their
        units' own, and the drafts that they plan.
        """
        condition = Q(
            reach_filter(user, Permission.READ, unit="unit"), kind__scope=WheelKind.Scope.UNIT
        )
        for root in roots(user, Permission.READ_ADOPTED):
            condition |= Q(
                branch_filter(root, unit="unit"),
                ~Q(kind__scope=WheelKind.Scope.UNIT),
                ~Q(state=Wheel.State.DRAFT),
            )
        return self.filter(condition | Q(pk__in=Wheel.objects.plannable_by(user).values("pk")))

    def in_force(self) -> "WheelQuerySet":
        """Adopted wheels, each in its newest adopted version."""
        return self.filter(state=Wheel.State.ADOPTED)

    def touching(self, first: date, last: date) -> "WheelQuerySet":
        """Wheels whose year has a day from `first` to `last`; one query's worth of condition."""
        years = range(first.year - 1, last.year + 1)
        school = [
            year
            for year in years
            if year_of(WheelKind.Calendar.SCHOOL_YEAR, year).starts <= last
            and year_of(WheelKind.Calendar.SCHOOL_YEAR, year).ends >= first
        ]
        calendar = list(range(first.year, last.year + 1))
        return self.filter(
            Q(kind__calendar=WheelKind.Calendar.SCHOOL_YEAR, year__in=school)
            | Q(kind__calendar=WheelKind.Calendar.CALENDAR_YEAR, year__in=calendar)
        )


class Wheel(models.Model):
    """A wheel of one kind at one unit for one year; a new version takes over from an adopted."""

    class State(models.TextChoices):
        DRAFT = "draft", "Utkast"
        ADOPTED = "adopted", "Fastställt"
        REPLACED = "replaced", "Ersatt av en nyare version"

    kind = models.ForeignKey(WheelKind, on_delete=models.PROTECT, related_name="wheels")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="wheels", verbose_name="enhet"
    )
    year = models.PositiveSmallIntegerField(
        "år", help_text="Det år som läsåret eller kalenderåret börjar."
    )
    version = models.PositiveSmallIntegerField("version", default=1)
    state = models.CharField("läge", max_length=8, choices=State, default=State.DRAFT)
    note = models.TextField(
        "vad som ändrats", blank=True, help_text="Läses av dem som jämför versionerna."
    )
    learning_count = models.PositiveSmallIntegerField(
        "ledarforum för kollegialt lärande", null=True, blank=True
    )
    analysis_count = models.PositiveSmallIntegerField(
        "ledarforum för analys av indikatorer", null=True, blank=True
    )
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_to",
        verbose_name="bygger på",
    )
    adopted_on = models.DateField("fastställt den", null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="fastställt av",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = WheelQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "årshjul"
        verbose_name_plural = "årshjul"
        ordering = ["-year", "kind__position", "unit__path", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "year", "version"], name="wheel_version_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "unit", "year"],
                condition=Q(state="draft"),
                name="wheel_one_draft",
                violation_error_message="Det finns redan ett utkast till hjulet. Fortsätt på det.",
            ),
            models.UniqueConstraint(
                fields=["kind", "unit", "year"],
                condition=Q(state="adopted"),
                name="wheel_one_adopted",
                violation_error_message="Hjulet är redan fastställt.",
            ),
            models.CheckConstraint(
                name="adopted_wheel_has_day",
                condition=Q(state="draft") | Q(adopted_on__isnull=False),
                violation_error_message="Ett fastställt hjul har en dag då det fastställdes.",
            ),
            models.CheckConstraint(
                name="wheel_year_is_sane",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message="Hjulets år ska ligga mellan 1990 och 2100.",
            ),
        ]

    def __str__(self) -> str:
        where = f", {self.unit}" if self.kind.scope == WheelKind.Scope.UNIT else ""
        return f"{self.kind} {self.period.label}{where}"

    @property
    def period(self) -> Period:
        """The wheel's year; needs the kind loaded."""
        return year_of(self.kind.calendar, self.year)

    @property
    def is_draft(self) -> bool:
        """Whether its items can still be changed."""
        return self.state == self.State.DRAFT

    @property
    def slug(self) -> str:
        """For file names, as "ska-hjulet-2026-27"."""
        return f"{self.kind.code}-{self.period.label.replace('/', '-')}"
