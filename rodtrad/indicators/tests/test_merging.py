"""Sums over several years move on from one year to the next, and tell no withheld year."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.indicators.merging import told_together

# By year how many were counted and of how many; None where the year is shown.
YEAR = st.one_of(
    st.none(), st.integers(1, 4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
)


@st.composite
def _written_in(draw: st.DrawFn) -> list[tuple[int, tuple[int, int] | None]]:
    """Years with what is known of each, in the order that they happened to be written in."""
    years = draw(st.lists(YEAR, min_size=1, max_size=9))
    return draw(st.permutations(list(enumerate(years, start=2020))))


def test_two_withheld_years_are_told_together_when_their_block_is_whole() -> None:
    known = {2022: (2, 3), 2023: (2, 4)}
    told = told_together(known, [2022, 2023, 2024], span=3, smallest=5)
    assert told is not None
    assert told.last == 2024
    assert told.years == {2022, 2023}
    assert told_together(known, [2022, 2023], span=3, smallest=5) is None
    assert told_together(known, [2022, 2023, 2025], span=3, smallest=5) is None
    assert told_together(known, [2021, 2022, 2023, 2024], span=3, smallest=8) is None


def test_one_year_or_one_of_unknown_size_is_not_told() -> None:
    years = [2022, 2023, 2024]
    assert told_together({2022: (2, 4)}, years, span=3, smallest=1) is None
    assert told_together({2022: (2, 4), 2023: None}, years, span=3, smallest=1) is None


def test_years_that_all_or_all_but_one_reached_are_not_told_for_it_would_say_each() -> None:
    years = [2022, 2023, 2024]
    for first, second in (((3, 3), (4, 4)), ((3, 3), (3, 4)), ((0, 3), (0, 4)), ((1, 3), (0, 4))):
        assert told_together({2022: first, 2023: second}, years, span=3, smallest=5) is None


def test_next_years_sum_does_not_tell_the_year_that_has_left_it() -> None:
    # The three first are told until three others can be, wholly apart from them.
    rows = dict.fromkeys(range(2022, 2028), (2, 4))
    found = [
        told_together(
            {one: rows[one] for one in range(2022, last + 1)},
            range(2022, last + 1),
            span=3,
            smallest=5,
        )
        for last in rows
    ]
    first, second = frozenset({2022, 2023, 2024}), frozenset({2025, 2026, 2027})
    assert [told and told.years for told in found] == [None, None, first, first, first, second]


def test_a_year_that_is_written_in_afterwards_is_not_told_by_the_sum_it_joins() -> None:
    """2022/23 and 2024/25 told as 3 of 6, and then all three as 6 of 9, would tell 2023/24."""
    early = {2022: (1, 3), 2024: (2, 3)}
    assert told_together(early, [2022, 2024], span=3, smallest=5) is None
    late = told_together({**early, 2023: (3, 3)}, [2022, 2023, 2024], span=3, smallest=5)
    assert late is not None
    assert late.years == {2022, 2023, 2024}


@given(_written_in(), st.integers(2, 5), st.integers(2, 10))
def test_whoever_kept_every_sum_knows_no_withheld_year(
    rows: list[tuple[int, tuple[int, int] | None]], span: int, smallest: int
) -> None:
    """The sums are equations with the withheld years as unknowns: none of them can be solved for.

    Whatever the order that years are written in. What is not withheld is known, and is taken away
    from each sum.
    """
    told: set[frozenset[int]] = set()
    for end in range(1, len(rows) + 1):
        here = dict(rows[:end])
        withheld = {year: counts for year, counts in here.items() if counts}
        found = told_together(withheld, here, span=span, smallest=smallest)
        if found is not None:
            told.add(found.years)
            counts = [withheld[year] for year in found.years]
            assert len(counts) > 1
            assert sum(n for _, n in counts) >= smallest
            assert 1 < sum(part for part, _ in counts) < sum(n for _, n in counts) - 1
    assert not _can_be_solved({frozenset(y - 2020 for y in one) for one in told}, 9)


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
