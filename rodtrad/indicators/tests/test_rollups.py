"""Units together: every kind of indicator that can be put together, with its interval."""

from decimal import Decimal

import pytest

from rodtrad.indicators.disclosure import shown_measurements
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.rollups import Together, by_year, outside_chance
from rodtrad.indicators.tests.test_telling import indicator, row

pytestmark = pytest.mark.django_db


def together(kind: Indicator, *rows: Measurement) -> Together:
    """The rows as those of unit 1, 2, 3 …, put together."""
    for number, one in enumerate(rows, start=1):
        one.unit_id = number
    asked = [one.unit_id for one in rows]
    (found,) = by_year(kind, shown_measurements(kind, rows), asked)
    return found


def test_means_together_have_the_interval_of_all_who_answered() -> None:
    first = row(2025, 3.5, n=6, spread=1.0488)
    second = row(2025, 4.0, n=8, spread=1.0690)
    found = together(indicator("mean"), first, second)
    # SciPy's t of the fourteen answers 3 4 4 5 2 3 and 5 5 4 4 3 5 2 4.
    assert float(found.value or 0) == pytest.approx(3.785714, abs=1e-6)
    assert (found.low, found.high) == pytest.approx((3.17894, 4.39249), abs=1e-4)


def test_means_without_spread_have_the_widest_interval_of_the_scale() -> None:
    kind = indicator("scale", scale_low=Decimal(1), scale_high=Decimal(5))
    found = together(kind, row(2025, 3.0, n=20), row(2025, 4.0, n=20))
    # 3.5 with s = sqrt(2.5 * 1.5 * 40 / 39) = 1.9612 and t = 2.0227: 3.5 ± 0.6272.
    assert (found.low, found.high) == pytest.approx((2.8728, 4.1272), abs=1e-3)
    assert together(indicator("mean"), row(2025, 3.0, n=20)).low is None


def test_events_together_have_garwoods_interval() -> None:
    kind = indicator("number", is_count=True, decimals=0)
    found = together(kind, row(2025, 6), row(2025, 4))
    assert (found.value, found.events) == (Decimal(10), 10)
    # Garwood (1936): 10 events, 4.795 to 18.390.
    assert (found.low, found.high) == pytest.approx((4.795, 18.390), abs=1e-3)


def test_a_small_units_events_are_not_in_the_sum() -> None:
    kind = indicator("number", is_count=True, decimals=0)
    found = together(kind, row(2025, 6, n=50), row(2025, 2, n=4))
    assert (found.value, found.reported, found.asked) == (Decimal(6), 1, 2)


def test_a_terms_events_are_not_added_to_a_years() -> None:
    kind = indicator("number", is_count=True, decimals=0)
    term = row(2025, 4)
    term.period = "VT 2026"
    found = together(kind, row(2025, 6), term)
    assert (found.value, found.text) == (None, "Läggs inte ihop: olika slags perioder")


def test_other_numbers_and_levels_are_not_added() -> None:
    assert together(indicator("number"), row(2025, 6), row(2025, 4)).text == "Läggs inte ihop"
    levels = indicator("qualitative", levels=["Ett", "Två"], decimals=0)
    assert together(levels, row(2025, 1), row(2025, 2)).value is None


def test_the_interval_of_all_has_the_indicators_own_confidence() -> None:
    found = together(indicator(confidence=99), row(2025, part=30, n=50), row(2025, part=30, n=50))
    # SciPy's Wilson for 60 of 100 at 99 %.
    assert (found.low, found.high) == pytest.approx((47.1419, 71.6137), abs=1e-3)


def test_a_report_and_the_page_have_one_funnel() -> None:
    alike = [row(2025, part=80, n=100) for _ in range(5)]
    far = together(indicator(), *alike, row(2025, part=40, n=100))
    assert outside_chance(indicator(), far) == [6]
    few = together(indicator(), row(2025, part=80, n=100), row(2025, part=20, n=100))
    assert outside_chance(indicator(), few) is None
    # Eight units that all differ widen the lines: none is singled out.
    spread_out = [row(2025, part=part, n=100) for part in (40, 50, 55, 60, 70, 75, 80, 90)]
    assert outside_chance(indicator(), together(indicator(), *spread_out)) == []
    assert outside_chance(indicator(incomparable=True), far) is None
