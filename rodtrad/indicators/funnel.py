"""Units beside each other in a funnel instead of a ranking. Pure arithmetic, no Django.

Small units vary more by chance alone. A funnel shows how much: where a unit of each size falls
if it is like the others. Shares are 0-1, `n` is the number of children or pupils.

Source: Spiegelhalter, D. J. (2005). Funnel plots for comparing institutional performance.
Statistics in Medicine 24, 1185-1202.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal

from scipy import special

from rodtrad.indicators.statistics import Interval, funnel_limits

Place = Literal["inside", "above", "below", "far_above", "far_below"]

# The two usual pairs of lines: one unit in 20 and one in 500 falls outside by chance alone.
WARNING, ACTION = 0.95, 0.998
# The share of units at each end whose distance is cut before the spread is estimated.
_WINSORISED = 0.1
# Fewer units than this say too little of how much units differ.
FEWEST_FOR_SPREAD = 8
# With fewer, the common share is little more than the largest unit's own: no funnel is drawn.
FEWEST_TO_SHOW = 5


@dataclass(frozen=True, slots=True)
class Funnel:
    """The common share and how wide the funnel is.

    Attributes:
        centre: the share of all units together.
        units: how many units it rests on.
        dispersion: 1 when units differ as chance alone lets them; else how many times the
            variance is larger (overdispersion), by which the lines are then drawn apart.
    """

    centre: float
    units: int
    dispersion: float

    @property
    def is_overdispersed(self) -> bool:
        """Whether units differ so much that more than chance is needed to explain it."""
        return self.dispersion > 1

    def limits(self, n: int, confidence: float) -> Interval:
        """Where a unit of n falls, if it is like the others; exact without overdispersion."""
        if not self.is_overdispersed:
            return funnel_limits(self.centre, n, confidence)
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        margin = z * sqrt(self.dispersion * self.centre * (1 - self.centre) / n)
        return Interval(max(0.0, self.centre - margin), min(1.0, self.centre + margin))

    def place(self, successes: int, n: int) -> Place:
        """On which side of the lines a unit falls."""
        share = successes / n
        action, warning = self.limits(n, ACTION), self.limits(n, WARNING)
        if share < action.low:
            return "far_below"
        if share > action.high:
            return "far_above"
        if share < warning.low:
            return "below"
        return "above" if share > warning.high else "inside"


def funnel_of(units: Sequence[tuple[int, int]]) -> Funnel | None:
    """The funnel of units given as (how many, of how many); None for fewer than two.

    Overdispersion is estimated from winsorised z-scores (section 3.2.2 and appendix A.3 of the
    source) and used only when a chi-squared test at 5 % says that it is there; fewer than eight
    units cannot say so, and then chance alone draws the lines.
    """
    known = [(part, n) for part, n in units if n > 0]
    if len(known) < 2:
        return None
    centre = sum(part for part, _ in known) / sum(n for _, n in known)
    return Funnel(centre, len(known), _dispersion(known, centre))


def funnel_to_show(units: Sequence[tuple[int, int]]) -> Funnel | None:
    """The funnel of units, None for so few that it would only show them themselves."""
    known = [(part, n) for part, n in units if n > 0]
    return funnel_of(known) if len(known) >= FEWEST_TO_SHOW else None


def winsorised(values: Sequence[float], share: float = _WINSORISED) -> list[float]:
    """The values with the lowest and highest `share` of them moved in to the next ones."""
    order = sorted(values)
    cut = int(len(order) * share)
    low, high = order[cut], order[len(order) - 1 - cut]
    return [min(max(value, low), high) for value in values]


def _dispersion(units: Sequence[tuple[int, int]], centre: float) -> float:
    if len(units) < FEWEST_FOR_SPREAD or centre in (0, 1):
        return 1.0
    scores = [(part / n - centre) / sqrt(centre * (1 - centre) / n) for part, n in units]
    found = sum(z * z for z in winsorised(scores)) / len(scores)
    # Under 1 is a whim of chance, and so is what the test lets pass: lines are not drawn closer.
    by_chance = float(special.chdtrc(len(scores), found * len(scores)))
    return found if found > 1 and by_chance < 0.05 else 1.0
