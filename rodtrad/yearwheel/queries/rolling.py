"""What a wheel becomes next year, and how two wheels differ."""

from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.core.schoolyear import Period
from rodtrad.yearwheel.models import Wheel, WheelItem
from rodtrad.yearwheel.queries.alignment import breaks_between
from rodtrad.yearwheel.queries.placing import Placed, items_of, meeting_days, place_items
from rodtrad.yearwheel.shifting import shifted
from rodtrad.yearwheel.when import Span, resolve, year_of


@dataclass(frozen=True)
class Rolled:
    """An item and where it goes next year.

    Attributes:
        before: when it falls this year.
        after: when it falls next year; "ingen dag" when it does not.
        why: why it is not the same week and weekday, or why it has no day; empty otherwise.
        is_problem: whether it has no day next year.
    """

    item: WheelItem
    before: str
    after: str
    why: str
    is_problem: bool = False


@dataclass(frozen=True)
class NextYear:
    """Next year's wheel as it would become."""

    period: Period
    items: list[Rolled]

    @property
    def moved(self) -> int:
        """How many items do not keep their week and weekday."""
        return sum(bool(one.why) and not one.is_problem for one in self.items)

    @property
    def problems(self) -> int:
        """How many items have no day next year."""
        return sum(one.is_problem for one in self.items)


def next_year_of(wheel: Wheel) -> NextYear:
    """How the wheel's items would fall next year. At most nine queries."""
    period = year_of(wheel.kind.calendar, wheel.year + 1)
    breaks = breaks_between(wheel.unit, period.starts, period.ends)
    placed = place_items(items_of([wheel.pk]))
    moves = {one.item.pk: shifted(one.item.plan, new=period, breaks=breaks) for one in placed}
    forums = {one.item.rule_forum for one in placed if one.item.rule_forum is not None}
    days = resolve(
        {pk: move.plan for pk, move in moves.items()},
        year=period,
        meetings={
            pk: [one.on for one in found]
            for pk, found in (meeting_days(forums, [period]) if forums else {}).items()
        },
        names={forum.pk: forum.name for forum in forums},
    )
    found = []
    for one in placed:
        there = days[one.item.pk]
        fits = isinstance(there, Span)
        found.append(
            Rolled(
                item=one.item,
                before=one.when,
                after=there.words if isinstance(there, Span) else "ingen dag",
                why=moves[one.item.pk].why if fits else str(there),
                is_problem=not fits,
            )
        )
    return NextYear(period, found)


@dataclass(frozen=True)
class Difference:
    """How an item differs between two wheels: "new", "gone", "moved", "changed" or "same"."""

    state: str
    title: str
    before: str = ""
    after: str = ""
    what: str = ""


def differences(old: Sequence[Placed], new: Sequence[Placed]) -> list[Difference]:
    """What is new, gone, moved and said otherwise, in the order of the new wheel.

    Items are the same when they came from one another, whatever they are called now.
    """
    before = {one.item.lineage: one for one in old}
    found = []
    for one in new:
        was = before.pop(one.item.lineage, None)
        if was is None:
            found.append(Difference("new", one.item.title, after=one.when))
            continue
        what = ", ".join(_changed(was, one))
        moved = _place_of(was) != _place_of(one)
        state = "moved" if moved else "changed" if what else "same"
        found.append(Difference(state, one.item.title, was.when, one.when, what))
    found += [Difference("gone", was.item.title, before=was.when) for was in before.values()]
    return found


def _place_of(one: Placed) -> tuple[object, ...]:
    """Where in a year an item lies: by weeks and weekdays, so that years can be compared."""
    if one.item.when in (WheelItem.When.MONTH, WheelItem.When.FORUM, WheelItem.When.AFTER):
        item = one.item
        return item.when, item.month, item.ordinal, item.weeks_after
    if one.span is None:
        return ("nowhere",)
    return (
        one.span.week,
        one.span.first.weekday(),
        (one.span.last - one.span.first).days,
    )


def _changed(was: Placed, now: Placed) -> list[str]:
    found = []
    if was.item.title != now.item.title:
        found.append(f"hette ”{was.item.title}”")
    if was.item.ring_id != now.item.ring_id:
        found.append(f"låg i ringen {was.item.ring.name}")
    if was.item.description != now.item.description:
        found.append("ny beskrivning")
    if was.item.role_id != now.item.role_id:
        found.append(f"ansvarig var {was.item.role.name}" if was.item.role else "ansvarig tillagd")
    return found
