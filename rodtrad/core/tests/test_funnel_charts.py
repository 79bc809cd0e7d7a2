"""The funnel as a drawing: ticks to the end of the axis, and lines that end at the edge."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.core.funnel_charts import (
    FunnelChart,
    FunnelLine,
    FunnelPoint,
    _inside,
    _share_ticks,
    _size_ticks,
    funnel_svg,
)


@pytest.mark.parametrize(
    ("largest", "last"), [(187, 150), (108, 100), (24, 20), (5400, 5000), (212, 200)]
)
def test_the_axis_has_a_tick_near_its_end(largest: float, last: int) -> None:
    ticks = _size_ticks(largest, 580)
    assert ticks[0] == 0
    assert ticks[-1] == last


@given(st.floats(min_value=1, max_value=100_000))
def test_ticks_of_sizes_never_meet(largest: float) -> None:
    places = [math.sqrt(n / largest) * 580 for n in _size_ticks(largest, 580)]
    assert places == sorted(places)
    assert all(b - a >= 44 for a, b in itertools.pairwise(places))
    assert all(0 <= place <= 580 for place in places)


@given(st.lists(st.floats(min_value=0, max_value=100), min_size=2, max_size=20))
def test_a_line_is_drawn_only_inside_the_chart(shares: list[float]) -> None:
    line = [(float(n), share) for n, share in enumerate(shares, start=1)]
    for run in _inside(line, 20, 80):
        assert len(run) > 1
        assert all(20 - 1e-9 <= share <= 80 + 1e-9 for _, share in run)
        assert all(1 <= n <= len(shares) for n, _ in run)


def test_a_line_inside_is_drawn_whole() -> None:
    line = [(1.0, 30.0), (2.0, 40.0), (3.0, 50.0)]
    assert _inside(line, 20, 80) == [line]


def test_a_line_ends_where_it_leaves_the_chart() -> None:
    assert _inside([(0.0, 0.0), (2.0, 40.0)], 20, 80) == [[(1.0, 20.0), (2.0, 40.0)]]
    assert _inside([(0.0, 100.0), (2.0, 90.0)], 20, 80) == []


def test_the_name_does_not_stand_on_the_line_of_all_together() -> None:
    chart = FunnelChart(
        title="Alla läser",
        centre=70,
        centre_label="Alla tillsammans",
        own=(FunnelPoint("Lindängsskolan", 62, 70.0),),
        others=(),
        lines=(FunnelLine(1, 0, 100, 0, 100), FunnelLine(62, 60, 80, 55, 85)),
    )
    svg = funnel_svg(chart)
    level = next(part for part in svg.split("<line")[1:] if "funnel-centre" in part)
    name = svg[: svg.index(">Lindängsskolan</text>")].rsplit("<text", 1)[1]
    y_line = float(level.split('y1="')[1].split('"')[0])
    baseline = float(name.split(' y="')[1].split('"')[0])
    # The letters stand from some ten units above the baseline to a few below it.
    assert not baseline - 11 <= y_line <= baseline + 3


def test_a_unit_between_a_neighbours_name_and_the_edge_has_its_own_name() -> None:
    names = ("Lindängsskolan", "Norreportskolan")
    chart = FunnelChart(
        title="Alla når målet",
        centre=73.7,
        centre_label="Alla tillsammans",
        own=(FunnelPoint(names[0], 44, 68.2), FunnelPoint(names[1], 82, 70.7)),
        others=(FunnelPoint("", 100, 53), FunnelPoint("", 20, 100)),
        lines=tuple(FunnelLine(n, 60, 85, 55, 90) for n in (5, 108)),
    )
    drawn = funnel_svg(chart)
    assert all(f">{name}</text>" in drawn for name in names)


def test_units_that_are_all_alike_are_drawn_with_the_lines_around_them() -> None:
    chart = FunnelChart(
        title="Alla når målet",
        centre=18.4,
        centre_label="Alla tillsammans",
        own=tuple(FunnelPoint(f"Skola {n}", n, 18) for n in (30, 40, 50, 60, 70)),
        others=(),
        lines=tuple(FunnelLine(n, 18.4 - 80 / n, 18.4 + 600 / n, 0, 60) for n in (30, 50, 70)),
    )
    ticks = _share_ticks(chart)
    assert ticks[0] <= 18.4 - 80 / 50
    assert ticks[-1] >= 18.4 + 600 / 50
