"""The picture of the thread says what the list says, and fits a phone."""

import re
from xml.etree import ElementTree as ET

from rodtrad.goals.thread import Knot, Level, describe, thread_svg

LEVELS = (
    Level("Krav", "law", (Knot("Skollagen 4 kap. 5 §", "/krav/1/"),)),
    Level("Enhetens mål", "goal", (Knot("Alla läser <med> flyt", is_current=True),)),
    Level("Aktivitet", "activity", tuple(Knot(f"Läsgrupp {n}", f"/a/{n}/") for n in range(7))),
    Level("Analys", "review", (Knot("Inte gjord", is_missing=True),)),
)


def numbers(svg: str, name: str) -> list[float]:
    """The values of an attribute of the boxes."""
    return [float(n) for n in re.findall(rf'<rect [^>]*\b{name}="([0-9.]+)"', svg)]


def test_the_thread_in_words_names_every_level() -> None:
    words = describe(LEVELS)
    assert words.startswith("Krav: Skollagen 4 kap. 5 §. Enhetens mål: Alla läser <med> flyt.")
    assert words.endswith("Analys: saknas.")


def test_every_box_lies_within_the_picture_in_both_shapes() -> None:
    for is_narrow, wide in ((True, 320), (False, 760)):
        svg = thread_svg(LEVELS, title="Tråden", uid="t", is_narrow=is_narrow)
        ET.fromstring(svg)  # noqa: S314  # our own drawing, made on the line above
        for x, width in zip(numbers(svg, "x"), numbers(svg, "width"), strict=True):
            assert 0 <= x <= x + width <= wide
        assert svg.count("<rect") == 10


def test_no_two_boxes_overlap() -> None:
    svg = thread_svg(LEVELS, title="Tråden", uid="t")
    boxes = list(zip(*(numbers(svg, name) for name in ("x", "y", "width", "height")), strict=True))
    for index, (x, y, width, height) in enumerate(boxes):
        for other_x, other_y, other_width, other_height in boxes[index + 1 :]:
            apart = (
                x + width <= other_x
                or other_x + other_width <= x
                or y + height <= other_y
                or other_y + other_height <= y
            )
            assert apart


def test_a_hole_in_the_thread_is_dashed_and_what_is_written_stays_text() -> None:
    svg = thread_svg(LEVELS, title="Tråden", uid="t")
    assert "thread-box-missing" in svg
    assert "<med>" not in svg
    assert "style=" not in svg
