"""A chart shows what is known, says what is missing and never draws text over text."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.charts import (
    Point,
    Reference,
    SeriesChart,
    describe,
    interval_sentence,
    series_svg,
    sparkline_svg,
)
from rodtrad.core.svg import Box, Pen, spread

SVG = "{http://www.w3.org/2000/svg}"


def chart(
    *points: Point,
    baseline: Reference | None = None,
    desired: Reference | None = None,
    breaks: tuple[date, ...] = (),
) -> SeriesChart:
    return SeriesChart(
        title="Trygghet i årskurs 8",
        description="",
        unit_of_measure="%",
        points=points,
        baseline=baseline,
        desired=desired,
        breaks=breaks,
        better="up",
    )


def year(start: int, value: float | None, **more: float) -> Point:
    return Point(
        label=f"{start}/{(start + 1) % 100:02}",
        on=date(start + 1, 6, 1),
        value=value,
        low=more.get("low"),
        high=more.get("high"),
    )


def parsed(svg: str) -> Element:
    # What is parsed here was written a line earlier by our own code.
    return ElementTree.fromstring(svg)  # noqa: S314


def lines(svg: str, kind: str) -> list[Element]:
    return parsed(svg).findall(f".//{SVG}line[@class='chart-{kind}']")


def test_the_text_alternative_says_from_to_and_the_references() -> None:
    shown = chart(
        year(2023, 78.2),
        year(2024, 81.0),
        baseline=Reference(78.2, "Nuläge"),
        desired=Reference(85.0, "Önskat läge"),
    )
    assert describe(shown).replace("\u00a0", " ") == (
        "Från 78,2 % (2023/24) till 81,0 % (2024/25). Nuläge 78,2, önskat läge 85,0."
    )


def test_the_text_alternative_says_what_is_missing_and_where_the_series_breaks() -> None:
    text = describe(
        chart(year(2022, 70), year(2023, None), year(2024, 75), breaks=(date(2025, 1, 1),))
    )
    assert "Värde saknas för 2023/24." in text
    assert "Brott i serien före 2024/25." in text
    assert describe(chart()) == "Inga värden finns ännu."


def test_a_missing_value_breaks_the_line_and_is_marked_not_drawn_as_zero() -> None:
    svg = series_svg(chart(year(2022, 70), year(2023, None), year(2024, 75)))
    assert lines(svg, "line") == []
    assert len(parsed(svg).findall(f".//{SVG}path[@class='chart-missing']")) == 1
    assert "saknas" in svg


def test_zero_is_a_value() -> None:
    svg = series_svg(chart(year(2022, 0), year(2023, 0)))
    assert len(lines(svg, "line")) == 1
    assert "saknas" not in svg


def test_a_break_in_the_series_breaks_the_line() -> None:
    points = (year(2022, 70), year(2023, 72), year(2024, 75))
    svg = series_svg(chart(*points, breaks=(date(2024, 1, 1),)))
    assert len(lines(svg, "line")) == 1
    assert len(lines(svg, "break")) == 1
    assert "Brott i serien" in svg


def test_the_chart_has_a_name_and_a_description_that_point_to_themselves() -> None:
    root = parsed(series_svg(chart(year(2023, 78.2)), id_prefix="m7"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "m7-t m7-d"
    assert root.findtext(f"{SVG}title") == "Trygghet i årskurs 8"
    assert "78,2" in (root.findtext(f"{SVG}desc") or "")


def test_two_different_charts_do_not_share_ids() -> None:
    one, other = series_svg(chart(year(2023, 1))), series_svg(chart(year(2023, 2)))
    assert re.findall('id="([^"]+)"', one) != re.findall('id="([^"]+)"', other)


def test_a_page_chart_has_no_style_and_a_print_chart_no_classes() -> None:
    shown = chart(year(2023, 78.2, low=70, high=84), desired=Reference(85, "Önskat läge"))
    assert "style=" not in series_svg(shown) + series_svg(shown, for_print=True)
    assert "stroke=" not in series_svg(shown)
    assert "class=" not in series_svg(shown, for_print=True)


def test_words_from_people_cannot_become_markup() -> None:
    point = Point('<b>"1"', date(2024, 1, 1), 1.0, note="<script>&")
    svg = series_svg(chart(point, desired=Reference(2, "<i>mål")))
    assert not re.search("<(script|b|i)>", svg)
    parsed(svg)


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e7, 1e7, allow_nan=False)), min_size=0, max_size=30),
    st.floats(-1e7, 1e7),
    st.floats(-1e7, 1e7),
    st.booleans(),
)
def test_labels_never_collide(
    values: list[float | None], baseline: float, desired: float, broken: bool
) -> None:
    points = [year(1990 + n, value) for n, value in enumerate(values)]
    svg = series_svg(
        chart(
            *points,
            baseline=Reference(baseline, "Nuläge"),
            desired=Reference(desired, "Önskat läge"),
            breaks=(date(1995, 1, 1),) if broken else (),
        )
    )
    boxes = [(_box(text), text.text) for text in parsed(svg).findall(f".//{SVG}text")]
    for (box, words), (other, more) in combinations(boxes, 2):
        assert not box.overlaps(other), (words, more)


def _box(text: Element) -> Box:
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    width = Pen(for_print=False).width(text.text or "")
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
    return Box(left, y - 8, left + width, y + 1)


def test_centres_keep_apart_and_inside() -> None:
    assert spread([(50, 20), (52, 20)], top=0, bottom=100) == [50, 70]
    assert spread([(99, 20), (98, 20)], top=0, bottom=100) == [90, 70]


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    svg = sparkline_svg([1, 2, None, 3, 4], title="Trygghet")
    assert len(lines(svg, "line")) == 2
    parsed(sparkline_svg([], title="Tom"))
    parsed(sparkline_svg([None, 5.0], title="Ett"))


def test_a_sparkline_has_no_line_over_a_break() -> None:
    whole = sparkline_svg([1.0, 2.0, 3.0], title="Kurva")
    broken = sparkline_svg([1.0, 2.0, 3.0], title="Kurva", broken={1})
    assert whole.count("<line") == broken.count("<line") + 1


def test_strokes_are_explained_where_there_are_any() -> None:
    day = date(2026, 7, 31)
    with_strokes = chart(Point("2025/26", day, 70.0, 60.0, 80.0))
    assert interval_sentence(with_strokes) == (
        "Strecken visar hur mycket siffran kan svänga av slump."
    )
    assert interval_sentence(chart(Point("2025/26", day, 70.0))) == ""


def test_a_value_that_the_source_gives_about_is_not_called_missing() -> None:
    point = Point("2025/26", date(2026, 7, 31), None, note="ungefär 100 %")
    text = describe(SeriesChart("Andel", "", "%", (point,)))
    assert "2025/26: ungefär 100 %." in text
    assert "saknas" not in text


def test_the_latest_value_stands_over_its_point_where_the_line_comes_from_below() -> None:
    values = (80.5, 79.8, 81.6, 83.4, 82.7, 84.5)
    points = [Point(str(2020 + n), date(2020 + n, 12, 31), value) for n, value in enumerate(values)]
    assert ">84,5</text>" in series_svg(chart(*points))
