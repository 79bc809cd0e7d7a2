"""Whether several years point in one direction. Pure arithmetic, no Django.

Two years are a change, not a trend. For shares with known numbers every child counts, so that
three years may be enough (Cochran–Armitage); for other figures only the order of the years'
values counts, and at least five are needed for the smallest p-value to lie under 5 %
(Mann–Kendall). Never pass values from both sides of a break in the series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from scipy import special, stats

Method = Literal["cochran-armitage", "mann-kendall"]

FEWEST_SHARES = 3
FEWEST_VALUES = 5


@dataclass(frozen=True, slots=True)
class Trend:
    """What several periods say together.

    Attributes:
        method: which test.
        periods: how many periods it rests on.
        slope: change a year, in the figure's unit (shares as 0-1).
        p: how often chance alone gives at least so clear a direction, 0-1, two-sided.
        is_clear: whether that is less often than the confidence allows.
    """

    method: Method
    periods: int
    slope: float
    p: float
    is_clear: bool


def trend_of_shares(
    years: Sequence[float], counts: Sequence[tuple[int, int]], confidence: float = 0.95
) -> Trend | None:
    """Trend of a share over years; None for fewer than three periods or when nothing varies.

    Sources: Cochran, W. G. (1954). Some methods for strengthening the common chi-squared tests.
    Biometrics 10, 417-451; Armitage, P. (1955). Tests for linear trends in proportions and
    frequencies. Biometrics 11, 375-386. The slope is the one of that regression.

    Args:
        years: when, as numbers; their distances are the weights.
        counts: (how many, of how many) for each.
    """
    _check(years, len(counts), confidence)
    if len(years) < FEWEST_SHARES:
        return None
    n = sum(size for _, size in counts)
    if any(size < 1 or not 0 <= part <= size for part, size in counts):
        raise ValueError("Antalet som räknas måste ligga mellan 0 och hela gruppens antal.")
    share = sum(part for part, _ in counts) / n
    mean = sum(year * size for year, (_, size) in zip(years, counts, strict=True)) / n
    spread = sum((year - mean) ** 2 * size for year, (_, size) in zip(years, counts, strict=True))
    if share in (0, 1) or spread == 0:
        return None
    together = sum(part * (year - mean) for year, (part, _) in zip(years, counts, strict=True))
    z = together / sqrt(share * (1 - share) * spread)
    p = float(2 * special.ndtr(-abs(z)))
    return Trend("cochran-armitage", len(years), together / spread, p, p < 1 - confidence)


def trend_of_values(
    years: Sequence[float], values: Sequence[float], confidence: float = 0.95
) -> Trend | None:
    """Trend of any figure over years; None for fewer than five periods or when all are alike.

    Sources: Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13, 245-259;
    Kendall, M. G. (1938). A new measure of rank correlation. Biometrika 30, 81-93 (exact for
    values without ties, otherwise corrected for them); slope after Theil (1950) and Sen, P. K.
    (1968). Estimates of the regression coefficient based on Kendall's tau. JASA 63, 1379-1389.
    """
    _check(years, len(values), confidence)
    if len(years) < FEWEST_VALUES or len(set(values)) == 1:
        return None
    has_ties = len(set(values)) < len(values)
    found = stats.kendalltau(years, values, method="asymptotic" if has_ties else "exact")
    p = float(found.pvalue)
    slope = float(stats.theilslopes(values, years).slope)
    # With many ties the order may be clear and the middle of the slopes still 0: no direction then.
    return Trend("mann-kendall", len(years), slope, p, p < 1 - confidence and slope != 0)


def _check(years: Sequence[float], count: int, confidence: float) -> None:
    if len(years) != count:
        raise ValueError("Varje period behöver ett värde.")
    if len(set(years)) != len(years):
        raise ValueError("Varje period får vara med en gång.")
    if not 0 < confidence < 1:
        raise ValueError("Säkerheten måste ligga mellan 0 och 100 procent.")
