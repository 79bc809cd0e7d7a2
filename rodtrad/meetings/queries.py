"""Answers for the pages of forums and meetings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.numbers import parse_pk
from rodtrad.forums.models import Forum
from rodtrad.forums.queries import days_of
from rodtrad.forums.series import ForumDay
from rodtrad.meetings.models import AgendaItem, Attendee, Decision, Material, Meeting, Proposal

# How far ahead a forum's own page shows its days.
AHEAD = timedelta(days=200)


def meetings_seen(user: User, today: date) -> QuerySet[Any]:
    """Meetings that the person may know of, with `may_run` and `attends`; forum and unit loaded."""
    runs = Meeting.objects.run_by(user, today).filter(pk=OuterRef("pk"))
    attends = Meeting.objects.attended_by(user, today).filter(pk=OuterRef("pk"))
    found: QuerySet[Any] = (
        Meeting.objects.readable_by(user, today)
        .select_related("forum__unit", "leader", "secretary")
        .annotate(may_run=Exists(runs), attends=Exists(attends))
    )
    return found


def agenda_of(meeting: Meeting) -> list[Any]:
    """Every item of a meeting, the removed ones too, with material and decisions. Three queries."""
    return list(
        meeting.items.select_related("owner", "follows_up").prefetch_related(
            Prefetch("materials", queryset=Material.objects.order_by("pk")),
            Prefetch("decisions", queryset=Decision.objects.select_related("responsible")),
        )
    )


@dataclass(frozen=True)
class Budget:
    """The agenda's minutes against the meeting's length."""

    planned: int
    length: int

    @property
    def left(self) -> int:
        """How many minutes are not planned; fewer than 0 when there are too many items."""
        return self.length - self.planned

    @property
    def words(self) -> str:
        """As "95 av 120 min planerade, 25 kvar"."""
        if self.left < 0:
            return f"{self.planned} min planerade, {-self.left} mer än mötets {self.length}"
        return f"{self.planned} av {self.length} min planerade, {self.left} kvar"


def budget(meeting: Meeting, items: list[Any]) -> Budget:
    """How the items' minutes fit the meeting."""
    planned = sum(item.minutes for item in items if item.state == AgendaItem.State.ON_AGENDA)
    return Budget(planned, meeting.minutes)


@dataclass(frozen=True)
class Coming:
    """A day that a forum meets: with its meeting when it is prepared already."""

    day: date
    time: str
    meeting: Any = None
    series_day: ForumDay | None = None

    @property
    def cancelled(self) -> str:
        """Why it is cancelled; empty otherwise."""
        if self.meeting is not None and self.meeting.state == Meeting.State.CANCELLED:
            return str(self.meeting.cancelled_why)
        if self.meeting is None and self.series_day is not None and self.series_day.cancelled:
            return self.series_day.reason
        return ""

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended, or its minutes are adopted already."""
        if self.meeting is not None:
            adopted = self.meeting.state == Meeting.State.ADOPTED
            return bool(adopted or self.meeting.ends <= now)
        if self.series_day is None:
            return False
        starts = timezone.make_aware(datetime.combine(self.day, self.series_day.starts_at))
        return starts + timedelta(minutes=self.series_day.minutes) <= now

    @property
    def moved(self) -> str:
        """As "flyttat från 14 okt: studiedag"; empty when it is not moved."""
        day = self.series_day
        return f"flyttat: {day.reason}" if day is not None and day.moved else ""


def coming_days(forum: Forum, meetings: list[Any], *, start: date, end: date) -> list[Coming]:
    """The forum's days from `start` to `end`, each once, with the meetings that are prepared.

    Args:
        meetings: the forum's meetings that the person may know of.
    """
    series = days_of([forum], start, end, cancelled=True)[forum.pk]
    by_day = {(one.series_id, one.series_day): one for one in meetings if one.series_day}
    # A meeting that the person may not know of yet still stands for its day.
    used = {(day.series, day.original) for day in series} & by_day.keys()
    found = [
        Coming(one.on, one.time_shown, meeting=one) for one in meetings if start <= one.on <= end
    ]
    found += [
        Coming(day.on, f"{day.starts_at:%H.%M}", series_day=day)
        for day in series
        if (day.series, day.original) not in used
    ]
    return sorted(found, key=lambda one: (one.day, one.time))


def forums_shown(user: User, today: date, *, ended: bool = False) -> list[Any]:
    """The forums that the person may read, with the next meeting and what waits. One query."""
    next_on = (
        Meeting.objects.coming(today)
        .filter(forum=OuterRef("pk"))
        .order_by("on", "starts_at")
        .values("on")[:1]
    )
    member = Forum.objects.with_member(user, today).filter(pk=OuterRef("pk"))
    forums = Forum.objects.readable_by(user, today)
    if not ended:
        forums = forums.running_on(today)
    return list(
        forums.select_related("unit")
        .annotate(next_prepared=Subquery(next_on), is_mine=Exists(member))
        .order_by("-is_mine", "unit__path", "name")
    )


def next_days(forums: list[Any], today: date) -> dict[int, date]:
    """When each forum meets next, from its series or a meeting beside it. At most four queries."""
    days = days_of(forums, today, today + AHEAD)
    found: dict[int, date] = {}
    for forum in forums:
        known = [day.on for day in days[forum.pk]]
        if forum.next_prepared:
            known.append(forum.next_prepared)
        if known:
            found[forum.pk] = min(known)
    return found


def open_proposals(forum: Forum) -> QuerySet[Proposal]:
    """Proposals that no agenda has taken up and nobody has declined."""
    return Proposal.objects.filter(
        forum=forum, declined_why="", withdrawn=False, items__isnull=True
    ).select_related("by")


def find_decisions(
    user: User,
    today: date,
    *,
    forum: str = "",
    status: str = "",
    kind: str = "",
    mine: bool = False,
    words: Q | None = None,
) -> QuerySet[Any]:
    """The decisions that fit the filters, with what the register shows.

    Args:
        forum: a forum's number; empty for all.
        status: a status, or "sena" for those that should have been followed up.
        words: the condition of the words that are sought.
    """
    found = Decision.objects.readable_by(user, today)
    number = parse_pk(forum)
    if number is not None:
        found = found.filter(meeting__forum=number)
    if status == "sena":
        found = found.running().filter(follow_up_on__lt=today)
    elif status:
        found = found.filter(status=status)
    if kind:
        found = found.filter(kind=kind)
    if mine:
        found = found.filter(responsible=user)
    if words is not None:
        found = found.filter(words)
    rows: QuerySet[Any] = found.select_related(
        "meeting__forum__unit", "responsible", "item"
    ).annotate(times_followed=Count("follow_ups"))
    return rows


def decisions_opened(user: User, today: date, numbers: Iterable[int | None]) -> set[int]:
    """Which of the decisions the person may open: others are named without a link. One query."""
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return set()
    found = Decision.objects.readable_by(user, today).filter(pk__in=wanted)
    return set(found.order_by().values_list("pk", flat=True))


def meetings_opened(user: User, today: date, numbers: Iterable[int | None]) -> set[int]:
    """Which of the meetings the person may open: others are named without a link. One query."""
    wanted = {number for number in numbers if number is not None}
    if not wanted:
        return set()
    found = Meeting.objects.readable_by(user, today).filter(pk__in=wanted)
    return set(found.order_by().values_list("pk", flat=True))


def my_attendance(meeting: Meeting, user: User) -> Attendee | None:
    """The person's own place among the called."""
    return Attendee.objects.filter(meeting=meeting, user=user).first()
