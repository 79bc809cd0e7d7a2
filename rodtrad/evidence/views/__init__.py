"""Pages of practices and references."""

from rodtrad.evidence.views.grounds import grounds_detail
from rodtrad.evidence.views.practice import (
    area_practices,
    goal_practices,
    limits_edit,
    practice_create,
    practice_detail,
    practice_edit,
    practice_history,
    practice_list,
)
from rodtrad.evidence.views.reading import reading_create, reading_remove
from rodtrad.evidence.views.reference import (
    reference_attach,
    reference_create,
    reference_detach,
    reference_detail,
    reference_edit,
    reference_import,
    reference_list,
)
from rodtrad.evidence.views.removing import practice_remove, reference_remove
from rodtrad.evidence.views.trial import (
    practice_begin,
    practice_review,
    practice_share,
    practice_start,
    review_remove,
    sharing_remove,
    trial_create,
    trial_evaluate,
    trial_remove,
)

__all__ = [
    "area_practices",
    "goal_practices",
    "grounds_detail",
    "limits_edit",
    "practice_begin",
    "practice_create",
    "practice_detail",
    "practice_edit",
    "practice_history",
    "practice_list",
    "practice_remove",
    "practice_review",
    "practice_share",
    "practice_start",
    "reading_create",
    "reading_remove",
    "reference_attach",
    "reference_create",
    "reference_detach",
    "reference_detail",
    "reference_edit",
    "reference_import",
    "reference_list",
    "reference_remove",
    "review_remove",
    "sharing_remove",
    "trial_create",
    "trial_evaluate",
    "trial_remove",
]
