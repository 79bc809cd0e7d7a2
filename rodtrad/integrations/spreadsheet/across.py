"""Columns whose headings say a period: a table with a column for each year or term.

Such columns are known by a rule and not by their names, so that next year's is taken in too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rodtrad.integrations.spreadsheet.values import Cell, is_year, normal, plain, read_period

# What the columns are called together in a choice of columns.
ACROSS = "en kolumn per period"
_LONGEST = 150
_PERIOD = re.compile(
    r"(?<![\w/\u2013-])"
    r"(?:(?:läsåret|läsår|kalenderåret|kalenderår|år|lå)\.?\s*)?"
    r"(?:"
    r"(?:ht|vt|hösttermin(?:en)?|vårtermin(?:en)?)\W{0,2}(?:[0-9]{4}|[0-9]{2})"
    r"|(?:19|20)[0-9]{2}\s*-?\s*(?:ht|vt)"
    r"|(?:19|20)[0-9]{2}\s*[/\u2013-]\s*(?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{2}/[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:[.,]0)?"
    r")(?![\w/\u2013-])"
)
# Marks of footnotes, and words that say nothing of what is measured.
_ASIDE = re.compile(
    r"[*\u2020\u00b9\u00b2\u00b3\u2070-\u2079]+|\(?\bprel(?:iminär\w*|\.)?\)?|\(?\b[0-9]\)|\(?%\)?"
)
_EDGES = " :;,.()_-\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Across:
    """Columns that say the same of different periods: each one's place, and its period."""

    rest: str
    columns: tuple[tuple[int, str], ...]

    @property
    def heading(self) -> str:
        """What they are called together, whatever their periods."""
        return f"{ACROSS}: {self.rest}" if self.rest else ACROSS

    @property
    def label(self) -> str:
        """Which they are in this file: "antal 2022–2025 (4 kolumner)"."""
        number = len(self.columns)
        told = f"{self.span} ({number} {'kolumn' if number == 1 else 'kolumner'})"
        return f"{self.rest} {told}" if self.rest else told

    @property
    def is_lone(self) -> bool:
        """Whether it is one column, whose heading says more than its period."""
        return len(self.columns) == 1 and bool(self.rest)

    @property
    def span(self) -> str:
        """The first period and the last, as they stand."""
        first, last = self.columns[0][1], self.columns[-1][1]
        return first if first == last else f"{first}\u2013{last}"

    @property
    def years(self) -> list[int]:
        """Those of the periods that are a year and no more, which may mean different things."""
        return [int(written[-4:]) for _, written in self.columns if is_year(written)]


def dated(heading: Cell) -> tuple[str, str] | None:
    """The period that a heading says and what else it says; nothing when it says none or two."""
    text = normal(_ASIDE.sub(" ", normal(plain(heading))))
    found = [one for one in _PERIOD.finditer(text) if _holds(one[0])]
    if len(found) != 1:
        return None
    period = re.sub(r"[.,]0$", "", found[0][0])
    rest = normal(f"{text[: found[0].start()]} {text[found[0].end() :]}").strip(_EDGES)
    return _as_written(period), normal(rest)[:_LONGEST]


def across_of(headings: Sequence[Cell]) -> tuple[Across, ...]:
    """The columns with a period in their heading, those together that else say the same."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for place, heading in enumerate(headings):
        said = dated(heading)
        if said is not None:
            groups.setdefault(said[1], []).append((place, said[0]))
    return tuple(Across(rest, tuple(columns)) for rest, columns in groups.items())


def is_across(heading: str) -> bool:
    """Whether a heading in a choice of columns stands for a column per period."""
    return heading == ACROSS or heading.startswith(f"{ACROSS}: ")


def _holds(written: str) -> bool:
    try:
        read_period(written)
    except ValueError:
        return False
    return True


def _as_written(period: str) -> str:
    """Terms in capitals, as people write them."""
    return re.sub(r"\b([hv]t)(?=\W|[0-9]|$)", lambda found: found[1].upper(), period)
