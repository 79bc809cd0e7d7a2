"""Pages where forums are changed, one module by noun."""

from rodtrad.forums.views.attendance import attendance_edit, attendance_list
from rodtrad.forums.views.forum import forum_create, forum_edit, forum_end, forum_settings
from rodtrad.forums.views.members import (
    handmember_create,
    handmember_end,
    memberrole_create,
    memberrole_remove,
)
from rodtrad.forums.views.series import forumseries_create, forumseries_edit, forumseries_remove

__all__ = [
    "attendance_edit",
    "attendance_list",
    "forum_create",
    "forum_edit",
    "forum_end",
    "forum_settings",
    "forumseries_create",
    "forumseries_edit",
    "forumseries_remove",
    "handmember_create",
    "handmember_end",
    "memberrole_create",
    "memberrole_remove",
]
