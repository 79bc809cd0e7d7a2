"""What the practices and the reading lists ask of a person."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import SOON, Task, task
from rodtrad.evidence.models import ReadingItem, Trial
from rodtrad.forums.models import Forum
from rodtrad.goals.models import Activity
from rodtrad.organisation.access import Permission
from rodtrad.organisation.queries import units_worked_in

# How many of each are shown.
SHOWN = 10

_OVER = (Activity.State.DONE, Activity.State.STOPPED)


def tasks_for(user: User, today: date) -> list[Task]:
    """Trials whose activity is over and that nobody has evaluated, and what is to be read soon.

    Two queries.
    """
    return [*_trials(user, today), *_reading(user, today)]


def _trials(user: User, today: date) -> list[Task]:
    led = units_worked_in(user, Permission.PLAN).order_by().values("pk")
    reached = Activity.objects.open_to(user, Permission.TAKE_PART).order_by().values("pk")
    rows = (
        Trial.objects.filter(evaluated_on__isnull=True, activity__in=reached)
        .filter(Q(activity__state__in=_OVER) | Q(activity__ends__lt=today))
        .filter(Q(activity__goal__unit__in=led) | Q(activity__responsible=user) | Q(by=user))
        .select_related("practice", "activity__goal__unit")
        .order_by("activity__ends", "pk")[:SHOWN]
    )
    return [
        task(
            due=None,
            today=today,
            title=f"Prövat arbetssätt: {row.practice.title}",
            context=row.activity.goal.unit.name,
            url=reverse("practice_detail", args=[row.practice_id]),
            action="Utvärdera prövningen",
            do_url=reverse("trial_evaluate", args=[row.pk]),
            is_mine=user.pk in (row.activity.responsible_id, row.by_id),
            note=f"Aktiviteten {row.activity.title} är slut.",
        )
        for row in rows
    ]


def _reading(user: User, today: date) -> list[Task]:
    forums = Forum.objects.with_member(user, today).order_by().values("pk")
    rows = (
        ReadingItem.objects.filter(
            forum__in=forums, due__range=(today, today + timedelta(days=SOON))
        )
        .select_related("forum", "reference")
        .order_by("due", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.due,
            today=today,
            title=f"Läs: {row.reference.title}",
            context=row.forum.name,
            url=reverse("reference_detail", args=[row.reference_id]),
            action="Öppna referensen",
            do_url=reverse("reference_detail", args=[row.reference_id]),
            is_mine=True,
            note=row.note,
        )
        for row in rows
    ]
