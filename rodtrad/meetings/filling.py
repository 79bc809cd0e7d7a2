"""What a meeting's agenda is filled with: from the wheels, earlier decisions, what was carried
over, and what members propose. Nothing twice; what was taken away does not come back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.forums.models import Forum
from rodtrad.meetings.falling_due import belongs, follow_up_day
from rodtrad.meetings.models import AgendaItem, Decision, Meeting, Proposal
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.yearwheel.models import WheelItem
from rodtrad.yearwheel.queries.placing import Placed, items_due

# How far back what has been missed is looked for, and how far ahead what comes between two
# meetings, when none is laid in after this one.
_BACK = timedelta(days=120)
_AHEAD = timedelta(days=35)

_PURPOSES: dict[str, str] = {
    WheelItem.Kind.LEARNING: Purpose.LEARNING,
    WheelItem.Kind.ANALYSIS: Purpose.RESULTS,
    WheelItem.Kind.KEY_FIGURE: Purpose.RESULTS,
    WheelItem.Kind.STRATEGY_DAY: Purpose.RESULTS,
    WheelItem.Kind.ANALYSIS_DAY: Purpose.RESULTS,
    WheelItem.Kind.FOLLOW_UP: Purpose.FOLLOW_UP,
    WheelItem.Kind.REPORT: Purpose.RESULTS,
    WheelItem.Kind.DIALOGUE: Purpose.DIALOGUE,
    WheelItem.Kind.DEVELOPMENT: Purpose.DIALOGUE,
}
_MINUTES = {Purpose.LEARNING: 45, Purpose.RESULTS: 30, Purpose.DIALOGUE: 20}


@dataclass(frozen=True)
class Suggestion:
    """Something that the agenda is to take up, and where it comes from.

    Attributes:
        source: what tells it apart, as "decision:7"; the same is never put there twice.
        label: where it comes from, as people read it.
    """

    source: str
    label: str
    title: str
    text: str = ""
    purpose: str = Purpose.INFORMATION
    minutes: int = 10
    owner: User | None = None
    follows_up: Decision | None = None
    proposal: Proposal | None = None
    carried_from: AgendaItem | None = None
    wheel_item: WheelItem | None = None


def suggestions(meeting: Meeting, today: date) -> list[Suggestion]:
    """What is not on the meeting's agenda yet but belongs there, in the order it is taken up.

    Needs the forum and its unit loaded. At most twelve queries, however many wheels, decisions
    and proposals there are.
    """
    if not meeting.is_open or meeting.on < today:
        return []
    forum = meeting.forum
    known = _sources(forum)
    days, following = _days(meeting)
    is_next = not any(today <= day < meeting.on for day in days)
    earliest = known.first_meeting or meeting.on
    back = max(min(earliest, meeting.on), meeting.on - _BACK)
    # From Monday: what begins earlier in the meeting's week is in time.
    start = back - timedelta(days=back.weekday())
    end = (following or meeting.on + _AHEAD) - timedelta(days=1)
    sunday = meeting.on + timedelta(days=6 - meeting.on.weekday())
    found: list[Suggestion] = []
    found += _carried(known, meeting, is_next=is_next)
    found += _follow_ups(forum, meeting, days=days, is_next=is_next)
    found += [
        _from_wheel(one)
        for one in items_due(forum, start, max(end, sunday))
        if one.span is not None
        and belongs(one.span.first, one.span.last, day=meeting.on, days=days, is_next=is_next)
    ]
    if is_next:
        found += _proposals(forum)
    return [one for one in found if one.source not in known.taken]


@dataclass(frozen=True)
class _Known:
    """The forum's agendas so far: what is on them, and what was carried over."""

    taken: set[str]
    carried: list[AgendaItem]
    first_meeting: date | None


def _sources(forum: Forum) -> _Known:
    rows = (
        AgendaItem.objects.filter(meeting__forum=forum)
        .exclude(source="", outcome="")
        .exclude(meeting__state=Meeting.State.CANCELLED)
        .select_related("meeting", "owner")
        .defer("notes")
        .order_by("meeting__on", "position", "pk")
    )
    items = list(rows)
    return _Known(
        taken={item.source for item in items if item.source},
        carried=[item for item in items if item.outcome == AgendaItem.Outcome.CARRIED],
        first_meeting=min((item.meeting.on for item in items), default=None),
    )


def _days(meeting: Meeting) -> tuple[list[date], date | None]:
    """When the forum meets around the meeting, in order; and the next day after it.

    A meeting stands for the day of the series that it was made from, also when it was moved.
    """
    first, last = meeting.on - _BACK, meeting.on + _BACK
    made = list(
        Meeting.objects.filter(forum_id=meeting.forum_id, on__range=(first, last)).only(
            "on", "state", "series", "series_day"
        )
    )
    used = {(row.series_id, row.series_day) for row in made if row.series_day}
    days = {row.on for row in made if row.state != Meeting.State.CANCELLED}
    days |= {
        day.on for day in meeting.forum.days(first, last) if (day.series, day.original) not in used
    }
    days.add(meeting.on)
    ordered = sorted(days)
    return ordered, next((day for day in ordered if day > meeting.on), None)


def _carried(known: _Known, meeting: Meeting, *, is_next: bool) -> Iterable[Suggestion]:
    if not is_next:
        return
    for item in known.carried:
        if item.meeting_id != meeting.pk and item.meeting.on <= meeting.on:
            yield Suggestion(
                source=f"carried:{item.pk}",
                label=f"Från mötet {item.meeting.day_shown}",
                title=item.title,
                text=item.text,
                purpose=item.purpose,
                minutes=item.minutes,
                owner=item.owner,
                carried_from=item,
            )


def _follow_ups(
    forum: Forum, meeting: Meeting, *, days: list[date], is_next: bool
) -> Iterable[Suggestion]:
    due = (
        Decision.objects.running()
        .filter(meeting__forum=forum, follow_up_on__lte=meeting.on)
        .exclude(meeting=meeting)
        .select_related("responsible")
        .order_by("follow_up_on", "pk")
    )
    for decision in due:
        on = decision.follow_up_on
        if on is None:
            continue
        chosen = follow_up_day(on, days)
        if chosen == meeting.on or (is_next and chosen is not None and chosen < meeting.on):
            yield Suggestion(
                source=f"decision:{decision.pk}:{on.isoformat()}",
                label=f"{decision.get_kind_display()} att följa upp",
                title=f"Uppföljning: {decision}"[:200],
                text=decision.text,
                purpose=Purpose.FOLLOW_UP,
                minutes=5,
                owner=decision.responsible,
                follows_up=decision,
            )


def _proposals(forum: Forum) -> Iterable[Suggestion]:
    waiting = (
        Proposal.objects.filter(forum=forum, declined_why="", withdrawn=False)
        .filter(items__isnull=True)
        .select_related("by")
    )
    for proposal in waiting:
        yield Suggestion(
            source=f"proposal:{proposal.pk}",
            label=f"Förslag från {proposal.by}",
            title=proposal.title,
            text=proposal.why,
            purpose=proposal.purpose,
            minutes=proposal.minutes,
            owner=proposal.by,
            proposal=proposal,
        )


def _from_wheel(placed: Placed) -> Suggestion:
    item = placed.item
    purpose = _PURPOSES.get(item.kind, Purpose.INFORMATION)
    return Suggestion(
        source=f"wheel:{item.lineage}:{item.wheel.year}",
        label=f"{item.wheel.kind.name}, {placed.when}"[:200],
        title=item.title,
        text=item.description,
        purpose=purpose,
        minutes=_MINUTES.get(Purpose(purpose), 10),
        owner=item.person,
        wheel_item=item,
    )


def material_of(items: Iterable[WheelItem]) -> dict[int, list[tuple[str, str]]]:
    """The pages that items of wheels link to: label and address, by the item's number.

    Three queries, however many items.
    """
    numbers = [item.pk for item in items]
    found: dict[int, list[tuple[str, str]]] = {number: [] for number in numbers}
    links: tuple[tuple[Any, str, str, str], ...] = (
        (WheelItem.indicators.through, "indicator", "name", "indicator_detail"),
        (WheelItem.goals.through, "goal", "title", "goal_detail"),
        (WheelItem.documents.through, "steeringdocument", "title", "document_detail"),
    )
    for through, name, label, page in links:
        rows = through.objects.filter(wheelitem__in=numbers).order_by("pk")
        for item, pk, text in rows.values_list("wheelitem_id", f"{name}_id", f"{name}__{label}"):
            found[item].append((text[:200], reverse(page, args=[pk])))
    return found
