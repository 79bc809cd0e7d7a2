"""What every step of the demo's years needs."""

import random
from dataclasses import dataclass
from datetime import date

from rodtrad.demo.basis import Basis
from rodtrad.goals.models import Goal


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
