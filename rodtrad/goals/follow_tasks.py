"""What the cycle asks of a person: effects to judge, deficiencies to mend, suggestions to take."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.task import SOON, Task, task
from rodtrad.goals.models import Deficiency, DevelopmentArea, Remedy
from rodtrad.goals.tasks import SHOWN
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in


def tasks_for(user: User, today: date) -> list[Task]:
    """Remedies, deficiencies and suggested goals. Three queries."""
    return [
        *remedy_tasks(user, today),
        *deficiency_tasks(user, today),
        *suggestion_tasks(user, today),
    ]


def _here(user: User, permission: str) -> Q:
    """At the units where the person's own work is."""
    return Q(unit__in=units_worked_in(user, permission).order_by().values("pk"))


def remedy_tasks(user: User, today: date) -> list[Task]:
    """Remedies whose effect is to be judged soon, or should have been. One query."""
    rows = (
        Remedy.objects.open_to(user, Permission.TAKE_PART)
        .without_effect()
        .filter(Q(responsible=user) | _here(user, Permission.PLAN))
        .filter(due__lte=date.fromordinal(today.toordinal() + SOON))
        .select_related("unit")
        .order_by("due", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.due,
            today=today,
            title=f"Bedöm effekten: {row.title}",
            context=row.unit.name,
            url=reverse("remedy_detail", args=[row.pk]),
            action="Skriv in effekten",
            do_url=reverse("remedy_effect", args=[row.pk]),
            is_mine=row.responsible_id == user.pk,
        )
        for row in rows
    ]


def deficiency_tasks(user: User, today: date) -> list[Task]:
    """Deficiencies that are to be mended by a day. One query."""
    rows = (
        Deficiency.objects.open_to(user, Permission.PLAN)
        .unclosed()
        .filter(Q(responsible=user) | _here(user, Permission.PLAN), due__isnull=False)
        .select_related("unit")
        .order_by("due", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.due,
            today=today,
            title=f"Avhjälp bristen: {row.title}",
            context=row.unit.name,
            url=reverse("deficiency_detail", args=[row.pk]),
            action="Avsluta bristen",
            do_url=reverse("deficiency_close", args=[row.pk]),
            is_mine=row.responsible_id == user.pk,
        )
        for row in rows
    ]


def suggestion_tasks(user: User, today: date) -> list[Task]:
    """What the turn of the year suggested, until it is a goal or set aside. One query."""
    rows = (
        DevelopmentArea.objects.open_to(user, Permission.PLAN)
        .filter(_here(user, Permission.PLAN))
        .filter(suggested_for__isnull=False, goals__isnull=True, set_aside_why="")
        .select_related("unit")
        .order_by("suggested_for", "pk")[:SHOWN]
    )
    return [
        task(
            due=date(YearSpan(row.suggested_for_id).start, 9, 30),
            today=today,
            title=f"Ta ställning till förslaget: {row.title}",
            context=f"{row.unit.name} · förslag på mål {YearSpan(row.suggested_for_id).label}",
            url=reverse("area_list", query={"enhet": row.unit.code}),
            action="Gör ett mål av förslaget",
            do_url=reverse("area_to_goal", args=[row.pk]),
            is_mine=False,
        )
        for row in rows
        if row.suggested_for_id is not None
    ]
