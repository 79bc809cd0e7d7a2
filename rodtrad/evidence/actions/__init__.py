"""Every change to practices, trials and references."""

from rodtrad.evidence.actions.practice import (
    add_practice,
    begin_with_practice,
    change_practice,
    describe_activity,
    evaluate_trial,
    remove_review,
    remove_sharing,
    remove_trial,
    restore_practice,
    review_practice,
    set_limits,
    share_practice,
    try_practice,
)
from rodtrad.evidence.actions.reference import (
    add_reference,
    attach_reference,
    change_reference,
    detach_reference,
    import_references,
    put_on_reading_list,
    take_off_reading_list,
)

__all__ = [
    "add_practice",
    "add_reference",
    "attach_reference",
    "begin_with_practice",
    "change_practice",
    "change_reference",
    "describe_activity",
    "detach_reference",
    "evaluate_trial",
    "import_references",
    "put_on_reading_list",
    "remove_review",
    "remove_sharing",
    "remove_trial",
    "restore_practice",
    "review_practice",
    "set_limits",
    "share_practice",
    "take_off_reading_list",
    "try_practice",
]
