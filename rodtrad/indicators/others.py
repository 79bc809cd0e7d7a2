"""How a unit's value stands against others: the nation, like municipalities, its own schools."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rodtrad.indicators.changes import LARGER, WITHIN
from rodtrad.indicators.disclosure import ShownMeasurement, counts_of
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.statistics import (
    difference_of_means,
    difference_of_shares,
    pooled_mean,
)
from rodtrad.indicators.uncertainty import MEANS, mean_of

Question = Literal["target", "earlier", "others"]
Sign = Literal["up", "down", "same", "met", "unmet", "unsure", "over", "under", "like"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer to one of the three questions.

    Attributes:
        question: which, and thereby which colour.
        sign: which shape stands beside the words.
        word: the answer in a word or two.
        sentence: the answer with its reason.
    """

    question: Question
    sign: Sign
    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Other:
    """Something to compare a unit with for the same period, in the indicator's unit.

    Attributes:
        label: as it is read after "än" or "med": "riket".
        counts: numerator and denominator, when the others are a group of their own.
        mean: mean, standard deviation and n, when they are and the value is a mean.
        is_uncertain: whether it is a mean of groups of which not all tell how they spread.
    """

    label: str
    value: Decimal
    counts: tuple[int, int] | None = None
    mean: tuple[float, float, int] | None = None
    is_uncertain: bool = False


def may_stand_against_others(indicator: Indicator) -> bool:
    """Whether a unit's value says anything beside a nation's or other units'.

    Not a count of events, which is larger where more people are, and not a described level.
    """
    return not (
        indicator.incomparable or indicator.is_count or indicator.kind == Indicator.Kind.QUALITATIVE
    )


def others_together(
    indicator: Indicator, label: str, shown: Sequence[ShownMeasurement]
) -> Other | None:
    """Other units as one to compare with; None for fewer than two with numbers that may be shown.

    A share by numerators and denominators, a mean by how many answered at each.
    """
    known = [row for row in shown if row.value is not None]
    counts = [found for row in known if (found := counts_of(indicator, row.measurement))]
    if indicator.kind == Indicator.Kind.SHARE:
        part, whole = sum(p for p, _ in counts), sum(n for _, n in counts)
        if len(counts) < 2 or not whole:
            return None
        return Other(label, Decimal(part) * 100 / whole, (part, whole))
    weighted = [
        (row.value, row.denominator) for row in known if row.value is not None and row.denominator
    ]
    if indicator.kind not in MEANS or len(weighted) < 2 or len(weighted) < len(known):
        return None
    answers = sum(n for _, n in weighted)
    mean = sum((value * n for value, n in weighted), Decimal(0)) / answers
    groups = [given for row in known if (given := mean_of(indicator, row.measurement))]
    spread = pooled_mean(groups) if len(groups) == len(known) else None
    return Other(label, mean, mean=spread, is_uncertain=spread is None)


def against(indicator: Indicator, row: ShownMeasurement, other: Other) -> Judgement:
    """How a value stands against another."""
    assert row.value is not None  # only known rows are compared
    theirs = indicator.show(other.value)
    counts = counts_of(indicator, row.measurement)
    clear: bool | None = None
    if counts and other.counts and other.counts[1]:
        clear = 0.0 not in difference_of_shares(*other.counts, *counts, indicator.level)
    elif other.mean and (mean := mean_of(indicator, row.measurement)):
        clear = 0.0 not in difference_of_means(other.mean, mean, indicator.level)
    elif not other.is_uncertain and row.low is not None and row.high is not None:
        clear = not row.low <= float(other.value) <= row.high
    if row.value == other.value or clear is False:
        text = f"{other.label}: {theirs}. {WITHIN}"
        return Judgement("others", "like", f"Som {_small(other.label)}", text)
    is_over = row.value > other.value
    text = f"{other.label}: {theirs}."
    if clear:
        text += f" {LARGER}"
    word = f"{'Över' if is_over else 'Under'} {_small(other.label)}"
    return Judgement("others", "over" if is_over else "under", word, text)


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
