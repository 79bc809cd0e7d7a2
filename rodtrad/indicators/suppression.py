"""Which cells may be shown together, so that none gives a small group away. Pure, no Django.

A cell is a count of children or pupils: a unit's (everybody, girls, boys) for one indicator and
period. A unit above others may have a stored total of its own, which is then the sum of those
below. Whoever reads all the cells that are shown can add and subtract them; what comes out must
never be a group smaller than the smallest that may be shown.

The rule, and why it is enough. Take from a unit whose total is shown the topmost units below whose
totals are shown too: what is left is its *rest*. The rests do not overlap, and every group of
everybody that sums and differences can reach is a union of rests. Girls and boys are shown
together or not at all, so that every group that can be reached with them as well is made of such
rests, and of the girls or the boys of whole rests among the units that show genders. It is
therefore enough that every rest that is not empty has at least the smallest group: counted
together, and, where genders are shown, girls and boys each. Where a rest is too small the total
(or the genders) of its own unit is withheld, and the rest becomes a part of the next one above.
A unit that has children itself never loses its figure because of another's: only totals do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Gender = Literal["T", "K", "M"]
Key = tuple[str, Gender]


@dataclass(frozen=True, slots=True)
class Cell:
    """One stored figure.

    Attributes:
        size: how many it is about; None when nobody has said.
        is_suppressed: the source itself withholds it.
        has_figure: whether there is anything to show; a missing value says nothing.
    """

    size: int | None
    is_suppressed: bool = False
    has_figure: bool = True


@dataclass(frozen=True, slots=True)
class _Rest:
    """What is left of a unit when the shown units below are taken away.

    Attributes:
        size: how many are known to be in it.
        is_uncounted: whether it holds something withheld without a known number.
    """

    size: int = 0
    is_uncounted: bool = False

    def is_safe(self, smallest: int) -> bool:
        """Whether it is empty or large enough, those of unknown number left out."""
        return self.size >= smallest or (self.size == 0 and not self.is_uncounted)


def withheld(cells: Mapping[Key, Cell], smallest: int) -> set[Key]:
    """The cells that may not be shown, of one indicator and one period.

    Args:
        cells: by the unit's path in the tree (the paths of those below begin with it) and gender.
            Of those without a figure only an empty group of girls or boys can be named; what a
            source withholds counts.
        smallest: the smallest group that may be shown.
    """
    paths = sorted({path for path, _ in cells}, key=lambda path: (-len(path), path))
    children = _children(paths)
    totals, girls, boys = (_Layer(cells, gender, children, smallest) for gender in ("T", "K", "M"))
    hidden: set[Key] = set()
    for path in paths:
        family = _Family.of(path, cells)
        genders_may_show = (
            not family.suppresses_gender
            and girls.may_show(path, family.girls)
            and boys.may_show(path, family.boys)
        )
        # Where one gender is known to be empty, the total tells the other's figure.
        shows_total = (
            family.has_total
            and totals.may_show(path, family.total)
            and (genders_may_show or not family.has_empty_gender)
        )
        totals.settle(path, family.total, shown=shows_total)
        stands = shows_total or (
            family.is_lone_gender and not children[path] and _is_alone(path, paths)
        )
        shows_genders = stands and family.has_gender and genders_may_show
        # An empty group is shown as empty: the other gender is then the total.
        is_known = shows_genders or (shows_total and family.has_empty_gender)
        girls.settle(path, family.girls, shown=is_known)
        boys.settle(path, family.boys, shown=is_known)
        verdicts: tuple[tuple[Gender, bool], ...] = (
            ("T", shows_total),
            ("K", shows_genders),
            ("M", shows_genders),
        )
        for gender, shown in verdicts:
            cell = cells.get((path, gender))
            if cell is None or shown:
                continue
            # That there are no girls says how many boys there are, once the total is worked out.
            tells_emptiness = gender != "T" and cell.size == 0 and not shows_total
            if cell.has_figure or tells_emptiness:
                hidden.add((path, gender))
    return hidden


@dataclass(frozen=True, slots=True)
class _Family:
    """A unit's three cells, what is not stored worked out from the others where it can be."""

    total: Cell | None
    girls: Cell | None
    boys: Cell | None
    has_total: bool
    has_gender: bool
    is_lone_gender: bool
    suppresses_gender: bool
    has_empty_gender: bool

    @classmethod
    def of(cls, path: str, cells: Mapping[Key, Cell]) -> _Family:
        """The cells of a unit."""
        total, girls, boys = (cells.get((path, g)) for g in ("T", "K", "M"))
        with_figure = [cell for cell in (girls, boys) if cell is not None and cell.has_figure]
        t, k, m = (None if cell is None else cell.size for cell in (total, girls, boys))
        if t is None and k is not None and m is not None:
            t = k + m
        if t is not None and k is None and m is not None:
            k = t - m if t >= m else None
        if t is not None and m is None and k is not None:
            m = t - k if t >= k else None
        has_total = (total is not None and total.has_figure) or len(with_figure) == 2
        return cls(
            total=_sized(total, t),
            girls=_sized(girls, k),
            boys=_sized(boys, m),
            has_total=has_total and not (total is not None and total.is_suppressed),
            has_gender=bool(with_figure),
            is_lone_gender=len(with_figure) == 1 and not has_total,
            suppresses_gender=any(c is not None and c.is_suppressed for c in (girls, boys)),
            has_empty_gender=any(
                c is not None and c.size == 0 and not c.is_suppressed for c in (girls, boys)
            ),
        )


class _Layer:
    """The cells of one gender, settled from the lowest units up."""

    def __init__(
        self,
        cells: Mapping[Key, Cell],
        gender: Gender,
        children: Mapping[str, list[str]],
        smallest: int,
    ) -> None:
        self._children = children
        self._smallest = smallest
        # What a settled unit leaves to the one above: nothing when it is shown.
        self._left: dict[str, _Rest] = {}
        # How many the topmost shown units at and below a settled unit hold; None when unknown.
        self._shown: dict[str, int | None] = {}

    def may_show(self, path: str, cell: Cell | None) -> bool:
        """Whether the unit's cell may be shown, those below being settled."""
        size = None if cell is None else cell.size
        if size is not None and 0 < size < self._smallest:
            return False
        if not self._children[path]:
            return True
        left, difference = self._below(path, size)
        if not left.is_safe(self._smallest):
            return False
        return difference is None or difference <= 0 or difference >= self._smallest

    def settle(self, path: str, cell: Cell | None, *, shown: bool) -> None:
        """Note whether the unit's cell is shown, and what it leaves to the one above."""
        size = None if cell is None else cell.size
        if shown:
            self._left[path], self._shown[path] = _Rest(), size
            return
        is_suppressed = cell is not None and cell.is_suppressed
        if not self._children[path]:
            # The source's own limit may be higher than ours: its number does not count.
            unknown = is_suppressed or (cell is not None and cell.has_figure and size is None)
            self._left[path] = _Rest(0 if is_suppressed else size or 0, unknown)
            self._shown[path] = 0
            return
        left, difference = self._below(path, size)
        # Those that no unit below tells of; withheld ones without a number may be all of them.
        if left == _Rest() and difference is not None and difference > 0:
            left = _Rest(difference)
        self._left[path] = left
        self._shown[path] = self._sum_shown(path)

    def _below(self, path: str, size: int | None) -> tuple[_Rest, int | None]:
        """The rest added up from those below, and as the unit's number less what is shown."""
        parts = [self._left[child] for child in self._children[path]]
        left = _Rest(sum(p.size for p in parts), any(p.is_uncounted for p in parts))
        shown = self._sum_shown(path)
        return left, None if size is None or shown is None else size - shown

    def _sum_shown(self, path: str) -> int | None:
        found = 0
        for child in self._children[path]:
            shown = self._shown[child]
            if shown is None:
                return None
            found += shown
        return found


def _sized(cell: Cell | None, size: int | None) -> Cell | None:
    """The cell with its size, also one that is not stored but whose size is known."""
    if cell is None:
        return None if size is None else Cell(size, has_figure=False)
    return Cell(size, cell.is_suppressed, cell.has_figure)


def _children(paths: list[str]) -> dict[str, list[str]]:
    """For each path those directly below it among the paths."""
    found: dict[str, list[str]] = {path: [] for path in paths}
    known = set(paths)
    for path in paths:
        above = next(
            (path[:end] for end in range(len(path) - 1, 0, -1) if path[:end] in known), None
        )
        if above is not None:
            found[above].append(path)
    return found


def _is_alone(path: str, paths: list[str]) -> bool:
    """Whether no unit above has a cell."""
    return not any(path != other and path.startswith(other) for other in paths)
