"""Forums, who belongs to them and when they meet."""

from rodtrad.forums.models.attendance import AttendanceDecision
from rodtrad.forums.models.forum import Forum, ForumQuerySet
from rodtrad.forums.models.membership import HandMember, MemberRole
from rodtrad.forums.models.series import ForumSeries, SeriesException

__all__ = [
    "AttendanceDecision",
    "Forum",
    "ForumQuerySet",
    "ForumSeries",
    "HandMember",
    "MemberRole",
    "SeriesException",
]
