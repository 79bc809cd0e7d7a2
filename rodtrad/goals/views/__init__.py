"""Pages of goals, one module for each noun."""

from rodtrad.goals.views.activity import (
    activity_close,
    activity_create,
    activity_detail,
    activity_edit,
    checkin_create,
)
from rodtrad.goals.views.area import (
    area_create,
    area_edit,
    area_list,
    area_set_aside,
    area_to_goal,
)
from rodtrad.goals.views.cited import document_goals
from rodtrad.goals.views.coverage import goal_coverage, requirement_goals
from rodtrad.goals.views.goal import (
    goal_close,
    goal_create,
    goal_detail,
    goal_edit,
    goal_list,
)
from rodtrad.goals.views.history import activity_history, goal_history, review_history
from rodtrad.goals.views.review import review_edit
from rodtrad.goals.views.target import target_create, target_edit, target_measure
from rodtrad.goals.views.thread import goal_thread

__all__ = [
    "activity_close",
    "activity_create",
    "activity_detail",
    "activity_edit",
    "activity_history",
    "area_create",
    "area_edit",
    "area_list",
    "area_set_aside",
    "area_to_goal",
    "checkin_create",
    "document_goals",
    "goal_close",
    "goal_coverage",
    "goal_create",
    "goal_detail",
    "goal_edit",
    "goal_history",
    "goal_list",
    "goal_thread",
    "requirement_goals",
    "review_edit",
    "review_history",
    "target_create",
    "target_edit",
    "target_measure",
]
