"""A meeting of a forum, and who is called to it."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from rodtrad.accounts.models import User
from rodtrad.core.collation import SWEDISH
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.organisation.access import Permission, reach_filter

_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Questions about many meetings, and who may do what with them."""

    def run_by(self, user: User, today: date) -> "MeetingQuerySet":
        """Meetings that the person prepares, leads and keeps the minutes of."""
        forums = Forum.objects.run_by(user, today).order_by().values("pk")
        return self.filter(forum__in=forums)

    def attended_by(self, user: User, today: date) -> "MeetingQuerySet":
        """Meetings of the person's forums, and those they are called to: there they write notes.

        Of the board, only who prepares its meetings writes.
        """
        forums = (
            Forum.objects.with_member(user, today)
            .exclude(kind=Forum.Kind.BOARD)
            .order_by()
            .values("pk")
        )
        called = Attendee.objects.filter(user=user).exclude(meeting__forum__kind=Forum.Kind.BOARD)
        return self.filter(
            Q(forum__in=Forum.objects.run_by(user, today).order_by().values("pk"))
            | Q(forum__in=forums)
            | Q(state__in=Meeting.TOLD_STATES, pk__in=called.values("meeting"))
        )

    def readable_by(self, user: User, today: date) -> "MeetingQuerySet":
        """Meetings that the person may know of; what of them is another question."""
        attended = Meeting.objects.attended_by(user, today).order_by().values("pk")
        told = Q(state__in=Meeting.TOLD_STATES)
        board = Q(forum__kind=Forum.Kind.BOARD) & (
            reach_filter(user, Permission.GOVERN, unit="forum__unit")
            | Q(forum__in=Forum.objects.with_member(user, today).order_by().values("pk"))
        )
        here = Q(forum__kind__in=Forum.UNIT_KINDS) & reach_filter(
            user, Permission.READ, unit="forum__unit"
        )
        called = Q(pk__in=Attendee.objects.filter(user=user).values("meeting"))
        return self.filter(Q(pk__in=attended) | told & (board | here | called))

    def coming(self, today: date) -> "MeetingQuerySet":
        """Meetings from today on that are not cancelled."""
        return self.filter(on__gte=today).exclude(state=Meeting.State.CANCELLED)


class Meeting(models.Model):
    """One meeting: when and where, what it is about, and how far it has come."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "Ordinarie möte"
        STRATEGY_DAY = "strategy_day", "Mål- och strategidag"
        ANALYSIS_DAY = "analysis_day", "Analysdag"
        EXTRA = "extra", "Extra möte"

    class State(models.TextChoices):
        PLANNED = "planned", "Förbereds"
        SENT = "sent", "Kallelse skickad"
        ADOPTED = "adopted", "Fastställt"
        CANCELLED = "cancelled", "Inställt"

    class Minutes(models.TextChoices):
        PROTOCOL = "protocol", "Protokoll"
        NOTES = "notes", "Minnesanteckningar"

    # From when on others than those who prepare it and its members know of it.
    TOLD_STATES = (State.SENT, State.ADOPTED, State.CANCELLED)

    forum = models.ForeignKey(
        Forum, on_delete=models.PROTECT, related_name="meetings", verbose_name="forum"
    )
    kind = models.CharField("slag", max_length=20, choices=Kind, default=Kind.REGULAR)
    title = models.CharField("rubrik", max_length=150, blank=True, db_collation=SWEDISH)
    on = models.DateField("datum")
    starts_at = models.TimeField("börjar klockan")
    ends_at = models.TimeField("slutar klockan")
    place = models.CharField("plats", max_length=150, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.PLANNED)
    minutes_kind = models.CharField(
        "skrivs som", max_length=10, choices=Minutes, default=Minutes.NOTES
    )
    series = models.ForeignKey(
        ForumSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    series_day = models.DateField("dag i serien", null=True, blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="leder mötet",
    )
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="för anteckningarna",
    )
    sent_at = models.DateTimeField("kallelsen skickades", null=True, blank=True)
    times_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_since_sent = models.BooleanField(default=False, editable=False)
    cancelled_why = models.CharField("varför det ställdes in", max_length=200, blank=True)
    adopted_on = models.DateField("fastställt den", null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "möte"
        verbose_name_plural = "möten"
        ordering = ["on", "starts_at", "pk"]
        indexes = [models.Index(fields=["forum", "on"], name="meeting_of_forum")]
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Mötet kan inte sluta innan det har börjat.",
            ),
            models.CheckConstraint(
                name="adopted_minutes_have_a_day",
                condition=~Q(state="adopted") | Q(adopted_on__isnull=False),
                violation_error_message="Skriv vilken dag anteckningarna fastställs.",
            ),
            models.UniqueConstraint(
                fields=["series", "series_day"],
                name="meeting_once_a_series_day",
                violation_error_message="Mötet den dagen finns redan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day_shown}"

    @property
    def name(self) -> str:
        """Its own title, else the forum's name; needs the forum loaded."""
        return self.title or self.forum.name

    @property
    def day_shown(self) -> str:
        """As "14 okt 2026"."""
        return f"{self.on.day} {_MONTHS[self.on.month - 1]} {self.on.year}"

    @property
    def time_shown(self) -> str:
        """As "09.00–11.00"."""
        return f"{self.starts_at:%H.%M}–{self.ends_at:%H.%M}"

    @property
    def starts(self) -> datetime:
        """When it begins, with the time zone of Sweden."""
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))

    @property
    def ends(self) -> datetime:
        """When it ends, with the time zone of Sweden."""
        return timezone.make_aware(datetime.combine(self.on, self.ends_at))

    @property
    def minutes(self) -> int:
        """How many minutes it lasts by the clock on the wall."""
        span = datetime.combine(self.on, self.ends_at) - datetime.combine(self.on, self.starts_at)
        return span // timedelta(minutes=1)

    @property
    def is_open(self) -> bool:
        """Whether agenda and notes can still be changed."""
        return self.state in (self.State.PLANNED, self.State.SENT)

    @property
    def is_adopted(self) -> bool:
        """Whether the minutes are frozen."""
        return self.state == self.State.ADOPTED


class Attendee(models.Model):
    """A person who is called to a meeting: what they answered, and whether they were there."""

    class Answer(models.TextChoices):
        NONE = "", "Inget svar"
        YES = "yes", "Kommer"
        NO = "no", "Kommer inte"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meetings"
    )
    called_as = models.CharField("kallad som", max_length=150, blank=True)
    by_hand = models.BooleanField("kallad för hand", default=False)
    answer = models.CharField("svar", max_length=3, choices=Answer, blank=True, default="")
    present = models.BooleanField("närvarande", null=True, blank=True)

    class Meta:
        verbose_name = "kallad"
        verbose_name_plural = "kallade"
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user"],
                name="called_once",
                violation_error_message="Personen är redan kallad till mötet.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.meeting_id}"
