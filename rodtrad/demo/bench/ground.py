"""The organisation of a built municipality: units, people, documents and indicators.

Rows are written many at a time, past the actions: a nation is built in minutes.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.demo.bench import texts
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.models import Assignment, Role, SchoolYear, Unit
from rodtrad.steering.models import Requirement, SteeringDocument

_CODES = ("principal", "lead_teacher")
_OPENED = date(2012, 7, 1)
_POINTS = 12


@dataclass
class Ground:
    """What all municipalities of a size have in common."""

    dice: random.Random
    today: date
    years: list[SchoolYear]
    roles: dict[str, Role] = field(default_factory=dict)
    documents: list[SteeringDocument] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def running(self) -> SchoolYear:
        """The school year of today."""
        return self.years[-1]

    def prose(self, sentences: int = 3) -> str:
        """Some sentences of plain text."""
        return " ".join(self.dice.choices(texts.SENTENCES, k=sentences))


@dataclass
class Branch:
    """One municipality: its units and the people who lead them."""

    municipality: Unit
    administration: Unit
    units: list[Unit]
    head: User
    principals: list[User]
    teachers: list[User]
    assignments: list[Assignment]


def lay_ground(*, years: int, today: date, running: int, seed: int) -> Ground:
    """School years, steering documents and the shared indicators.

    Args:
        years: how many school years, the running one included.
        running: the year that the running school year starts.
    """
    starts = range(running - years + 1, running + 1)
    ground = Ground(
        # The same municipality every time; nothing secret hangs on it.
        dice=random.Random(seed),  # noqa: S311
        today=today,
        years=SchoolYear.objects.bulk_create(SchoolYear(start=start) for start in starts),
        roles={role.code: role for role in Role.objects.all()},
    )
    ground.documents = SteeringDocument.objects.bulk_create(
        SteeringDocument(title=title, short=short, kind=kind, text=f"<p>{ground.prose(8)}</p>")
        for title, short, kind in texts.DOCUMENTS
    )
    ground.requirements = Requirement.objects.bulk_create(
        Requirement(
            document=document,
            reference=f"{point % 6 + 1} kap. {point} §",
            heading=ground.dice.choice(texts.GOALS),
            text=ground.prose(),
            position=point,
        )
        for document in ground.documents
        for point in range(1, _POINTS + 1)
    )
    ground.indicators = Indicator.objects.bulk_create(
        Indicator(
            name=name,
            what=ground.prose(1),
            how=ground.prose(1),
            source="Egen statistik",
            purpose="condition" if name in texts.CONDITIONS else "result",
        )
        for name in texts.INDICATORS
    )
    return ground


def add_branch(ground: Ground, *, number: int, units: int) -> Branch:
    """A municipality with its administration, its units and who leads them.

    Args:
        number: which root of the tree it becomes, from 1.
        units: how many schools and preschools.
    """
    path = Unit._get_path("", 1, number)
    top = Unit(
        path=path,
        depth=1,
        numchild=1,
        name=f"{_place(number)} kommun",
        kind=Unit.Kind.MUNICIPALITY,
        code=f"B{number:03}",
        opened=_OPENED,
    )
    middle = Unit(
        path=Unit._get_path(path, 2, 1),
        depth=2,
        numchild=units,
        name="Utbildningsförvaltningen",
        kind=Unit.Kind.ADMINISTRATION,
        code=f"B{number:03}-UTB",
        opened=_OPENED,
    )
    working = [_unit(middle.path, number, place) for place in range(1, units + 1)]
    Unit.objects.bulk_create([top, middle, *working])
    _give_school_forms(working)
    heads = _people(ground, [f"skolchef.{number}"], "Skolchef")
    principals = _people(ground, (f"rektor.{unit.code}" for unit in working), "Rektor")
    teachers = _people(ground, (f"larare.{unit.code}" for unit in working), "Förstelärare")
    held = [_assignment(ground, heads[0], "head_of_schools", middle)]
    for people, code in zip((principals, teachers), _CODES, strict=True):
        held += [
            _assignment(ground, person, code, unit)
            for person, unit in zip(people, working, strict=True)
        ]
    Assignment.objects.bulk_create(held)
    SteeringDocument.objects.bulk_create(
        SteeringDocument(
            title=f"Elevhälsoplan {unit.name}",
            kind=SteeringDocument.Kind.PLAN,
            unit=unit,
            text=f"<p>{ground.prose()}</p>",
        )
        for unit in working
    )
    return Branch(top, middle, working, heads[0], principals, teachers, held)


def _place(number: int) -> str:
    first, second = divmod(number, len(texts.PLACES))
    return f"{texts.PLACES[second]}{('by', 'stad', 'vik', 'torp')[first % 4]} {number}"


def _unit(parent: str, number: int, place: int) -> Unit:
    is_school = place % 2 == 1
    name = texts.PLACES[place % len(texts.PLACES)]
    return Unit(
        path=Unit._get_path(parent, 3, place),
        depth=3,
        numchild=0,
        name=f"{name}skolan {place}" if is_school else f"{name}ens förskola {place}",
        kind=Unit.Kind.SCHOOL if is_school else Unit.Kind.PRESCHOOL,
        code=f"{number:03}{place:05}",
        opened=_OPENED,
    )


def _give_school_forms(units: Sequence[Unit]) -> None:
    link: Any = Unit.school_forms.through
    link.objects.bulk_create(
        link(unit_id=unit.pk, schoolform_id=code)
        for unit in units
        for code in (("FKLASS", "GR") if unit.kind == Unit.Kind.SCHOOL else ("FS",))
    )


def _people(ground: Ground, addresses: Iterable[str], title: str) -> list[User]:
    return User.objects.bulk_create(
        User(
            email=f"{address}@exempel.se",
            name=f"{ground.dice.choice(texts.FIRST_NAMES)} {ground.dice.choice(texts.LAST_NAMES)}",
            title=title,
            # No password fits this: nobody signs in here with one.
            password="!",  # noqa: S106
        )
        for address in addresses
    )


def _assignment(ground: Ground, person: User, role: str, unit: Unit) -> Assignment:
    return Assignment(
        user=person, role=ground.roles[role], unit=unit, starts=ground.years[0].span.starts
    )
