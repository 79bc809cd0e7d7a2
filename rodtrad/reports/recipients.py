"""Who is told of what happens to a report."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Assignment, Unit
from rodtrad.reports.models import Report, ReportKind


def who_write(report: Report, *, today: date) -> list[User]:
    """Those whose own work the report is: who plans at its unit, or at its group's units."""
    units = list(report.group.members.all()) if report.group is not None else [report.unit]
    found = people_with(Permission.PLAN, units, today=today, at_the_unit=True)
    if not found:
        # Nobody plans at the unit itself: those who have it from an area above do.
        found = people_with(Permission.PLAN, units, today=today)
    if report.kind.per == ReportKind.Per.ADMINISTRATION:
        return [user for user, form in found if form is None or form in _forms(report.kind)]
    return [user for user, _ in found]


def who_decide(report: Report, *, today: date) -> list[User]:
    """Those who may return and adopt the report."""
    return [
        user
        for user, form in people_with(Permission.LEAD, [report.unit], today=today)
        if form is None or report.unit.is_working_unit or form in _forms(report.kind)
    ]


def who_can_be_handed(report: Report, *, today: date) -> list[User]:
    """Colleagues who may be asked to write a section: those who take part where it is written."""
    units = list(report.group.members.all()) if report.group is not None else [report.unit]
    found = {user.pk: user for user, _ in people_with(Permission.TAKE_PART, units, today=today)}
    return sorted(found.values(), key=lambda user: user.name)


def people_with(
    permission: str, units: Iterable[Unit], *, today: date, at_the_unit: bool = False
) -> list[tuple[User, str | None]]:
    """People with a permission at units, and the school form that limits them: two queries.

    Args:
        at_the_unit: leave out those who have it from a unit above.
    """
    wanted: dict[str, set[str]] = {}
    for unit in units:
        for end in range(Unit.steplen, len(unit.path) + 1, Unit.steplen):
            if not at_the_unit or end == len(unit.path):
                wanted.setdefault(unit.path[:end], set()).add(unit.path)
    kinds = {unit.path: unit.is_working_unit for unit in units}
    forms: dict[str, set[str]] = {}
    for path, form in Unit.school_forms.through.objects.filter(
        unit__path__in=list(kinds)
    ).values_list("unit__path", "schoolform_id"):
        forms.setdefault(path, set()).add(form)
    rows: Iterable[Any] = (
        Assignment.objects.running_on(today)
        .filter(unit__path__in=list(wanted), user__is_active=True)
        .select_related("user", "role", "unit")
        .order_by("user__name", "pk")
    )
    found: dict[int, tuple[User, str | None]] = {}
    for row in rows:
        if permission not in row.role.permissions:
            continue
        reached = wanted[row.unit.path]
        form = row.school_form_id
        # Above the units where children are, the form limits the kinds of report instead.
        if form is None or any(not kinds[p] or form in forms.get(p, ()) for p in reached):
            earlier = found.get(row.user_id)
            found[row.user_id] = (row.user, None if earlier and earlier[1] is None else form)
    return list(found.values())


def _forms(kind: ReportKind) -> set[str]:
    return set(kind.school_forms.values_list("pk", flat=True))
