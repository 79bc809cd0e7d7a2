"""How many units have come how far: with each shared goal, and with each step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rodtrad.goals.coverage.rows import UnitCycle
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.models import Goal


@dataclass
class Summary:
    """How many units have come how far with one thing."""

    label: str
    goal: Goal | None = None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """How many units it concerns."""
        return sum(n for state, n in self.counts.items() if state != State.NOT_OURS)


def goal_summaries(rows: Sequence[UnitCycle], goals: Sequence[Goal]) -> list[dict[str, Any]]:
    """For each shared goal, how many of the units it applies to have done each step."""
    summaries = []
    for number, goal in enumerate(goals):
        found = [row.shared_items[number] for row in rows]
        ours = [item for item in found if item.applies]
        summaries.append(
            {
                "goal": goal,
                "units": len(ours),
                "steps": [
                    sum(item.states[step] in (State.DONE, State.ANSWERED) for item in ours)
                    for step in Step
                ],
            }
        )
    return summaries


def step_summaries(rows: Sequence[UnitCycle]) -> list[Summary]:
    """For each step, how many units are done, late or have it before them."""
    return [
        Summary(
            step.label,
            counts={state: sum(row.states[step] == state for row in rows) for state in State},
        )
        for step in Step
    ]
