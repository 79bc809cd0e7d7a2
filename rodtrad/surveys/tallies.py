"""Answers counted: how many chose what, added up, pooled, and how sure their share is.

Whether they may be shown is for others to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.indicators.statistics import Interval, wilson_interval
from rodtrad.surveys.models import Option, Stance


@dataclass(frozen=True)
class Tally:
    """How many chose each answer to a question; the answers in the question's own order."""

    options: tuple[Option, ...]
    counts: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many answered the question."""
        return sum(self.counts)

    @property
    def positive(self) -> int:
        """How many gave an answer that counts as positive."""
        return self._of(Stance.POSITIVE)

    @property
    def with_opinion(self) -> int:
        """How many had an opinion: those whom the share is of."""
        return self.n - self.without_opinion

    @property
    def without_opinion(self) -> int:
        """How many answered that they had no opinion."""
        return self._of(Stance.NO_OPINION)

    @property
    def share(self) -> float | None:
        """The positive share in percent of those with an opinion; None when nobody had one."""
        return 100 * self.positive / self.with_opinion if self.with_opinion else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the share, in percent."""
        if not self.with_opinion:
            return None
        found = wilson_interval(self.positive, self.with_opinion)
        return Interval(100 * found.low, 100 * found.high)

    @property
    def rows(self) -> list[tuple[str, int, float]]:
        """Answer, how many, and percent of those who answered."""
        n = self.n
        return [
            (option.label, count, 100 * count / n if n else 0.0)
            for option, count in zip(self.options, self.counts, strict=True)
        ]

    @property
    def by_stance(self) -> dict[str, int]:
        """How many answered positively, otherwise, and without an opinion."""
        return {stance: self._of(stance) for stance in Stance.values}

    def _of(self, stance: str) -> int:
        return sum(
            count
            for option, count in zip(self.options, self.counts, strict=True)
            if option.stance == stance
        )


def add_up(tallies: Iterable[Tally]) -> Tally | None:
    """The tallies of one question added together; None when there are none."""
    found = list(tallies)
    if not found:
        return None
    counts = tuple(sum(column) for column in zip(*(one.counts for one in found), strict=True))
    return Tally(found[0].options, counts)


def pool(tallies: Iterable[Tally]) -> Tally | None:
    """The tallies of several questions read as one: positive answers of all with an opinion.

    Returns:
        A tally that counts answers, not people; None when nobody had an opinion.
    """
    found = list(tallies)
    positive = sum(tally.positive for tally in found)
    opinions = sum(tally.with_opinion for tally in found)
    if not opinions:
        return None
    options = (
        Option(label="Positivt", stance=Stance.POSITIVE),
        Option(label="Annat", stance=Stance.OTHER),
    )
    return Tally(options, (positive, opinions - positive))


def index_interval(positive: int, answers: int, people: int) -> Interval:
    """The 95 % interval of a share of answers of which each person has given several, 0 to 1.

    A person's answers go together, so that they are worth fewer than they are: as many as the
    answers by the design effect, 1 + (m - 1) * correlation, where each has given m (Kish 1965,
    5.4). The answers of one person are not joined, so the correlation is not known; taken as 1,
    the answers are worth as many as the people. The interval is Wilson's for so many, from the
    share rounded down to whole people to the share rounded up, and so never too narrow.

    Args:
        people: how many had an opinion in the question where the fewest had one.
    """
    whole, rest = divmod(positive * people, answers)
    low, high = wilson_interval(whole, people), wilson_interval(whole + bool(rest), people)
    return Interval(low.low, high.high)
