"""Labels never collide, and no item covers another, whatever the wheel holds."""

import math
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rodtrad.core.schoolyear import Period, SchoolYear
from rodtrad.yearwheel.layout.arrange import Layout, Mark, RingSpec, arrange
from rodtrad.yearwheel.layout.frames import FRAMES, POSTER, SCREEN
from rodtrad.yearwheel.layout.shapes import TextBox
from rodtrad.yearwheel.render.picture import Shown, draw
from rodtrad.yearwheel.when import Span

SCHOOL, CALENDAR = SchoolYear(2026).period, Period.parse("2026")
WORDS = ["Analys", "av", "kunskapsresultat", "och", "trygghet", "i", "årskurserna", "6–9", "LgU"]


@st.composite
def wheels(draw_one: Any, most: int = 60) -> tuple[list[Mark], list[RingSpec], Period]:
    """Any wheel: rings, and items on any days, in bunches too."""
    year = draw_one(st.sampled_from([SCHOOL, CALENDAR]))
    rings = [RingSpec(n, f"Ring {n}", n % 8) for n in range(draw_one(st.integers(1, 8)))]
    days = (year.ends - year.starts).days
    marks = []
    for key in range(draw_one(st.integers(0, most))):
        first = draw_one(st.integers(0, days))
        length = draw_one(st.sampled_from([0, 0, 0, 4, 4, 20, 30, 200]))
        span = Span(
            year.starts + timedelta(first), year.starts + timedelta(min(first + length, days))
        )
        title = " ".join(draw_one(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9)))
        marks.append(Mark(key, draw_one(st.sampled_from(rings)).key, span, title, key + 1))
    return marks, rings, year


def overlapping(boxes: list[TextBox]) -> list[tuple[TextBox, TextBox]]:
    """The pairs that share an area; those far apart are not compared."""
    order = sorted(boxes, key=lambda box: box.x - _reach(box))
    found = []
    for index, one in enumerate(order):
        for other in order[index + 1 :]:
            if other.x - _reach(other) > one.x + _reach(one):
                break
            if one.overlaps(other):
                found.append((one, other))
    return found


def _reach(box: TextBox) -> float:
    return math.hypot(box.width, box.height) / 2


def touching_sectors(layout: Layout) -> list[tuple[int, int]]:
    """The pairs of items that cover each other."""
    found = []
    for index, one in enumerate(layout.sectors):
        for other in layout.sectors[index + 1 :]:
            along = one.a0 < other.a1 - 1e-9 and other.a0 < one.a1 - 1e-9
            across = one.r0 < other.r1 - 1e-9 and other.r0 < one.r1 - 1e-9
            if along and across:
                found.append((one.key, other.key))
    return found


@pytest.mark.parametrize("frame", FRAMES.values(), ids=lambda frame: frame.name)
@pytest.mark.parametrize("quarter", [None, 1, 3])
@settings(max_examples=40)
@given(wheel=wheels())
def test_no_two_labels_and_no_two_items_overlap(
    wheel: tuple[list[Mark], list[RingSpec], Period], frame: Any, quarter: int | None
) -> None:
    marks, rings, year = wheel
    layout = arrange(
        marks,
        rings,
        year=year,
        title=["SKA-hjulet", year.label, "Utbildningsförvaltningen"],
        frame=frame,
        quarter=quarter,
        today=date(2026, 11, 25),
    )

    assert overlapping(layout.boxes()) == []
    assert touching_sectors(layout) == []
    for box in layout.boxes():
        for x, y in box.corners():
            assert -0.5 <= x <= layout.width + 0.5
            assert -0.5 <= y <= layout.height + 0.5


def crowded(items: int = 200) -> tuple[list[Mark], list[RingSpec]]:
    """A wheel with many items: six rings, spread as a year is, with crowds in the spring."""
    rings = [RingSpec(n, f"Ring nummer {n}", n) for n in range(6)]
    marks = []
    for key in range(items):
        first = SCHOOL.starts + timedelta((key * 37 + key * key) % 350)
        length = (0, 0, 4, 4, 13)[key % 5]
        title = " ".join(WORDS[(key + n) % len(WORDS)] for n in range(3 + key % 5))
        marks.append(Mark(key, key % 6, Span(first, first + timedelta(length)), title, 0))
    marks.sort(key=lambda mark: mark.span)
    return [replace(mark, number=number) for number, mark in enumerate(marks, 1)], rings


@pytest.mark.parametrize("frame", FRAMES.values(), ids=lambda frame: frame.name)
@pytest.mark.parametrize("quarter", [None, 2])
def test_two_hundred_items_have_room_and_every_one_is_there(
    frame: Any, quarter: int | None
) -> None:
    marks, rings = crowded()

    layout = arrange(marks, rings, year=SCHOOL, title=["SKA-hjulet"], frame=frame, quarter=quarter)

    assert overlapping(layout.boxes()) == []
    assert touching_sectors(layout) == []
    shown = [m for m in marks if m.span.touches(layout.dial.first, layout.dial.last)]
    assert {sector.key for sector in layout.sectors} == {mark.key for mark in shown}
    if layout.is_numbered:
        numbers = {text.text for text in layout.texts if text.kind == "number"}
        assert numbers == {str(mark.number) for mark in shown}


def test_a_wheel_with_few_items_says_each_in_words_on_paper_and_screen() -> None:
    marks, rings = crowded(30)
    for frame in (POSTER, SCREEN):
        layout = arrange(marks, rings, year=SCHOOL, title=["Hjulet"], frame=frame)

        assert not layout.is_numbered
        assert {label.key for label in layout.labels} == {mark.key for mark in marks}
        assert all(label.leader for label in layout.labels)


def test_two_hundred_items_are_drawn_in_less_than_a_tenth_of_a_second() -> None:
    marks, rings = crowded()
    shown = Shown(uid="w", title="SKA-hjulet", description="Ett hjul")
    draw(arrange(marks, rings, year=SCHOOL, title=["Hjulet"], frame=SCREEN), rings, shown)

    begun = time.process_time()
    draw(arrange(marks, rings, year=SCHOOL, title=["Hjulet"], frame=SCREEN), rings, shown)

    assert time.process_time() - begun < 0.1
