"""What keeps individual raters unknown, and how their answers are told together.

Pure functions: no Django, no database.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence


def new_token() -> str:
    """A token for one browser; whoever has it can go on with the answers begun there."""
    return secrets.token_urlsafe(32)


def sheet_key(secret: str, token: str, *, assessment: int, user: int) -> str:
    """The key of a person's sheet: 64 hexadecimal characters.

    The token is known to the person's browser only. Without it nobody can make the key again,
    not even with the secret and the whole database: that is what keeps rater and answer apart.
    The user is in it so that two people at one computer do not get each other's sheet.
    """
    said = f"{token}|{assessment}|{user}"
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def enough(raters: int, smallest_group: int) -> bool:
    """Whether so many have rated that what they said together may be shown."""
    return raters >= smallest_group


def disagreement(counts: Sequence[int], *, ordered: bool) -> float:
    """How differently raters see a criterion: 0 when all say the same.

    Args:
        counts: how many chose each step, the lowest first.
        ordered: whether the steps are levels, so that two apart is more than one apart.

    Returns:
        With levels the mean distance in steps between two of the raters (Gini's mean
        difference); without, the share of pairs that chose differently. 0 for fewer than two.
    """
    raters = sum(counts)
    if raters < 2:
        return 0.0
    apart = 0
    for low, first in enumerate(counts):
        for high in range(low + 1, len(counts)):
            apart += first * counts[high] * (high - low if ordered else 1)
    return apart / (raters * (raters - 1) / 2)


def told_disagreement(value: float) -> str:
    """The measure in words, as a base for a talk."""
    if value < 0.35:
        return "Ni ser det lika"
    if value < 0.8:
        return "Ni ser det ganska lika"
    return "Ni ser det olika"
