"""Small groups are withheld wherever a value is shown."""

from datetime import date
from decimal import Decimal

import pytest

from rodtrad.indicators.disclosure import WITHHELD, shown_measurements
from rodtrad.indicators.models import Indicator, Measurement
from rodtrad.indicators.series import change_sentence, series_chart

pytestmark = pytest.mark.django_db


def share(**fields: object) -> Indicator:
    return Indicator(name="Andel", kind="share", smallest_group=5, **fields)


def row(
    numerator: int | None,
    denominator: int | None,
    *,
    gender: str = "T",
    year: int = 2025,
    status: str = "reported",
) -> Measurement:
    value = None
    if status == "reported" and numerator is not None and denominator:
        value = Decimal(numerator) * 100 / denominator
    return Measurement(
        unit_id=1,
        period=f"{year}/{(year + 1) % 100}",
        period_ends=date(year + 1, 7, 31),
        gender=gender,
        status=status,
        value=value,
        numerator=numerator,
        denominator=denominator,
    )


def texts(*rows: Measurement) -> list[str]:
    return [shown.text for shown in shown_measurements(share(), rows)]


def test_a_group_under_the_smallest_is_withheld_with_all_its_numbers() -> None:
    (shown,) = shown_measurements(share(), [row(3, 4)])
    assert shown.is_withheld
    assert shown.text == WITHHELD
    assert (shown.value, shown.numerator, shown.denominator) == (None, None, None)
    assert (shown.low, shown.high) == (None, None)


def test_a_group_of_the_smallest_size_is_shown_with_its_interval() -> None:
    (shown,) = shown_measurements(share(), [row(3, 5)])
    assert shown.text == "60,0\u00a0%"
    assert shown.low is not None
    assert shown.high is not None
    assert 0 < shown.low < 60 < shown.high < 100


def test_the_other_gender_is_withheld_when_it_would_give_the_small_one_away() -> None:
    assert texts(row(20, 24), row(3, 4, gender="K"), row(17, 20, gender="M")) == [
        "83,3\u00a0%",
        WITHHELD,
        WITHHELD,
    ]


def test_a_gender_withheld_by_the_source_takes_the_other_with_it() -> None:
    hidden = row(None, None, gender="K", status="suppressed")
    assert texts(row(20, 24), hidden, row(17, 20, gender="M"))[2] == WITHHELD


def test_one_gender_alone_is_withheld_when_the_rest_of_the_total_is_small() -> None:
    assert texts(row(20, 24), row(17, 20, gender="M")) == ["83,3\u00a0%", WITHHELD]


def test_genders_are_withheld_when_the_total_is_small() -> None:
    small = Measurement(
        unit_id=1,
        period="2025/26",
        period_ends=date(2026, 7, 31),
        gender="K",
        status="reported",
        value=Decimal(50),
    )
    assert texts(row(2, 4), small) == [WITHHELD, WITHHELD]


def test_a_withheld_value_is_in_neither_chart_nor_sentence() -> None:
    rows = [row(1, 4, year=2024), row(30, 40, year=2025)]
    chart = series_chart(share(), rows)
    assert [point.value for point in chart.points] == [None, 75.0]
    assert chart.points[0].note == WITHHELD
    assert change_sentence(share(), rows) == ""


def test_a_missing_value_is_missing_and_never_zero() -> None:
    (shown,) = shown_measurements(share(), [row(None, None, status="missing")])
    assert shown.text == "Saknas"
    assert shown.value is None
    assert series_chart(share(), [shown.measurement]).points[0].value is None


def test_the_sentence_says_whether_the_change_is_larger_than_chance() -> None:
    rows = [row(14, 18, year=2024), row(15, 18, year=2025)]
    assert change_sentence(share(), rows).endswith("Skillnaden kan bero på slumpen.")
