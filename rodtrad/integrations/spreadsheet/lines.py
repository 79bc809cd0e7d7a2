"""What becomes of a sheet's rows and cells, and what there is to say of them all."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from rodtrad.indicators.bulk import OutsideReading
from rodtrad.indicators.foreseen import Foreseen
from rodtrad.indicators.models import Indicator, Measurement, Reading
from rodtrad.integrations.models import SheetMapping
from rodtrad.integrations.spreadsheet.columns import Head
from rodtrad.integrations.spreadsheet.units import OurUnit

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


@dataclass(slots=True)
class Line:
    """A row of the file or a cell of it: what becomes of it, and why when it is wrong."""

    number: int
    fate: str
    # Where in the row, in a table with a column per period: "D (2023)".
    column: str = ""
    unit: str = ""
    period: str = ""
    gender: str = Reading.Gender.ALL.value
    written: str = ""
    why: str = ""
    reading: OutsideReading | None = None
    before: Foreseen | None = None

    @property
    def place(self) -> str:
        """Where it stands: "Rad 5", "Rad 5, kolumn D (2023)"."""
        return f"Rad {self.number}" + (f", kolumn {self.column}" if self.column else "")

    @property
    def letter(self) -> str:
        """The letter of its column, where each period has one."""
        return self.column.partition(" ")[0]

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
    def has_columns(self) -> bool:
        """Whether the values stand in a column per period."""
        return any(line.column for line in self.lines)

    @property
    def is_right(self) -> bool:
        """Whether nothing in it is wrong."""
        return not any(line.fate == WRONG for line in self.lines)

    @property
    def digest(self) -> str:
        """A fingerprint of what would become of every row: the same while nothing has changed."""
        found = hashlib.sha256()
        for line in self.lines:
            said = (
                *(line.number, line.column, line.fate, line.unit, line.indicator, line.period),
                line.gender,
            )
            # What is given and what stands there exactly, not as it is shown.
            one = line.reading
            given = (
                (one.status, one.value, one.numerator, one.denominator, one.spread)
                if one
                else line.written
            )
            found.update(repr((said, given, line.before)).encode())
        return found.hexdigest()

    def doubts(self, mapping: SheetMapping) -> list[str]:
        """What is not wrong but may be, a sentence each."""
        return [
            *self._doubted_shares(mapping),
            *self._doubted_counts(),
            *self._doubted_periods(),
        ]

    def _doubted_periods(self) -> list[str]:
        """Whether the indicator's earlier values are of another kind of period; one query."""
        given: dict[int, tuple[Indicator, str, set[str]]] = {}
        for one in self.readings:
            _, _, kinds = given.setdefault(
                one.indicator.pk, (one.indicator, one.period.code, set())
            )
            kinds.add(_kind_of(one.period.code))
        if not given:
            return []
        stored: dict[int, set[str]] = {}
        rows = Measurement.objects.filter(indicator__in=given)
        for pk, code in rows.order_by().values_list("indicator_id", "period").distinct():
            stored.setdefault(pk, set()).add(code)
        doubts = []
        for pk, (indicator, label, kinds) in given.items():
            earlier = stored.get(pk, set())
            if earlier and not kinds & {_kind_of(code) for code in earlier}:
                doubts.append(
                    f"”{indicator}” har tidigare värden för {_kind_of(max(earlier))} "
                    f"({max(earlier)}), men filen ger {_kind_of(label)} ({label}). Är det samma "
                    "perioder, så ändra det i kolumnvalet: annars blir det två serier."
                )
        return doubts[:_MOST_PLACES]

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
        told = [f"{line.place}: {line.why}" for line in wrong[:_MOST_PLACES]]
        more = len(wrong) - len(told)
        kind = "celler" if self.has_columns else "rader"
        return " ".join(told + ([f"Och {more} {kind} till med fel."] if more > 0 else []))


def _kind_of(code: str) -> str:
    """What kind of period it is, in the plural: values of different kinds make no series."""
    if code.startswith(("HT", "VT")):
        return "terminer"
    if "/" in code:
        return "läsår"
    return "kalenderår" if len(code) == 4 else "dagar"


def _shown(indicator: Indicator, status: str, value: Decimal | None) -> str:
    if status == Reading.Status.REPORTED:
        return indicator.show(value)
    return str(Reading.Status(status).label)
