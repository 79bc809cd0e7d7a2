"""Many units together against a year before, for each kind that can be put together."""

from decimal import Decimal

from rodtrad.core.schoolyear import Period
from rodtrad.indicators.actions import define_indicator, record_measurement
from rodtrad.indicators.beside import Beside
from rodtrad.indicators.beside_earlier import against_earlier
from rodtrad.indicators.comparing import all_beside
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.tests.test_comparison_pages import measure
from tests.world import World

# A value, how many it is about, and the standard deviation of a mean.
Given = tuple[float, int, float | None]


def beside_at(
    world: World, made: Indicator, *, then: tuple[Given, ...], now: tuple[Given, ...]
) -> list[Beside]:
    """Both schools' values in 2024/25 and 2025/26, each as (value, n, spread)."""
    for period, pairs in (("2024/25", then), ("2025/26", now)):
        for unit, (value, n, spread) in zip((world.school, world.other_school), pairs, strict=True):
            record_measurement(
                indicator=made,
                unit=unit,
                period=period,
                value=Decimal(str(value)),
                denominator=n,
                spread=None if spread is None else Decimal(str(spread)),
                by=world.head,
            )
    wanted = [(made, Period.parse(code)) for code in ("2024/25", "2025/26")]
    return all_beside(wanted, [world.school, world.other_school])


def test_the_mean_of_all_is_told_against_the_year_before_by_welch(world: World) -> None:
    made = define_indicator(owner=None, by=world.head, name="Medel", how="Så.", kind="mean")
    before, now = beside_at(
        world, made, then=((3.4, 50, 0.9), (3.6, 40, 0.8)), now=((3.8, 50, 0.9), (3.9, 40, 0.8))
    )
    assert now.headline == "2 enheter har värden mellan 3,8 och 3,9, tillsammans 3,8."
    # SciPy's Welch of the pooled 3.489 (s 0.858) and 3.844 (s 0.854), 90 answers each: p = 0.0059.
    assert against_earlier(now, before) == (
        "2024/25 hade samma enheter tillsammans medelvärdet 3,5, mot 3,8. "
        "Skillnaden är större än slumpen brukar ge."
    )
    assert against_earlier(now, before, "Nya frågor.") == (
        "2025/26 kan inte jämföras med 2024/25: Nya frågor."
    )


def test_events_of_all_are_told_by_how_many_they_are(world: World) -> None:
    made = define_indicator(
        owner=None, by=world.head, name="Fall", how="Så.", kind="number", is_count=True, decimals=0
    )
    before, now = beside_at(
        world, made, then=((20, 200, None), (10, 100, None)), now=((25, 500, None), (15, 300, None))
    )
    # 40 of 70 where 800/1100 is expected: SciPy's binomial, p = 0.0071.
    assert against_earlier(now, before) == (
        "2024/25 hade samma enheter tillsammans 30, mot 40. På 100 var det 10,0, mot 5,0. "
        "Skillnaden är större än slumpen brukar ge."
    )


def test_shares_of_other_units_than_before_are_said_to_be_so(world: World) -> None:
    measure(world, world.school, 30, 60, period="2024/25")
    measure(world, world.school, 33, 60)
    measure(world, world.other_school, 30, 50)
    before, now = all_beside(
        [(world.share, Period.parse(code)) for code in ("2024/25", "2025/26")],
        [world.school, world.other_school],
    )
    assert against_earlier(now, before).endswith(
        "Det är inte samma enheter som har värden båda gångerna."
    )


def test_units_that_cannot_be_compared_are_told_so_to_the_board_too(world: World) -> None:
    world.share.incomparable = True
    world.share.save()
    measure(world, world.school, 33, 60)
    (found,) = all_beside([(world.share, Period.parse("2025/26"))], [world.school])
    assert found.caveats()[0] == "Enheterna mäter så olika att värdena inte går att jämföra."
