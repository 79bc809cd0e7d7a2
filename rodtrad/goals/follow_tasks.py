"""What the cycle asks of a person: effects to judge, deficiencies to mend, suggestions to take."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.task import SOON, Task, task
from rodtrad.goals.models import Deficiency, DevelopmentArea, Remedy
from rodtrad.goals.tasks import SHOWN
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in

# What is read of each: they come in one query, so that the start page asks little.
_COLUMNS = ("what", "pk", "title", "unit__name", "unit__code", "last_day", "who", "year")


def tasks_for(user: User, today: date) -> list[Task]:
    """Remedies, deficiencies and suggested goals, the next first. One query."""
    here = Q(unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"))
    mine = Q(responsible=user)
    remedies = (
        Remedy.objects.open_to(user, Permission.TAKE_PART)
        .without_effect()
        .filter(mine | here, due__lte=today + timedelta(days=SOON))
    )
    deficiencies = (
        Deficiency.objects.open_to(user, Permission.PLAN)
        .unclosed()
        .filter(mine | here, due__isnull=False)
    )
    suggestions = DevelopmentArea.objects.open_to(user, Permission.PLAN).filter(
        here, suggested_for__isnull=False, goals__isnull=True, set_aside_why=""
    )
    rows = _columns("remedy", remedies).union(
        _columns("deficiency", deficiencies), _columns("suggestion", suggestions), all=True
    )
    found = [_task(row, user, today) for row in rows.order_by("pk")[: 3 * SHOWN]]
    return sorted(found, key=lambda one: one.due or today)


def _columns(what: str, rows: QuerySet[Any]) -> Any:
    """A kind of row in the columns that all kinds have."""
    is_area = what == "suggestion"
    # Cast: PostgreSQL takes a bare NULL in a union for text.
    no_number: Any = Cast(Value(None), IntegerField())
    no_day: Any = Cast(Value(None), DateField())
    return (
        rows.order_by()
        .annotate(
            what=Value(what, output_field=CharField()),
            last_day=no_day if is_area else F("due"),
            who=no_number if is_area else F("responsible"),
            year=F("suggested_for") if is_area else no_number,
        )
        .values_list(*_COLUMNS)
    )


def _task(row: tuple[Any, ...], user: User, today: date) -> Task:
    what, pk, title, unit, code, due, who, year = row
    context = unit
    if what == "remedy":
        title, action, do = f"Bedöm effekten: {title}", "Skriv in effekten", "remedy_effect"
        url = reverse("remedy_detail", args=[pk])
    elif what == "deficiency":
        title, action, do = f"Avhjälp bristen: {title}", "Avsluta bristen", "deficiency_close"
        url = reverse("deficiency_detail", args=[pk])
    else:
        span = YearSpan(year)
        due, context = date(span.start, 9, 30), f"{unit} · förslag på mål {span.label}"
        title = f"Ta ställning till förslaget: {title}"
        action, do = "Gör ett mål av förslaget", "area_to_goal"
        url = reverse("area_list", query={"enhet": code})
    return task(
        due=due,
        today=today,
        title=title,
        context=context,
        url=url,
        action=action,
        do_url=reverse(do, args=[pk]),
        is_mine=who == user.pk,
    )
