"""Quality matrices, and the self-assessments that units make with them."""

from rodtrad.matrix.models.assessment import Campaign, Evidence, Rating, SelfAssessment, Team
from rodtrad.matrix.models.matrix import (
    Area,
    Criterion,
    LevelText,
    Matrix,
    MatrixVersion,
    ScaleStep,
)
from rodtrad.matrix.models.raters import Participation, Sheet, SheetRating, Tally, TallyComment

__all__ = [
    "Area",
    "Campaign",
    "Criterion",
    "Evidence",
    "LevelText",
    "Matrix",
    "MatrixVersion",
    "Participation",
    "Rating",
    "ScaleStep",
    "SelfAssessment",
    "Sheet",
    "SheetRating",
    "Tally",
    "TallyComment",
    "Team",
]
