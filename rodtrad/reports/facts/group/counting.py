"""Counting what units' reports say about shared goals."""

from collections.abc import Iterable, Mapping

from rodtrad.goals.models import Goal, GoalReview
from rodtrad.reports.render.schema import GoalRecord, UnitRecord

ATTAINMENTS: tuple[tuple[str, str], ...] = tuple(
    (str(value), str(label)) for value, label in GoalReview.Attainment.choices
)
_WORDS = dict(ATTAINMENTS)


def attainment_of(record: UnitRecord, goal_id: int) -> str:
    """How a unit has judged a shared goal; "" when it has not finished its analysis."""
    return next((g["attainment"] for g in record["goals"] if g["id"] == goal_id), "")


def attainment_words(code: str) -> str:
    """A judgement as it is read."""
    return _WORDS.get(code, "Inte analyserat")


def counted(records: Iterable[UnitRecord], goal: Goal) -> dict[str, int]:
    """How many units have made each judgement of a shared goal."""
    found = dict.fromkeys(_WORDS, 0)
    for record in records:
        code = attainment_of(record, goal.pk)
        if code in found:
            found[code] += 1
    return found


def supporting(record: UnitRecord, goal_id: int) -> list[GoalRecord]:
    """The unit's own goals under a shared one."""
    return [g for g in record["goals"] if not g["shared"] and g["supports"] == goal_id]


def outside(record: UnitRecord, shared: Mapping[int, Goal]) -> list[GoalRecord]:
    """The unit's own goals that belong to none of the shared ones."""
    return [g for g in record["goals"] if not g["shared"] and g["supports"] not in shared]
