"""Which of our units a unit in Kolada probably is, by its name."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

# Words that say what sort of unit it is, not which.
_COMMON = re.compile(
    r"\b(förskola|förskolan|skola|skolan|grundskola|fristående|kommunal|f|gr|åk|ak|[0-9]+)\b"
)
_ALIKE = 0.84


def core_of(name: str) -> str:
    """What tells a name from others: "Änggatans förskola" becomes "änggatans"."""
    words = re.sub(r"[^\wåäöé ]+", " ", name.casefold())
    return " ".join(_COMMON.sub(" ", words).split()) or " ".join(words.split())


def suggestion(name: str, candidates: Iterable[tuple[int, str]]) -> int | None:
    """The one candidate whose name is the same or nearly so; None when none or several are.

    Args:
        candidates: number and name of each.
    """
    wanted = core_of(name)
    scored = sorted(
        ((SequenceMatcher(None, wanted, core_of(other)).ratio(), pk) for pk, other in candidates),
        reverse=True,
    )
    if not scored or scored[0][0] < _ALIKE:
        return None
    # Two that are as like it: a person must choose.
    if len(scored) > 1 and scored[1][0] >= _ALIKE and scored[0][0] - scored[1][0] < 0.08:
        return None
    return scored[0][1]
