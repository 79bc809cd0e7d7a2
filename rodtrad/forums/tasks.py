"""What forums ask of a person: the principal's yearly decision on attendance."""

from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.task import Task, task
from rodtrad.forums.models import AttendanceDecision, Forum
from rodtrad.forums.queries import PRINCIPAL, assistants_of
from rodtrad.forums.reach import ancestors
from rodtrad.organisation.access import reaches


def tasks_for(user: User, today: date) -> list[Task]:
    """Assistant principals whose attendance is not decided on for the running school year.

    Two queries for a principal, none for others.
    """
    led = [reach for reach in reaches(user) if reach.role_code == PRINCIPAL]
    if not led:
        return []
    year = YearSpan.of(today)
    above = {path for reach in led for path in ancestors(reach.path)}
    forum = (
        Forum.objects.filter(kind=Forum.Kind.LEADERS, unit__path__in=above)
        .running_on(today)
        .order_by("-unit__path")
        .first()
    )
    if forum is None:
        return []
    decided = AttendanceDecision.objects.filter(
        forum=forum,
        unit=OuterRef("unit"),
        person=OuterRef("user"),
        school_year=year.start,
    )
    waiting = assistants_of([reach.unit_id for reach in led], today).filter(~Exists(decided))
    slug = year.slug
    page = f"{reverse('attendance_list')}?lasar={slug}"
    return [
        task(
            due=year.starts.replace(month=9, day=1),
            today=today,
            title=f"Ska {one.user} delta i ledarforum {year.label}?",
            context=one.unit.name,
            url=page,
            action="Besluta",
            do_url=reverse("attendance_edit", args=[forum.pk, one.unit.code, one.user_id, slug]),
            is_mine=True,
        )
        for one in waiting
    ]
