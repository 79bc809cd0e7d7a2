"""Bring an earlier wording back: an act like any other, so it is in the log."""

from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit import history
from rodtrad.audit.log import record
from rodtrad.goals.models import Activity, Deficiency, Goal, GoalReview, Remedy

# The wording comes back, not the state: a closed goal stays closed when its text is restored.
_GOAL_FIELDS = ("title", "description", "desired_effect", "origin", "origin_note", "starts", "ends")
_ACTIVITY_FIELDS = (
    *("title", "aim", "how_it_moves", "process_data", "grounds"),
    *("starts", "ends", "lesson"),
)
_REMEDY_FIELDS = ("title", "description", "expected_effect", "decided_on", "due")
_DEFICIENCY_FIELDS = ("title", "description", "source", "registry_number", "found_on", "due")
_REVIEW_FIELDS = ("result", "effect", "causes", "validity", "attainment", "conclusion")


@transaction.atomic
def restore_wording(
    row: Goal | Activity | GoalReview | Remedy | Deficiency, number: int, *, by: User
) -> None:
    """Put the wording of an earlier version back, as a new version.

    Args:
        number: the version, as the history names it.

    Raises:
        LookupError: when the row has no such version.
        ValidationError: when a field is refused today.
    """
    fields: tuple[str, ...]
    if isinstance(row, Goal):
        verb, fields, unit_id = "goal.restored", _GOAL_FIELDS, row.unit_id
    elif isinstance(row, Activity):
        verb, fields, unit_id = "activity.restored", _ACTIVITY_FIELDS, row.goal.unit_id
    elif isinstance(row, Remedy):
        verb, fields, unit_id = "remedy.restored", _REMEDY_FIELDS, row.unit_id
    elif isinstance(row, Deficiency):
        verb, fields, unit_id = "deficiency.restored", _DEFICIENCY_FIELDS, row.unit_id
    else:
        verb, fields, unit_id = "review.restored", _REVIEW_FIELDS, row.unit_id
    history.restore(row, number, fields=fields, by=by)
    record(verb, by=by, target=row, unit_id=unit_id, version=number)
