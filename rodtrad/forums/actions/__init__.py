"""Every change of forums: what they are, who belongs to them, when they meet."""

from rodtrad.forums.actions.attendance import decide_attendance
from rodtrad.forums.actions.forums import (
    ForumPlan,
    add_hand_member,
    add_member_role,
    change_forum,
    create_forum,
    end_forum,
    end_hand_member,
    remove_member_role,
)
from rodtrad.forums.actions.series import (
    add_series,
    cancel_day,
    change_series,
    move_day,
    remove_series,
    restore_day,
)

__all__ = [
    "ForumPlan",
    "add_hand_member",
    "add_member_role",
    "add_series",
    "cancel_day",
    "change_forum",
    "change_series",
    "create_forum",
    "decide_attendance",
    "end_forum",
    "end_hand_member",
    "move_day",
    "remove_member_role",
    "remove_series",
    "restore_day",
]
