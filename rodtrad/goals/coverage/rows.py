"""What a unit has done, goal by goal and step by step: facts without questions to the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from rodtrad.goals.cycle import State, Step, Tally
from rodtrad.goals.models import Goal, Remedy, StepAnswer
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class Done:
    """What was done for one of a unit's goals in a school year."""

    goal_id: int
    unit_id: int
    shared_id: int | None
    has_activity: bool
    is_followed_up: bool
    is_overdue: bool

    @property
    def keeps_up(self) -> bool:
        """Whether it counts as followed up: something is read, and no day that is due waits."""
        return keeps_up(self.is_followed_up, self.is_overdue)


def keeps_up(is_followed_up: bool, is_overdue: bool) -> bool:
    """Whether a goal counts as followed up, here and in what is shown to an inspector."""
    return is_followed_up and not is_overdue


@dataclass
class Item:
    """What has to go through the cycle: a shared goal at a unit, or a goal of the unit's own."""

    unit: Unit
    shared: Goal | None
    applies: bool = True
    done: list[Done] = field(default_factory=list)
    reviewed: int = 0
    remedies: list[Remedy] = field(default_factory=list)
    answers: dict[str, StepAnswer] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)

    @property
    def first_goal(self) -> int | None:
        """The unit's goal that the table leads to: one that is late, else the oldest."""
        late = [one.goal_id for one in self.done if one.is_overdue]
        return min(late or [one.goal_id for one in self.done], default=None)

    @property
    def has_goal(self) -> bool:
        """Whether the unit has a goal of its own here."""
        return bool(self.done)

    @property
    def has_activity(self) -> bool:
        """Whether something is done for it."""
        return any(one.has_activity for one in self.done)

    @property
    def is_covered(self) -> bool:
        """What the guideline asks: at least one goal and one activity."""
        return self.has_goal and self.has_activity

    @property
    def is_followed_up(self) -> bool:
        """Whether any of the unit's goals here is measured or checked."""
        return any(one.is_followed_up for one in self.done)

    @property
    def is_analysed(self) -> bool:
        """Whether an analysis is finished."""
        return self.reviewed > 0

    def tally(self, step: Step, today: date) -> Tally:
        """What is done of a step, of how many."""
        of = max(1, len(self.done))
        if step == Step.PLANNED:
            return Tally(sum(one.has_activity for one in self.done), of)
        if step == Step.FOLLOWED_UP:
            return Tally(
                sum(one.keeps_up for one in self.done),
                of,
                sum(one.is_overdue for one in self.done),
            )
        if step == Step.ANALYSED:
            return Tally(min(self.reviewed, of), of)
        return remedy_tally(self.remedies, step, today)


def remedy_tally(remedies: Sequence[Remedy], step: Step, today: date) -> Tally:
    """What is decided, or of what is decided has a recorded effect."""
    if step == Step.DECIDED:
        return Tally(len(remedies), max(1, len(remedies)))
    return Tally(
        sum(row.effect_on is not None for row in remedies),
        len(remedies),
        sum(row.is_late(today) for row in remedies),
    )


@dataclass
class UnitCycle:
    """A unit's school year: its items, and each step for the unit as a whole."""

    unit: Unit
    items: list[Item] = field(default_factory=list)
    remedies: list[Remedy] = field(default_factory=list)
    answers: dict[str, StepAnswer] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    reviewed: set[int] = field(default_factory=set)

    @property
    def late(self) -> int:
        """How many steps are late: the units that need help are those with the most."""
        return sum(state == State.LATE for state in self.states.values())

    @property
    def late_shared(self) -> int:
        """How many steps of the shared goals are late."""
        return sum(
            state == State.LATE for item in self.shared_items for state in item.states.values()
        )

    @property
    def shared_items(self) -> list[Item]:
        """One for each shared goal, in their order."""
        return [item for item in self.items if item.shared is not None]

    @property
    def is_covered(self) -> bool:
        """What the guideline asks: a goal and an activity for each shared goal that applies."""
        return all(item.has_activity for item in self.shared_items if item.applies)

    @property
    def first_unreviewed(self) -> int | None:
        """The first of the unit's goals that has no finished analysis."""
        goals = [one.goal_id for item in self.items for one in item.done]
        return min((pk for pk in goals if pk not in self.reviewed), default=None)
