"""Key figures in the board's brief: only what may be shown, never across a break."""

from datetime import date
from decimal import Decimal
from typing import Any

from rodtrad.dialogues.board_documents import indicator_facts
from rodtrad.indicators.actions import add_break, define_indicator, record_measurement
from rodtrad.organisation.models import Unit
from tests.world import World


def measure(world: World, unit: Unit, *, period: str = "2024/25", **fields: Any) -> None:
    given = {"indicator": world.share, **fields}
    record_measurement(unit=unit, period=period, by=world.head, **given)


def test_a_total_that_gives_a_small_school_away_is_not_in_the_brief(world: World) -> None:
    mean = define_indicator(owner=None, by=world.head, name="Trygghet", how="Enkät.", kind="mean")
    for unit, value, n in (
        (world.school, "4.0", 40),
        (world.other_school, "2.0", 3),
        (world.municipality, "3.86", 43),
    ):
        measure(world, unit, indicator=mean, value=Decimal(value), denominator=n)

    (fact,) = indicator_facts([mean], world.municipality)

    # Of 43 and 40 the three at the other school could be told.
    assert "3,9" not in str(fact)
    assert fact["rows"] == [["2024/25", "4,0", "–", "1 av 2"]]


def test_a_share_is_summed_of_what_may_be_shown_and_broken_where_the_series_is(
    world: World,
) -> None:
    for period in ("2023/24", "2024/25"):
        measure(world, world.school, period=period, numerator=30, denominator=40)
        measure(world, world.other_school, period=period, numerator=2, denominator=4)
    measure(world, world.school, period="VT 2025", numerator=10, denominator=40)
    measure(world, world.school, period="2025/26", numerator=32, denominator=40)
    add_break(indicator=world.share, on=date(2024, 8, 1), reason="Nya frågor.", by=world.head)

    (fact,) = indicator_facts([world.share], world.municipality)

    assert [row[:3] for row in fact["table"]["rows"]] == [
        ["2023/24", "75,0\u00a0%", "30 av 40"],
        ["2024/25", "75,0\u00a0%", "30 av 40"],
        ["2025/26", "80,0\u00a0%", "32 av 40"],
    ]
    assert fact["chart"]["breaks"] == ["2024-08-01"]
    assert "Brott i serien före 2024/25" in fact["alt"]
