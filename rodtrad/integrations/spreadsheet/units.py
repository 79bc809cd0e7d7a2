"""Which of our units a cell is about: by code, by name, or by what a person has said before.

Or what our units are compared with, where the system keeps values of it already.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.accounts.models import User
from rodtrad.indicators.bulk import School, school_of
from rodtrad.indicators.models import ComparisonUnit
from rodtrad.integrations.kolada.suggest import suggestion
from rodtrad.integrations.models import MappedUnit
from rodtrad.integrations.spreadsheet.values import normal
from rodtrad.organisation.access import Permission, administers_everything, units_open_to
from rodtrad.organisation.models import Unit

_CODE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class OurUnit:
    """What is needed of a unit; of something to compare with also how it is kept."""

    pk: int
    code: str
    name: str
    path: str
    compared: School | None = None


class Units:
    """Our units, to be found by what a file calls them: one query."""

    def __init__(self, by: User | None, mapped: Iterable[MappedUnit] = ()) -> None:
        """Read those that the person may import values for; all of them from the command line.

        Args:
            mapped: what somebody has said that names in the file mean.
        """
        rows = units_open_to(by, Permission.ADMINISTER) if by else Unit.objects.all()
        self._all = [
            OurUnit(*row) for row in rows.order_by("path").values_list("pk", "code", "name", "path")
        ]
        by_pk = {unit.pk: unit for unit in self._all}
        self._codes = {normal(unit.code): unit for unit in self._all}
        self._names: dict[str, list[OurUnit]] = {}
        for unit in self._all:
            self._names.setdefault(normal(unit.name), []).append(unit)
        self._by = by
        self._comparisons: dict[str, list[OurUnit]] | None = None
        # What was said of a unit that is another's to import for is not known here.
        self._said = {
            normal(one.written): by_pk[one.unit_id] if one.unit_id else None
            for one in mapped
            if one.unit_id is None or one.unit_id in by_pk
        }

    def knows(self, text: str) -> bool:
        """Whether the text is a code or a name of one unit."""
        try:
            return self.find(text) is not None
        except LookupError:
            return False

    def find(self, text: str) -> OurUnit | None:
        """The unit; None when a person has said that rows about it are skipped.

        Raises:
            LookupError: with a sentence, when it is none or several of ours.
        """
        wanted = normal(text)
        if wanted in self._said:
            return self._said[wanted]
        unit = self._codes.get(wanted)
        if unit is None and wanted.isdecimal() and len(wanted) < _CODE_LENGTH:
            # Kept as a number, a code has lost its first zeros.
            unit = self._codes.get(wanted.zfill(_CODE_LENGTH))
        if unit is not None:
            return unit
        named = self._names.get(wanted, [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = ", ".join(one.code for one in named)
            raise LookupError(
                f"Flera enheter heter ”{text}”. Skriv enhetens kod i stället ({codes})."
            )
        others = self._compared_with().get(wanted, [])
        if len(others) == 1:
            return others[0]
        raise LookupError(f"”{text}” är ingen av våra enheter.")

    def _compared_with(self) -> dict[str, list[OurUnit]]:
        """What our units are compared with, by code, and by name when it is no school."""
        if self._comparisons is None:
            self._comparisons = {}
            if self._by is not None and not administers_everything(self._by):
                # They are everybody's.
                return self._comparisons
            # Whatever has the code of a unit of ours is that unit.
            ours = Unit.objects.values("code")
            for row in ComparisonUnit.objects.exclude(code__in=ours):
                one = OurUnit(0, row.code, row.name, "", school_of(row))
                named = {row.code} if row.kind == row.Kind.SCHOOL else {row.code, row.name}
                for key in {normal(text) for text in named}:
                    self._comparisons.setdefault(key, []).append(one)
        return self._comparisons

    def like(self, text: str) -> OurUnit | None:
        """The unit that a name probably means."""
        pk = suggestion(text, ((unit.pk, unit.name) for unit in self._all))
        return next((unit for unit in self._all if unit.pk == pk), None)

    def concern(self, one: MappedUnit) -> bool:
        """Whether a name's answer is the person's to change: skipped, or a unit of theirs."""
        return one.unit_id is None or any(unit.pk == one.unit_id for unit in self._all)

    @property
    def all(self) -> list[OurUnit]:
        """Every unit, in the order of the tree."""
        return self._all
