"""What the wheels ask of a person: drafts to adopt, and what their role sees to soon."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.organisation.access import Permission, own_units, reaches
from rodtrad.yearwheel.leading import work_of
from rodtrad.yearwheel.models import Wheel, WheelItem, WheelKind
from rodtrad.yearwheel.when import NeverError, Span, resolve

# How many of each kind are shown.
SHOWN = 10
# A wheel is adopted before its year begins: it is asked for this long before.
_BEFORE = timedelta(days=60)
# How long before an item is told to whose role it is.
_SOON = timedelta(days=14)


def tasks_for(user: User, today: date) -> list[Task]:
    """Drafts to adopt and items that come up. Two queries."""
    return [*draft_tasks(user, today), *item_tasks(user, today)]


def draft_tasks(user: User, today: date) -> list[Task]:
    """Drafts of the person's own unit whose year has begun or soon does. One query."""
    drafts = (
        Wheel.objects.plannable_by(user)
        .filter(
            state=Wheel.State.DRAFT,
            unit__in=own_units(user, Permission.PLAN).order_by().values("pk"),
            year__gte=today.year - 1,
        )
        .select_related("kind", "unit")
        .order_by("year", "kind__position")[:SHOWN]
    )
    return [
        task(
            due=wheel.period.starts if wheel.version == 1 else None,
            today=today,
            title=f"Fastställ {wheel.kind.name} {wheel.period.label}",
            context=wheel.unit.name,
            url=reverse("wheel_detail", args=[wheel.pk]),
            action="Gå igenom hjulet",
            do_url=reverse("wheel_detail", args=[wheel.pk]),
            is_mine=True,
            note="" if wheel.version == 1 else "En ny version väntar. Den förra gäller.",
        )
        for wheel in drafts
        if wheel.period.starts <= today + _BEFORE and wheel.period.ends >= today
    ]


def item_tasks(user: User, today: date) -> list[Task]:
    """What the person's role, or the person, sees to within two weeks. One query.

    Items on a forum's meeting are told on its agenda instead.
    """
    held = reaches(user)
    roles = {reach.role_code for reach in held}
    units = {reach.unit_id for reach in held}
    mine = Q(person=user) | (
        Q(role__code__in=roles)
        & (~Q(wheel__kind__scope=WheelKind.Scope.UNIT) | Q(wheel__unit__in=units))
    )
    in_force = Wheel.objects.readable_by(user).in_force().touching(today, today + _SOON)
    items = (
        WheelItem.objects.filter(mine, wheel__in=in_force.order_by().values("pk"))
        .exclude(when__in=[WheelItem.When.FORUM, WheelItem.When.AFTER])
        .select_related("wheel__kind", "wheel__unit")
    )
    found = []
    for item in items:
        days = _days(item)
        if days is None or not today <= days.first <= today + _SOON:
            continue
        page = reverse("wheel_item_detail", args=[item.pk])
        action, do_url = work_of(item, user) or ("Läs punkten", page)
        found.append(
            task(
                due=days.last,
                today=today,
                title=item.title,
                context=f"{item.wheel.kind.name} · {days.words}",
                url=page,
                action=action,
                do_url=do_url,
                is_mine=item.person_id == user.pk,
            )
        )
    found.sort(key=lambda one: one.due or today)
    return found[:SHOWN]


def _days(item: WheelItem) -> Span | None:
    found = resolve({item.pk: item.plan}, year=item.wheel.period, meetings={}, names={})[item.pk]
    return None if isinstance(found, NeverError) else found
