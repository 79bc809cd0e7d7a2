"""Whether the health team's professions are called where a unit's results are followed up.

It is the principal's responsibility that they are (the guideline's § 3.1.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.forums.models import Forum
from rodtrad.forums.reach import ancestors
from rodtrad.meetings.models import AgendaItem
from rodtrad.meetings.models.agenda import Purpose
from rodtrad.organisation.defaults import HEALTH_ROLES
from rodtrad.organisation.models import Assignment, Role, Unit

# Which professions are looked for: in school those of 2 kap. 25 § skollagen. The law names none
# for preschools; the municipality's own teams there always have a special educator.
EXPECTED: dict[str, tuple[str, ...]] = {
    Unit.Kind.SCHOOL: HEALTH_ROLES,
    Unit.Kind.PRESCHOOL: ("special_educator",),
}


@dataclass(frozen=True)
class Profession:
    """A profession, and who has it at the unit.

    Attributes:
        people: those at the unit, with their role and where they have it.
        is_called: whether one of them is called.
    """

    name: str
    people: list[tuple[User, str]]
    is_called: bool


def follows_up_results(meeting: Any, items: Iterable[AgendaItem]) -> bool:
    """Whether a unit's results are followed up at the meeting."""
    return meeting.forum.kind in Forum.UNIT_KINDS and any(
        item.purpose == Purpose.RESULTS and item.state == AgendaItem.State.ON_AGENDA
        for item in items
    )


def professions(unit: Unit, day: date, called: set[int]) -> list[Profession]:
    """The professions of the unit's health team, in order. Two queries.

    Args:
        called: the numbers of the people who are called to the meeting.
    """
    expected = EXPECTED.get(unit.kind, ())
    names = dict(Role.objects.filter(code__in=HEALTH_ROLES).values_list("code", "name"))
    held: dict[str, list[tuple[User, str]]] = {code: [] for code in HEALTH_ROLES}
    rows = (
        Assignment.objects.running_on(day)
        .filter(
            role__code__in=HEALTH_ROLES,
            unit__path__in=ancestors(unit.path),
            user__is_active=True,
        )
        .select_related("user", "role", "unit")
        .order_by("user__name")
    )
    for row in rows:
        held[row.role.code].append((row.user, f"{row.role.name}, {row.unit.name}"))
    return [
        Profession(
            name=names.get(code, code),
            people=held[code],
            is_called=any(user.pk in called for user, _ in held[code]),
        )
        for code in HEALTH_ROLES
        if code in expected or held[code]
    ]
