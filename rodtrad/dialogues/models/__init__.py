"""Quality dialogues at three levels, and what carries from one to the next."""

from rodtrad.dialogues.models.board import BoardRound, BoardRule, Topic, TopicEvidence
from rodtrad.dialogues.models.board_visit import MemberVisit, MemberVisitSignup
from rodtrad.dialogues.models.chain import Matter
from rodtrad.dialogues.models.sitting import (
    AnswerReceiver,
    BoardDialogue,
    Brief,
    BriefMaterial,
    FollowUp,
    Summons,
)
from rodtrad.dialogues.models.unit import (
    GroupExemption,
    Occasion,
    OccasionGroup,
    TakesPart,
    UnitPlan,
)
from rodtrad.dialogues.models.visit import (
    AppraisalTalk,
    Commitment,
    Visit,
    VisitParticipant,
    VisitRound,
)

__all__ = [
    "AnswerReceiver",
    "AppraisalTalk",
    "BoardDialogue",
    "BoardRound",
    "BoardRule",
    "Brief",
    "BriefMaterial",
    "Commitment",
    "FollowUp",
    "GroupExemption",
    "Matter",
    "MemberVisit",
    "MemberVisitSignup",
    "Occasion",
    "OccasionGroup",
    "Summons",
    "TakesPart",
    "Topic",
    "TopicEvidence",
    "UnitPlan",
    "Visit",
    "VisitParticipant",
    "VisitRound",
]
