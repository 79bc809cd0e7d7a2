"""School years, terms and the other periods that work and figures are dated by.

A school year runs 1 August to 31 July and is written "2025/26". The autumn term ("HT 2025") is
its part in the first calendar year and the spring term ("VT 2026") its part in the second, so
that every day belongs to exactly one term. The board works in calendar years ("2025").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")

_SCHOOL_YEAR = re.compile(r"([0-9]{4})\s*[/\u2013-]\s*([0-9]{4}|[0-9]{2})")
_TERM = re.compile(r"(HT|VT)\s*-?\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_CALENDAR_YEAR = re.compile(r"[0-9]{4}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Two bounds that leave room for .previous and .next and stop a slip of the keyboard ("0225").
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, order=True, slots=True)
class SchoolYear:
    """One Swedish school year, named by the calendar year in which it starts."""

    start: int

    def __post_init__(self) -> None:
        """Refuse a year that no school record can have, with a Swedish ValueError."""
        if not _FIRST_YEAR <= self.start <= _LAST_YEAR:
            raise ValueError(
                f"Läsåret måste börja mellan år {_FIRST_YEAR} och {_LAST_YEAR}, inte {self.start}."
            )

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """Return the school year that `day` falls in."""
        return cls(day.year if day.month >= 8 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> SchoolYear:
        """Read "2025/26", "2025/2026" or "2025-26".

        Raises ValueError, with a sentence for the person who wrote it, when the text has another
        form or names two years that do not follow each other.
        """
        found = _SCHOOL_YEAR.fullmatch(text.strip())
        if found is None:
            raise ValueError(f"”{text}” är inte ett läsår. Skriv till exempel 2025/26.")
        start, second = int(found[1]), found[2]
        expected = f"{start + 1:04d}"
        if second not in (expected, expected[2:]):
            raise ValueError(
                f"”{text}” är inte ett läsår, för åren följer inte på varandra. "
                "Skriv till exempel 2025/26."
            )
        return cls(start)

    @property
    def label(self) -> str:
        """The school year as people write it: "2025/26"."""
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def slug(self) -> str:
        """The school year as it stands in addresses and names of files: "2025-26"."""
        return self.label.replace("/", "-")

    @property
    def starts(self) -> date:
        """The first day, 1 August."""
        return date(self.start, 8, 1)

    @property
    def ends(self) -> date:
        """The last day, 31 July."""
        return date(self.start + 1, 7, 31)

    @property
    def autumn(self) -> Period:
        """The autumn term (HT), 1 August to 31 December."""
        return Period(f"HT {self.start}", self.starts, date(self.start, 12, 31))

    @property
    def spring(self) -> Period:
        """The spring term (VT), 1 January to 31 July."""
        return Period(f"VT {self.start + 1}", date(self.start + 1, 1, 1), self.ends)

    @property
    def period(self) -> Period:
        """The whole school year as a period."""
        return Period(self.label, self.starts, self.ends)

    @property
    def next(self) -> SchoolYear:
        """The school year after this one."""
        return SchoolYear(self.start + 1)

    @property
    def previous(self) -> SchoolYear:
        """The school year before this one."""
        return SchoolYear(self.start - 1)

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` falls in the school year."""
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        return self.label


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """The time a measurement speaks of: a school year, a term, a calendar year or one day.

    `code` is the canonical form that is stored: "2024/25", "HT 2025", "VT 2026", "2025" or
    "2026-02-15". `starts` and `ends` are both inside the period. Make one with `parse`, or from
    a `SchoolYear`. Periods are ordered by when they end, then by when they start, so that a curve
    of mixed periods shows each value when it was known.
    """

    code: str
    starts: date
    ends: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read any of the five forms; raises ValueError with a Swedish sentence."""
        written = text.strip()
        if _SCHOOL_YEAR.fullmatch(written):
            return SchoolYear.parse(written).period
        if found := _TERM.fullmatch(written):
            return _term(found[1].upper(), found[2])
        if _CALENDAR_YEAR.fullmatch(written):
            return _calendar_year(int(written))
        if _ISO_DATE.fullmatch(written):
            return cls.of_day(_day(written))
        raise ValueError(
            f"”{text}” är inte en period. Skriv ett läsår (2025/26), en termin (HT 2025), "
            "ett år (2025) eller ett datum (2026-02-15)."
        )

    @classmethod
    def of_day(cls, day: date) -> Period:
        """Return the period that is one day."""
        return cls(day.isoformat(), day, day)

    @property
    def label(self) -> str:
        """The period as people write it; a day as "15 feb 2026", the others as their code."""
        if self.starts == self.ends:
            return f"{self.starts.day} {_MONTHS[self.starts.month - 1]} {self.starts.year}"
        return self.code

    @property
    def sort(self) -> Literal["day", "school year", "term", "calendar year"]:
        """What sort of period it is: those of one sort are as long and never overlap."""
        if self.starts == self.ends:
            return "day"
        if "/" in self.code:
            return "school year"
        return "term" if self.code[:2] in ("HT", "VT") else "calendar year"

    @property
    def school_year(self) -> SchoolYear:
        """The school year in which the period ends."""
        return SchoolYear.of(self.ends)

    def __contains__(self, day: date) -> bool:
        """Tell whether `day` falls in the period."""
        return self.starts <= day <= self.ends

    def __lt__(self, other: object) -> bool:
        """Order by end, then by start: the longer of two that end together comes first."""
        if not isinstance(other, Period):
            return NotImplemented
        return (self.ends, self.starts) < (other.ends, other.starts)

    def __str__(self) -> str:
        return self.label


def _term(name: str, year_text: str) -> Period:
    year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
    return SchoolYear(year).autumn if name == "HT" else SchoolYear(year - 1).spring


def _calendar_year(year: int) -> Period:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"Året måste ligga mellan {_FIRST_YEAR} och {_LAST_YEAR}, inte {year}.")
    return Period(str(year), date(year, 1, 1), date(year, 12, 31))


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"”{written}” är inte ett datum som finns.") from None
    _calendar_year(day.year)
    return day
