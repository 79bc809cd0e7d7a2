"""The reports about grade 9 that Skolverket publishes per school unit, recognised by their title.

They share preamble, descriptive columns, marks and footnotes; what they measure is known from
their headings. A report that is not listed here is never guessed at.
"""

import re
from dataclasses import dataclass

from django.utils.text import slugify

_BEGINS = "grundskolan? [-\u2013] "
_RESULTS = re.compile(_BEGINS + "slutbetyg årskurs 9, (.+)")
_ELIGIBLE = re.compile(_BEGINS + r"behörighet till gymnasieskolan, fr\.?o\.?m\.? 2011")
_SALSA = re.compile(_BEGINS + "salsa, .+")
_ALL_PUPILS = "samtliga elever"


@dataclass(frozen=True, slots=True)
class Report:
    """A report, by what its indicators' codes begin with.

    Attributes:
        prefix: what the code of each indicator begins with.
        about: what its indicators are named after besides the measure, as the population; "".
        has_pupils: whether every line says how many pupils there are.
        is_salsa: whether it is Skolverket's model of what to expect.
    """

    prefix: str
    about: str = ""
    has_pupils: bool = True
    is_salsa: bool = False


def known_report(title: str) -> Report | None:
    """The report with a title, in lower case and single spaces; None when it is none of these."""
    if found := _RESULTS.fullmatch(title):
        population = found[1].strip()
        if population == _ALL_PUPILS:
            return Report("skolverket:slutbetyg:")
        # Other pupils, other figures: never mixed with those of all pupils.
        return Report(f"skolverket:slutbetyg-{slugify(population)[:15]}:", about=population)
    if _ELIGIBLE.fullmatch(title):
        return Report("skolverket:slutbetyg:")
    if _SALSA.fullmatch(title):
        return Report("skolverket:salsa:", has_pupils=False, is_salsa=True)
    return None
