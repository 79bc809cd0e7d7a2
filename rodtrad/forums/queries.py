"""Answers about many forums at once: their days, and who belongs to them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.forums.models import (
    AttendanceDecision,
    Forum,
    ForumSeries,
    HandMember,
    MemberRole,
    SeriesException,
)
from rodtrad.forums.reach import ancestors
from rodtrad.forums.series import Exempted, ForumDay, Span, series_days
from rodtrad.organisation.access import reaches
from rodtrad.organisation.models import Assignment, SchoolBreak, Unit

# The roles that the guideline's § 3.1.2 names.
PRINCIPAL, ASSISTANT, HEAD = "principal", "assistant_principal", "head_of_schools"


def breaks_of(paths: Iterable[str]) -> dict[str, list[Span]]:
    """First and last day of the school breaks, by the municipality's path. One query.

    Args:
        paths: the paths of units in those municipalities.
    """
    roots = {path[: Unit.steplen] for path in paths}
    found: dict[str, list[Span]] = {root: [] for root in roots}
    rows = SchoolBreak.objects.filter(municipality__path__in=roots)
    for path, first, last in rows.values_list("municipality__path", "starts", "ends"):
        found[path].append((first, last))
    return found


def days_of(
    forums: Iterable[Forum], start: date, end: date, *, cancelled: bool = False
) -> dict[int, list[ForumDay]]:
    """The days that forums meet from `start` to `end`, both included, by the forum's number.

    At most four queries, however many forums: series, exceptions, school breaks, and the units
    when they are not loaded.

    Args:
        cancelled: whether the cancelled days are to be among them, marked so.
    """
    rows = list(forums)
    found: dict[int, list[ForumDay]] = {forum.pk: [] for forum in rows}
    paths = _unit_paths(rows)
    series = _with_exceptions(ForumSeries.objects.filter(forum__in=found))
    breaks = breaks_of(paths.values())
    unit_of = {forum.pk: forum.unit_id for forum in rows}
    ended = {forum.pk: forum.ended_on for forum in rows}
    for one in series:
        skipped = breaks[paths[unit_of[one.forum_id]][: Unit.steplen]]
        for day in _days_of_one(one, start, end, skipped):
            over = ended[one.forum_id]
            if (cancelled or not day.cancelled) and (over is None or day.on < over):
                found[one.forum_id].append(day)
    for days in found.values():
        days.sort(key=lambda day: (day.on, day.starts_at))
    return found


def coming_days(forums: QuerySet[Any], start: date, end: date) -> list[tuple[Any, ForumDay]]:
    """The forums' days from `start` to `end` that are not cancelled, in order, each with its forum.

    The forum has its unit loaded. Three queries, however many forums; one when none meets.
    """
    series = list(
        _with_exceptions(
            ForumSeries.objects.filter(forum__in=forums.order_by().values("pk"))
        ).select_related("forum__unit")
    )
    if not series:
        return []
    breaks = breaks_of(one.forum.unit.path for one in series)
    found = []
    for one in series:
        over = one.forum.ended_on
        skipped = breaks[one.forum.unit.path[: Unit.steplen]]
        found += [
            (one.forum, day)
            for day in _days_of_one(one, start, end, skipped)
            if not day.cancelled and (over is None or day.on < over)
        ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[1].starts_at, pair[0].name))


def _with_exceptions(series: QuerySet[Any]) -> QuerySet[Any]:
    rows = SeriesException.objects.order_by("on")
    return series.prefetch_related(Prefetch("exceptions", queryset=rows))


def _days_of_one(series: Any, start: date, end: date, breaks: list[Span]) -> list[ForumDay]:
    """The days of a series whose exceptions are loaded, the cancelled ones marked so."""
    return series_days(
        series.rule,
        start=start,
        end=end,
        breaks=breaks,
        exempted={
            row.on: Exempted(row.reason, row.moved_to, row.moved_at)
            for row in series.exceptions.all()
        },
        number=series.pk,
    )


def _unit_paths(forums: Iterable[Forum]) -> dict[int, str]:
    """The paths of the forums' units; a query for those that are not loaded."""
    loaded = {forum.unit_id: forum.unit.path for forum in forums if Forum.unit.is_cached(forum)}
    missing = {forum.unit_id for forum in forums} - loaded.keys()
    if missing:
        units = Unit.objects.filter(pk__in=missing).order_by()
        loaded.update(units.values_list("pk", "path"))
    return loaded


@dataclass(frozen=True)
class Member:
    """A person in a forum, and why.

    Attributes:
        role: the role's name; empty when added by hand.
        unit: where they have the role; empty when added by hand.
        leads: whether they prepare and keep the notes.
    """

    user: User
    role: str = ""
    role_code: str = ""
    unit: str = ""
    leads: bool = False

    @property
    def why(self) -> str:
        """As "Rektor, Västerportskolan"."""
        return f"{self.role}, {self.unit}" if self.role else "Tillagd för hand"


def members_of(forums: Sequence[Forum], day: date) -> dict[int, list[Member]]:
    """Who belongs to each forum on a day, each once, by the forum's number; in order of name.

    At most five queries, however many forums and members.
    """
    numbers = [forum.pk for forum in forums]
    chosen: dict[int, dict[int, Member]] = {number: {} for number in numbers}
    roles = list(MemberRole.objects.filter(forum__in=numbers).select_related("forum__unit"))
    running = (
        Assignment.objects.running_on(day)
        .filter(role__in={row.role_id for row in roles}, user__is_active=True)
        .select_related("user", "role", "unit")
    )
    if any(row.school_form_id for row in roles):
        running = running.prefetch_related("unit__school_forms")
    held = defaultdict(list)
    for assignment in running:
        held[assignment.role_id].append(assignment)
    attending = _attending(numbers, day) if any(row.by_decision for row in roles) else set()
    for row in roles:
        for assignment in held[row.role_id]:
            if _belongs(row, assignment, attending):
                _add(
                    chosen[row.forum_id],
                    Member(
                        assignment.user,
                        assignment.role.name,
                        assignment.role.code,
                        assignment.unit.name,
                        row.leads,
                    ),
                )
    by_hand = HandMember.objects.running_on(day).filter(forum__in=numbers, user__is_active=True)
    for member in by_hand.select_related("user"):
        _add(chosen[member.forum_id], Member(member.user, leads=member.leads))
    return {
        number: sorted(people.values(), key=lambda one: (not one.leads, one.user.name))
        for number, people in chosen.items()
    }


def _attending(forums: Iterable[int], day: date) -> set[tuple[int, int, int]]:
    """Forum, unit and person, where a principal has decided that the assistant attends."""
    return set(
        AttendanceDecision.objects.filter(
            forum__in=forums, school_year=SchoolYear.of(day).start, attends=True
        ).values_list("forum_id", "unit_id", "person_id")
    )


def _belongs(row: MemberRole, assignment: Any, attending: set[tuple[int, int, int]]) -> bool:
    here, there = row.forum.unit.path, assignment.unit.path
    if not (there.startswith(here) or (row.from_above and here.startswith(there))):
        return False
    if row.school_form_id is not None:
        if assignment.school_form_id is not None:
            if assignment.school_form_id != row.school_form_id:
                return False
        elif not any(form.pk == row.school_form_id for form in assignment.unit.school_forms.all()):
            return False
    return not row.by_decision or (
        (row.forum_id, assignment.unit_id, assignment.user_id) in attending
    )


def _add(people: dict[int, Member], member: Member) -> None:
    """Each person once; who leads by any of their roles leads."""
    known = people.get(member.user.pk)
    if known is None or (member.leads and not known.leads):
        people[member.user.pk] = member


def is_member(user: User, forum: Forum, today: date) -> bool:
    """Whether the person belongs to the forum today."""
    found: bool = Forum.objects.with_member(user, today).filter(pk=forum.pk).exists()
    return found


def runs(user: User, forum: Forum, today: date) -> bool:
    """Whether the person prepares the forum's meetings and changes it today."""
    found: bool = Forum.objects.run_by(user, today).filter(pk=forum.pk).exists()
    return found


def assistants_of(units: Iterable[int] | QuerySet[Any, Any], day: date) -> QuerySet[Assignment]:
    """Who are assistant principals at those units on a day, with person and unit loaded."""
    found: QuerySet[Assignment] = (
        Assignment.objects.running_on(day)
        .filter(unit__in=units, role__code=ASSISTANT, user__is_active=True)
        .select_related("user", "unit")
        .order_by("unit__path", "user__name")
    )
    return found


def units_led_as_principal(user: User) -> QuerySet[Unit]:
    """The units whose principal the person is: who decides there on the assistant's attendance."""
    named = [reach.unit_id for reach in reaches(user) if reach.role_code == PRINCIPAL]
    units: QuerySet[Unit] = Unit.objects.filter(pk__in=named)
    return units


def heads_over(unit: Unit, day: date) -> list[User]:
    """The heads of schools that the unit lies under."""
    rows = (
        Assignment.objects.running_on(day)
        .filter(role__code=HEAD, unit__path__in=ancestors(unit.path))
        .select_related("user")
    )
    forms = set(unit.school_forms.values_list("pk", flat=True))
    return [row.user for row in rows if row.school_form_id is None or row.school_form_id in forms]
