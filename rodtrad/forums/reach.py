"""Whose roles make them members: the condition on a forum's roles, from a person's assignments."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.organisation.access import branch_filter, reaches
from rodtrad.organisation.models import Unit


def ancestors(path: str) -> list[str]:
    """The paths of a unit and of every unit above it."""
    step = Unit.steplen
    return [path[:end] for end in range(step, len(path) + 1, step)]


def role_condition(user: User, today: date) -> Q:
    """Which of the forums' roles the person holds in the right place today.

    For rows of MemberRole. One query, of the person's assignments, kept for the request.
    """
    from rodtrad.forums.models.attendance import AttendanceDecision

    condition = Q(pk__in=[])
    for reach in reaches(user):
        place = Q(forum__unit__path__in=ancestors(reach.path)) | (
            Q(from_above=True) & branch_filter(reach.path, unit="forum__unit")
        )
        forms = Q(school_form__isnull=True)
        if reach.school_form:
            forms |= Q(school_form=reach.school_form)
        else:
            forms |= Q(
                school_form__in=Unit.school_forms.through.objects.filter(
                    unit_id=reach.unit_id
                ).values("schoolform_id")
            )
        agreed = AttendanceDecision.objects.filter(
            forum=OuterRef("forum"),
            unit_id=reach.unit_id,
            person=user,
            school_year=SchoolYear.of(today).start,
            attends=True,
        )
        decided = Q(by_decision=False) | Q(Exists(agreed))
        condition |= Q(role__code=reach.role_code) & place & forms & decided
    return condition
