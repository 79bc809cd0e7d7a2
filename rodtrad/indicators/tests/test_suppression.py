"""What is shown never adds up to a group that is too small, whatever is added or subtracted."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.indicators.suppression import Cell, Gender, Key, withheld

SMALLEST = 5
# A municipality with two areas of up to three units each, as in the tree: a path begins with the
# path of the unit above.
TOP, AREAS = "A", ("AA", "AB")
GENDERS: tuple[Gender, ...] = ("T", "K", "M")


def test_a_parent_total_beside_one_withheld_unit_is_withheld() -> None:
    cells: dict[Key, Cell] = {("A", "T"): Cell(54), ("AA", "T"): Cell(50), ("AB", "T"): Cell(4)}
    assert withheld(cells, SMALLEST) == {("AB", "T"), ("A", "T")}


def test_a_parent_total_is_shown_when_the_withheld_units_are_enough_together() -> None:
    cells: dict[Key, Cell] = {
        ("A", "T"): Cell(57),
        ("AA", "T"): Cell(50),
        ("AB", "T"): Cell(4),
        ("AC", "T"): Cell(3),
    }
    assert withheld(cells, SMALLEST) == {("AB", "T"), ("AC", "T")}


def test_a_total_gives_no_unit_away_that_reports_nothing_itself() -> None:
    cells: dict[Key, Cell] = {("A", "T"): Cell(53), ("AA", "T"): Cell(50)}
    assert withheld(cells, SMALLEST) == {("A", "T")}


def test_what_the_source_withholds_is_not_given_away_by_the_total() -> None:
    cells: dict[Key, Cell] = {
        ("A", "T"): Cell(60),
        ("AA", "T"): Cell(50),
        ("AB", "T"): Cell(None, is_suppressed=True, has_figure=False),
    }
    assert withheld(cells, SMALLEST) == {("A", "T")}


def test_rests_of_two_areas_are_judged_together_where_both_totals_are_withheld() -> None:
    # Each area hides its total; the municipality's less the shown units is 2 + 1 children.
    cells: dict[Key, Cell] = {
        ("A", "T"): Cell(63),
        ("AA", "T"): Cell(32),
        ("AAA", "T"): Cell(30),
        ("AAB", "T"): Cell(2),
        ("AB", "T"): Cell(31),
        ("ABA", "T"): Cell(30),
        ("ABB", "T"): Cell(1),
    }
    assert withheld(cells, SMALLEST) == {(p, "T") for p in ("A", "AA", "AAB", "AB", "ABB")}


def test_a_small_gender_below_hides_the_genders_above_but_not_the_total() -> None:
    cells: dict[Key, Cell] = {
        ("A", "T"): Cell(60),
        ("A", "K"): Cell(27),
        ("A", "M"): Cell(33),
        ("AA", "T"): Cell(40),
        ("AA", "K"): Cell(25),
        ("AA", "M"): Cell(15),
        ("AB", "T"): Cell(20),
        ("AB", "K"): Cell(2),
        ("AB", "M"): Cell(18),
    }
    assert withheld(cells, SMALLEST) == {("A", "K"), ("A", "M"), ("AB", "K"), ("AB", "M")}


def test_an_empty_group_names_nobody() -> None:
    cells: dict[Key, Cell] = {
        ("A", "T"): Cell(20),
        ("A", "K"): Cell(0, has_figure=False),
        ("A", "M"): Cell(20),
    }
    assert withheld(cells, SMALLEST) == set()


@st.composite
def tables(draw: st.DrawFn) -> tuple[dict[Key, Cell], dict[str, tuple[int, int]]]:
    """A tree with girls and boys at its lowest units, and the cells that happen to be stored."""
    leaves: dict[str, tuple[int, int]] = {}
    for area in AREAS:
        for number in range(draw(st.integers(0, 3))):
            counts = st.integers(0, 9)
            leaves[f"{area}{'ABC'[number]}"] = (draw(counts), draw(counts))
    paths = [TOP, *AREAS, *leaves]
    cells: dict[Key, Cell] = {}
    for path, gender in product(paths, GENDERS):
        if not draw(st.integers(0, 4)):
            continue
        inside = [count for leaf, count in leaves.items() if leaf.startswith(path)]
        girls, boys = sum(k for k, _ in inside), sum(m for _, m in inside)
        size = {"T": girls + boys, "K": girls, "M": boys}[gender]
        cells[path, gender] = Cell(size, has_figure=size > 0)
    return cells, leaves


def _vector(key: Key, leaves: list[str]) -> list[float]:
    path, gender = key
    return [
        float(leaf.startswith(path) and gender in ("T", sex)) for leaf in leaves for sex in "KM"
    ]


@settings(max_examples=500, deadline=None)
@given(tables())
def test_no_sum_or_difference_of_shown_cells_reaches_a_small_group(
    table: tuple[dict[Key, Cell], dict[str, tuple[int, int]]],
) -> None:
    cells, counts = table
    leaves = list(counts)
    if not leaves:
        return
    hidden = withheld(cells, SMALLEST)
    # An empty group is shown as empty: that too is something known.
    shown = [key for key in cells if key not in hidden]
    if not shown:
        return
    known = np.array([_vector(key, leaves) for key in shown]).T
    sizes = np.array([n for leaf in leaves for n in counts[leaf]], dtype=float)
    groups = np.array(list(product((0.0, 1.0), repeat=len(sizes)))).T
    base, singular, _ = np.linalg.svd(known, full_matrices=False)
    base = base[:, singular > 1e-9]
    reached = np.abs(groups - base @ (base.T @ groups)).max(axis=0) < 1e-9
    people = sizes @ groups
    small = reached & (people > 0) & (people < SMALLEST)

    assert not small.any(), (cells, hidden, groups[:, small].T)


@settings(max_examples=300, deadline=None)
@given(tables(), st.data())
def test_what_a_source_withholds_can_never_be_worked_out(
    table: tuple[dict[Key, Cell], dict[str, tuple[int, int]]], data: st.DataObject
) -> None:
    cells, counts = table
    leaves = list(counts)
    own = [key for key in cells if key[0] in counts and cells[key].has_figure]
    if not own:
        return
    secret = data.draw(st.sampled_from(own))
    cells[secret] = Cell(None, is_suppressed=True, has_figure=False)
    hidden = withheld(cells, SMALLEST)
    shown = [key for key in cells if key not in hidden and cells[key].has_figure]
    if not shown:
        return
    known = np.array([_vector(key, leaves) for key in shown]).T
    wanted = np.array(_vector(secret, leaves))
    found = np.linalg.lstsq(known, wanted, rcond=None)[0]

    assert np.abs(known @ found - wanted).max() > 1e-9, (secret, cells, hidden)


@pytest.mark.parametrize("smallest", [1, 5, 15])
def test_a_unit_with_children_never_loses_its_figure_because_of_another(smallest: int) -> None:
    cells: dict[Key, Cell] = {(f"A{letter}", "T"): Cell(20) for letter in "ABCD"}
    cells["A", "T"] = Cell(83)
    cells["AE", "T"] = Cell(3)
    hidden = withheld(cells, smallest)
    assert not {(f"A{letter}", "T") for letter in "ABCD"} & hidden
