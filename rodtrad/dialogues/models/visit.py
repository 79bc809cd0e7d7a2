"""The administration's dialogue: a round of visits to every unit, and what each side takes on."""

import zlib
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.queries import units_worked_in


class VisitRoundQuerySet(models.QuerySet["VisitRound"]):
    """Questions about many rounds."""

    def led_by(self, user: User) -> "VisitRoundQuerySet":
        """Rounds with a unit that the person leads."""
        led = Visit.objects.open_to(user, Permission.LEAD)
        return self.filter(Exists(led.filter(round=OuterRef("pk"))))


class VisitRound(models.Model):
    """A year's visits to all units below an administration."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="visit_rounds", verbose_name="för"
    )
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="+", verbose_name="läsår"
    )
    starts = models.DateField("första dag")
    ends = models.DateField("sista dag")
    minutes = models.PositiveSmallIntegerField(
        "minuter för ett besök",
        default=120,
        validators=[
            MinValueValidator(30, "Ett besök tar minst 30 minuter."),
            MaxValueValidator(480, "Ett besök tar högst 8 timmar."),
        ],
    )
    message = models.TextField("till enheterna", blank=True)

    objects: ClassVar[Any] = VisitRoundQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "besöksomgång"
        verbose_name_plural = "besöksomgångar"
        ordering = ["-school_year", "unit"]
        constraints = [
            models.CheckConstraint(
                name="visit_round_ends_after_start",
                condition=Q(ends__gte=F("starts")),
                violation_error_message="Sista dagen kan inte vara före den första.",
            )
        ]

    def __str__(self) -> str:
        return f"Förvaltningens dialog {self.school_year}"


class VisitQuerySet(models.QuerySet["Visit"]):
    """Questions about many visits."""

    def open_to(self, user: User, permission: str) -> "VisitQuerySet":
        """Visits to units that the person reaches."""
        return self.filter(reach_filter(user, permission, unit="unit"))

    def hosted_by(self, user: User) -> "VisitQuerySet":
        """Visits to the units that the person plans for themselves."""
        own = units_worked_in(user, Permission.PLAN).order_by().values("pk")
        return self.filter(unit__in=own)

    def readable_by(self, user: User) -> "VisitQuerySet":
        """Who leads the unit, who plans it and who is to be there, while they still reach it."""
        own = units_worked_in(user, Permission.PLAN).order_by().values("pk")
        comes = VisitParticipant.objects.filter(visit=OuterRef("pk"), user=user)
        return self.filter(
            reach_filter(user, Permission.LEAD, unit="unit")
            | Q(unit__in=own)
            | (Q(Exists(comes)) & reach_filter(user, Permission.READ, unit="unit"))
        )


class Visit(models.Model):
    """The administration's dialogue with one unit, at the unit."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planerat"
        HELD = "held", "Genomfört"
        CANCELLED = "cancelled", "Inställt"

    round = models.ForeignKey(VisitRound, on_delete=models.CASCADE, related_name="visits")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="visits", verbose_name="enhet"
    )
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)
    on = models.DateField("dag", null=True, blank=True)
    begins = models.TimeField("börjar", null=True, blank=True)
    place = models.CharField("plats", max_length=120, blank=True)
    cancelled_why = models.TextField("varför det är inställt", blank=True)
    # What the unit writes beforehand; its own until it says that it is ready.
    wants_to_tell = models.TextField("vill berätta", blank=True, max_length=8000)
    wants_to_discuss = models.TextField("vill resonera kring", blank=True, max_length=8000)
    prepared_on = models.DateField("förberett", null=True, blank=True)
    # Who were there for the children or pupils is kept as a number, never as names.
    children = models.PositiveSmallIntegerField("barn eller elever", null=True, blank=True)
    children_asked = models.PositiveSmallIntegerField(
        "tillfrågade barn eller elever", null=True, blank=True
    )
    # What the visitors write; theirs until the feedback is given.
    notes = models.TextField("anteckningar", blank=True, max_length=20_000)
    feedback = models.TextField("återkoppling", blank=True, max_length=8000)
    feedback_on = models.DateField("återkopplat", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = VisitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "besök"
        verbose_name_plural = "besök"
        ordering = ["on", "begins", "unit__name"]
        indexes = [models.Index(fields=["round", "on"], name="visit_round_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="visit_once_a_round",
                violation_error_message="Enheten har redan ett besök i omgången.",
            ),
            models.CheckConstraint(
                name="visit_children_within_asked",
                condition=Q(children__isnull=True)
                | Q(children_asked__isnull=True)
                | Q(children__lte=F("children_asked")),
                violation_error_message="Fler barn eller elever kan inte ha varit med än de som "
                "tillfrågades.",
            ),
            models.CheckConstraint(
                name="held_visit_has_a_day",
                condition=~Q(state="held") | Q(on__isnull=False),
                violation_error_message="Ett genomfört besök ska ha en dag.",
            ),
            models.CheckConstraint(
                name="cancelled_visit_says_why",
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""),
                violation_error_message="Skriv varför besöket är inställt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Förvaltningens dialog på {self.unit} {self.round.school_year}"

    @property
    def is_over(self) -> bool:
        """Whether it has been held or was cancelled."""
        return self.state != self.State.PLANNED

    # Two write each of these at once without being in the way of who writes the notes: their
    # versions are what the words themselves say, `revision` is of the notes.
    @property
    def preparation_revision(self) -> int:
        """Which version of the unit's preparation this is."""
        return _mark(self.wants_to_tell, self.wants_to_discuss, self.prepared_on is not None)

    @property
    def feedback_revision(self) -> int:
        """Which version of the feedback this is."""
        return _mark(self.feedback, self.feedback_on is not None)

    def is_near(self, today: date, *, days: int = 14) -> bool:
        """Whether it is to be held within some days."""
        return self.on is not None and 0 <= (self.on - today).days <= days


def _mark(*parts: str | bool) -> int:
    """A number that is another when any of the parts is."""
    return zlib.crc32(repr(parts).encode()) & 0x7FFFFFFF


class VisitParticipant(models.Model):
    """A colleague who is to be at a visit, and for which side."""

    class Part(models.TextChoices):
        VISITOR = "visitor", "Förvaltningen"
        PRINCIPAL = "principal", "Rektor"
        LEAD = "lead", "Förstelärare eller processledare"
        OTHER = "other", "Medarbetare"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="person"
    )
    part = models.CharField("roll", max_length=10, choices=Part)

    class Meta:
        verbose_name = "deltagare"
        verbose_name_plural = "deltagare"
        ordering = ["part", "user__name"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "user"], name="visit_participant_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_part_display()})"


class Commitment(models.Model):
    """What one side takes on at a visit, until when, and what became of it."""

    class Side(models.TextChoices):
        UNIT = "unit", "Enheten"
        ADMINISTRATION = "administration", "Förvaltningen"

    class State(models.TextChoices):
        OPEN = "open", "Pågår"
        DONE = "done", "Klart"
        DROPPED = "dropped", "Blev inte av"

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="commitments")
    side = models.CharField("vem", max_length=15, choices=Side)
    text = models.CharField("åtagande", max_length=500)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    due = models.DateField("följs upp senast")
    state = models.CharField("läge", max_length=8, choices=State, default=State.OPEN)
    outcome = models.TextField("vad det blev av", blank=True, max_length=2000)
    followed_up_on = models.DateField("uppföljt", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "åtagande"
        verbose_name_plural = "åtaganden"
        ordering = ["due", "pk"]
        indexes = [models.Index(fields=["state", "due"], name="commitment_state_due")]
        constraints = [
            models.CheckConstraint(
                name="finished_commitment_says_outcome",
                condition=Q(state="open") | (~Q(outcome="") & Q(followed_up_on__isnull=False)),
                violation_error_message="Skriv vad det blev av.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_late(self, today: date) -> bool:
        """Whether it is still open after its day."""
        return self.state == self.State.OPEN and self.due < today


class AppraisalQuerySet(models.QuerySet["AppraisalTalk"]):
    """Questions about appraisal talks."""

    def of(self, user: User) -> "AppraisalQuerySet":
        """The person's own: nobody sees another's, nor whether there is one."""
        return self.filter(Q(head=user) | Q(principal=user))


class AppraisalTalk(models.Model):
    """The day of the appraisal talk near a visit: nothing but the day, for the two alone.

    It has no history, is in no log, no list, no search and no file.
    """

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="+")
    head = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    on = models.DateField("dag för medarbetarsamtal")

    objects: ClassVar[AppraisalQuerySet] = AppraisalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "medarbetarsamtal"
        verbose_name_plural = "medarbetarsamtal"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "head", "principal"], name="appraisal_once_for_two"
            ),
            models.CheckConstraint(
                name="appraisal_between_two",
                condition=~Q(head=F("principal")),
                violation_error_message="Samtalet är mellan två personer.",
            ),
        ]

    def __str__(self) -> str:
        # Said in errors and shells: never whose it is.
        return "Medarbetarsamtal"
