"""Answers about the board's dialogues: rights, the glance, what is due, what it led to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.models import (
    BoardDialogue,
    BoardRound,
    Brief,
    FollowUp,
    MemberVisit,
    MemberVisitSignup,
    Summons,
    Topic,
)
from rodtrad.dialogues.models.board import board_roots
from rodtrad.meetings.models import Meeting
from rodtrad.organisation.access import Permission, roots
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class Rights:
    """What a person may do with a municipality's board dialogues."""

    leads: bool
    governs: bool
    presides: bool
    keeps_papers: bool

    @property
    def proposes(self) -> bool:
        """The administration and the members propose topics."""
        return self.leads or self.governs

    @property
    def proposes_at_sitting(self) -> bool:
        """At the meeting the secretary notes what a member proposes."""
        return self.proposes or self.keeps_papers

    @property
    def records(self) -> bool:
        """The secretary and the administration write what came out."""
        return self.leads or self.keeps_papers

    @property
    def agrees(self) -> bool:
        """The presidium, or the secretary for it, notes what the board agreed on."""
        return self.presides or self.keeps_papers

    @property
    def sees_proposals(self) -> bool:
        """Proposals are read by the board and the administration until they are chosen."""
        return self.leads or self.governs or self.keeps_papers


def find_board(user: User) -> Unit | None:
    """The municipality whose board the person has to do with; None without any. One query."""
    unit: Unit | None = (
        Unit.objects.filter(
            path__in=sorted(roots(user, Permission.READ_ADOPTED)), kind=Unit.Kind.MUNICIPALITY
        )
        .order_by("path")
        .first()
    )
    return unit


def board_of(user: User) -> Unit:
    """The municipality whose board the person has to do with. One query.

    Raises:
        Http404: for who has no role in any.
    """
    unit = find_board(user)
    if unit is None:
        raise Http404
    return unit


def rights_at(user: User, municipality: Unit) -> Rights:
    """What the person may do with this board's dialogues. No query."""

    def has(permission: str) -> bool:
        return municipality.path in board_roots(user, permission)

    return Rights(
        leads=has(Permission.LEAD),
        governs=has(Permission.GOVERN),
        presides=has(Permission.PRESIDE),
        keeps_papers=has(Permission.KEEP_PAPERS),
    )


def dialogues_at(municipality: Unit) -> QuerySet[Any]:
    """The board's dialogues with their topics, and whether a brief has been sent."""
    rows: QuerySet[Any] = (
        BoardDialogue.objects.dated()
        .filter(topic__round__unit=municipality)
        .select_related("topic__round__school_year", "topic__round__unit")
        .annotate(is_sent=Exists(Brief.objects.filter(dialogue=OuterRef("pk"))))
    )
    return rows


def taken_days(topic: Topic) -> dict[date, list[str]]:
    """By day the other topics that the board has a dialogue about then. One query."""
    rows = (
        BoardDialogue.objects.dated()
        .filter(topic__round__unit=topic.round.unit_id)
        .exclude(topic=topic)
        .exclude(meeting__state=Meeting.State.CANCELLED)
        .select_related("topic")
        .order_by("pk")
    )
    found: dict[date, list[str]] = {}
    for row in rows:
        found.setdefault(row.at_day, []).append(row.topic.title)
    return found


@dataclass(frozen=True)
class Glance:
    """What a member sees first: the next dialogue, and what came out of the last."""

    next: Any
    last: Any
    follow_ups: list[FollowUp]


def follow_ups_of(rows: QuerySet[FollowUp]) -> list[FollowUp]:
    """Follow-ups with those responsible, the open first and by their day. One query."""
    open_first = F("done_on").asc(nulls_first=True)
    return list(rows.select_related("responsible").order_by(open_first, "due", "pk"))


def glance(municipality: Unit, today: date) -> Glance:
    """The next dialogue and the latest held, with what it led to. Three queries."""
    rows = dialogues_at(municipality)
    coming = (
        rows.filter(held_on__isnull=True, at_day__gte=today)
        .exclude(meeting__state=Meeting.State.CANCELLED)
        .order_by("at_day", "starts", "pk")
        .first()
    )
    last = rows.filter(held_on__isnull=False).order_by("-held_on", "-pk").first()
    follow_ups = follow_ups_of(FollowUp.objects.filter(dialogue=last)) if last else []
    return Glance(coming, last, follow_ups)


def round_at(municipality: Unit, year: YearSpan) -> BoardRound | None:
    """The board's round for a school year. One query."""
    found: BoardRound | None = (
        BoardRound.objects.filter(unit=municipality, school_year=year.start)
        .select_related("school_year", "unit")
        .first()
    )
    return found


def topics_in(round_: BoardRound | None) -> list[Topic]:
    """The round's topics with dialogue and grounds, the chosen first. Two queries."""
    if round_ is None:
        return []
    return list(
        round_.topics.select_related("dialogue__meeting", "proposed_by", "round__school_year")
        .prefetch_related("evidence__unit")
        .order_by("-chosen", F("withdrawn_on").asc(nulls_first=True), "proposed_on", "pk")
    )


def visits_in(municipality: Unit, year: YearSpan, user: User) -> list[Any]:
    """Members' visits of a school year with how many have signed up, and whether I have."""
    mine = MemberVisitSignup.objects.filter(visit=OuterRef("pk"), person=user)
    signups = MemberVisitSignup.objects.select_related("person")
    return list(
        MemberVisit.objects.filter(round__unit=municipality, round__school_year=year.start)
        .select_related("unit", "dialogue__topic", "round__school_year")
        .annotate(taken=Count("signups"), is_mine=Exists(mine))
        .prefetch_related(Prefetch("signups", queryset=signups))
        .order_by("on", "starts", "pk")
    )


def coming_visits(municipality: Unit, user: User, today: date) -> list[Any]:
    """The members' visits from today on that are not cancelled, mine first. One query."""
    mine = MemberVisitSignup.objects.filter(visit=OuterRef("pk"), person=user)
    return list(
        MemberVisit.objects.filter(round__unit=municipality, on__gte=today, cancelled_why="")
        .select_related("unit")
        .annotate(taken=Count("signups"), is_mine=Exists(mine))
        .order_by("-is_mine", "on", "starts", "pk")[:50]
    )


def summons_of(dialogue: BoardDialogue) -> list[Summons]:
    """Who is called to a dialogue. One query."""
    return list(dialogue.summons.select_related("person").order_by("person__name"))


@dataclass(frozen=True)
class Outcome:
    """A chosen topic and what became of it, for the page of what it led to."""

    topic: Topic
    dialogue: Any
    follow_ups: list[FollowUp]
    units: int

    @property
    def open_follow_ups(self) -> int:
        """How many are not finished."""
        return sum(1 for row in self.follow_ups if row.done_on is None)

    @property
    def state(self) -> tuple[str, str]:
        """Tag and words for where the topic is."""
        if self.dialogue is None:
            return "planned", "Möte inte valt"
        if self.dialogue.is_homeless:
            return "late", "Mötet är inställt"
        if self.dialogue.held_on is None:
            return "planned", "Dialog planerad"
        if self.open_follow_ups:
            return "progress", "Följs upp"
        if not self.follow_ups and not self.dialogue.answered_on:
            return "progress", "Genomförd"
        return "ok", "Uppföljd"


def outcomes(municipality: Unit, *, text: str = "") -> list[Outcome]:
    """Every chosen topic, the newest year first, and what became of it. Three queries."""
    topics: Sequence[Topic] = list(
        Topic.objects.filter(round__unit=municipality, chosen=True)
        .filter(Q(title__icontains=text) if text else Q())
        .select_related("round__school_year", "dialogue__meeting")
        .order_by("-round__school_year", "dialogue__on", "pk")
    )
    ids = [topic.dialogue.pk for topic in topics if hasattr(topic, "dialogue")]
    follow_ups: dict[int, list[FollowUp]] = {}
    for row in follow_ups_of(FollowUp.objects.filter(dialogue__in=ids)):
        follow_ups.setdefault(row.dialogue_id, []).append(row)
    units = dict(
        BoardDialogue.objects.filter(pk__in=ids)
        .order_by()
        .annotate(n=Count("receivers"))
        .values_list("pk", "n")
    )
    found = []
    for topic in topics:
        dialogue = getattr(topic, "dialogue", None)
        pk = dialogue.pk if dialogue else 0
        found.append(Outcome(topic, dialogue, follow_ups.get(pk, []), units.get(pk, 0)))
    return found
