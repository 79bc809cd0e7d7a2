"""Who rates at a unit and who leads it: found for many assessments at once."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.matrix.models import Participation, SelfAssessment
from rodtrad.organisation.access import Permission, reaches
from rodtrad.organisation.models import Assignment

People = dict[SelfAssessment, list[User]]


def staff_of(units: Sequence[int], permission: str, today: date) -> dict[int, dict[int, User]]:
    """The people whose own assignment is at each unit and gives a permission, one query.

    An assignment higher up in the tree does not count: who leads many units is no rater of one.
    """
    found: dict[int, dict[int, User]] = {unit: {} for unit in units}
    rows = (
        Assignment.objects.running_on(today)
        .filter(unit__in=units, user__is_active=True)
        .select_related("role", "user")
    )
    for row in rows:
        if permission in row.role.permissions:
            found[row.unit_id][row.user_id] = row.user
    return found


def planners_of(assessments: Sequence[SelfAssessment]) -> People:
    """Who runs each assessment."""
    staff = staff_of([row.unit_id for row in assessments], Permission.PLAN, timezone.localdate())
    return {row: list(staff[row.unit_id].values()) for row in assessments}


def raters_of(assessments: Sequence[SelfAssessment], *, without_answer: bool = False) -> People:
    """Who may rate in each assessment; without those who have, when asked."""
    staff = staff_of(
        [row.unit_id for row in assessments], Permission.TAKE_PART, timezone.localdate()
    )
    handed_in: set[tuple[int, int]] = set()
    if without_answer:
        handed_in = set(
            Participation.objects.filter(assessment__in=assessments).values_list(
                "assessment_id", "user_id"
            )
        )
    return {
        row: [
            person
            for number, person in staff[row.unit_id].items()
            if (row.pk, number) not in handed_in
        ]
        for row in assessments
    }


def is_rater(user: User, assessment: SelfAssessment) -> bool:
    """Whether the person's own assignment is at the unit and lets them take part there."""
    return any(
        reach.unit_id == assessment.unit_id and Permission.TAKE_PART in reach.permissions
        for reach in reaches(user)
    )
