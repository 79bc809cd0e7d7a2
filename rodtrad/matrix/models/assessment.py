"""Self-assessments: the campaign that starts them, and what teams and units agree on."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.indicators.models import Indicator
from rodtrad.matrix.models.matrix import Criterion, MatrixVersion, ScaleStep
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.queries import units_worked_in
from rodtrad.reports.models import Report

# Under three raters each of them could work out the other's answer.
FEWEST_RATERS = 3


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about many campaigns."""

    def led_by(self, user: User) -> "CampaignQuerySet":
        """Campaigns with a unit that the person leads, maybe only the preschools."""
        led = SelfAssessment.objects.open_to(user, Permission.LEAD)
        return self.filter(Exists(led.filter(campaign=OuterRef("pk"))))


class Campaign(models.Model):
    """One start for all units below an administration, with a last day."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="campaigns", verbose_name="för"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    opens = models.DateField("börjar")
    deadline = models.DateField("klar senast")
    smallest_group = models.PositiveSmallIntegerField(
        "minsta grupp",
        default=5,
        validators=[
            MinValueValidator(FEWEST_RATERS, "Minsta grupp kan inte vara mindre än 3 personer."),
            MaxValueValidator(50, "Minsta grupp kan inte vara större än 50 personer."),
        ],
    )
    preschool_matrix = models.ForeignKey(
        MatrixVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="matris för förskolor",
    )
    school_matrix = models.ForeignKey(
        MatrixVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="matris för skolor",
    )
    message = models.TextField("hälsning till enheterna", blank=True)

    objects: ClassVar[Any] = CampaignQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "självskattningsomgång"
        verbose_name_plural = "självskattningsomgångar"
        ordering = ["-school_year", "unit"]
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_start",
                condition=Q(deadline__gte=F("opens")),
                violation_error_message="Sista dagen kan inte vara före den första.",
            ),
            models.CheckConstraint(
                name="campaign_has_a_matrix",
                condition=Q(preschool_matrix__isnull=False) | Q(school_matrix__isnull=False),
                violation_error_message="Välj en matris för förskolor, för skolor eller båda.",
            ),
            models.CheckConstraint(
                name="campaign_group_not_too_small",
                condition=Q(smallest_group__gte=FEWEST_RATERS),
                violation_error_message="Minsta grupp kan inte vara mindre än 3 personer.",
            ),
        ]

    def __str__(self) -> str:
        return f"Självskattning {self.school_year}"


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    """Questions about many self-assessments."""

    def open_to(self, user: User, permission: str) -> "SelfAssessmentQuerySet":
        """Self-assessments of units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def worked_on_by(self, user: User, permission: str) -> "SelfAssessmentQuerySet":
        """Those of the units where the person's own work is.

        Who leads many units reads what a unit has agreed on, not what it is still weighing.
        """
        return self.filter(unit__in=units_worked_in(user, permission).order_by().values("pk"))

    def expected(self, today: date) -> "SelfAssessmentQuerySet":
        """Those that are done, and those of units that still run: a closed unit owes nothing."""
        runs = Q(unit__closed__isnull=True) | Q(unit__closed__gt=today)
        return self.filter(runs | Q(step=SelfAssessment.Step.DONE))

    def readable_by(self, user: User) -> "SelfAssessmentQuerySet":
        """A unit's own people read it all the way; others when the unit is done."""
        own = Q(unit__in=units_worked_in(user, Permission.READ).order_by().values("pk"))
        done = Q(step=SelfAssessment.Step.DONE) & reach_filter(user, Permission.READ, unit="unit")
        return self.filter(own | done)


class SelfAssessment(models.Model):
    """A unit's self-assessment in a campaign, on its way from individual to agreed."""

    class Step(models.TextChoices):
        INDIVIDUAL = "individual", "Var och en skattar"
        TEAM = "team", "Arbetslagen skattar"
        AGREED = "agreed", "Ni enas"
        DONE = "done", "Klar"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="assessments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="self_assessments")
    version = models.ForeignKey(MatrixVersion, on_delete=models.PROTECT, related_name="+")
    step = models.CharField("steg", max_length=12, choices=Step, default=Step.INDIVIDUAL)
    # How many handed in, once the individual step is over; who they were is not kept.
    raters = models.PositiveSmallIntegerField("svarande", null=True, blank=True)
    done_on = models.DateField("klar", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SelfAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "självskattning"
        verbose_name_plural = "självskattningar"
        ordering = ["-campaign__school_year", "unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="assessment_once"),
            models.CheckConstraint(
                name="done_assessment_has_a_day",
                condition=~Q(step="done") | Q(done_on__isnull=False),
                violation_error_message="En självskattning som är klar ska ha en dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"Självskattning {self.unit} {self.campaign.school_year}"

    @property
    def is_done(self) -> bool:
        """Whether the unit has agreed and said so."""
        return self.step == self.Step.DONE


class Team(models.Model):
    """A team of the unit that rates together."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField("arbetslag", max_length=80, db_collation=SWEDISH)

    class Meta:
        verbose_name = "arbetslag"
        verbose_name_plural = "arbetslag"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "name"],
                name="team_once",
                violation_error_message="Det arbetslaget finns redan.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class RatingQuerySet(models.QuerySet["Rating"]):
    """Questions about many ratings."""

    def agreed(self) -> "RatingQuerySet":
        """What whole units have agreed on."""
        return self.filter(team__isnull=True)


class Rating(models.Model):
    """What a team, or the whole unit when there is none, says of a criterion, and why."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="ratings"
    )
    step = models.ForeignKey(
        ScaleStep,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nivå",
    )
    grounds = models.TextField("grunder", blank=True, max_length=4000)
    area = models.ForeignKey(
        DevelopmentArea,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="blev utvecklingsområde",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = RatingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "skattning"
        verbose_name_plural = "skattningar"
        ordering = ["criterion", "team"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                condition=Q(team__isnull=True),
                name="agreed_rating_once",
            ),
            models.UniqueConstraint(
                fields=["assessment", "criterion", "team"], name="team_rating_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.step or 'inte skattat'}"


class Evidence(models.Model):
    """What a rating rests on: a goal, an indicator or a report of the unit."""

    rating = models.ForeignKey(Rating, on_delete=models.CASCADE, related_name="evidence")
    goal = models.ForeignKey(
        Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "underlag"
        verbose_name_plural = "underlag"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_one_thing",
                condition=Q(goal__isnull=False, indicator__isnull=True, report__isnull=True)
                | Q(goal__isnull=True, indicator__isnull=False, report__isnull=True)
                | Q(goal__isnull=True, indicator__isnull=True, report__isnull=False),
                violation_error_message="Välj ett mål, en indikator eller en rapport.",
            ),
            models.UniqueConstraint(fields=["rating", "goal"], name="evidence_goal_once"),
            models.UniqueConstraint(fields=["rating", "indicator"], name="evidence_indicator_once"),
            models.UniqueConstraint(fields=["rating", "report"], name="evidence_report_once"),
        ]

    def __str__(self) -> str:
        return str(self.goal or self.indicator or self.report)
