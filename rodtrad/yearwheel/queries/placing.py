"""The items of wheels with the days they fall on, worked out when they are read.

A rule on a forum follows the forum: when a meeting is moved, the item moves with it. No day is
stored beside the rule, so none can be wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rodtrad.core.schoolyear import Period
from rodtrad.forums.models import Forum
from rodtrad.forums.queries import days_of
from rodtrad.forums.series import ForumDay
from rodtrad.yearwheel.models import Wheel, WheelItem
from rodtrad.yearwheel.when import NeverError, Span, resolve


@dataclass(frozen=True)
class Placed:
    """An item and when it falls.

    Attributes:
        item: with its wheel, the wheel's kind and its ring loaded.
        span: the days; None when it never falls in the wheel's year.
        problem: why it does not, as a Swedish sentence; empty when it does.
        number: its place in time among the items it was read with, from 1.
        meeting: the forum's meeting that it is tied to, with its time; None for other items.
        follows: the forum whose meetings it moves with, by itself or through another item.
    """

    item: WheelItem
    span: Span | None
    problem: str = ""
    number: int = 0
    meeting: ForumDay | None = None
    follows: Forum | None = None

    @property
    def when(self) -> str:
        """As "v. 36" or "26 aug–3 sep"; "ingen dag" when it has none."""
        return self.span.words if self.span else "ingen dag"

    @property
    def due_on(self) -> date | None:
        """The first working day of it; what begins on a weekend begins on Monday."""
        if self.span is None:
            return None
        day = self.span.first
        return day if day.weekday() < 5 else day + timedelta(days=7 - day.weekday())

    @property
    def week(self) -> int | None:
        """The week that it starts in."""
        return self.span.week if self.span else None


def items_of(wheels: Iterable[int] | QuerySet[Any, Any]) -> QuerySet[WheelItem]:
    """The items of wheels, given by number, with what placing them needs loaded."""
    found: QuerySet[WheelItem] = WheelItem.objects.filter(wheel__in=wheels).select_related(
        "wheel__kind", "wheel__unit", "ring", "rule_forum", "role", "person"
    )
    return found


def placed_of(wheels: Sequence[Wheel]) -> list[Placed]:
    """Every item of the wheels in the order of time; at most five queries."""
    return place_items(items_of([wheel.pk for wheel in wheels]))


def place_items(items: Iterable[WheelItem]) -> list[Placed]:
    """The items with their days, those without any last.

    At most four queries beside that of the items, however many they are. An item that counts from
    another is placed only when the other is among them.
    """
    rows = list(items)
    by_number: dict[int | None, WheelItem] = {item.pk: item for item in rows}
    by_wheel: dict[int, list[WheelItem]] = defaultdict(list)
    for item in rows:
        by_wheel[item.wheel_id].append(item)
    years = {pk: found[0].wheel.period for pk, found in by_wheel.items()}
    forums = {item.rule_forum_id: item.rule_forum for item in rows if item.rule_forum is not None}
    meetings = meeting_days(forums.values(), years.values()) if forums else {}
    names = {pk: forum.name for pk, forum in forums.items() if pk is not None}
    found: list[tuple[WheelItem, Span | NeverError]] = []
    for wheel, here in by_wheel.items():
        days = resolve(
            {item.pk: item.plan for item in here},
            year=years[wheel],
            meetings={pk: [one.on for one in days] for pk, days in meetings.items()},
            names=names,
        )
        found += [(item, days[item.pk]) for item in here]
    found.sort(key=_in_time)
    return [
        Placed(
            item,
            days,
            number=number,
            meeting=_meeting(item, days, meetings),
            follows=_forum_behind(item, by_number),
        )
        if isinstance(days, Span)
        else Placed(item, None, problem=str(days), number=number)
        for number, (item, days) in enumerate(found, 1)
    ]


def meeting_days(forums: Iterable[Forum], years: Iterable[Period]) -> dict[int, list[ForumDay]]:
    """The days that forums meet in any of the years, by the forum's number. Four queries."""
    spans = list(years)
    start, end = min(one.starts for one in spans), max(one.ends for one in spans)
    return days_of(forums, start, end)


def _meeting(
    item: WheelItem, days: Span, meetings: Mapping[int, Sequence[ForumDay]]
) -> ForumDay | None:
    if item.when != WheelItem.When.FORUM or item.rule_forum_id is None:
        return None
    here = meetings.get(item.rule_forum_id, ())
    return next((one for one in here if one.on == days.first), None)


def _forum_behind(item: WheelItem, rows: Mapping[int | None, WheelItem]) -> Forum | None:
    """The forum whose meeting the item follows, by itself or through what it counts from."""
    seen: set[int] = set()
    while item.when == WheelItem.When.AFTER and item.after_id in rows and item.pk not in seen:
        seen.add(item.pk)
        item = rows[item.after_id]
    return item.rule_forum if item.when == WheelItem.When.FORUM else None


def _in_time(row: tuple[WheelItem, Span | NeverError]) -> tuple[bool, date, date, int]:
    item, days = row
    if isinstance(days, Span):
        return False, days.first, days.last, item.pk
    return True, date.max, date.max, item.pk


def items_due(forum: Forum, start: date, end: date) -> list[Placed]:
    """What the adopted wheels say that a forum takes up from `start` to `end`, both included.

    An item falls due on its first working day, once: periods that follow each other without gap
    or overlap lose nothing and repeat nothing. Ask from the day after the last meeting, or for a
    whole week from Monday to Sunday; then also what begins later in the week is in time.

    At most five queries, however many wheels and items there are.
    """
    through: Any = WheelItem.forums.through
    linked = through.objects.filter(wheelitem=OuterRef("pk"), forum=forum)
    concerns = Q(Exists(linked)) | Q(rule_forum=forum)
    about = WheelItem.objects.filter(concerns).order_by().values("wheel")
    wheels = Wheel.objects.in_force().touching(start, end).filter(pk__in=about)
    # The others of the same wheels are read too: some count from one another.
    items = items_of(wheels.order_by().values("pk")).annotate(
        concerned=Exists(linked), ruled=Q(rule_forum=forum)
    )
    return [
        one
        for one in place_items(items)
        if _concerns(one.item) and one.due_on is not None and start <= one.due_on <= end
    ]


def _concerns(item: Any) -> bool:
    return bool(item.concerned or item.ruled)
