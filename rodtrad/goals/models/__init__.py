"""Goals and the turn of the cycle: what is planned, done, analysed and decided."""

from rodtrad.goals.models.activity import Activity, CheckIn, Checkpoint
from rodtrad.goals.models.goal import Goal, Target
from rodtrad.goals.models.review import DevelopmentArea, GoalReview

__all__ = [
    "Activity",
    "CheckIn",
    "Checkpoint",
    "DevelopmentArea",
    "Goal",
    "GoalReview",
    "Target",
]
