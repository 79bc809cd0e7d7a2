"""What the alignment knows of an item, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rodtrad.yearwheel.when import Span


@dataclass(frozen=True, slots=True)
class Fact:
    """An item, as far as the alignment asks.

    Attributes:
        key: the item's number.
        wheel: the number of the wheel that it is in.
        kind: as "analysis" or "learning".
        indicators: names of the linked indicators, by number.
        reports: names of the linked kinds of reports, by number.
        in_leaders: whether it is taken up in ledarforum.
    """

    key: int
    wheel: int
    title: str
    kind: str
    span: Span
    indicators: Mapping[int, str] = field(default_factory=dict)
    reports: Mapping[int, str] = field(default_factory=dict)
    in_leaders: bool = False


@dataclass(frozen=True, slots=True)
class Mend:
    """Where a deviation is mended: at an item, in a wheel, or by making one.

    Exactly one of `item`, `wheel` and `kind` is given.
    """

    label: str
    item: int | None = None
    wheel: int | None = None
    kind: str | None = None
    unit: str = ""
    about: bool = False


@dataclass(frozen=True, slots=True)
class Deviation:
    """What is not in step, as a sentence, and where it is mended."""

    sentence: str
    mend: Mend


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was compared: what was found, what is wanted, and what deviates."""

    title: str
    found: str
    wanted: str
    deviations: tuple[Deviation, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing deviates."""
        return not self.deviations


def counted(number: int, one: str, many: str) -> str:
    """As "en analysdag" or "3 analysdagar"; none is "ingen" for words with en."""
    if number == 0:
        return f"ingen {one}"
    return f"en {one}" if number == 1 else f"{number} {many}"
