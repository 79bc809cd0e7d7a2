"""Arithmetic that keeps raters unknown and tells their answers together."""

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.matrix.anonymity import (
    disagreement,
    enough,
    new_token,
    sheet_key,
    told_disagreement,
)

COUNTS = st.lists(st.integers(0, 40), min_size=2, max_size=11)


def test_the_key_needs_the_browsers_token() -> None:
    here = sheet_key("hemlig", "a", assessment=1, user=2)
    assert here == sheet_key("hemlig", "a", assessment=1, user=2)
    assert here != sheet_key("hemlig", "b", assessment=1, user=2)
    assert here != sheet_key("hemlig", "a", assessment=1, user=3)
    assert here != sheet_key("hemlig", "a", assessment=2, user=2)
    assert len(here) == 64


def test_tokens_are_never_the_same() -> None:
    assert len({new_token() for _ in range(100)}) == 100


def test_a_group_of_the_smallest_size_is_enough() -> None:
    assert enough(5, 5)
    assert not enough(4, 5)


@given(COUNTS, st.booleans())
def test_disagreement_is_nothing_when_all_say_the_same(counts: list[int], ordered: bool) -> None:
    value = disagreement(counts, ordered=ordered)
    assert 0 <= value <= (len(counts) - 1 if ordered else 1)
    if sum(1 for count in counts if count) <= 1:
        assert value == 0


@given(COUNTS, st.booleans())
def test_a_scale_read_from_the_other_end_disagrees_as_much(
    counts: list[int], ordered: bool
) -> None:
    there, back = (disagreement(one, ordered=ordered) for one in (counts, counts[::-1]))
    assert abs(there - back) < 1e-9


def test_two_who_are_far_apart_disagree_more_than_two_who_are_near() -> None:
    assert disagreement([1, 0, 0, 1], ordered=True) == 3
    assert disagreement([0, 1, 1, 0], ordered=True) == 1
    assert disagreement([1, 0, 0, 1], ordered=False) == 1
    assert told_disagreement(0) == "Ni ser det lika"
    assert told_disagreement(1) == "Ni ser det olika"
