"""Goals, their targets and activities, what was checked, and what the analysis found."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core import schoolyear
from rodtrad.core.collation import SWEDISH
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.organisation.access import Permission, branch_filter, reach_filter, roots
from rodtrad.organisation.models import SchoolForm, SchoolYear, Unit
from rodtrad.steering.models import Requirement


class GoalQuerySet(models.QuerySet["Goal"]):
    """Questions about many goals."""

    def open_to(self, user: User, permission: str) -> "GoalQuerySet":
        """Goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def readable_by(self, user: User) -> "GoalQuerySet":
        """Goals that the person may read: their units', and their municipality's shared ones."""
        condition = reach_filter(user, Permission.READ, unit="unit")
        for root in roots(user, Permission.READ_ADOPTED):
            condition |= Q(branch_filter(root, unit="unit"), shared=True)
        return self.filter(condition)

    def in_year(self, year: schoolyear.SchoolYear) -> "GoalQuerySet":
        """Goals whose span touches a school year."""
        return self.filter(starts__lte=year.ends, ends__gte=year.starts)

    def active(self) -> "GoalQuerySet":
        """Goals that are worked on or planned."""
        return self.exclude(state=Goal.State.CLOSED)


class Goal(models.Model):
    """What a unit, or the administration for all, wants to reach."""

    class Origin(models.TextChoices):
        POLITICAL = "political", "Politisk prioritering"
        DEFICIENCY = "deficiency", "Identifierad brist"
        DEVELOPMENT = "development", "Identifierat utvecklingsområde"
        REGULATED = "regulated", "Förbättring av något som är reglerat"
        REFORM = "reform", "Reform eller ändrad lag"

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        ACTIVE = "active", "Pågår"
        CLOSED = "closed", "Avslutat"

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="goals", verbose_name="enhet"
    )
    shared = models.BooleanField("förvaltningsgemensamt", default=False)
    title = models.CharField("mål", max_length=200, db_collation=SWEDISH)
    description = models.TextField("beskrivning", blank=True)
    desired_effect = models.TextField("önskad effekt")
    origin = models.CharField("utgår från", max_length=12, choices=Origin)
    origin_note = models.TextField("varför just detta mål", blank=True)
    requirements = models.ManyToManyField(
        Requirement, related_name="goals", verbose_name="hämtat från"
    )
    school_forms = models.ManyToManyField(
        SchoolForm,
        blank=True,
        related_name="+",
        verbose_name="gäller skolformerna",
        help_text="Inget val betyder alla.",
    )
    supports = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supported_by",
        verbose_name="bidrar till gemensamt mål",
    )
    previous = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="continued_by",
        verbose_name="fortsätter",
    )
    came_from = models.ForeignKey(
        "DevelopmentArea",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="kommer ur utvecklingsområde",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    starts = models.DateField("från och med")
    ends = models.DateField("till och med")
    state = models.CharField("läge", max_length=8, choices=State, default=State.ACTIVE)
    closing_note = models.TextField("hur det slutade", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = GoalQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[requirements])

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ["-shared", "starts", "title"]
        indexes = [models.Index(fields=["unit", "starts", "ends"], name="goal_unit_span")]
        constraints = [
            models.CheckConstraint(
                name="goal_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Målet kan inte sluta innan det börjar.",
            ),
            models.CheckConstraint(
                name="shared_goal_supports_none",
                condition=Q(shared=False) | Q(supports__isnull=True),
                violation_error_message="Ett gemensamt mål kan inte bidra till ett annat.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TargetQuerySet(models.QuerySet["Target"]):
    """Questions about many targets."""

    def open_to(self, user: User, permission: str) -> "TargetQuerySet":
        """Targets of goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="goal__unit"))


class Target(models.Model):
    """An indicator used for one goal: from where we are to where we want to be."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        related_name="targets",
        verbose_name="indikator",
    )
    baseline_value = models.DecimalField(
        "nuläge, värde", max_digits=14, decimal_places=4, null=True, blank=True
    )
    baseline_text = models.TextField("nuläge, i ord", blank=True)
    baseline_on = models.DateField("nuläget gäller", null=True, blank=True)
    desired_value = models.DecimalField(
        "önskat läge, värde", max_digits=14, decimal_places=4, null=True, blank=True
    )
    desired_text = models.TextField("önskat läge, i ord", blank=True)
    desired_by = models.DateField("önskat läge nås senast", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = TargetQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "indikator för målet"
        verbose_name_plural = "indikatorer för målet"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "indicator"],
                name="target_once",
                violation_error_message="Målet har redan den indikatorn.",
            ),
            models.CheckConstraint(
                name="target_has_baseline",
                condition=Q(baseline_value__isnull=False) | ~Q(baseline_text=""),
                violation_error_message="Skriv nuläget: ett värde eller en beskrivning i ord.",
            ),
            models.CheckConstraint(
                name="target_has_desired",
                condition=Q(desired_value__isnull=False) | ~Q(desired_text=""),
                violation_error_message="Skriv önskat läge: ett värde eller en beskrivning i ord.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}: {self.indicator}"

    @property
    def baseline_shown(self) -> str:
        """The baseline as it is read; needs the indicator loaded."""
        value = self.indicator.show(self.baseline_value) if self.baseline_value is not None else ""
        return " – ".join(part for part in (value, self.baseline_text) if part)

    @property
    def desired_shown(self) -> str:
        """The desired state as it is read; needs the indicator loaded."""
        value = self.indicator.show(self.desired_value) if self.desired_value is not None else ""
        return " – ".join(part for part in (value, self.desired_text) if part)


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many activities."""

    def open_to(self, user: User, permission: str) -> "ActivityQuerySet":
        """Activities of goals at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="goal__unit"))


class Activity(models.Model):
    """What is done to move an indicator from where it is to where we want it."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planerad"
        ONGOING = "ongoing", "Pågår"
        DONE = "done", "Genomförd"
        STOPPED = "stopped", "Avbruten"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField("aktivitet", max_length=200, db_collation=SWEDISH)
    aim = models.TextField("mål med aktiviteten")
    how_it_moves = models.TextField("så tror vi att den påverkar indikatorn")
    process_data = models.TextField("processdata som samlas in", blank=True)
    grounds = models.TextField("vilar på (forskning eller beprövad erfarenhet)", blank=True)
    targets = models.ManyToManyField(
        Target, related_name="activities", verbose_name="ska påverka indikatorerna"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    starts = models.DateField("börjar")
    ends = models.DateField("slutar")
    state = models.CharField("läge", max_length=8, choices=State, default=State.ONGOING)
    lesson = models.TextField("vad aktiviteten ledde till", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = ActivityQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[targets])

    class Meta:
        verbose_name = "aktivitet"
        verbose_name_plural = "aktiviteter"
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Aktiviteten kan inte sluta innan den börjar.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, today: date) -> bool:
        """Whether it should have ended but is not closed."""
        return self.ends < today and self.state in (
            self.State.PLANNED,
            self.State.ONGOING,
        )


class CheckIn(models.Model):
    """Process data on an activity, a judgement, and what will change."""

    class Judgement(models.TextChoices):
        ON_TRACK = "on_track", "På rätt väg"
        ADJUST = "adjust", "Behöver justeras"
        NOT_WORKING = "not_working", "Fungerar inte"

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="check_ins")
    on = models.DateField("datum")
    judgement = models.CharField("bedömning", max_length=12, choices=Judgement)
    process_data = models.TextField("vad processdata visar")
    change = models.TextField("vad vi ändrar", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.activity}, {self.on}"


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    """Questions about many checkpoints."""

    def open_to(self, user: User, permission: str) -> "CheckpointQuerySet":
        """Checkpoints at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def waiting(self) -> "CheckpointQuerySet":
        """Checkpoints not yet met, of goals that are not closed."""
        return self.filter(met_on__isnull=True).exclude(
            Q(target__goal__state=Goal.State.CLOSED)
            | Q(activity__goal__state=Goal.State.CLOSED)
            | Q(activity__state__in=[Activity.State.DONE, Activity.State.STOPPED])
        )


class Checkpoint(models.Model):
    """A day when a target is to be measured or an activity checked."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="checkpoints")
    target = models.ForeignKey(
        Target,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="checkpoints",
    )
    activity = models.ForeignKey(
        Activity,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="checkpoints",
    )
    due = models.DateField("senast")
    met_on = models.DateField("gjord", null=True, blank=True)
    measurement = models.ForeignKey(
        Measurement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    check_in = models.ForeignKey(
        CheckIn, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = CheckpointQuerySet.as_manager()

    class Meta:
        verbose_name = "avstämningsdag"
        verbose_name_plural = "avstämningsdagar"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["unit", "met_on", "due"], name="checkpoint_unit_due")]
        constraints = [
            models.CheckConstraint(
                name="checkpoint_of_one_thing",
                condition=Q(target__isnull=False, activity__isnull=True)
                | Q(target__isnull=True, activity__isnull=False),
            ),
            models.UniqueConstraint(fields=["target", "due"], name="target_checkpoint_once"),
            models.UniqueConstraint(fields=["activity", "due"], name="activity_checkpoint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.target or self.activity}, {self.due}"


class GoalReviewQuerySet(models.QuerySet["GoalReview"]):
    """Questions about many goal reviews."""

    def open_to(self, user: User, permission: str) -> "GoalReviewQuerySet":
        """Reviews at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class GoalReview(models.Model):
    """The analysis of a goal for a unit and a school year."""

    class Attainment(models.TextChoices):
        REACHED = "reached", "Uppnått"
        PARTLY = "partly", "Delvis uppnått"
        NOT_REACHED = "not_reached", "Inte uppnått"
        CANNOT_TELL = "cannot_tell", "Går inte att avgöra"

    class Conclusion(models.TextChoices):
        CONTINUE = "continue", "Fortsätter"
        ADJUST = "adjust", "Justeras"
        END = "end", "Avslutas"

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="reviews")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="goal_reviews")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    result = models.TextField("vad resultatet visar", blank=True)
    effect = models.TextField("vilken effekt de egna aktiviteterna har haft", blank=True)
    causes = models.TextField("orsaker till resultatet", blank=True)
    validity = models.TextField("hur säkra vi är på indikatorerna", blank=True)
    attainment = models.CharField("måluppfyllelse", max_length=12, choices=Attainment, blank=True)
    conclusion = models.CharField("slutsats", max_length=10, choices=Conclusion, blank=True)
    done_on = models.DateField("klar", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = GoalReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "målanalys"
        verbose_name_plural = "målanalyser"
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "unit", "school_year"], name="goal_review_once"
            ),
            models.CheckConstraint(
                name="done_review_says_attainment",
                condition=Q(done_on__isnull=True) | (~Q(attainment="") & ~Q(conclusion="")),
                violation_error_message="Välj måluppfyllelse och slutsats innan analysen är klar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal}, {self.school_year}"


class DevelopmentAreaQuerySet(models.QuerySet["DevelopmentArea"]):
    """Questions about many development areas."""

    def open_to(self, user: User, permission: str) -> "DevelopmentAreaQuerySet":
        """Development areas at units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))


class DevelopmentArea(models.Model):
    """What an analysis found: the seed of next year's goals."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="development_areas")
    school_year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(
        GoalReview,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="development_areas",
        verbose_name="ur analysen",
    )
    title = models.CharField("utvecklingsområde", max_length=200, db_collation=SWEDISH)
    description = models.TextField("varför", blank=True)
    set_aside_why = models.TextField("varför det inte blir ett mål", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    objects: ClassVar[Any] = DevelopmentAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "utvecklingsområde"
        verbose_name_plural = "utvecklingsområden"
        ordering = ["-school_year", "title"]

    def __str__(self) -> str:
        return self.title
