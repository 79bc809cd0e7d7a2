"""The reports about grade 9 that Skolverket publishes per school unit, recognised by their title.

They share preamble, descriptive columns, marks and footnotes; what they measure is known from
their headings. A report that is not listed here is never guessed at.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.text import slugify

from rodtrad.integrations.skolverket.columns import PUPILS

_LONGEST = 15
_BEGINS = "grundskolan? [-\u2013] "
_RESULTS = re.compile(_BEGINS + "slutbetyg årskurs 9, (.+)")
_ELIGIBLE = re.compile(_BEGINS + r"behörighet till gymnasieskolan, fr\.?o\.?m\.? 2011")
_SALSA = re.compile(_BEGINS + "salsa, .+")
# Groups of pupils beside each other: which, is said above their columns.
_SPLIT = "uppdelat per "
_BY_GENDER = "kön"


@dataclass(frozen=True, slots=True)
class Report:
    """A report, by what its indicators' codes begin with.

    Attributes:
        prefix: what the code of each indicator begins with.
        about: what its indicators are named after besides the measure, as the population; "".
        has_pupils: whether every line says how many pupils there are.
        is_salsa: whether it is Skolverket's model of what to expect.
        says_pupils: whether every column must say which pupils it is about.
    """

    prefix: str
    about: str = ""
    has_pupils: bool = True
    is_salsa: bool = False
    says_pupils: bool = False


def prefix_of(pupils: str) -> str:
    """What the codes of indicators about a group of pupils begin with; "" is all pupils."""
    return f"skolverket:slutbetyg-{pupils}:" if pupils else "skolverket:slutbetyg:"


def _short(population: str) -> str:
    """A short code of a group of pupils: two that begin alike do not get the same."""
    whole = slugify(population)
    if len(whole) <= _LONGEST:
        return whole
    return f"{whole[: _LONGEST - 5]}-{sha256(whole.encode()).hexdigest()[:4]}"


def known_report(title: str) -> Report | None:
    """The report with a title, in lower case and single spaces; None when it is none of these."""
    if found := _RESULTS.fullmatch(title):
        population = found[1].strip()
        if population.startswith(_SPLIT):
            by_gender = population.removeprefix(_SPLIT) == _BY_GENDER
            return Report("skolverket:slutbetyg:", says_pupils=not by_gender)
        known = PUPILS.get(population)
        if known is None:
            # Other pupils, other figures: never mixed with those of all pupils.
            return Report(f"skolverket:slutbetyg-{_short(population)}:", about=population)
        code, about = known
        return Report(prefix_of(code), about=about)
    if _ELIGIBLE.fullmatch(title):
        return Report("skolverket:slutbetyg:")
    if _SALSA.fullmatch(title):
        return Report("skolverket:salsa:", has_pupils=False, is_salsa=True)
    return None
