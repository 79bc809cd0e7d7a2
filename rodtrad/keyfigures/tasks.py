"""What key figures ask of a person: a short analysis of their own unit's, in time."""

from collections import defaultdict
from datetime import date

from django.db.models import F
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.keyfigures.models import Occasion, OccasionFigure, UnitAnalysis
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.organisation.models import Unit
from rodtrad.organisation.queries import units_worked_in

Key = tuple[int, str, date, str, str]


def tasks_for(user: User, today: date) -> list[Task]:
    """Key figures to analyse where the person plans, one line for each occasion and unit.

    Two queries, and none for who plans nowhere.
    """
    if not has_anywhere(user, Permission.PLAN):
        return []
    units = units_worked_in(user, Permission.PLAN).order_by().values("pk")
    rows = (
        OccasionFigure.objects.filter(
            occasion__state=Occasion.State.OPEN,
            indicator__measurements__unit__in=units,
            indicator__measurements__unit__kind__in=Unit.WORKING_KINDS,
            indicator__measurements__period_ends__lte=F("occasion__on"),
        )
        .order_by()
        .values_list(
            "pk",
            "occasion_id",
            "occasion__title",
            "occasion__analyses_due",
            "occasion__unit__path",
            "indicator__measurements__unit_id",
            "indicator__measurements__unit__name",
            "indicator__measurements__unit__code",
            "indicator__measurements__unit__path",
        )
        .distinct()
    )
    waiting: dict[Key, set[tuple[int, int]]] = defaultdict(set)
    for figure, occasion, title, due, above, unit, name, code, path in rows:
        if path.startswith(above):
            waiting[occasion, title, due, name, code].add((figure, unit))
    if not waiting:
        return []
    written = set(
        UnitAnalysis.objects.filter(
            figure__occasion__state=Occasion.State.OPEN, unit__in=units
        ).values_list("figure_id", "unit_id")
    )
    return [
        _task(key, len(pairs - written), today) for key, pairs in waiting.items() if pairs - written
    ]


def _task(key: Key, count: int, today: date) -> Task:
    occasion, title, due, name, code = key
    address = reverse("analysis_edit", args=[occasion, code])
    return task(
        due=due,
        today=today,
        title=f"Analysera nyckeltal: {title}",
        context=name,
        url=address,
        action="Skriv analysen",
        do_url=address,
        is_mine=False,
        note=f"{count} nyckeltal kvar.",
    )
