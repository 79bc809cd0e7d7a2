"""What the administration's visits ask of a person: to prepare, to feed back, to follow up."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.dialogues.models import Commitment, Visit, VisitParticipant
from rodtrad.organisation.access import Permission, has_anywhere, reach_filter

SHOWN = 20
# How long before a visit the unit should be ready, and how long after it the feedback is given.
READY_DAYS, FEEDBACK_DAYS = 7, 14
State = Visit.State
Part = VisitParticipant.Part


def visit_tasks(user: User, today: date) -> list[Task]:
    """Visits to prepare or to feed back, and commitments to follow up. At most two queries."""
    if not has_anywhere(user, Permission.TAKE_PART):
        return []
    return [*_visits(user, today), *_commitments(user, today)]


def _visits(user: User, today: date) -> list[Task]:
    visits = VisitParticipant.objects.filter(visit=OuterRef("pk"), user=user, part=Part.VISITOR)
    hosted = Visit.objects.hosted_by(user).filter(pk=OuterRef("pk"))
    soon = today + timedelta(days=60)
    rows = (
        Visit.objects.readable_by(user)
        .filter(Exists(visits) | Exists(hosted))
        .exclude(state=State.CANCELLED)
        .filter(on__lte=soon, feedback_on__isnull=True)
        .select_related("unit", "round__school_year")
        .annotate(comes=Exists(visits), hosts=Exists(hosted))
        .order_by("on", "pk")[:SHOWN]
    )
    found = []
    for row in rows:
        facts, page = vars(row), reverse("visit_detail", args=[row.pk])
        assert row.on is not None  # filtered above
        about: dict[str, Any] = {
            "context": row.unit.name,
            "url": page,
            "today": today,
            "is_mine": True,
        }
        if row.state == State.HELD and facts["comes"]:
            found.append(
                task(
                    due=row.on + timedelta(days=FEEDBACK_DAYS),
                    title="Ge återkoppling efter besöket",
                    action="Skriv återkopplingen",
                    do_url=reverse("visit_feedback", args=[row.pk]),
                    **about,
                )
            )
        elif row.state == State.PLANNED and facts["hosts"] and row.prepared_on is None:
            found.append(
                task(
                    due=row.on - timedelta(days=READY_DAYS),
                    title="Förbered förvaltningens dialog",
                    action="Förbered besöket",
                    do_url=reverse("visit_prepare", args=[row.pk]),
                    **about,
                )
            )
        elif row.state == State.PLANNED and facts["comes"] and row.is_near(today):
            found.append(
                task(
                    due=row.on,
                    title="Förvaltningens dialog",
                    action="Läs inför besöket",
                    do_url=page,
                    note="Enheten har förberett sig." if row.prepared_on else "",
                    **about,
                )
            )
    return found


def _commitments(user: User, today: date) -> list[Task]:
    rows = (
        Commitment.objects.filter(
            reach_filter(user, Permission.READ, unit="visit__unit"),
            responsible=user,
            state=Commitment.State.OPEN,
            visit__state=State.HELD,
            due__lte=today + timedelta(days=60),
        )
        .select_related("visit__unit")
        .order_by("due", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.due,
            today=today,
            title=f"Följ upp: {row.text}",
            context=row.visit.unit.name,
            url=f"{reverse('visit_detail', args=[row.visit_id])}#ataganden",
            action="Följ upp åtagandet",
            do_url=reverse("commitment_follow_up", args=[row.pk]),
            is_mine=True,
        )
        for row in rows
    ]
