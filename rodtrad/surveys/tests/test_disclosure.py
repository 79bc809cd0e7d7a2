"""No sequence of allowed views reveals a group that is withheld."""

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.surveys.disclosure import ALIKE_UNDER, is_alike, withheld

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
