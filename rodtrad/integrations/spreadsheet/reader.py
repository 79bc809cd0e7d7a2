"""Reads a sheet's rows: whom each is about, and what each of its values says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.actions import check_reading
from rodtrad.indicators.bulk import OutsideReading
from rodtrad.indicators.models import Indicator, Reading
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.spreadsheet.indicators import Indicators
from rodtrad.integrations.spreadsheet.lines import EMPTY, NEW, SKIPPED, WRONG, Line
from rodtrad.integrations.spreadsheet.slots import Slot, cell_at
from rodtrad.integrations.spreadsheet.units import OurUnit, Units
from rodtrad.integrations.spreadsheet.values import (
    Cell,
    plain,
    read_count,
    read_gender,
    read_period,
    read_value,
)
from rodtrad.integrations.spreadsheet.workbook import Row

Role = MappedColumn.Role


@dataclass(frozen=True, slots=True)
class _About:
    """What a row says of all its values; a period and a gender when its columns do not."""

    unit: OurUnit
    indicator: Indicator
    period: Period | None
    gender: str


class Reader:
    """Reads row after row, and remembers what it has seen."""

    def __init__(
        self,
        mapping: SheetMapping,
        places: Mapping[str, int],
        slots: Sequence[Slot],
        *,
        period: str,
        by: User | None,
    ) -> None:
        """Read what the rows may be about.

        Args:
            places: the columns by role, of those that say whom a row is about.
            slots: where in a row its values stand.
            period: what the whole file is about; empty when the rows or the headings say it.
        """
        self._mapping = mapping
        self._places = places
        self._slots = slots
        self._period = read_period(period) if period else None
        self._says_period = any(slot.period is None for slot in slots)
        self._units = Units(by, mapping.units.all())
        self._indicators = Indicators(by)
        self._indicator = mapping.indicator
        self._seen: dict[tuple[int, str, str, str], int] = {}
        self._found: dict[str, OurUnit | LookupError | None] = {}
        self.unknown: Counter[str] = Counter()
        self.used: dict[str, OurUnit] = {}

    def lines(self, number: int, row: Row) -> list[Line]:
        """What the row says: a line for each value, or one when all of it is alike."""
        whole = self._line(number, row, self._slots[0] if len(self._slots) == 1 else None)
        if all(slot.is_empty(row) for slot in self._slots):
            whole.fate = EMPTY
            return [whole]
        try:
            about = self._about(row, whole)
        except (ValueError, LookupError, ValidationError) as error:
            _mark_wrong(whole, error)
            return [whole]
        if about is None:
            whole.fate = SKIPPED
            return [whole]
        return [self._value(number, row, slot, about) for slot in self._slots]

    def _line(self, number: int, row: Row, slot: Slot | None) -> Line:
        """A line whose fate is "new" until it has been compared with what is stored."""
        period = slot.period if slot else None
        return Line(
            number,
            NEW,
            column=slot.column if slot else "",
            unit=plain(self._cell(row, Role.UNIT)),
            period=period.label if period else plain(self._cell(row, Role.PERIOD)),
            gender=(slot.gender if slot else None) or Reading.Gender.ALL.value,
            written=plain(cell_at(row, slot.value)) if slot else "",
        )

    def _about(self, row: Row, line: Line) -> _About | None:
        """Whom the row is about; nothing when it is skipped."""
        unit = self._unit(line.unit)
        if unit is None or (unit.compared is not None and self._mapping.skip_unknown):
            return None
        line.unit = unit.name
        indicator = self._indicator or self._indicators.find(plain(self._cell(row, Role.INDICATOR)))
        if indicator.retired_on is not None:
            raise ValueError(
                f"”{indicator}” används inte längre. Välj en annan indikator i kolumnvalet."
            )
        if not self._indicators.is_for(indicator, unit.path):
            raise ValueError(f"”{indicator}” är en annan enhets egen indikator.")
        period = self._period
        if self._says_period and period is None:
            period = read_period(line.period, self._mapping.years)
            line.period = period.label
        gender = read_gender(plain(self._cell(row, Role.GENDER)))
        return _About(unit, indicator, period, gender)

    def _value(self, number: int, row: Row, slot: Slot, about: _About) -> Line:
        line = self._line(number, row, slot)
        line.unit, line.gender = about.unit.name, slot.gender or about.gender
        try:
            period = slot.period or about.period or read_period(line.period)
            line.period = period.label
            if slot.is_empty(row):
                line.fate = EMPTY
            else:
                line.reading = self._reading(line, row, slot, about, period)
        except (ValueError, ValidationError) as error:
            _mark_wrong(line, error)
        return line

    def _reading(
        self, line: Line, row: Row, slot: Slot, about: _About, period: Period
    ) -> OutsideReading:
        decimal, indicator, unit = self._mapping.decimal, about.indicator, about.unit
        is_share = indicator.kind == Indicator.Kind.SHARE
        given = read_value(
            cell_at(row, slot.value),
            decimal=decimal,
            as_fraction=self._mapping.as_fractions and is_share,
        )
        counted = cell_at(row, slot.numerator)
        numerator = read_count(counted, decimal=decimal)
        denominator = read_count(cell_at(row, slot.denominator), decimal=decimal)
        # Without a value the count says whether it was withheld, or why there is none.
        status = given.status or (
            Reading.Status.REPORTED
            if numerator is not None
            else read_value(counted, decimal=decimal).status or Reading.Status.MISSING
        )
        checked = check_reading(
            indicator,
            status=status,
            value=given.value,
            numerator=numerator,
            denominator=denominator,
        )
        key = (indicator.pk, unit.code, period.code, line.gender)
        first = self._seen.setdefault(key, line.number)
        if first != line.number:
            raise ValueError(
                f"{unit.name}, {period.label}, {line.gender_label.lower()} står redan på rad "
                f"{first}. Ta bort den ena raden."
            )
        self.used[unit.code] = unit
        return OutsideReading(
            indicator=indicator,
            code=unit.code,
            period=period,
            status=str(status),
            value=checked.value,
            numerator=checked.numerator,
            denominator=checked.denominator,
            gender=line.gender,
            original=given.original or plain(counted)[:60],
        )

    def _unit(self, written: str) -> OurUnit | None:
        if not written:
            raise ValueError("Enheten saknas. Skriv enhetens kod eller namn.")
        if written not in self._found:
            try:
                self._found[written] = self._units.find(written)
            except LookupError as error:
                self._found[written] = error
        found = self._found[written]
        if not isinstance(found, LookupError):
            return found
        if self._mapping.skip_unknown:
            return None
        self.unknown[" ".join(written.split())[:200]] += 1
        raise found

    def _cell(self, row: Row, role: str) -> Cell:
        return cell_at(row, self._places.get(role))


def _mark_wrong(line: Line, error: Exception) -> None:
    line.fate = WRONG
    if isinstance(error, ValidationError):
        line.why = " ".join(error.messages)
    else:
        line.why = str(error.args[0]) if error.args else str(error)
