"""How sure a figure is, and whether a change is more than chance. Pure arithmetic, no Django.

A school with 12 pupils moves 8 points when one pupil moves. Everything a principal reads about a
change therefore passes through here. Shares are between 0 and 1, never percent. `n` is the number
of children or pupils behind the figure. The confidence is the usual 95 % unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import NormalDist

from scipy import special

from rodtrad.core.numbers import format_number, format_share


@dataclass(frozen=True, slots=True)
class Interval:
    """Lowest and highest value that the observations leave reasonable, in the figure's unit."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Tell whether `value` lies in the interval, its ends included."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class RollUp:
    """A share for several units together, and how many of them it speaks for."""

    numerator: int
    denominator: int
    share: float | None
    """Between 0 and 1; None when no unit reported anyone, since 0 of 0 is not 0 %."""
    reported: int
    missing: int


def wilson_interval(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Interval for a share. Wilson (1927): stays inside 0-1 and holds for a preschool's small n.

    Source: Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
    inference. JASA 22, 209-212; without continuity correction. Raises ValueError without
    observations.
    """
    _check_share(successes, n)
    z = _normal_quantile(confidence)
    share = successes / n
    centre = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # The ends are exactly 0 and 1 on paper; floating point misses by a hair.
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == n else (centre + spread) / scale
    return Interval(low, high)


def mean_interval(mean: float, sd: float, n: int, confidence: float = 0.95) -> Interval:
    """Interval for a mean, in the mean's own unit, from Student's t with n - 1 degrees of freedom.

    `sd` is the sample's standard deviation (dividing by n - 1). Source: "Student" (1908). The
    probable error of a mean. Biometrika 6, 1-25. Raises ValueError for fewer than two
    observations, where the spread is unknown.
    """
    _check_confidence(confidence)
    if n < 2:
        raise ValueError(_TOO_FEW)
    if not (isfinite(mean) and isfinite(sd) and sd >= 0):
        raise ValueError("Standardavvikelsen måste vara ett tal som är 0 eller större.")
    margin = float(special.stdtrit(n - 1, (1 + confidence) / 2)) * sd / sqrt(n)
    return Interval(mean - margin, mean + margin)


def widest_mean_interval(
    mean: float, n: int, lowest: float, highest: float, confidence: float = 0.95
) -> Interval:
    """Interval for a mean whose spread nobody has published, on a scale with known ends.

    Answers between `lowest` and `highest` with this mean cannot spread more than if everybody
    chose an end: Bhatia, R. & Davis, C. (2000). A better bound on the variance. American
    Mathematical Monthly 107, 353-357. The true interval is therefore narrower than this one, or
    as wide; it is cut at the scale's ends. Raises ValueError for fewer than two answers or a mean
    outside the scale.
    """
    if not lowest <= mean <= highest or lowest >= highest:
        raise ValueError("Medelvärdet måste ligga på skalan.")
    if n < 2:
        raise ValueError(_TOO_FEW)
    # The bound is for the whole group's variance; the sample's is n / (n - 1) times that.
    sd = sqrt((mean - lowest) * (highest - mean) * n / (n - 1))
    found = mean_interval(mean, sd, n, confidence)
    return Interval(max(lowest, found.low), min(highest, found.high))


def scale_interval(
    mean: float, n: int, lowest: float, highest: float, confidence: float = 0.95
) -> Interval:
    """Interval for a mean on a scale where all answered alike, so that no spread can be measured.

    Five who all chose the highest step do not show that everybody would: Student's interval would
    have no width. The scale is read as a share of itself and Wilson's interval is used, whose
    variance is the largest that each possible mean allows (Bhatia & Davis 2000). Raises ValueError
    without answers or for a mean outside the scale.
    """
    if not lowest <= mean <= highest or lowest >= highest:
        raise ValueError("Medelvärdet måste ligga på skalan.")
    _check_share(0, n)
    z, share = _normal_quantile(confidence), (mean - lowest) / (highest - lowest)
    centre = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low, high = ((centre + side * spread) / (1 + z * z / n) for side in (-1, 1))
    width = highest - lowest
    return Interval(
        max(lowest, lowest + width * low) if share > 0 else lowest,
        min(highest, lowest + width * high) if share < 1 else highest,
    )


def pooled_mean(groups: Sequence[tuple[float, float, int]]) -> tuple[float, float, int]:
    """Mean, standard deviation and n of all answers together, each group given as the same three.

    Exact: the same as from the answers themselves, since the sum of squares is the groups' own
    and what lies between their means. Raises ValueError for fewer than two answers.
    """
    n = sum(size for _, _, size in groups)
    if n < 2:
        raise ValueError(_TOO_FEW)
    mean = sum(value * size for value, _, size in groups) / n
    squares = sum((size - 1) * sd * sd + size * (value - mean) ** 2 for value, sd, size in groups)
    return mean, sqrt(squares / (n - 1)), n


def difference_of_means(
    first: tuple[float, float, int], second: tuple[float, float, int], confidence: float = 0.95
) -> Interval:
    """Interval for the second mean minus the first; each is (mean, standard deviation, n).

    Source: Welch, B. L. (1947). The generalization of "Student's" problem when several different
    population variances are involved. Biometrika 34, 28-35, with Satterthwaite's degrees of
    freedom. Raises ValueError for fewer than two observations in a group.
    """
    _check_confidence(confidence)
    (m1, sd1, n1), (m2, sd2, n2) = first, second
    if n1 < 2 or n2 < 2:
        raise ValueError(_TOO_FEW)
    v1, v2 = sd1 * sd1 / n1, sd2 * sd2 / n2
    if v1 + v2 == 0:
        return Interval(m2 - m1, m2 - m1)
    freedom = (v1 + v2) ** 2 / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1))
    margin = float(special.stdtrit(freedom, (1 + confidence) / 2)) * sqrt(v1 + v2)
    return Interval(m2 - m1 - margin, m2 - m1 + margin)


def counts_differ(
    before: int, after: int, confidence: float = 0.95, *, sizes: tuple[float, float] = (1.0, 1.0)
) -> bool:
    """Tell whether two counts of events differ by more than chance.

    `sizes` is what each was counted over, as pupils or months, when they are not alike. Given
    their sum, the second count is binomial: Przyborowski, J. & Wilenski, H. (1940). Homogeneity
    of results in testing samples from Poisson series. Biometrika 31, 313-323. Exact, two-sided
    as twice the smaller tail.
    """
    _check_confidence(confidence)
    if before < 0 or after < 0 or min(sizes) <= 0:
        raise ValueError("Ett antal kan inte vara mindre än 0.")
    both = before + after
    if both == 0:
        return False
    share = sizes[1] / (sizes[0] + sizes[1])
    at_most = float(special.bdtr(after, both, share))
    at_least = float(special.bdtrc(after - 1, both, share)) if after else 1.0
    return min(1.0, 2 * min(at_most, at_least)) < 1 - confidence


def difference_of_shares(s1: int, n1: int, s2: int, n2: int, confidence: float = 0.95) -> Interval:
    """Interval for the second share minus the first, between -1 and 1, for two separate groups.

    Source: Newcombe, R. G. (1998). Interval estimation for the difference between independent
    proportions: comparison of eleven methods. Statistics in Medicine 17, 873-890; method 10, the
    hybrid of two Wilson intervals without continuity correction.
    """
    first = wilson_interval(s1, n1, confidence)
    second = wilson_interval(s2, n2, confidence)
    before, after = s1 / n1, s2 / n2
    below = sqrt((after - second.low) ** 2 + (first.high - before) ** 2)
    above = sqrt((second.high - after) ** 2 + (before - first.low) ** 2)
    return Interval(max(-1.0, after - before - below), min(1.0, after - before + above))


def change_is_larger_than_chance(
    s1: int, n1: int, s2: int, n2: int, confidence: float = 0.95
) -> bool:
    """Tell whether two shares differ by more than chance: Newcombe's interval leaves out 0."""
    return 0.0 not in difference_of_shares(s1, n1, s2, n2, confidence)


def poisson_interval(count: int, confidence: float = 0.95) -> Interval:
    """Exact interval for the expected number behind a count, for example reported violations.

    Source: Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28,
    437-442, from the gamma distribution's quantiles. In events during the period counted.
    """
    _check_confidence(confidence)
    if count < 0:
        raise ValueError("Ett antal kan inte vara mindre än 0.")
    tail = (1 - confidence) / 2
    low = float(special.gammaincinv(count, tail)) if count else 0.0
    return Interval(low, float(special.gammaincinv(count + 1, 1 - tail)))


def roll_up(units: Iterable[tuple[int | None, int | None] | None]) -> RollUp:
    """Join units' shares by summing numerators and denominators; percentages are never averaged.

    Each unit is (numerator, denominator), or None, or a pair with None in it, when the figure is
    missing or withheld: such a unit is counted as missing and adds nothing, least of all 0.
    """
    numerator = denominator = reported = missing = 0
    for unit in units:
        if unit is None or unit[0] is None or unit[1] is None:
            missing += 1
            continue
        if not 0 <= unit[0] <= unit[1]:
            raise ValueError(_IMPOSSIBLE_SHARE)
        numerator += unit[0]
        denominator += unit[1]
        reported += 1
    share = numerator / denominator if denominator else None
    return RollUp(numerator, denominator, share, reported, missing)


def funnel_limits(target_share: float, n: int, confidence: float = 0.95) -> Interval:
    """Where the share of a unit with n pupils falls by chance alone, if it is like the others.

    `target_share` is the common share, 0-1. Source: Spiegelhalter, D. J. (2005). Funnel plots for
    comparing institutional performance. Statistics in Medicine 24, 1185-1202, appendix A.1.1:
    exact binomial limits, interpolated so that the funnel is smooth. The upper limit mirrors the
    lower, since the formula read upwards would flag units well inside what chance allows.
    """
    _check_confidence(confidence)
    if n < 1:
        raise ValueError(_NOBODY)
    if not 0 <= target_share <= 1:
        raise ValueError("Den gemensamma andelen måste ligga mellan 0 och 100 procent.")
    if target_share in (0, 1):
        return Interval(float(target_share), float(target_share))
    tail = (1 - confidence) / 2
    return Interval(
        _lower_limit(tail, n, target_share), 1.0 - _lower_limit(tail, n, 1 - target_share)
    )


def sentence_for_change(
    before: tuple[int, int],
    after: tuple[int, int],
    *,
    one: str = "elev",
    many: str = "elever",
    confidence: float = 0.95,
    decimals: int = 0,
) -> str:
    """Say in Swedish how a share changed and whether that is more than chance.

    `before` and `after` are (successes, n): "Från 78 % till 83 % (18 elever). Skillnaden kan bero
    på slumpen." With so many decimals, or more where two different shares would look alike.
    Whether so small a group may be shown at all is for the caller to decide.
    """
    larger = change_is_larger_than_chance(*before, *after, confidence)
    group = _group(before[1], after[1], one, many)
    earlier, later = before[0] / before[1], after[0] / after[1]
    # Compared as whole numbers, because 1/3 and 2/6 may differ as floating point.
    if before[0] * after[1] == after[0] * before[1]:
        return f"Oförändrat {format_share(later, decimals)} {group}."
    most = max(decimals, 2)
    enough = range(decimals, most)
    different = (d for d in enough if format_share(earlier, d) != format_share(later, d))
    decimals = next(different, most)
    change = f"Från {format_share(earlier, decimals)} till {format_share(later, decimals)} {group}."
    if larger:
        return f"{change} Skillnaden är större än vad slumpen brukar ge."
    return f"{change} Skillnaden kan bero på slumpen."


_TOO_FEW = "Ett medelvärde behöver minst två svar för att osäkerheten ska synas."
_NOBODY = "En andel behöver minst ett barn eller en elev att räkna på."
_IMPOSSIBLE_SHARE = "Antalet som räknas måste ligga mellan 0 och hela gruppens antal."


def _check_share(successes: int, n: int) -> None:
    if n < 1:
        raise ValueError(_NOBODY)
    if not 0 <= successes <= n:
        raise ValueError(_IMPOSSIBLE_SHARE)


def _check_confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ValueError("Säkerheten måste ligga mellan 0 och 100 procent.")


def _normal_quantile(confidence: float) -> float:
    _check_confidence(confidence)
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _lower_limit(probability: float, n: int, share: float) -> float:
    """Return Spiegelhalter's (r - alpha) / n, where r is the binomial quantile."""
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        if special.bdtr(middle, n, share) > probability:
            high = middle
        else:
            low = middle + 1
    reached = float(special.bdtr(low, n, share))
    step = reached - (float(special.bdtr(low - 1, n, share)) if low else 0.0)
    overshoot = (reached - probability) / step if step > 0 else 0.0
    return min(1.0, max(0.0, (low - overshoot) / n))


def _group(before: int, after: int, one: str, many: str) -> str:
    noun = one if after == 1 else many
    if before == after:
        return f"({format_number(after)} {noun})"
    return f"({format_number(before)} respektive {format_number(after)} {noun})"
