"""The words that headings are known by."""

import re

from rodtrad.integrations.models import MappedColumn
from rodtrad.integrations.spreadsheet.values import normal

Role = MappedColumn.Role

# A word of the role's own, or cells that cannot be mistaken.
ENOUGH = 1.5
_COUNTED = (
    *("antal {} som uppfyller", "{} som uppfyller", "antal {} som når", "{} som når"),
    *("antal {} godkända", "antal godkända {}", "antal behöriga {}", "{} antal som uppfyller"),
)
_COUNTS = (
    *("antal {} totalt", "antal {}", "{} antal", "antal elever {}", "{} antal elever"),
    *("antal svar {}", "{} antal svar", "{} antal totalt", "antal totalt {}", "n {}", "{} n"),
)
_WORDS: dict[str, tuple[str, ...]] = {
    Role.UNIT: (
        *("skolenhetskod", "enhetskod", "skolenhets kod", "skolkod", "kod", "enhetens kod"),
        *("skolenhet", "enhet", "skola", "förskola", "enhetsnamn", "skolans namn", "namn", "unit"),
        *("verksamhet", "skolnamn", "enhetens namn", "school"),
    ),
    Role.PERIOD: (
        *("period", "läsår", "termin", "år", "mätperiod", "avser", "kalenderår", "datum"),
        *("mätår", "läsår/termin", "year", "mätdatum"),
    ),
    Role.GENDER: ("kön", "gender", "flickor/pojkar", "kön (k/m/t)", "sex"),
    Role.INDICATOR: (
        *("indikator", "nyckeltal", "mått", "indikatorkod", "nyckeltals-id", "kpi", "variabel"),
        *("fråga", "indicator"),
    ),
    Role.NUMERATOR: (
        *("antal som uppfyller", "täljare", "antal som når", "antal ja", "antal godkända"),
        *("numerator", "antal behöriga", "uppfyller"),
    ),
    Role.DENOMINATOR: (
        *("antal totalt", "nämnare", "antal elever", "antal barn", "antal svar", "antal svarande"),
        *("n", "denominator", "totalt antal", "antal", "underlag", "elever", "svarande"),
    ),
    Role.VALUE: (
        *("värde", "andel", "resultat", "medelvärde", "utfall", "procent", "value", "poäng"),
        *("tal", "index", "snitt", "medel", "genomsnitt"),
    ),
    Role.GIRLS: ("flickor", "andel flickor", "värde flickor", "flickor (%)", "kvinnor", "tjejer"),
    Role.BOYS: ("pojkar", "andel pojkar", "värde pojkar", "pojkar (%)", "män", "killar"),
    Role.GIRLS_NUMERATOR: tuple(one.format("flickor") for one in _COUNTED),
    Role.GIRLS_DENOMINATOR: tuple(one.format("flickor") for one in _COUNTS),
    Role.BOYS_NUMERATOR: tuple(one.format("pojkar") for one in _COUNTED),
    Role.BOYS_DENOMINATOR: tuple(one.format("pojkar") for one in _COUNTS),
}
# The value about all, beside one about girls and one about boys.
ABOUT_ALL = frozenset({"totalt", "total", "alla", "samtliga", "alla elever", "samtliga elever"})
_ALIASES = {
    role: {normal(word): place for place, word in enumerate(words)}
    for role, words in _WORDS.items()
}
# In this order: what is hardest to take for something else comes first.
ORDER = (
    *(Role.UNIT, Role.PERIOD, Role.GENDER),
    *(Role.GIRLS_NUMERATOR, Role.GIRLS_DENOMINATOR, Role.BOYS_NUMERATOR, Role.BOYS_DENOMINATOR),
    *(Role.NUMERATOR, Role.DENOMINATOR, Role.VALUE, Role.GIRLS, Role.BOYS, Role.INDICATOR),
)
# Each has its place by its own words only: "Antal flickor" is how many they are, and no value.
GENDERED = (
    (Role.GIRLS, Role.GIRLS_NUMERATOR, Role.GIRLS_DENOMINATOR),
    (Role.BOYS, Role.BOYS_NUMERATOR, Role.BOYS_DENOMINATOR),
)
BY_WORD = frozenset(role for trio in GENDERED for role in trio)
OF_VALUES = (*BY_WORD, Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)


def likeness(role: str, name: str) -> float:
    """2 for one of the role's own words, less the more general it is; 1 for a part of one."""
    plain_name = normal(re.sub(r"\([^)]*\)|[:%]", " ", name))
    aliases = _ALIASES[role]
    for candidate in (normal(name), plain_name):
        if candidate in aliases:
            return 2.0 - 0.02 * aliases[candidate]
    words = set(re.findall(r"\w+", plain_name))
    return 1.0 if any(len(word) > 2 and word in words for word in aliases) else 0.0


def known(text: str) -> bool:
    return any(likeness(role, text) >= 1.5 for role in ORDER)
