"""Intervals and comparisons, against published values and as properties."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.statistics import (
    Interval,
    RollUp,
    change_is_larger_than_chance,
    difference_of_shares,
    funnel_limits,
    mean_interval,
    poisson_interval,
    roll_up,
    sentence_for_change,
    wilson_interval,
)

NBSP = "\u00a0"


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    """Draw (successes, n) for a group of 1 to 500."""
    n = draw(st.integers(1, 500))
    return draw(st.integers(0, n)), n


def test_wilson_gives_the_values_newcombe_printed() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    printed = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (successes, n), (low, high) in printed.items():
        interval = wilson_interval(successes, n)
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(shares())
def test_the_interval_of_a_share_stays_within_bounds_and_holds_the_share(
    share: tuple[int, int],
) -> None:
    interval = wilson_interval(*share)

    assert 0 <= interval.low < interval.high <= 1
    assert share[0] / share[1] in interval


@given(shares())
def test_those_who_did_not_succeed_have_the_mirrored_interval(share: tuple[int, int]) -> None:
    succeeded = wilson_interval(*share)
    failed = wilson_interval(share[1] - share[0], share[1])

    assert (1 - failed.high, 1 - failed.low) == pytest.approx((succeeded.low, succeeded.high))


@given(shares())
def test_more_pupils_or_less_confidence_narrow_the_interval(share: tuple[int, int]) -> None:
    interval = wilson_interval(*share)

    assert _width(wilson_interval(share[0] * 4, share[1] * 4)) < _width(interval)
    assert _width(wilson_interval(*share, confidence=0.8)) < _width(interval)


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_or_of_more_than_all_is_refused(successes: int, n: int) -> None:
    with pytest.raises(ValueError, match=r"minst ett barn|mellan 0 och hela gruppens antal"):
        wilson_interval(successes, n)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_in_percent_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="Säkerheten"):
        wilson_interval(5, 10, confidence)


def test_a_mean_uses_student_s_t() -> None:
    # Quantile 0.975 with 9 degrees of freedom, 2.262 (Fisher and Yates, table III).
    interval = mean_interval(12.0, 3.0, 10)

    assert (interval.low, interval.high) == pytest.approx(
        (12 - 2.262157 * 3 / sqrt(10), 12 + 2.262157 * 3 / sqrt(10)), abs=1e-5
    )


@pytest.mark.parametrize(("sd", "n"), [(1.0, 1), (1.0, 0), (-1.0, 10), (float("nan"), 10)])
def test_a_mean_without_a_known_spread_has_no_interval(sd: float, n: int) -> None:
    with pytest.raises(ValueError, match=r"minst två svar|Standardavvikelsen"):
        mean_interval(12.0, sd, n)


def test_the_difference_gives_the_values_newcombe_printed() -> None:
    # Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10: first - second.
    printed = {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (6, 7, 2, 7): (0.0582, 0.8062),
        (5, 56, 0, 29): (-0.0381, 0.1926),
        (0, 10, 0, 20): (-0.1611, 0.2775),
        (0, 10, 0, 10): (-0.2775, 0.2775),
        (10, 10, 0, 20): (0.6791, 1.0),
        (10, 10, 0, 10): (0.6075, 1.0),
    }
    for (s2, n2, s1, n1), (low, high) in printed.items():
        interval = difference_of_shares(s1, n1, s2, n2)
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-5)


@given(shares(), shares())
def test_looking_backwards_turns_the_difference_around(
    before: tuple[int, int], after: tuple[int, int]
) -> None:
    forwards = difference_of_shares(*before, *after)
    backwards = difference_of_shares(*after, *before)

    assert -1 <= forwards.low <= forwards.high <= 1
    assert (-backwards.high, -backwards.low) == pytest.approx((forwards.low, forwards.high))
    assert change_is_larger_than_chance(*before, *after) == change_is_larger_than_chance(
        *after, *before
    )


@given(shares())
def test_no_change_is_never_larger_than_chance(share: tuple[int, int]) -> None:
    assert not change_is_larger_than_chance(*share, *share)


def test_one_pupil_in_a_small_school_is_chance_and_the_same_share_of_many_is_not() -> None:
    assert not change_is_larger_than_chance(14, 18, 15, 18)
    assert change_is_larger_than_chance(1400, 1800, 1500, 1800)


def test_a_count_gives_garwood_s_values() -> None:
    # Garwood (1936), as printed in Biometrika Tables for Statisticians, table 40.
    printed = {0: (0.0, 3.689), 1: (0.0253, 5.572), 5: (1.623, 11.668), 10: (4.795, 18.390)}
    for count, (low, high) in printed.items():
        interval = poisson_interval(count)
        assert (interval.low, interval.high) == pytest.approx((low, high), abs=5e-4)


@given(st.integers(0, 100_000))
def test_a_count_lies_in_its_own_interval(count: int) -> None:
    interval = poisson_interval(count)

    assert interval.low >= 0
    assert count in interval


def test_a_count_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="mindre än 0"):
        poisson_interval(-1)


def test_a_roll_up_weighs_units_by_their_pupils() -> None:
    # Two schools at 100 % and 50 % are not 75 % together when they differ in size.
    assert roll_up([(10, 10), (50, 100)]) == RollUp(60, 110, 60 / 110, reported=2, missing=0)


def test_a_missing_unit_adds_nothing_and_is_counted() -> None:
    units = [(9, 10), None, (None, 12), (3, None)]

    assert roll_up(units) == RollUp(9, 10, 0.9, reported=1, missing=3)


def test_nothing_reported_is_no_share_at_all() -> None:
    assert roll_up([None, None]) == RollUp(0, 0, None, reported=0, missing=2)
    assert roll_up([(0, 0)]).share is None
    assert roll_up([(0, 5)]).share == 0


@given(st.lists(shares(), min_size=1))
def test_a_roll_up_lies_between_its_units_in_whatever_order(
    units: list[tuple[int, int]],
) -> None:
    whole = roll_up(units)
    each = [successes / n for successes, n in units]

    assert whole.share is not None
    assert min(each) - 1e-12 <= whole.share <= max(each) + 1e-12
    assert roll_up(reversed(units)) == whole


def test_an_impossible_unit_stops_the_roll_up() -> None:
    with pytest.raises(ValueError, match="hela gruppens antal"):
        roll_up([(11, 10)])


def test_the_funnel_interpolates_the_binomial_as_spiegelhalter_does() -> None:
    # Worked by hand from appendix A.1.1: n = 10, share 0.5. P(R <= 1) = 11/1024 and
    # P(R <= 2) = 56/1024, so r = 2 and alpha = (56/1024 - 0.025) / (45/1024).
    alpha = (56 / 1024 - 0.025) / (45 / 1024)
    limits = funnel_limits(0.5, 10)

    assert (limits.low, limits.high) == pytest.approx(((2 - alpha) / 10, 1 - (2 - alpha) / 10))


def test_the_funnel_nears_the_normal_curve_for_many_pupils() -> None:
    margin = 1.959964 * sqrt(0.8 * 0.2 / 100_000)
    limits = funnel_limits(0.8, 100_000)

    assert (limits.low, limits.high) == pytest.approx((0.8 - margin, 0.8 + margin), abs=1e-5)


@given(st.floats(0.01, 0.99), st.integers(5, 2000))
def test_the_funnel_holds_the_common_share_and_narrows(share: float, n: int) -> None:
    limits = funnel_limits(share, n)

    assert 0 <= limits.low <= share <= limits.high <= 1
    assert _width(funnel_limits(share, n * 16)) <= _width(limits)


def test_where_all_succeed_the_funnel_has_no_width() -> None:
    assert funnel_limits(1, 20) == Interval(1.0, 1.0)
    assert funnel_limits(0, 20) == Interval(0.0, 0.0)


@pytest.mark.parametrize(("share", "n"), [(0.5, 0), (80.0, 10), (-0.1, 10)])
def test_a_funnel_of_nobody_or_in_percent_is_refused(share: float, n: int) -> None:
    with pytest.raises(ValueError, match=r"minst ett barn|mellan 0 och 100 procent"):
        funnel_limits(share, n)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            (14, 18),
            (15, 18),
            "Från 78 % till 83 % (18 elever). Skillnaden kan bero på slumpen.",
        ),
        (
            (40, 100),
            (72, 90),
            "Från 40 % till 80 % (100 respektive 90 elever). "
            "Skillnaden är större än vad slumpen brukar ge.",
        ),
        ((1, 3), (2, 6), "Oförändrat 33 % (3 respektive 6 elever)."),
        ((0, 1), (1, 1), "Från 0 % till 100 % (1 elev). Skillnaden kan bero på slumpen."),
        (
            (1000, 3000),
            (1001, 3000),
            "Från 33,3 % till 33,4 % (3\u202f000 elever). Skillnaden kan bero på slumpen.",
        ),
    ],
)
def test_a_principal_reads_the_change_and_whether_it_is_chance(
    before: tuple[int, int], after: tuple[int, int], sentence: str
) -> None:
    assert sentence_for_change(before, after) == sentence.replace(" %", f"{NBSP}%")


def test_a_preschool_speaks_of_children() -> None:
    assert sentence_for_change((5, 12), (8, 12), one="barn", many="barn").startswith(
        f"Från 42{NBSP}% till 67{NBSP}% (12 barn)."
    )


def _width(interval: Interval) -> float:
    return interval.high - interval.low
