"""The columns of Skolverket's grade 9 files, recognised by their headings.

Skolverket has reworded its headings over the years and prints the same measures for all pupils,
girls and boys. A heading that is not listed here is never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rodtrad.integrations.skolverket.measures import SALSA

Kind = Literal["count", "share", "mean", "difference"]
Gender = Literal["all", "girls", "boys"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values.

    `key` is stable across years: "pupils", "all_subjects", "merit_17", with "_girls" or "_boys"
    added where the column holds one gender. `title` is Swedish, for people. `unit` is the unit of
    measure ("elever", "procent", "poäng"): a share of 83,8 is 83.8 percent, not 0.838. `kind` is
    what the value is: a count, a share of the pupils, a mean over them, or a difference, which
    may be negative. `better` is the direction that is better: up, down or none. `heading` is the
    text in the file, `index` its place in a line counted from 0.
    """

    key: str
    title: str
    unit: str
    kind: Kind
    gender: Gender
    largest: Decimal | None
    heading: str
    index: int
    better: str = "up"
    # Which pupils, where they are not all: what the code of the indicator says, and its name.
    pupils: str = ""
    about: str = ""

    @property
    def measure(self) -> str:
        """The measure: girls and boys, and other groups of pupils, have the same."""
        return self.key.partition("@")[0].removesuffix("_girls").removesuffix("_boys")


@dataclass(frozen=True, slots=True)
class _Measure:
    key: str
    title: str
    unit: str
    kind: Kind
    largest: Decimal | None
    headings: tuple[str, ...]
    better: str = "up"


# What each line says of the school unit itself: our name for it, and the heading.
DESCRIPTIVE = {
    "name": "skola",
    "code": "skol-enhetskod",
    "municipality": "skolkommun",
    "municipality_code": "kommun-kod",
    "provider_type": "typ av huvudman",
    "provider": "huvudman",
    "provider_org": "huvudman orgnr",
}
# In some reports every school unit has a line for each gender.
GENDER_HEADING = "kön"

_ALL = Decimal(100)
_ELIGIBLE = "andel (%) elever behöriga till "
_MEASURES = (
    _Measure(
        "pupils", "Antal elever i årskurs 9", "elever", "count", None, ("antal elever",), "none"
    ),
    _Measure(
        "all_subjects",
        "Elever som uppfyllt betygskriterierna i alla ämnen",
        "procent",
        "share",
        _ALL,
        # Until 2021/22 the law spoke of kunskapskrav; the measure is the same.
        (
            "andel (%) elever som uppfyllt betygskriterierna i alla ämnen",
            "andel (%) som uppfyllt betygskriterierna i alla ämnen",
            "andel (%) elever som uppnått kunskapskraven i alla ämnen",
            "andel (%) som uppnått kunskapskraven i alla ämnen",
            "andel (%) uppnått kunskapskraven i alla ämnen",
            "andel som uppnått kunskapskraven i alla ämnen",
        ),
    ),
    _Measure(
        "eligible_vocational",
        "Elever behöriga till yrkesprogram",
        "procent",
        "share",
        _ALL,
        (
            _ELIGIBLE + "yrkesprog.",
            _ELIGIBLE + "yrkesprogram",
            "andel elever (%) behöriga till yrkesprog.",
            "andel (%) behörig yrkesprog.",
            "andel (%) behöriga till yrkesprog.",
        ),
    ),
    _Measure(
        "eligible_arts",
        "Elever behöriga till estetiskt program",
        "procent",
        "share",
        _ALL,
        (_ELIGIBLE + "estetiskt program",),
    ),
    _Measure(
        "eligible_social",
        "Elever behöriga till ekonomi-, humanistiska och samhällsvetenskapsprogram",
        "procent",
        "share",
        _ALL,
        (
            _ELIGIBLE + "ekonomi-, humanistiska och samhällsvetenskaps- program",
            _ELIGIBLE + "ekonomi-, humanistiska och samhällsvetenskapsprogram",
        ),
    ),
    _Measure(
        "eligible_science",
        "Elever behöriga till naturvetenskapligt och tekniskt program",
        "procent",
        "share",
        _ALL,
        (_ELIGIBLE + "naturvetenskapligt och tekniskt program",),
    ),
    _Measure(
        "merit_17",
        "Genomsnittligt meritvärde (17 ämnen)",
        "poäng",
        "mean",
        Decimal(340),
        ("genomsnittligt meritvärde (17 ämnen)", "genomsnittligt meritvärde (17)"),
    ),
    _Measure(
        "merit_16",
        "Genomsnittligt meritvärde (16 ämnen)",
        "poäng",
        "mean",
        Decimal(320),
        ("genomsnittligt meritvärde (16 ämnen)", "genomsnittligt meritvärde (16)"),
    ),
)
_BY_HEADING = {heading: measure for measure in _MEASURES for heading in measure.headings}

# SALSA repeats the same headings under two groups of columns: which of the two, and which heading.
# The keys are those of the same measures in Skolverket's interface.
_SALSA_GROUPS = {
    "andel (%) som uppn. kunskapskraven": "share",
    "andel (%) som uppnått kunskapskraven": "share",
    "andel (%) som uppfyllt betygskriterierna": "share",
    "andel (%) som uppf. betygskriterierna": "share",
    "genomsnittligt meritvärde": "merit",
    "genomsnittligt meritvärde (17 ämnen)": "merit",
}
_SALSA = {
    ("share", "faktiskt värde (f)"): _Measure(
        "salsaRequirementsReachedActual",
        SALSA["salsaRequirementsReachedActual"].name,
        "procent",
        "share",
        _ALL,
        (),
    ),
    ("share", "modell- beräknat värde (b)"): _Measure(
        "salsaRequirementsReachedCalculated",
        SALSA["salsaRequirementsReachedCalculated"].name,
        "procent",
        "share",
        _ALL,
        (),
        "none",
    ),
    ("share", "residual (r=f-b)"): _Measure(
        "salsaRequirementsReachedDeviation",
        SALSA["salsaRequirementsReachedDeviation"].name,
        "procentenheter",
        "difference",
        None,
        (),
    ),
    ("merit", "faktiskt värde (f)"): _Measure(
        "salsaAverageGradesIn9thGradeActual",
        SALSA["salsaAverageGradesIn9thGradeActual"].name,
        "poäng",
        "mean",
        Decimal(340),
        (),
    ),
    ("merit", "modell- beräknat värde (b)"): _Measure(
        "salsaAverageCalculated",
        SALSA["salsaAverageCalculated"].name,
        "poäng",
        "difference",
        None,
        (),
        "none",
    ),
    ("merit", "residual (r=f-b)"): _Measure(
        "salsaAverageGradesIn9thGradeDeviation",
        SALSA["salsaAverageGradesIn9thGradeDeviation"].name,
        "poäng",
        "difference",
        None,
        (),
    ),
}
_SALSA_BACKGROUND = {
    "föräldrarnas genomsnittliga utb.nivå": _Measure(
        "salsaParentsEducation",
        SALSA["salsaParentsEducation"].name,
        "",
        "mean",
        Decimal(3),
        (),
        "none",
    ),
    "andel (%) nyinvandrade": _Measure(
        "salsaNewlyImmigratedQuota",
        SALSA["salsaNewlyImmigratedQuota"].name,
        "procent",
        "share",
        _ALL,
        (),
        "none",
    ),
    "andel (%) pojkar": _Measure(
        "salsaBoysQuota", SALSA["salsaBoysQuota"].name, "procent", "share", _ALL, (), "none"
    ),
}

# Groups of pupils that some reports put beside each other, in the words of different years: what
# the code of the indicator says, and its name. Empty for all pupils.
_ALL_PUPILS = ("", "")
_WITHOUT_NEW_AND_UNKNOWN = ("utan-nyinvandra", "utan nyinvandrade och elever med okänd bakgrund")
_WITHOUT_NEW = ("utan-nyinvandrade", "utan nyinvandrade elever")
_WITHOUT_UNKNOWN = ("utan-okand", "utan elever med okänd bakgrund")
PUPILS = {
    "samtliga elever": _ALL_PUPILS,
    "samtl. elever": _ALL_PUPILS,
    # In 2015/16 only: those whose background is not known are counted in, as in other years.
    "inklusive okänd bakgrund": _ALL_PUPILS,
    "exklusive okänd bakgrund": _WITHOUT_UNKNOWN,
    "utan nyinvandrade och elever med okänd bakgrund": _WITHOUT_NEW_AND_UNKNOWN,
    "exklusive nyinvandrade och elever med okänd bakgrund": _WITHOUT_NEW_AND_UNKNOWN,
    "exklusive nyinvandrade elever och elever med okänd bakgrund": _WITHOUT_NEW_AND_UNKNOWN,
    "samtl. elever, exklusive nyinvandrade och med okänd bakgr.": _WITHOUT_NEW_AND_UNKNOWN,
    "samtliga elever, exklusive nyinvandrade och med okänd bakgr.": _WITHOUT_NEW_AND_UNKNOWN,
    "samtliga elever, exklusive nyinvandrade och med okänd bakgrund": _WITHOUT_NEW_AND_UNKNOWN,
    "totalt exklusive nyinvandrade elever": _WITHOUT_NEW,
    "totalt exklusive nyinvandrade": _WITHOUT_NEW,
    "exklusive nyinvandrade elever": _WITHOUT_NEW,
    "exklusive nyinvandrade": _WITHOUT_NEW,
    "nyinvandrade elever": ("nyinvandrade", "nyinvandrade elever"),
    "nyinvandrade": ("nyinvandrade", "nyinvandrade elever"),
    "svensk bakgrund": ("svensk-bakgrund", "elever med svensk bakgrund"),
    "elever med svensk bakgrund": ("svensk-bakgrund", "elever med svensk bakgrund"),
    "utländsk bakgrund": ("utl-bakgrund", "elever med utländsk bakgrund"),
    "elever med utländsk bakgrund": ("utl-bakgrund", "elever med utländsk bakgrund"),
    "förgymnasial utbildning": ("foraldrar-forgy", "föräldrar med förgymnasial utbildning"),
    "gymnasial utbildning": ("foraldrar-gy", "föräldrar med gymnasial utbildning"),
    "eftergymnasial utbildning": ("foraldrar-eft", "föräldrar med eftergymnasial utbildning"),
}

_GENDERS: dict[str, Gender] = {
    "": "all",
    "samtliga": "all",
    "samtliga elever": "all",
    "totalt": "all",
    "flickor": "girls",
    "pojkar": "boys",
}
_GENDER_LAST = re.compile(r"(.*?)[ ,:(-]*\b(samtliga elever|samtliga|totalt|flickor|pojkar)\)?")
_TITLE_ENDINGS: dict[Gender, str] = {"all": "", "girls": ", flickor", "boys": ", pojkar"}


def normalised(text: str) -> str:
    """Return a heading as it is compared: lower case, any run of white space as one space."""
    return " ".join(text.split()).casefold()


def known_column(heading: str, group: str, index: int) -> Column | None:
    """Recognise a heading, with the heading of the group above it ("" if none); None if unknown.

    Both ways of dividing by gender are read: the measure above and "Flickor" below, or the
    gender above and the measure below; also "…, flickor" in one heading.
    """
    own, above = normalised(heading), normalised(group)
    for measure_text, other in _readings(own, above):
        measure = _BY_HEADING.get(measure_text)
        gender = _GENDERS.get(other, "all")
        pupils, about = PUPILS.get(other, _ALL_PUPILS)
        if measure is None or not (other in _GENDERS or other in PUPILS):
            continue
        key = f"{measure.key}@{pupils}" if pupils else measure.key
        return Column(
            key=key if gender == "all" else f"{key}_{gender}",
            title=measure.title + _TITLE_ENDINGS[gender],
            unit=measure.unit,
            kind=measure.kind,
            gender=gender,
            largest=measure.largest,
            heading=heading,
            index=index,
            better=measure.better,
            pupils=pupils,
            about=about,
        )
    return None


def salsa_column(heading: str, group: str, index: int) -> Column | None:
    """As `known_column`, for the report of SALSA."""
    own = normalised(heading)
    of = _SALSA_GROUPS.get(normalised(group), "")
    measure = _SALSA.get((of, own)) or _SALSA_BACKGROUND.get(own)
    if measure is None:
        return None
    return Column(
        key=measure.key,
        title=measure.title,
        unit=measure.unit,
        kind=measure.kind,
        gender="all",
        largest=measure.largest,
        heading=f"{group}: {heading}" if of else heading,
        index=index,
        better=measure.better,
    )


def gender_of(text: str) -> Gender | None:
    """Whom a line is about, in a report with a line for each gender; None when unknown."""
    return _GENDERS.get(normalised(text))


def _readings(own: str, above: str) -> Iterable[tuple[str, str]]:
    """Yield the ways to read two headings as a measure and a gender."""
    yield own, above
    yield above, own
    found = _GENDER_LAST.fullmatch(own)
    # A gender in the heading itself must not be overruled or doubled by one above it.
    if found is not None and not above:
        yield found[1], found[2]
