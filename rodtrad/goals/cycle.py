"""The five steps of the cycle (skollagen 4 kap. 3 §) and how far one has come. Knows no rows.

Plan, follow up, analyse, decide what to do, and see what effect it had. A step of a school year is
done, late, still to come, or answered: that it does not apply or that there is no deviation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from rodtrad.core.schoolyear import SchoolYear


class Step(TextChoices):
    """A step of the cycle; its label is what has been done when it is done."""

    PLANNED = "planned", "Planerat"
    FOLLOWED_UP = "followed_up", "Uppföljt"
    ANALYSED = "analysed", "Analyserat"
    DECIDED = "decided", "Åtgärder beslutade"
    EFFECT = "effect", "Effekt bedömd"


class State(TextChoices):
    """How far a step has come."""

    DONE = "done", "Klart"
    LATE = "late", "Försenat"
    TO_COME = "to_come", "Återstår"
    ANSWERED = "answered", "Besvarat"
    NOT_OURS = "not_ours", "Gäller inte"


# What an imperative says when a step is asked for.
ASKED = {
    Step.PLANNED: "planera",
    Step.FOLLOWED_UP: "följa upp",
    Step.ANALYSED: "analysera",
    Step.DECIDED: "besluta om åtgärder",
    Step.EFFECT: "bedöma effekten av åtgärderna",
}


def deadline(step: Step, year: SchoolYear, days: dict[str, str]) -> date:
    """The last day of a step for a school year.

    Args:
        days: month and day by step, as "09-30"; a day from August on lies in the autumn that
            the school year starts, except for what is decided after the year has ended.
    """
    month, day = (int(part) for part in days[step].split("-"))
    if step in (Step.DECIDED, Step.EFFECT):
        # Decided when the year is over, and the effect is seen during the one that follows.
        first = year.start + 1
        if step == Step.EFFECT and month < 8:
            first += 1
        return date(first, month, day)
    return date(year.start if month >= 8 else year.start + 1, month, day)


@dataclass(frozen=True)
class Tally:
    """How many of those that should have a step done have it."""

    done: int = 0
    of: int = 0
    late: int = 0

    @property
    def words(self) -> str:
        """As "3 av 4"."""
        return f"{self.done} av {self.of}"


def state_of(
    tally: Tally,
    *,
    due: date,
    today: date,
    is_answered: bool = False,
) -> State:
    """The state of a step from what has been done.

    Nothing to do it for is not the same as done: what should have a goal and has none is late
    when its day has passed. An answer stands in for what is not done, but hides nothing late.

    Args:
        tally: what is done, of how many, and how many of them are late by days of their own.
        due: the step's last day.
        is_answered: somebody has said that it does not apply, or that there is no deviation.
    """
    if tally.of and tally.done >= tally.of:
        return State.DONE
    if is_answered:
        return State.ANSWERED
    if tally.late or due < today:
        return State.LATE
    return State.TO_COME


# The worst first: what a unit as a whole is judged by.
_WORST = (State.LATE, State.TO_COME, State.ANSWERED, State.DONE, State.NOT_OURS)


def worst(states: Iterable[State]) -> State:
    """The state that asks most of somebody; `NOT_OURS` when there is none."""
    return min(states, key=_WORST.index, default=State.NOT_OURS)
