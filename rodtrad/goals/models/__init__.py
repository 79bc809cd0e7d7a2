"""Goals and the turn of the cycle: what is planned, done, analysed and decided."""

from rodtrad.goals.models.activity import Activity, CheckIn, Checkpoint
from rodtrad.goals.models.cycle import Reminder, StepAnswer
from rodtrad.goals.models.day import AnalysisDay, DayNote, DayTheme
from rodtrad.goals.models.goal import Goal, Target
from rodtrad.goals.models.remedy import Deficiency, Remedy
from rodtrad.goals.models.review import DevelopmentArea, GoalReview
from rodtrad.goals.models.rollover import Rollover, RolloverChange

__all__ = [
    "Activity",
    "AnalysisDay",
    "CheckIn",
    "Checkpoint",
    "DayNote",
    "DayTheme",
    "Deficiency",
    "DevelopmentArea",
    "Goal",
    "GoalReview",
    "Remedy",
    "Reminder",
    "Rollover",
    "RolloverChange",
    "StepAnswer",
    "Target",
]
