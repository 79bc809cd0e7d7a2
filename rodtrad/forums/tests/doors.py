"""Who may open the pages where forums are changed."""

from typing import Any

from django.utils import timezone

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.forums.actions import ForumPlan, add_hand_member, create_forum
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.organisation.models import SchoolYear
from tests.door import LEADERS, PLANS_SOMEWHERE, Door
from tests.world import World


def _made(world: World) -> Any:
    return create_forum(
        kind=Forum.Kind.LEADERS,
        unit=world.administration,
        # One world may serve many doors.
        plan=ForumPlan(f"Ledarforum {Forum.objects.count() + 1}"),
        by=world.head,
    )


def _forum(world: World) -> list[Any]:
    return [_made(world).pk]


def _series(world: World) -> list[Any]:
    today = timezone.localdate()
    row = ForumSeries.objects.create(
        forum=_made(world), weekday=2, first=today, last=today.replace(year=today.year + 1)
    )
    return [row.pk]


def _role(world: World) -> list[Any]:
    return [_made(world).member_roles.get(role__code="principal").pk]


def _member(world: World) -> list[Any]:
    today = timezone.localdate()
    row = add_hand_member(_made(world), user=world.lead_teacher, starts=today, by=world.head)
    return [row.pk]


def _attendance(world: World) -> list[Any]:
    year = YearSpan.of(timezone.localdate())
    SchoolYear.objects.get_or_create(start=year.start)
    slug = year.slug
    return [_made(world).pk, world.school.code, world.assistant_principal.pk, slug]


DOORS: dict[str, Door] = {
    "forum_create": Door(PLANS_SOMEWHERE | {"secretary"}),
    "forum_edit": Door(LEADERS, _forum),
    "forum_settings": Door(LEADERS, _forum),
    "forum_end": Door(LEADERS, _forum),
    "forumseries_create": Door(LEADERS, _forum),
    "forumseries_edit": Door(LEADERS, _series),
    "forumseries_remove": Door(LEADERS, _series),
    "memberrole_create": Door(LEADERS, _forum),
    "memberrole_remove": Door(LEADERS, _role),
    "handmember_create": Door(LEADERS, _forum),
    "handmember_end": Door(LEADERS, _member),
    "attendance_list": Door(LEADERS | {"principal", "preschool_principal"}),
    "attendance_edit": Door(frozenset({"principal"}), _attendance),
}
