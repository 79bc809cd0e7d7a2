"""No sequence of allowed views reveals a group that is withheld."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.surveys.disclosure import ALIKE_UNDER, is_alike, may_be_added_up, withheld

SIZES = st.dictionaries(st.integers(0, 9), st.integers(0, 40), max_size=10)
SMALLEST = st.integers(5, 15)


@given(SIZES, SMALLEST)
def test_a_group_under_the_smallest_size_is_never_shown(
    sizes: dict[int, int], smallest: int
) -> None:
    hidden = withheld(sizes, smallest=smallest)

    assert all(n == 0 or n >= smallest for key, n in sizes.items() if key not in hidden)


@given(SIZES, SMALLEST)
def test_what_the_total_gives_away_is_about_many_in_at_least_two_groups(
    sizes: dict[int, int], smallest: int
) -> None:
    hidden = withheld(sizes, smallest=smallest)
    total = sum(sizes.values())
    if not hidden or total < smallest:
        return

    rest = total - sum(n for key, n in sizes.items() if key not in hidden)
    assert rest == sum(sizes[key] for key in hidden)
    assert rest >= smallest
    # A single group is left only when it is the whole total, which is shown anyway.
    assert len(hidden) >= 2 or rest == total


@given(SIZES, SMALLEST)
def test_nothing_is_withheld_where_every_group_is_large(
    sizes: dict[int, int], smallest: int
) -> None:
    if all(n == 0 or n >= smallest for n in sizes.values()):
        assert withheld(sizes, smallest=smallest) == frozenset()


@given(SIZES, SMALLEST)
def test_a_total_that_is_too_small_shows_no_group(sizes: dict[int, int], smallest: int) -> None:
    if 0 < sum(sizes.values()) < smallest:
        assert withheld(sizes, smallest=smallest) == {key for key, n in sizes.items() if n}


STANCES = st.tuples(st.integers(0, 14), st.integers(0, 14), st.integers(0, 4))
GROUPS = st.dictionaries(st.integers(0, 7), STANCES, max_size=8)


@given(GROUPS, SMALLEST)
def test_neither_a_group_nor_what_is_left_of_the_total_is_few_who_answered_alike(
    groups: dict[int, tuple[int, int, int]], smallest: int
) -> None:
    def together(keys: frozenset[int]) -> list[int]:
        return [sum(groups[key][way] for key in keys) for way in range(3)]

    def are_alike(keys: frozenset[int]) -> bool:
        return is_alike(together(keys), smallest=smallest)

    everybody = frozenset(groups)
    total = sum(together(everybody))
    if total < smallest or are_alike(everybody):
        return
    sizes = {key: sum(ways) for key, ways in groups.items()}
    hidden = withheld(sizes, smallest=smallest, are_alike=are_alike)

    for key in everybody - hidden:
        assert sizes[key] == 0 or not are_alike(frozenset({key}))
        assert sizes[key] == 0 or sizes[key] >= smallest
    if hidden:
        assert not are_alike(hidden)
        assert sum(together(hidden)) >= smallest


@given(STANCES, SMALLEST)
def test_a_shown_small_group_leaves_doubt_about_everybody(
    ways: tuple[int, int, int], smallest: int
) -> None:
    n = sum(ways)
    if n and not is_alike(ways, smallest=smallest) and n < ALIKE_UNDER * smallest:
        # At least two answered otherwise than the most, whichever way one looks.
        assert n - max(ways) >= 2


WAYS = ("positive", "other", "no_opinion")
# How a small group that answered alike may have answered: the way of the most, and the way of the
# one who did not, if there was one.
ALIKE_GROUPS = tuple(product(WAYS, repeat=2))


def _answers(size: int, most: str, odd: str) -> dict[str, int]:
    found = dict.fromkeys(WAYS, 0)
    found[most] = size
    if odd != most:
        found[most] -= 1
        found[odd] += 1
    return found


@pytest.mark.parametrize("sizes", [(5, 5), (5, 8), (5, 6, 7), (5, 5, 5, 9)])
def test_whoever_sees_the_sum_cannot_tell_whether_all_of_a_group_answered_alike(
    sizes: tuple[int, ...],
) -> None:
    """Every way to answer is tried: what is seen must fit one with and one without an odd answer.

    The reader knows how many answered in each group, what most of each group answered, and the sum
    by way of answering, or that there is none.
    """
    fits: dict[object, list[set[bool]]] = {}
    shown = 0
    for world in product(ALIKE_GROUPS, repeat=len(sizes)):
        groups = [_answers(size, *group) for size, group in zip(sizes, world, strict=True)]
        total = None
        if may_be_added_up(groups):
            total = tuple(sum(group[way] for group in groups) for way in WAYS)
            shown += 1
        seen = (tuple(most for most, _ in world), total)
        doubts = fits.setdefault(seen, [set() for _ in sizes])
        for doubt, (most, odd) in zip(doubts, world, strict=True):
            doubt.add(most == odd)

    assert shown
    assert all(doubt == {True, False} for doubts in fits.values() for doubt in doubts)


def test_one_group_and_no_group_are_not_added_up() -> None:
    assert not may_be_added_up([])
    assert not may_be_added_up([_answers(7, "positive", "other")])
