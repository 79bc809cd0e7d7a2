"""How far a point of the law is shown to be fulfilled."""

from enum import StrEnum


class Standing(StrEnum):
    """How far a point is shown to be fulfilled."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    LATER = "later"
    MISSING = "missing"
    NOT_APPLICABLE = "na"

    @property
    def label(self) -> str:
        """As it is read."""
        return _LABELS[self]


_LABELS = {
    Standing.FULFILLED: "Framgår",
    Standing.PARTLY: "Framgår delvis",
    Standing.LATER: "Inte ännu",
    Standing.MISSING: "Framgår inte",
    Standing.NOT_APPLICABLE: "Inte aktuellt",
}


def of(part: int, whole: int) -> Standing:
    """How far a part of a whole is: nothing at all is missing."""
    if whole == 0 or part == 0:
        return Standing.MISSING
    return Standing.FULFILLED if part >= whole else Standing.PARTLY
