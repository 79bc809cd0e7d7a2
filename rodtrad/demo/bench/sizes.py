"""How large the three sizes are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Density:
    """How much one unit has written.

    Attributes:
        years: school years, the last of them running.
        goals: goals of its own that begin each school year.
        targets: indicators that each goal is followed with.
        activities: activities of each goal.
        check_ins: check-ins of each activity.
        indicators: shared indicators that the unit is measured with every school year.
        events: what has happened lately.
    """

    years: int = 5
    goals: int = 3
    targets: int = 2
    activities: int = 2
    check_ins: int = 3
    indicators: int = 10
    events: int = 12


FULL = Density()
# The rest of the nation: enough to be in the way of every query, and built in a few minutes.
THIN = Density(goals=1, targets=1, activities=1, check_ins=1, indicators=4, events=3)


@dataclass(frozen=True)
class Size:
    """A size to measure at.

    Attributes:
        name: as it is written on the command line.
        label: as it is read.
        units: schools and preschools in the municipality that is looked at.
        others: schools and preschools of each of the other municipalities.
        full: what a unit of the municipality that is looked at has written.
        thin: what a unit elsewhere has written.
    """

    name: str
    label: str
    units: int
    others: tuple[int, ...] = ()
    full: Density = FULL
    thin: Density = THIN

    @property
    def all_units(self) -> int:
        """Schools and preschools in all."""
        return self.units + sum(self.others)


def _spread(units: int, places: int) -> tuple[int, ...]:
    """So many units over so many municipalities, as evenly as it goes."""
    each, left = divmod(units, places)
    return tuple(each + (1 if place < left else 0) for place in range(places))


# The nation has the same municipality to look at as the smallest size: what is slower there
# is slower because of the other 289.
SIZES = {
    size.name: size
    for size in (
        Size("municipality", "Kommun", 30),
        Size("city", "Storstad", 500),
        Size("nation", "Hela landet", 30, _spread(10_000 - 30, 289)),
    )
}
