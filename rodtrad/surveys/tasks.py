"""What the surveys ask of a person: to close them and read what was answered."""

from datetime import date

from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in
from rodtrad.surveys.models import Survey

# How many surveys are shown; the list has the rest.
SHOWN = 10


def tasks_for(user: User, today: date) -> list[Task]:
    """Surveys whose last day has passed and that nobody has closed. One query."""
    rows = (
        Survey.objects.open_to(user, Permission.PLAN)
        .filter(
            unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"),
            published_on__isnull=False,
            closed_on__isnull=True,
            closes__lt=today,
        )
        .select_related("unit")
        .order_by("closes", "pk")[:SHOWN]
    )
    return [
        task(
            due=None,
            today=today,
            title=f"Läs svaren: {row.title}",
            context=row.unit.name,
            url=reverse("survey_detail", args=[row.pk]),
            action="Stäng och läs",
            do_url=reverse("survey_close", args=[row.pk]),
            is_mine=row.created_by_id == user.pk,
            note="Sista dagen att svara har varit.",
        )
        for row in rows
    ]
