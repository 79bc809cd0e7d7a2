"""Adding, changing, moving and removing the items of a draft."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.schoolyear import Period
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Goal
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Role
from rodtrad.reports.models import ReportKind
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.actions.wheels import require_draft
from rodtrad.yearwheel.models import Ring, Wheel, WheelItem
from rodtrad.yearwheel.queries.placing import meeting_days
from rodtrad.yearwheel.when import NeverError, Plan, Span, moved_to_week, resolve, week_in

# The fields that each way of saying when is told in; the first is where an error is shown.
WHEN_FIELDS = {
    "week": ("week",),
    "date": ("first",),
    "span": ("last", "first"),
    "month": ("month",),
    "forum": ("rule_forum", "month", "ordinal"),
    "after": ("after", "weeks_after"),
}


@dataclass(frozen=True)
class Content:
    """What people say of an item; see the model for the meaning of each field."""

    title: str
    ring: Ring
    kind: str = WheelItem.Kind.OTHER
    description: str = ""
    role: Role | None = None
    person: User | None = None
    when: str = WheelItem.When.WEEK
    week: int | None = None
    first: date | None = None
    last: date | None = None
    month: int | None = None
    rule_forum: Forum | None = None
    ordinal: int | None = None
    after: WheelItem | None = None
    weeks_after: int | None = None
    forums: Sequence[Forum] = field(default=())
    indicators: Sequence[Indicator] = field(default=())
    goals: Sequence[Goal] = field(default=())
    documents: Sequence[SteeringDocument] = field(default=())
    report_kinds: Sequence[ReportKind] = field(default=())


_LINKS = ("forums", "indicators", "goals", "documents", "report_kinds")
_WORDS = tuple(one.name for one in fields(Content) if one.name not in _LINKS)


@transaction.atomic
def add_item(*, wheel: Wheel, content: Content, by: User | None) -> WheelItem:
    """Put an item in a draft.

    Raises:
        ValidationError: when the wheel is adopted, or the item never falls in its year.
    """
    require_draft(wheel)
    item = WheelItem(wheel=wheel)
    _fill(item, content)
    _require_days(item)
    save_by(item, by)
    _link(item, content)
    record("wheel_item.added", by=by, target=item, unit_id=wheel.unit_id, wheel=wheel.pk)
    return item


@transaction.atomic
def change_item(*, item: WheelItem, content: Content, revision: int, by: User) -> WheelItem:
    """Change an item of a draft.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the wheel is adopted, or the item never falls in its year.
    """
    item = check_revision(item, revision)
    require_draft(item.wheel)
    before = item.plan
    _fill(item, content)
    if item.plan != before:
        item.moved_why = ""
    _require_days(item)
    item.revision += 1
    save_by(item, by)
    _link(item, content)
    record(
        "wheel_item.changed", by=by, target=item, unit_id=item.wheel.unit_id, wheel=item.wheel_id
    )
    return item


@transaction.atomic
def move_item(*, item: WheelItem, week: int, by: User) -> WheelItem:
    """Move an item of a draft to another week, in its own way of saying when.

    Raises:
        ValidationError: when the wheel is adopted, or the item cannot fall in that week.
    """
    item = (
        WheelItem.objects.select_for_update(of=("self",))
        .select_related("wheel__kind", "wheel__unit", "rule_forum")
        .get(pk=item.pk)
    )
    require_draft(item.wheel)
    year = item.wheel.period
    try:
        target = week_in(year, week)
    except NeverError as error:
        raise ValidationError({"week": str(error)}) from error
    forums = [item.rule_forum] if item.rule_forum else []
    meetings = _meetings(forums, year)
    days = _days_of(item)
    now = days if isinstance(days, Span) else None
    if now is not None and now.week == target.week:
        return item
    plan = moved_to_week(item.plan, now, target, meetings.get(item.rule_forum_id or 0, []))
    _apply(item, plan)
    _require_days(item, shown="week")
    item.moved_why = ""
    item.revision += 1
    save_by(item, by)
    record("wheel_item.moved", by=by, target=item, unit_id=item.wheel.unit_id, wheel=item.wheel_id)
    return item


@transaction.atomic
def remove_item(*, item: WheelItem, by: User) -> None:
    """Take an item out of a draft; earlier versions of the wheel keep it.

    Raises:
        ValidationError: when the wheel is adopted, or other items count from this one.
    """
    require_draft(item.wheel)
    followers = list(item.followers.all()[:1])
    if followers:
        raise ValidationError(
            f"”{followers[0]}” räknas från den här punkten. Ge den en egen tid först."
        )
    record(
        "wheel_item.removed", by=by, target=item, unit_id=item.wheel.unit_id, wheel=item.wheel_id
    )
    item.delete()


def _fill(item: WheelItem, content: Content) -> None:
    for name in _WORDS:
        setattr(item, name, getattr(content, name))
    kept = set(WHEN_FIELDS.get(item.when, ()))
    for name in {one for names in WHEN_FIELDS.values() for one in names} - kept:
        setattr(item, name, None)
    if item.ring.kind_id != item.wheel.kind_id:
        raise ValidationError({"ring": "Välj en av hjulets egna ringar."})
    if item.after is not None and item.after.wheel_id != item.wheel_id:
        raise ValidationError({"after": "Välj en punkt i samma hjul."})
    for name in kept:
        if getattr(item, name) is None:
            raise ValidationError({name: "Fyll i när punkten infaller."})


def _apply(item: WheelItem, plan: Plan) -> None:
    item.when = plan.kind
    item.week, item.first, item.last, item.month = plan.week, plan.first, plan.last, plan.month
    item.rule_forum_id, item.ordinal = plan.forum, plan.ordinal
    item.after_id, item.weeks_after = plan.after, plan.weeks


def _days_of(item: WheelItem) -> Span | NeverError:
    """The days that the item as it now stands gets among the others of its wheel."""
    key = item.pk or 0
    others = {one.pk: one for one in item.wheel.items.select_related("rule_forum")}
    plans = {pk: one.plan for pk, one in others.items()}
    plans[key] = item.plan
    forums = {one.rule_forum for one in others.values() if one.rule_forum is not None}
    if item.rule_forum is not None:
        forums.add(item.rule_forum)
    year = item.wheel.period
    found = resolve(
        plans,
        year=year,
        meetings=_meetings(forums, year),
        names={forum.pk: forum.name for forum in forums},
    )
    return found[key]


def _meetings(forums: Collection[Forum], year: Period) -> dict[int, list[date]]:
    if not forums:
        return {}
    found = meeting_days(forums, [year])
    return {pk: [one.on for one in days] for pk, days in found.items()}


def _require_days(item: WheelItem, *, shown: str = "") -> None:
    days = _days_of(item)
    if isinstance(days, NeverError):
        raise ValidationError({shown or WHEN_FIELDS[item.when][0]: str(days)})


def _link(item: WheelItem, content: Content) -> None:
    for name in _LINKS:
        chosen: list[Any] = list(getattr(content, name))
        # A rule on a forum's meeting says where it is taken up.
        if name == "forums" and item.rule_forum is not None and item.rule_forum not in chosen:
            chosen.append(item.rule_forum)
        getattr(item, name).set(chosen)
