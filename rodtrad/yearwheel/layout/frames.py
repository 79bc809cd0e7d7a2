"""The three places a wheel is drawn for: a poster, a screen and a phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Frame:
    """The sizes that a place asks for, in units of the drawing.

    Attributes:
        radius: where the rings end and the rim with weeks and months begins, at least.
        hub: where the rings begin.
        rim: the thickness of the rim.
        column: the width of a column of labels at each side; 0 for none.
        text, small: the sizes of labels and of numbers.
        tallest: the height that the labels may make the drawing before items get numbers.
        list_numbers: whether numbered items are listed in the drawing too.
        legend: whether the rings are explained in the drawing.
        ratio: width to height of the paper; 0 for a screen.
    """

    name: str
    radius: float
    hub: float
    rim: float
    column: float
    text: float
    small: float
    tallest: float
    mark: float
    lane: float
    list_numbers: bool = False
    legend: bool = False
    ratio: float = 0.0


# √2: A3 and A4 lying, less the margins.
POSTER: Final = Frame(
    name="poster",
    radius=340,
    hub=112,
    rim=48,
    column=262,
    text=13.5,
    small=10,
    tallest=1000,
    mark=9,
    lane=12,
    list_numbers=True,
    legend=True,
    ratio=1.45,
)
SCREEN: Final = Frame(
    name="screen",
    radius=330,
    hub=108,
    rim=48,
    column=252,
    text=14,
    small=10.5,
    tallest=1000,
    mark=9,
    lane=12.5,
)
PHONE: Final = Frame(
    name="phone",
    radius=152,
    hub=46,
    rim=20,
    column=0,
    text=11,
    small=9,
    tallest=0,
    mark=6,
    lane=6,
)
FRAMES: Final = {frame.name: frame for frame in (POSTER, SCREEN, PHONE)}
