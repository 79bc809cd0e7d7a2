"""Pages of goals and of the cycle, one module for each noun."""

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
from rodtrad.goals.views.cycle import cycle_coverage, cycle_remind, step_answer, step_remind
from rodtrad.goals.views.day import (
    day_board,
    day_close,
    day_create,
    day_detail,
    day_list,
    note_create,
    note_edit,
    note_sort,
    theme_create,
    theme_edit,
    theme_to_area,
)
from rodtrad.goals.views.deficiency import (
    deficiency_close,
    deficiency_create,
    deficiency_detail,
    deficiency_edit,
    deficiency_list,
)
from rodtrad.goals.views.goal import goal_close, goal_create, goal_detail, goal_edit
from rodtrad.goals.views.goal_list import goal_list
from rodtrad.goals.views.history import (
    activity_history,
    deficiency_history,
    goal_history,
    remedy_history,
    review_history,
)
from rodtrad.goals.views.remedy import (
    remedy_detail,
    remedy_edit,
    remedy_effect,
    remedy_list,
    remedy_remind,
)
from rodtrad.goals.views.remedy_create import remedy_create
from rodtrad.goals.views.review import review_edit
from rodtrad.goals.views.rollover import rollover_do, rollover_list, rollover_undo
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
    "cycle_coverage",
    "cycle_remind",
    "day_board",
    "day_close",
    "day_create",
    "day_detail",
    "day_list",
    "deficiency_close",
    "deficiency_create",
    "deficiency_detail",
    "deficiency_edit",
    "deficiency_history",
    "deficiency_list",
    "document_goals",
    "goal_close",
    "goal_coverage",
    "goal_create",
    "goal_detail",
    "goal_edit",
    "goal_history",
    "goal_list",
    "goal_thread",
    "note_create",
    "note_edit",
    "note_sort",
    "remedy_create",
    "remedy_detail",
    "remedy_edit",
    "remedy_effect",
    "remedy_history",
    "remedy_list",
    "remedy_remind",
    "requirement_goals",
    "review_edit",
    "review_history",
    "rollover_do",
    "rollover_list",
    "rollover_undo",
    "step_answer",
    "step_remind",
    "target_create",
    "target_edit",
    "target_measure",
    "theme_create",
    "theme_edit",
    "theme_to_area",
]
