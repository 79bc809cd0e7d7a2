"""Which groups took part at which units: what skollagen 4 kap. 4 § asks of every unit."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.organisation.models import Unit
from rodtrad.surveys.models import Audience, Participation

# Staff and pupils take part; children and guardians are given the chance to (4 kap. 4 §).
GROUPS = {
    Unit.Kind.PRESCHOOL: (Audience.STAFF, Audience.CHILDREN, Audience.GUARDIANS),
    Unit.Kind.SCHOOL: (Audience.STAFF, Audience.PUPILS, Audience.GUARDIANS),
}


@dataclass(frozen=True)
class Cell:
    """A group at a unit: whether the law asks for it, and at how many occasions it took part."""

    audience: str
    label: str
    is_asked_for: bool
    occasions: int


@dataclass(frozen=True)
class Row:
    """A unit's groups."""

    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The groups that have not taken part."""
        return tuple(one.label for one in self.cells if one.is_asked_for and not one.occasions)


def coverage_of(units: QuerySet[Unit], year: SchoolYear, *, most: int = 100) -> list[Row]:
    """Each unit's groups and how many occasions each had in a school year. Two queries.

    Args:
        most: how many units are shown, in the order of the tree.
    """
    shown = list(units[:most])
    counted = {
        (unit, audience): n
        for unit, audience, n in Participation.objects.filter(
            unit__in=[unit.pk for unit in shown], on__range=(year.starts, year.ends)
        )
        .order_by()
        .values_list("unit", "audience")
        .annotate(n=Count("pk"))
    }
    return [
        Row(
            unit,
            tuple(
                Cell(
                    audience.value,
                    str(audience.label),
                    audience in GROUPS.get(Unit.Kind(unit.kind), ()),
                    counted.get((unit.pk, audience.value), 0),
                )
                for audience in Audience
            ),
        )
        for unit in shown
    ]
