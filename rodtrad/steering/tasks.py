"""What the steering documents ask of a person: to revise them before the day has come."""

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.organisation.models import Assignment
from rodtrad.steering.queries import WARN_BEFORE, editable_by

# How many documents are shown; the register has the rest.
SHOWN = 10


def tasks_for(user: User, today: date) -> list[Task]:
    """Documents that the person may change and whose role answers for the revision. One query.

    A document that names no role to be reminded waits for everybody who may change it.
    """
    has_role = Assignment.objects.running_on(today).filter(
        user=user, role=OuterRef("revision_role")
    )
    rows = (
        editable_by(user)
        .filter(revise_by__lte=today + WARN_BEFORE)
        .filter(Exists(has_role) | Q(revision_role__isnull=True))
        .select_related("unit")
        .order_by("revise_by", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.revise_by,
            today=today,
            title=f"Revidera: {row.title}",
            context=row.unit.name if row.unit else str(row.get_kind_display()),
            url=reverse("document_detail", args=[row.pk]),
            action="Öppna dokumentet",
            do_url=reverse("document_detail", args=[row.pk]),
            is_mine=row.revision_role_id is not None,
        )
        for row in rows
    ]
