"""A report compares nothing over a break, and calls a change of all units chance by its kind."""

import json
from datetime import date
from typing import Any

import pytest

from rodtrad.indicators.actions import add_break
from rodtrad.indicators.disclosure import shown_measurements
from rodtrad.indicators.models import Indicator, SeriesBreak
from rodtrad.indicators.rollups import Together, by_year
from rodtrad.indicators.tests.test_telling import indicator, row
from rodtrad.reports.compose import compose
from rodtrad.reports.facts.group.goals import _change
from rodtrad.reports.tests.helpers import TODAY, draft_report
from tests.world import World

pytestmark = pytest.mark.django_db


def composed(world: World) -> str:
    report = draft_report(world)
    return json.dumps(compose(report, today=TODAY), ensure_ascii=False)


def test_a_unit_report_says_nothing_of_how_far_it_is_from_a_baseline_before_a_break(
    world: World,
) -> None:
    moved = "Från nuläget 78,2\u00a0% till 83,8\u00a0%"
    assert moved in composed(world)
    add_break(indicator=world.share, on=date(2025, 8, 1), reason="Nytt prov.", by=world.head)
    world.report.delete()
    text = composed(world)
    assert moved not in text
    assert "2025/26 kan inte jämföras med nuläget vid start: Nytt prov." in text


def years(kind: Indicator, *rows: dict[str, Any]) -> list[Together]:
    """Two schools' values in 2024/25 and 2025/26, the same in both."""
    made = []
    for year, fields in zip((2024, 2025), rows, strict=True):
        for unit_id in (1, 2):
            one = row(
                year, fields.get("value"), **{k: v for k, v in fields.items() if k != "value"}
            )
            one.unit_id = unit_id
            made.append(one)
    return by_year(kind, shown_measurements(kind, made), [1, 2])


@pytest.mark.parametrize(
    ("kind", "then", "now", "words"),
    [
        # SciPy: Newcombe's interval for 60/100 to 80/100 leaves out 0.
        (indicator(), {"part": 30, "n": 50}, {"part": 40, "n": 50}, "större än vad"),
        (indicator(), {"part": 30, "n": 50}, {"part": 32, "n": 50}, "kan bero på"),
        # Welch: (4.0 - 3.6) / sqrt(2 * 0.9^2 / 100) = 3.1; (3.7 - 3.6) gives 0.8.
        (
            indicator("mean"),
            {"value": 3.6, "n": 50, "spread": 0.9},
            {"value": 4.0, "n": 50, "spread": 0.9},
            "större än vad",
        ),
        (
            indicator("mean"),
            {"value": 3.6, "n": 50, "spread": 0.9},
            {"value": 3.7, "n": 50, "spread": 0.9},
            "kan bero på",
        ),
        # The binomial: 20 of 60 where a half is expected has p = 0.013, 36 of 76 p = 0.73.
        (
            indicator("number", is_count=True, decimals=0),
            {"value": 20},
            {"value": 10},
            "större än vad",
        ),
        (
            indicator("number", is_count=True, decimals=0),
            {"value": 20},
            {"value": 18},
            "kan bero på",
        ),
    ],
)
def test_the_change_of_all_units_is_told_by_kind_and_never_over_a_break(
    kind: Indicator, then: dict[str, Any], now: dict[str, Any], words: str
) -> None:
    found = years(kind, then, now)
    assert words in _change(kind, found, [])
    broken = [SeriesBreak(on=date(2025, 8, 1), reason="Nytt prov.")]
    assert _change(kind, found, broken) == ("2025/26 kan inte jämföras med 2024/25: Nytt prov.")


def test_a_change_that_chance_says_nothing_of_is_not_told_as_one() -> None:
    assert (
        _change(indicator("mean"), years(indicator("mean"), {"value": 3.6}, {"value": 4}), []) == ""
    )
    levels = indicator("qualitative", levels=["Ett", "Två"], decimals=0)
    assert _change(levels, years(levels, {"value": 1}, {"value": 2}), []) == ""
