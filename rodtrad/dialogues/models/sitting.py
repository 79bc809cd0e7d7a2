"""One of the board's dialogues: its sitting, its brief, who is called, and what came of it."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from simple_history.models import HistoricalRecords

from rodtrad.dialogues.models.board import OfRoundQuerySet, Topic
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.meetings.models import AgendaItem, Meeting
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report


class OfDialogueTopicQuerySet(OfRoundQuerySet):
    """Questions about the board's dialogues."""

    municipality = "topic__round__unit"

    def dated(self) -> Any:
        """With `at_day`: the meeting's day where there is one, for filters and order."""
        return self.select_related("meeting").annotate(at_day=Coalesce("meeting__on", "on"))


class OfDialogueQuerySet(OfRoundQuerySet):
    """Questions about what hangs on the board's dialogues."""

    municipality = "dialogue__topic__round__unit"


class BoardDialogue(models.Model):
    """The board's dialogue about one of its topics, at one of its meetings."""

    topic = models.OneToOneField(
        Topic, on_delete=models.PROTECT, related_name="dialogue", verbose_name="ämne"
    )
    # The board's real meeting, when it is laid in; the day and time are kept here too, for a board
    # whose meetings are kept elsewhere.
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="board_dialogues",
        verbose_name="nämndens möte",
    )
    agenda_item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    on = models.DateField("dag")
    starts = models.TimeField("börjar", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("minuter", default=60)
    place = models.CharField("plats", max_length=120, blank=True)
    text = models.TextField("underlag", blank=True)
    noticed_on = models.DateField("i kallelsen den", null=True, blank=True)
    held_on = models.DateField("genomförd den", null=True, blank=True)
    said = models.TextField("vad som kom fram", blank=True)
    led_to = models.TextField("vad det ledde till", blank=True)
    answer = models.TextField("nämndens svar till enheterna", blank=True)
    answered_on = models.DateField("svaret skickat den", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfDialogueTopicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "nämndens dialog"
        verbose_name_plural = "nämndens dialoger"
        ordering = ["on", "starts", "pk"]
        constraints = [
            models.CheckConstraint(
                name="board_dialogue_takes_time",
                condition=Q(minutes__gte=15, minutes__lte=240),
                violation_error_message="En dialog tar mellan 15 och 240 minuter.",
            ),
            models.CheckConstraint(
                name="held_board_dialogue_says_something",
                condition=Q(held_on__isnull=True) | ~Q(said=""),
                violation_error_message="Skriv vad som kom fram i dialogen.",
            ),
            models.CheckConstraint(
                name="answered_board_dialogue_has_answer",
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                violation_error_message="Skriv nämndens svar till enheterna.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.topic)

    @property
    def day(self) -> date:
        """The day: its meeting's, which may have been moved; needs the meeting loaded."""
        return self.meeting.on if self.meeting else self.on

    @property
    def where(self) -> str:
        """The meeting's place, else its own."""
        return (self.meeting.place if self.meeting else "") or self.place

    @property
    def is_homeless(self) -> bool:
        """Whether its meeting was cancelled, so that another has to be chosen."""
        cancelled = self.meeting is not None and self.meeting.state == Meeting.State.CANCELLED
        return cancelled and self.held_on is None


class Brief(models.Model):
    """A brief as it was sent to the board, with its checksum. Never changed."""

    dialogue = models.ForeignKey(BoardDialogue, on_delete=models.PROTECT, related_name="briefs")
    version = models.PositiveSmallIntegerField("version")
    # Text, not JSON: the checksum is of these very bytes, on both databases.
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    sent_on = models.DateField("skickat den")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[Any] = OfDialogueQuerySet.as_manager()

    class Meta:
        verbose_name = "skickat underlag"
        verbose_name_plural = "skickade underlag"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "version"], name="brief_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.dialogue}, version {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the brief; a stored one is never changed.

        Raises:
            TypeError: if the brief is already stored.
        """
        if self.pk is not None:
            raise TypeError("A brief that was sent is never changed.")
        super().save(*args, **kwargs)


class BriefMaterial(models.Model):
    """A goal, an indicator or a report whose facts stand in a brief."""

    dialogue = models.ForeignKey(BoardDialogue, on_delete=models.CASCADE, related_name="material")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, related_name="+")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "fakta i underlaget"
        verbose_name_plural = "fakta i underlaget"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="material_is_one_thing",
                condition=Q(goal__isnull=False, indicator__isnull=True, report__isnull=True)
                | Q(goal__isnull=True, indicator__isnull=False, report__isnull=True)
                | Q(goal__isnull=True, indicator__isnull=True, report__isnull=False),
            ),
            models.UniqueConstraint(fields=["dialogue", "goal"], name="material_goal_once"),
            models.UniqueConstraint(
                fields=["dialogue", "indicator"], name="material_indicator_once"
            ),
            models.UniqueConstraint(fields=["dialogue", "report"], name="material_report_once"),
        ]

    def __str__(self) -> str:
        return str(self.goal or self.indicator or self.report)


class Summons(models.Model):
    """A colleague who is called to one of the board's dialogues."""

    class Answer(models.TextChoices):
        NONE = "", "Inte svarat"
        COMES = "comes", "Kommer"
        CANNOT = "cannot", "Kan inte komma"

    dialogue = models.ForeignKey(BoardDialogue, on_delete=models.CASCADE, related_name="summons")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_summons"
    )
    note = models.TextField("vad du väntas bidra med", blank=True)
    called_on = models.DateField("kallad den")
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField("svar", max_length=6, choices=Answer, blank=True)
    answered_on = models.DateField("svarade den", null=True, blank=True)

    objects: ClassVar[Any] = OfDialogueQuerySet.as_manager()

    class Meta:
        verbose_name = "kallelse till nämndens dialog"
        verbose_name_plural = "kallelser till nämndens dialog"
        ordering = ["person__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "person"],
                name="summons_once",
                violation_error_message="Personen är redan kallad.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.dialogue}"


class FollowUp(models.Model):
    """What the board's dialogue led to that somebody has to see to, by a day."""

    dialogue = models.ForeignKey(BoardDialogue, on_delete=models.CASCADE, related_name="follow_ups")
    what = models.CharField("vad som ska göras", max_length=300)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ansvarig",
    )
    due = models.DateField("följs upp senast")
    done_on = models.DateField("uppföljt den", null=True, blank=True)
    outcome = models.TextField("vad det blev", blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = OfDialogueQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "uppföljning av nämndens dialog"
        verbose_name_plural = "uppföljningar av nämndens dialog"
        ordering = ["done_on", "due", "pk"]
        constraints = [
            models.CheckConstraint(
                name="done_follow_up_says_outcome",
                condition=Q(done_on__isnull=True) | ~Q(outcome=""),
                violation_error_message="Skriv vad det blev.",
            )
        ]

    def __str__(self) -> str:
        return self.what


class AnswerReceiver(models.Model):
    """A unit that the board's answer was sent to."""

    dialogue = models.ForeignKey(BoardDialogue, on_delete=models.CASCADE, related_name="receivers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="board_answers")
    sent_on = models.DateField("skickat den")

    class Meta:
        verbose_name = "mottagare av nämndens svar"
        verbose_name_plural = "mottagare av nämndens svar"
        ordering = ["unit__name"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "unit"], name="answer_receiver_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.dialogue}"
