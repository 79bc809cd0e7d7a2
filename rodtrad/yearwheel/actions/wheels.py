"""Opening, adopting, revising and rolling over wheels."""

import uuid
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.goals.models import Goal
from rodtrad.organisation.models import Unit
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.queries.placing import placed_of
from rodtrad.yearwheel.shifting import Break, shifted
from rodtrad.yearwheel.when import Plan

_LINKS = ("forums", "indicators", "goals", "documents", "report_kinds")
_COPIED = (
    *("lineage", "ring_id", "kind", "title", "description", "role_id", "person_id", "when"),
    *("week", "first", "last", "month", "rule_forum_id", "ordinal", "weeks_after", "moved_why"),
)


@transaction.atomic
def open_wheel(*, kind: WheelKind, unit: Unit, year: int, by: User | None) -> Wheel:
    """An empty draft of a wheel.

    Raises:
        ValidationError: when the year already has the wheel, or the unit is of the wrong kind.
    """
    if unit.is_working_unit != (kind.scope == WheelKind.Scope.UNIT):
        wanted = "en skola eller förskola" if not unit.is_working_unit else "förvaltningen"
        raise ValidationError({"unit": f"{kind} görs för {wanted}. Välj en sådan."})
    if Wheel.objects.filter(kind=kind, unit=unit, year=year).exists():
        raise ValidationError("Det året har redan hjulet. Öppna det och ändra i det.")
    wheel = Wheel(kind=kind, unit=unit, year=year)
    save_by(wheel, by)
    record("wheel.opened", by=by, target=wheel, unit_id=unit.pk)
    return wheel


@transaction.atomic
def change_wheel(
    *,
    wheel: Wheel,
    note: str,
    learning_count: int | None,
    analysis_count: int | None,
    revision: int,
    by: User,
) -> Wheel:
    """Say what has changed in a draft, and what the SKA wheel sets aside ledarforum for.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the wheel is adopted.
    """
    wheel = check_revision(wheel, revision)
    require_draft(wheel)
    wheel.note, wheel.learning_count, wheel.analysis_count = note, learning_count, analysis_count
    wheel.revision += 1
    save_by(wheel, by)
    record("wheel.changed", by=by, target=wheel, unit_id=wheel.unit_id)
    return wheel


@transaction.atomic
def adopt_wheel(*, wheel: Wheel, on: date, by: User | None) -> Wheel:
    """Let a draft hold; the version that held before is kept as replaced.

    Raises:
        ValidationError: when it is adopted already, is empty, or an item never falls in its year.
    """
    wheel = Wheel.objects.select_for_update().select_related("kind", "unit").get(pk=wheel.pk)
    require_draft(wheel)
    placed = placed_of([wheel])
    if not placed:
        raise ValidationError("Hjulet är tomt. Lägg in minst en punkt innan du fastställer det.")
    for one in placed:
        if one.span is None:
            raise ValidationError(f"”{one.item}” har ingen dag. {one.problem}")
    for before in Wheel.objects.filter(
        kind=wheel.kind, unit=wheel.unit, year=wheel.year, state=Wheel.State.ADOPTED
    ):
        before.state = Wheel.State.REPLACED
        save_by(before, by)
    wheel.state, wheel.adopted_on, wheel.adopted_by = Wheel.State.ADOPTED, on, by
    wheel.revision += 1
    save_by(wheel, by)
    record("wheel.adopted", by=by, target=wheel, unit_id=wheel.unit_id, version=wheel.version)
    return wheel


@transaction.atomic
def revise_wheel(*, wheel: Wheel, by: User) -> Wheel:
    """A draft of the next version of an adopted wheel, with the same items.

    The adopted version holds until the draft is adopted. A draft that exists already is given.

    Raises:
        ValidationError: when the wheel is not the one that holds.
    """
    draft = Wheel.objects.filter(
        kind=wheel.kind_id, unit=wheel.unit_id, year=wheel.year, state=Wheel.State.DRAFT
    ).first()
    if draft is not None:
        return draft
    if wheel.state != Wheel.State.ADOPTED:
        raise ValidationError("En nyare version av hjulet gäller. Ändra i den.")
    draft = Wheel(
        kind=wheel.kind,
        unit=wheel.unit,
        year=wheel.year,
        version=wheel.version + 1,
        came_from=wheel,
        learning_count=wheel.learning_count,
        analysis_count=wheel.analysis_count,
    )
    save_by(draft, by)
    _copy_items(wheel, draft, lambda item: (item.plan, item.moved_why), by=by)
    record("wheel.revised", by=by, target=draft, unit_id=draft.unit_id, version=draft.version)
    return draft


@transaction.atomic
def roll_over(*, wheel: Wheel, breaks: Sequence[Break], by: User | None) -> Wheel:
    """A draft of the next year's wheel, its items moved by weeks, past holidays and breaks.

    Args:
        breaks: the school breaks of the new year.

    Raises:
        ValidationError: when the next year has the wheel already.
    """
    draft = open_wheel(kind=wheel.kind, unit=wheel.unit, year=wheel.year + 1, by=by)
    draft.came_from = wheel
    draft.learning_count, draft.analysis_count = wheel.learning_count, wheel.analysis_count
    save_by(draft, by)
    known = tuple(breaks)

    def moved(item: WheelItem) -> tuple[Plan, str]:
        found = shifted(item.plan, new=draft.period, breaks=known)
        return found.plan, found.why[:200]

    _copy_items(wheel, draft, moved, by=by)
    record("wheel.rolled_over", by=by, target=draft, unit_id=draft.unit_id)
    return draft


@transaction.atomic
def discard_wheel(*, wheel: Wheel, by: User) -> None:
    """Throw a draft away; what is adopted is never thrown away.

    Raises:
        ValidationError: when the wheel is adopted.
    """
    wheel = Wheel.objects.select_for_update().select_related("kind", "unit").get(pk=wheel.pk)
    require_draft(wheel)
    record("wheel.discarded", by=by, target=wheel, unit_id=wheel.unit_id, version=wheel.version)
    # Those that count from another first: each is protected by those that count from it.
    wheel.items.update(after=None, when=WheelItem.When.WEEK, week=1)
    wheel.delete()


def require_draft(wheel: Wheel) -> None:
    """Let pass only a draft.

    Raises:
        ValidationError: when the wheel is adopted.
    """
    if not wheel.is_draft:
        raise ValidationError(
            "Hjulet är fastställt. Välj ”Ändra hjulet” för att göra en ny version av det."
        )


def _copy_items(
    old: Wheel, new: Wheel, plan_of: Callable[[WheelItem], tuple[Plan, str]], *, by: User | None
) -> None:
    """Copy items with their links; those that others count from come first."""
    rows = list(old.items.select_related("person").order_by("pk"))
    made: dict[int, WheelItem] = {}
    left = rows
    while left:
        ready = [row for row in left if row.after_id is None or row.after_id in made]
        if not ready:
            # A ring of items that wait for each other was refused when it was written.
            raise ValidationError("Punkterna väntar på varandra i en ring.")
        copies = [_copy(row, new, *plan_of(row), made) for row in ready]
        created = bulk_create_with_history(copies, WheelItem, default_user=by)
        made |= {row.pk: copy for row, copy in zip(ready, created, strict=True)}
        done = {row.pk for row in ready}
        left = [row for row in left if row.pk not in done]
    closed = set(
        Goal.objects.filter(wheel_items__wheel=old, state=Goal.State.CLOSED).values_list(
            "pk", flat=True
        )
    )
    for name in _LINKS:
        through: Any = getattr(WheelItem, name).through
        column = f"{getattr(WheelItem, name).field.m2m_reverse_field_name()}_id"
        links = through.objects.filter(wheelitem__wheel=old)
        through.objects.bulk_create(
            through(wheelitem_id=made[link.wheelitem_id].pk, **{column: getattr(link, column)})
            for link in links
            # A finished goal is no longer something to take up.
            if name != "goals" or getattr(link, column) not in closed
        )


def _copy(
    row: WheelItem, wheel: Wheel, plan: Plan, why: str, made: dict[int, WheelItem]
) -> WheelItem:
    copy = WheelItem(wheel=wheel, **{name: getattr(row, name) for name in _COPIED})
    copy.week, copy.first, copy.last, copy.month = plan.week, plan.first, plan.last, plan.month
    copy.moved_why = why
    if row.person is not None and not row.person.is_active:
        copy.person_id = None
    if row.after_id is not None:
        copy.after = made[row.after_id]
    assert isinstance(copy.lineage, uuid.UUID)
    return copy
