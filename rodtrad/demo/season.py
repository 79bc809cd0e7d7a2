"""What every step of the demo's years needs."""

import random
from dataclasses import dataclass
from datetime import date

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.basis import Basis
from rodtrad.goals.models import Goal


def analysis_day_of(year: YearSpan) -> date:
    """The Wednesday in June when the leaders analyse a school year, as in the SKA wheel."""
    return date.fromisocalendar(year.start + 1, 24, 3)


@dataclass
class Season:
    """What every step needs: the ground, the texts, today and the dice."""

    basis: Basis
    today: date
    dice: random.Random
    texts: dict[str, list[str]]
    shared: dict[str, Goal]

    def text(self, key: str) -> str:
        """One of the texts of a kind."""
        return self.dice.choice(self.texts[key])
