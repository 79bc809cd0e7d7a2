"""Sums over several years move on from one year to the next, and tell no withheld year."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.merging import told_together

# By year whether it is withheld, and then how many it is about.
SERIES = st.lists(st.one_of(st.just(0), st.integers(1, 4)), min_size=1, max_size=9)


def _sums(sizes: list[int], span: int, smallest: int) -> list[frozenset[int]]:
    """What each year's page has counted of withheld years."""
    found = []
    for last in range(len(sizes)):
        withheld = {year: n for year, n in enumerate(sizes[: last + 1]) if n}
        told = told_together(withheld, range(last + 1), span=span, smallest=smallest)
        found.append(told.years if told else frozenset())
    return found


def test_two_withheld_years_are_told_together() -> None:
    years = [2022, 2023, 2024]
    told = told_together({2022: 3, 2023: 4}, years, span=3, smallest=5)
    assert told is not None
    assert told.last == 2024
    assert told.years == {2022, 2023}
    assert told_together({2022: 3}, years, span=3, smallest=1) is None
    assert told_together({2022: 2, 2023: 2}, [2022, 2023], span=3, smallest=5) is None
    assert told_together({2022: 3, 2023: None}, [2022, 2023], span=3, smallest=1) is None


def test_next_years_sum_does_not_tell_the_year_that_has_left_it() -> None:
    # The three first are told until three others can be, wholly apart from them.
    first, second = frozenset({0, 1, 2}), frozenset({3, 4, 5})
    assert _sums([3] * 6, 3, 5) == [frozenset(), frozenset(), first, first, first, second]


@given(SERIES, st.integers(2, 5), st.integers(2, 10))
def test_whoever_kept_every_years_sum_knows_no_withheld_year(
    sizes: list[int], span: int, smallest: int
) -> None:
    """The sums are equations with the withheld years as unknowns: none of them can be solved for.

    What is not withheld is known, and is taken away from each sum.
    """
    told = {years for years in _sums(sizes, span, smallest) if years}
    for years in told:
        assert len(years) > 1
        assert sum(sizes[year] for year in years) >= smallest
    assert not _can_be_solved(told, len(sizes))


def _can_be_solved(sums: set[frozenset[int]], count: int) -> bool:
    """Whether any single unknown is determined, by Gauss-Jordan elimination in exact numbers."""
    rows = [[Fraction(year in years) for year in range(count)] for years in sums]
    done = 0
    for column in range(count):
        pivot = next((n for n in range(done, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for n, row in enumerate(rows):
            if n != done and row[column]:
                rows[n] = [
                    mine - row[column] * its for mine, its in zip(row, rows[done], strict=True)
                ]
        done += 1
    return any(sum(value != 0 for value in row) == 1 for row in rows)


def test_the_attack_of_this_test_works() -> None:
    """Sums of three years and of the two last of them do tell the first."""
    assert _can_be_solved({frozenset({0, 1, 2}), frozenset({1, 2})}, 3)
    assert not _can_be_solved({frozenset(pair) for pair in pairwise(range(3))}, 3)
