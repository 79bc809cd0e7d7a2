"""No sequence of allowed views reveals a group that is withheld."""

from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.surveys.disclosure import ALIKE_UNDER, is_alike, may_be_added_up, withheld

WAYS_OF_FEW = st.tuples(st.integers(0, 20), st.integers(0, 20))
ANSWERED = st.dictionaries(st.integers(0, 9), WAYS_OF_FEW, max_size=10)
SMALLEST = st.integers(5, 15)


@given(ANSWERED, SMALLEST)
def test_a_group_under_the_smallest_size_is_never_shown(
    groups: dict[int, tuple[int, int]], smallest: int
) -> None:
    hidden = withheld(groups, smallest=smallest)

    shown = [sum(ways) for key, ways in groups.items() if key not in hidden]
    assert all(n == 0 or n >= smallest for n in shown)


@given(ANSWERED, SMALLEST)
def test_what_the_total_gives_away_is_about_many_in_at_least_two_groups(
    groups: dict[int, tuple[int, int]], smallest: int
) -> None:
    hidden = withheld(groups, smallest=smallest)
    total = sum(sum(ways) for ways in groups.values())
    if not hidden or total < smallest:
        return

    rest = sum(sum(groups[key]) for key in hidden)
    assert rest >= smallest
    # A single group is left only when it is the whole total, which is shown anyway.
    assert len(hidden) >= 2 or rest == total


@given(ANSWERED, SMALLEST)
def test_nothing_is_withheld_where_every_group_is_large_and_divided(
    groups: dict[int, tuple[int, int]], smallest: int
) -> None:
    large = {key: (a + smallest, b + smallest) for key, (a, b) in groups.items()}

    assert withheld(large, smallest=smallest) == frozenset()


@given(ANSWERED, SMALLEST)
def test_a_total_that_is_too_small_shows_no_group(
    groups: dict[int, tuple[int, int]], smallest: int
) -> None:
    if 0 < sum(sum(ways) for ways in groups.values()) < smallest:
        answered = {key for key, ways in groups.items() if sum(ways)}
        assert withheld(groups, smallest=smallest) == answered


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
    hidden = withheld(groups, smallest=smallest)

    for key in everybody - hidden:
        size = sum(groups[key])
        assert size == 0 or (size >= smallest and not are_alike(frozenset({key})))
    if hidden:
        assert not are_alike(hidden)
        assert sum(together(hidden)) >= smallest


def test_a_rest_of_many_who_all_answered_alike_shows_no_group() -> None:
    """The ten that the girls leave are one of the few small groups each, and all alike."""
    groups = {"Flickor": (8, 7), "Pojkar": (8, 0), "Annat": (2, 0)}

    assert withheld(groups, smallest=5) == set(groups)


def _splits(size: int, ways: int) -> list[tuple[int, ...]]:
    """Every way that so many may have answered."""
    every = product(range(size + 1), repeat=ways)
    return [split for split in every if sum(split) == size]


@pytest.mark.parametrize(
    ("number", "largest", "ways", "smallest"),
    [(2, 9, 2, 3), (3, 8, 2, 3), (4, 5, 2, 3), (2, 6, 3, 3), (3, 4, 3, 3), (3, 9, 2, 4)],
)
def test_whoever_knows_the_rule_cannot_work_out_a_withheld_group(
    number: int, largest: int, ways: int, smallest: int
) -> None:
    """Every way to answer is tried: what is seen must fit more than one for each withheld group.

    The reader knows how many answered in each group, the total, the groups shown, and the rule.
    Where all of the total answered alike, the total itself says so: decision 20.
    """
    shown = 0
    for sizes in combinations_with_replacement(range(1, largest + 1), number):
        fits: dict[object, list[set[tuple[int, ...]]]] = {}
        for world in product(*(_splits(size, ways) for size in sizes)):
            total = tuple(sum(column) for column in zip(*world, strict=True))
            n = sum(total)
            if n < smallest or is_alike(total, smallest=smallest) or max(total) == n:
                continue
            hidden = withheld(dict(enumerate(world)), smallest=smallest)
            seen = tuple(None if key in hidden else one for key, one in enumerate(world))
            shown += len(hidden) < number
            possible = fits.setdefault((total, seen), [set() for _ in hidden])
            for cell, key in zip(possible, sorted(hidden), strict=True):
                cell.add(world[key])
        assert all(len(cell) > 1 for possible in fits.values() for cell in possible)
    assert shown


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
