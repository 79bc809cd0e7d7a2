"""What the pages where forums are changed are opened with when their queries are counted."""

from typing import Any

from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.bench.city import City
from rodtrad.forums.actions import ForumPlan, add_hand_member, create_forum
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.organisation.actions import give_assignment
from rodtrad.organisation.models import Role


def _made(city: City) -> Any:
    branch = city.branch
    name = "Ledarforum, ändras"
    found = Forum.objects.filter(name=name).select_related("unit").first()
    return found or create_forum(
        kind=Forum.Kind.LEADERS, unit=branch.administration, plan=ForumPlan(name), by=branch.head
    )


def _forum(city: City) -> list[Any]:
    return [_made(city).pk]


def _series(city: City) -> list[Any]:
    today = timezone.localdate()
    year = YearSpan.of(today)
    return [
        ForumSeries.objects.create(
            forum=_made(city), weekday=2, first=year.starts, last=year.ends
        ).pk
    ]


def _role(city: City) -> list[Any]:
    return [_made(city).member_roles.get(role__code="principal").pk]


def _member(city: City) -> list[Any]:
    forum = _made(city)
    today = timezone.localdate()
    found = forum.hand_members.first()
    if found is None:
        found = add_hand_member(
            forum, user=city.branch.teachers[0], starts=today, by=city.branch.head
        )
    return [found.pk]


def _attendance(city: City) -> list[Any]:
    """The head is also principal of a school, whose assistants are decided on."""
    branch = city.branch
    unit, today = branch.units[0], timezone.localdate()
    year = YearSpan.of(today)
    principal = Role.objects.get(code="principal")
    if not branch.head.assignments.filter(role=principal, unit=unit).exists():
        give_assignment(branch.head, role=principal, unit=unit, starts=year.starts, by=None)
    assistant = Role.objects.get(code="assistant_principal")
    person = branch.teachers[0]
    if not person.assignments.filter(role=assistant).exists():
        give_assignment(person, role=assistant, unit=unit, starts=year.starts, by=None)
    return [_made(city).pk, unit.code, person.pk, year.slug]


PAGES: dict[str, tuple[Any, str]] = {
    "forum_create": (lambda city: [], ""),
    "forum_edit": (_forum, ""),
    "forum_settings": (_forum, ""),
    "forum_end": (_forum, ""),
    "forumseries_create": (_forum, ""),
    "forumseries_edit": (_series, ""),
    "forumseries_remove": (_series, ""),
    "memberrole_create": (_forum, ""),
    "memberrole_remove": (_role, ""),
    "handmember_create": (_forum, ""),
    "handmember_end": (_member, ""),
    "attendance_list": (lambda city: [], ""),
    "attendance_edit": (_attendance, ""),
}
WRITES: frozenset[str] = frozenset()
