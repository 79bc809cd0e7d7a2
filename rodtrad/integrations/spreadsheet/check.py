"""Goes through a sheet row by row: what each would do, or what is wrong and how to mend it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError

from rodtrad.accounts.models import User
from rodtrad.core.prose import find_personal_identity_numbers
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.actions import check_reading
from rodtrad.indicators.bulk import OutsideReading
from rodtrad.indicators.foreseen import Foreseen, foresee
from rodtrad.indicators.models import Indicator, Reading
from rodtrad.integrations.models import MappedColumn, SheetMapping
from rodtrad.integrations.spreadsheet.columns import Head, head_of
from rodtrad.integrations.spreadsheet.indicators import Indicators
from rodtrad.integrations.spreadsheet.units import OurUnit, Units
from rodtrad.integrations.spreadsheet.values import (
    Cell,
    normal,
    plain,
    read_count,
    read_gender,
    read_period,
    read_value,
)
from rodtrad.integrations.spreadsheet.workbook import Row, Sheet, SheetError

Role = MappedColumn.Role

NEW, ALTERED, UNCHANGED = "new", "altered", "unchanged"
EMPTY, SKIPPED, WRONG = "empty", "skipped", "wrong"
FATES = {
    WRONG: "Fel",
    NEW: "Nytt värde",
    ALTERED: "Ändrar",
    UNCHANGED: "Stod redan så",
    EMPTY: "Inget värde",
    SKIPPED: "Hoppas över",
}
_MOST_PLACES = 5
# Whom a column of values of its own is about.
_GENDERS = {
    Role.GIRLS.value: Reading.Gender.GIRLS.value,
    Role.BOYS.value: Reading.Gender.BOYS.value,
}
# The columns that hold values.
VALUES = (Role.VALUE, Role.GIRLS, Role.BOYS)
TWO_WAYS = (
    "Filen säger kön på två sätt: i en egen kolumn, och med en kolumn för flickor eller pojkar. "
    "Välj ett av dem."
)


@dataclass(slots=True)
class Line:
    """A row of the file: what becomes of it, and why when it is wrong."""

    number: int
    fate: str
    unit: str = ""
    period: str = ""
    gender: str = Reading.Gender.ALL.value
    written: str = ""
    why: str = ""
    reading: OutsideReading | None = None
    before: Foreseen | None = None

    @property
    def label(self) -> str:
        """What becomes of it, in words."""
        return FATES[self.fate]

    @property
    def indicator(self) -> str:
        """The indicator that it gives a value of."""
        return self.reading.indicator.name if self.reading else ""

    @property
    def gender_label(self) -> str:
        """Whom the value is about."""
        return str(Reading.Gender(self.gender).label)

    @property
    def value(self) -> str:
        """The value as it will be read; as it stands in the file when it cannot be."""
        reading = self.reading
        return _shown(reading.indicator, reading.status, reading.value) if reading else self.written

    @property
    def now(self) -> str:
        """What stands there now, and where it came from."""
        if self.reading is None or self.before is None or self.before.fate == NEW:
            return ""
        shown = _shown(self.reading.indicator, self.before.status, self.before.value)
        source = "skrivet för hand" if self.before.by_hand else self.before.source
        return f"{shown} ({source})" if source else shown


@dataclass(slots=True)
class Checked:
    """A whole sheet, gone through."""

    head: Head
    lines: list[Line]
    unknown: dict[str, int] = field(default_factory=dict)
    units: dict[str, OurUnit] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[str]:
        """How many rows have each fate."""
        return Counter(line.fate for line in self.lines)

    @property
    def readings(self) -> list[OutsideReading]:
        """The values that the sheet gives."""
        return [
            line.reading
            for line in self.lines
            if line.reading is not None and line.fate in (NEW, ALTERED, UNCHANGED)
        ]

    @property
    def rows(self) -> int:
        """How many rows were read; each may have several values."""
        return len({line.number for line in self.lines})

    @property
    def is_right(self) -> bool:
        """Whether nothing in it is wrong."""
        return not any(line.fate == WRONG for line in self.lines)

    @property
    def digest(self) -> str:
        """A fingerprint of what would become of every row: the same while nothing has changed."""
        found = hashlib.sha256()
        for line in self.lines:
            said = (line.number, line.fate, line.unit, line.indicator, line.period, line.gender)
            found.update(repr((said, line.value, line.now)).encode())
        return found.hexdigest()

    def doubts(self, mapping: SheetMapping) -> list[str]:
        """What is not wrong but may be, a sentence each."""
        return [*self._doubted_shares(mapping), *self._doubted_counts()]

    def _doubted_counts(self) -> list[str]:
        parted = [
            line
            for line in self.lines
            if (one := line.reading) is not None
            and one.indicator.kind == Indicator.Kind.NUMBER
            and one.value is not None
            and one.value != round(one.value, one.indicator.decimals)
        ]
        if not parted:
            return []
        number = "1 rad har" if len(parted) == 1 else f"{len(parted)} rader har"
        return [
            f"{number} fler decimaler än indikatorn visar, först rad {parted[0].number}. "
            "Se efter att det är rätt kolumn och rätt decimaltecken."
        ]

    def _doubted_shares(self, mapping: SheetMapping) -> list[str]:
        shares = [
            one.value
            for one in self.readings
            if one.indicator.kind == Indicator.Kind.SHARE and one.value is not None
        ]
        if shares and mapping.as_fractions and not mapping.name:
            return [
                "Andelarna läses som delar av 1: 0,4 blir 40 %. Står de i procent, ändra det i "
                "kolumnvalet."
            ]
        small = sum(0 < one < 1 for one in shares)
        if small and not mapping.as_fractions:
            return [
                f"{small} andelar är mindre än 1 %. Står andelarna som 0,838 i stället för 83,8? "
                "Ändra det då i kolumnvalet."
            ]
        return []

    def faults(self) -> str:
        """The first faults in a sentence or two, with their rows."""
        wrong = [line for line in self.lines if line.fate == WRONG]
        told = [f"Rad {line.number}: {line.why}" for line in wrong[:_MOST_PLACES]]
        more = len(wrong) - len(told)
        return " ".join(told + ([f"Och {more} rader till med fel."] if more > 0 else []))


def check_sheet(
    sheet: Sheet, *, mapping: SheetMapping, period: str = "", by: User | None
) -> Checked:
    """What would become of every row; the number of queries does not grow with the rows.

    Args:
        period: what the whole file is about, where no column says it.

    Raises:
        SheetError: when the sheet as a whole cannot be understood.
    """
    columns = list(mapping.columns.all())
    roles = {column.role: column.heading for column in columns if column.role}
    head = head_of(sheet, list(roles.values()))
    places: dict[str, int] = {}
    for role, heading in roles.items():
        place = head.place(heading)
        if place is None:
            raise SheetError(f"Kolumnen ”{heading}” finns inte i filen. Välj kolumnerna på nytt.")
        places[role] = place
    _refuse_half_a_choice(places, mapping, period)
    refuse_identity_numbers(sheet)
    reader = _Reader(mapping, places, period, by)
    lines = [
        line
        for number, row in enumerate(sheet.rows[head.row + 1 :], head.row + 2)
        if any(cell != "" for cell in row)
        for line in reader.lines(number, row)
    ]
    if not lines:
        raise SheetError("Under rubrikerna finns inga rader. Fyll i värden och försök igen.")
    readable = [line for line in lines if line.reading is not None and line.fate != WRONG]
    foreseen = foresee([line.reading for line in readable if line.reading], source=mapping.source)
    for line, fate in zip(readable, foreseen, strict=True):
        line.fate, line.before = fate.fate, fate
    return Checked(head, lines, dict(reader.unknown), reader.used)


class _Reader:
    """Reads row after row, and remembers what it has seen."""

    def __init__(
        self, mapping: SheetMapping, places: Mapping[str, int], period: str, by: User | None
    ) -> None:
        self._mapping = mapping
        self._places = places
        self._period = read_period(period) if period else None
        self._units = Units(by, mapping.units.all())
        self._indicators = Indicators(by)
        self._indicator = mapping.indicator
        self._seen: dict[tuple[int, str, str, str], int] = {}
        self._found: dict[str, OurUnit | LookupError | None] = {}
        self.unknown: Counter[str] = Counter()
        self.used: dict[str, OurUnit] = {}

    def lines(self, number: int, row: Row) -> list[Line]:
        """What the row says: one line, or one for each of its columns of values."""
        beside = [role for role in (Role.GIRLS, Role.BOYS) if role in self._places]
        if not beside:
            return [self._line(number, row, Role.VALUE)]
        first = [Role.VALUE] if {Role.VALUE, Role.NUMERATOR} & set(self._places) else []
        return [self._line(number, row, role) for role in (*first, *beside)]

    def _line(self, number: int, row: Row, role: str) -> Line:
        """What a value says. Its fate is "new" until it has been compared with what is stored."""
        line = Line(
            number,
            NEW,
            unit=plain(self._cell(row, Role.UNIT)),
            period=plain(self._cell(row, Role.PERIOD)),
            written=plain(self._cell(row, role)),
        )
        try:
            self._read(line, row, role)
        except (ValueError, LookupError) as error:
            line.fate, line.why = WRONG, str(error.args[0]) if error.args else str(error)
        except ValidationError as error:
            line.fate, line.why = WRONG, " ".join(error.messages)
        return line

    def _read(self, line: Line, row: Row, role: str) -> None:
        decimal = self._mapping.decimal
        value = self._cell(row, role)
        # How many stands beside the value about all, or of the row's own gender.
        many = row if role == Role.VALUE else []
        if role != Role.VALUE:
            line.gender = _GENDERS[role]
        if value == "" and self._cell(many, Role.NUMERATOR) == "":
            # Not filled in: nothing is said, and nothing is changed.
            line.fate = EMPTY
            return
        unit = self._unit(line)
        if unit is None:
            line.fate = SKIPPED
            return
        line.unit = unit.name
        indicator = self._indicator or self._indicators.find(plain(self._cell(row, Role.INDICATOR)))
        if indicator.retired_on is not None:
            raise ValueError(
                f"”{indicator}” används inte längre. Välj en annan indikator i kolumnvalet."
            )
        if not self._indicators.is_for(indicator, unit.path):
            raise ValueError(f"”{indicator}” är en annan enhets egen indikator.")
        period: Period = self._period or read_period(line.period)
        line.period = period.label
        if role == Role.VALUE:
            line.gender = read_gender(plain(self._cell(row, Role.GENDER)))
        is_share = indicator.kind == Indicator.Kind.SHARE
        given = read_value(
            value, decimal=decimal, as_fraction=self._mapping.as_fractions and is_share
        )
        numerator = read_count(self._cell(many, Role.NUMERATOR), decimal=decimal)
        denominator = read_count(self._cell(many, Role.DENOMINATOR), decimal=decimal)
        # Without a value the count says whether it was withheld, or why there is none.
        counted = read_value(self._cell(many, Role.NUMERATOR), decimal=decimal).status
        status = given.status or (
            Reading.Status.REPORTED if numerator is not None else counted or Reading.Status.MISSING
        )
        checked = check_reading(
            indicator,
            status=status,
            value=given.value,
            numerator=numerator,
            denominator=denominator,
        )
        original = given.original or plain(self._cell(many, Role.NUMERATOR))[:60]
        key = (indicator.pk, unit.code, period.code, line.gender)
        first = self._seen.setdefault(key, line.number)
        if first != line.number:
            raise ValueError(
                f"{unit.name}, {period.label}, {line.gender_label.lower()} står redan på rad "
                f"{first}. Ta bort den ena raden."
            )
        self.used[unit.code] = unit
        line.reading = OutsideReading(
            indicator=indicator,
            code=unit.code,
            period=period,
            status=str(status),
            value=checked.value,
            numerator=checked.numerator,
            denominator=checked.denominator,
            gender=line.gender,
            original=original,
        )

    def _unit(self, line: Line) -> OurUnit | None:
        written = line.unit
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
        place = self._places.get(role)
        return row[place] if place is not None and place < len(row) else ""


def has_values(roles: Collection[str]) -> bool:
    """Whether a choice of columns says where the values are."""
    return bool(set(VALUES) & set(roles)) or {Role.NUMERATOR, Role.DENOMINATOR} <= set(roles)


def says_gender_twice(roles: Collection[str]) -> bool:
    """Whether a choice of columns has both a column of genders and columns of their values."""
    return Role.GENDER in roles and bool({Role.GIRLS, Role.BOYS} & set(roles))


def _refuse_half_a_choice(places: Mapping[str, int], mapping: SheetMapping, period: str) -> None:
    if Role.UNIT not in places:
        raise SheetError("Ingen kolumn säger vilken enhet raderna gäller. Välj den.")
    if not has_values(places):
        raise SheetError("Ingen kolumn har värden. Välj den, eller kolumnerna med antal.")
    if says_gender_twice(places):
        raise SheetError(TWO_WAYS)
    if Role.INDICATOR not in places and mapping.indicator is None:
        raise SheetError("Välj vilken indikator värdena gäller.")
    if Role.PERIOD not in places and not period:
        raise SheetError("Skriv vilken period värdena gäller, till exempel 2025/26.")


class PersonalDataError(SheetError):
    """The file holds what may not stand here at all."""


def refuse_identity_numbers(sheet: Sheet) -> None:
    """Stop a sheet with what looks like a personal identity number in any cell.

    Raises:
        PersonalDataError: saying on which row, not what stands there.
    """
    # From the top of the sheet: a heading can hold one too.
    for number, row in enumerate(sheet.rows, 1):
        # Only what is long enough is looked at closer.
        for cell in row:
            text = plain(cell)
            if len(text) >= 10 and find_personal_identity_numbers(text):
                raise PersonalDataError(
                    f"På rad {number} står något som ser ut som ett personnummer. Här får inga "
                    "uppgifter stå som pekar ut en person. Ta bort kolumnen och försök igen."
                )


def _shown(indicator: Indicator, status: str, value: Decimal | None) -> str:
    if status == Reading.Status.REPORTED:
        return indicator.show(value)
    return str(Reading.Status(status).label)


def same_headings(mapping: SheetMapping, head: Head) -> bool:
    """Whether a file has exactly the headings that a mapping was made for, in any order."""
    return {normal(one.heading) for one in mapping.columns.all()} == {
        normal(name) for name in head.names
    }
