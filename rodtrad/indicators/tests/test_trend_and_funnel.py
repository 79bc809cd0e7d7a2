"""Trends, means, counts and funnels, against published values and as properties."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.funnel import ACTION, WARNING, funnel_of, winsorised
from rodtrad.indicators.statistics import (
    counts_differ,
    difference_of_means,
    mean_interval,
    widest_mean_interval,
)
from rodtrad.indicators.trend import trend_of_shares, trend_of_values


def test_the_trend_of_shares_is_the_one_agresti_printed() -> None:
    # Agresti (2002), Categorical Data Analysis, 2nd ed., section 5.3.5: alcohol and infant
    # malformation, z² = 6.57, p = 0.010.
    found = trend_of_shares(
        [0, 0.5, 1.5, 4, 7],
        [(48, 17114), (38, 14502), (5, 793), (1, 127), (1, 38)],
    )
    assert found is not None
    assert found.p == pytest.approx(0.0104, abs=5e-5)
    assert found.is_clear


def test_the_trend_of_values_has_kendalls_exact_probabilities() -> None:
    # Gilbert (1987), table A18: one-sided, n = 5: S = 8 has 0.042, S = 10 has 0.0083.
    years = [1, 2, 3, 4, 5]
    nearly, wholly = (
        trend_of_values(years, [10, 12, 11, 13, 15]),
        trend_of_values(years, [10, 11, 12, 13, 15]),
    )
    assert nearly is not None
    assert wholly is not None
    assert nearly.p == pytest.approx(2 * 0.042, abs=1e-3)
    assert not nearly.is_clear
    assert wholly.p == pytest.approx(2 * 0.0083, abs=1e-4)
    assert wholly.is_clear


def test_the_slope_is_the_one_sen_printed() -> None:
    # Sen (1968), section 5: the slope of these seven points is 4.
    found = trend_of_values([1, 2, 3, 4, 10, 12, 18], [9, 15, 19, 20, 45, 55, 78])
    assert found is not None
    assert found.slope == pytest.approx(4)


def test_two_years_are_no_trend_and_four_values_are_too_few() -> None:
    assert trend_of_shares([2024, 2025], [(10, 20), (18, 20)]) is None
    assert trend_of_values([1, 2, 3, 4], [1, 2, 3, 4]) is None


def test_years_that_are_all_alike_have_no_trend() -> None:
    assert trend_of_values([1, 2, 3, 4, 5], [3, 3, 3, 3, 3]) is None
    assert trend_of_shares([1, 2, 3], [(20, 20), (18, 18), (22, 22)]) is None


def test_the_difference_of_means_is_the_one_nist_printed() -> None:
    # NIST/SEMATECH e-Handbook, 1.3.5.3, AUTO83B: T = -12.94627 with 136.8750 degrees of freedom,
    # whose 97.5 % quantile is 1.97745.
    found = difference_of_means((20.14458, 6.414700, 249), (30.48101, 6.107710, 79))
    margin = 1.97745 * (30.48101 - 20.14458) / 12.94627
    assert (found.low, found.high) == pytest.approx(
        (10.33643 - margin, 10.33643 + margin), abs=1e-4
    )


@given(st.lists(st.integers(1, 5), min_size=2, max_size=40))
def test_the_widest_interval_of_a_mean_holds_the_one_its_answers_give(answers: list[int]) -> None:
    n, mean = len(answers), sum(answers) / len(answers)
    sd = (sum((a - mean) ** 2 for a in answers) / (n - 1)) ** 0.5
    true, widest = mean_interval(mean, sd, n), widest_mean_interval(mean, n, 1, 5)
    assert widest.low <= max(1, true.low) + 1e-9
    assert widest.high >= min(5, true.high) - 1e-9


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    # Binomial tables, p = 1/2: 2 × P(X ≤ 3 | 13) = 0.092 and 2 × P(X ≤ 3 | 17) = 0.013.
    [(10, 3, False), (14, 3, True), (3, 14, True), (0, 0, False), (0, 5, False), (0, 6, True)],
)
def test_two_counts_differ_when_the_binomial_says_so(
    before: int, after: int, differs: bool
) -> None:
    assert counts_differ(before, after) is differs


def test_counts_over_groups_of_unlike_size_are_compared_by_their_rate() -> None:
    assert counts_differ(10, 30)
    assert not counts_differ(10, 30, sizes=(100, 300))


def test_units_that_differ_as_chance_lets_them_have_the_exact_funnel() -> None:
    found = funnel_of(
        [(40, 50), (79, 100), (17, 20), (160, 200), (8, 10), (33, 40), (25, 30), (46, 60)]
    )
    assert found is not None
    assert found.centre == pytest.approx(408 / 510)
    assert not found.is_overdispersed


def test_units_that_differ_more_have_a_wider_funnel() -> None:
    units = [(90, 100), (60, 100), (95, 100), (55, 100), (70, 100), (88, 100), (50, 100), (92, 100)]
    found = funnel_of(units)
    assert found is not None
    # By hand: the centre is 0.75, the standard error √(0.75 × 0.25 / 100) = 0.0433.
    assert found.dispersion == pytest.approx(
        sum(((part / n - 0.75) / 0.0433013) ** 2 for part, n in units) / 8, rel=1e-4
    )
    assert found.place(55, 100) == "inside"


def test_a_funnel_needs_two_units_and_few_units_are_left_to_chance() -> None:
    assert funnel_of([(3, 4)]) is None
    assert funnel_of([(0, 0), (3, 4)]) is None
    few = funnel_of([(90, 100), (10, 100)])
    assert few is not None
    assert not few.is_overdispersed


def test_the_outermost_values_are_moved_in() -> None:
    assert winsorised([1, 2, 3, 4, 5, 6, 7, 8, 9, 100]) == [2, 2, 3, 4, 5, 6, 7, 8, 9, 9]


@given(
    st.lists(
        st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        min_size=2,
        max_size=30,
    )
)
def test_the_funnel_narrows_with_size_and_its_outer_lines_lie_outside(
    units: list[tuple[int, int]],
) -> None:
    found = funnel_of(units)
    assert found is not None
    widths = []
    for n in (10, 100, 1000):
        inner, outer = found.limits(n, WARNING), found.limits(n, ACTION)
        assert 0 <= outer.low <= inner.low + 1e-9
        assert inner.high - 1e-9 <= outer.high <= 1
        widths.append(inner.high - inner.low)
    assert all(wide >= narrow - 1e-9 for wide, narrow in pairwise(widths))
