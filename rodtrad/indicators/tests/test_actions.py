"""Measurements and definitions change through the actions only, and keep their rules."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.indicators.actions import (
    add_break,
    change_indicator,
    define_indicator,
    record_measurement,
    restore_indicator,
    retire_indicator,
)
from rodtrad.indicators.models import ImportRun, Indicator, Measurement, SeriesBreak
from rodtrad.indicators.validity import review_validity
from tests.world import World

ANSWERS: dict[str, Any] = {
    "reliable": "yes",
    "reliable_why": "",
    "measures": "partly",
    "measures_why": "Den mäter slutet av året.",
    "shows": "yes",
    "shows_why": "",
}


def refused(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return " ".join(error.value.messages)


def measure(world: World, **fields: Any) -> Measurement:
    wanted: dict[str, Any] = {
        "indicator": world.share,
        "unit": world.school,
        "period": "HT 2026",
        "by": world.principal,
    }
    return record_measurement(**(wanted | fields)).measurement


def test_a_share_is_computed_from_its_numbers(world: World) -> None:
    row = measure(world, numerator=15, denominator=18)
    assert row.value == Decimal("83.3333")
    assert row.period_ends == date(2026, 12, 31)
    assert Event.objects.filter(verb="measurement.recorded", unit_id=world.school.pk).exists()


def test_the_same_value_again_writes_nothing(world: World) -> None:
    measure(world, numerator=15, denominator=18)
    events = Event.objects.count()
    again = record_measurement(
        indicator=world.share,
        unit=world.school,
        period="ht 26",
        numerator=15,
        denominator=18,
        by=world.principal,
    )
    assert not again.changed
    assert again.measurement.history.count() == 1
    assert Event.objects.count() == events


def test_a_second_value_for_the_period_replaces_the_first_and_keeps_it_in_history(
    world: World,
) -> None:
    measure(world, value=Decimal("80"))
    row = measure(world, value=Decimal("81.5"))
    assert row.history.count() == 2
    assert Measurement.objects.filter(indicator=world.share, period="HT 2026").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"value": Decimal("101")}, "mellan 0 och 100"),
        ({"value": Decimal("-1")}, "mellan 0 och 100"),
        ({"numerator": 5}, "hur många det är totalt"),
        ({"numerator": 6, "denominator": 5}, "större än alla"),
        ({"numerator": 0, "denominator": 0}, "Ej tillämpligt"),
        ({"numerator": 15, "denominator": 18, "value": Decimal("70")}, "83,3 %"),
        ({}, "inte 0"),
        ({"status": "missing", "value": Decimal("0")}, "inte 0"),
        ({"value": Decimal("50"), "period": "i våras"}, "är inte en period"),
    ],
)
def test_an_impossible_value_is_refused_with_what_to_do(
    world: World, fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as error:
        measure(world, **fields)
    assert sentence in refused(error)


def test_a_level_must_be_one_of_those_described(world: World) -> None:
    assert measure(world, indicator=world.levels, value=Decimal(4)).shown.startswith("4: ")
    with pytest.raises(ValidationError) as error:
        measure(world, indicator=world.levels, value=Decimal(5), period="2026")
    assert "från 1 till 4" in refused(error)


def test_missing_is_a_status_without_a_value(world: World) -> None:
    row = measure(world, status="missing")
    assert row.value is None
    assert row.shown == "Saknas"


def test_a_value_from_outside_is_not_changed_by_hand(world: World) -> None:
    run = ImportRun.objects.create(source="Skolverket")
    measure(world, value=Decimal("80"), run=run, source="Skolverket")
    with pytest.raises(ValidationError) as error:
        measure(world, value=Decimal("90"))
    assert "rätta i källan" in refused(error)


def test_another_units_own_indicator_takes_no_values_here(world: World) -> None:
    own = define_indicator(
        owner=world.preschool, by=world.preschool_principal, name="Språkstunder", kind="number"
    )
    with pytest.raises(ValidationError):
        measure(world, indicator=own, value=Decimal(3))


def test_the_kind_is_fixed_once_there_are_values(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        change_indicator(indicator=world.share, revision=0, by=world.head, kind="mean")
    assert "ny indikator" in refused(error)


def test_an_own_instrument_must_be_described(world: World) -> None:
    with pytest.raises(ValidationError) as error:
        define_indicator(owner=None, by=world.head, name="Trygghet", origin="own")
    assert "mätinstrumentet" in refused(error)


def test_described_levels_need_at_least_two(world: World) -> None:
    with pytest.raises(ValidationError):
        define_indicator(owner=None, by=world.head, name="Nivå", kind="qualitative", levels=["En"])


def test_an_earlier_wording_can_hold_again(world: World) -> None:
    first = define_indicator(owner=None, by=world.head, name="Närvaro", how="En gång i veckan.")
    number = first.history.latest().history_id
    first = change_indicator(indicator=first, revision=0, by=world.head, how="En gång i månaden.")
    restore_indicator(indicator=first, number=number, by=world.head)
    assert Indicator.objects.get(pk=first.pk).how == "En gång i veckan."
    assert first.history.count() == 3


def test_a_retired_indicator_is_not_chosen_for_new_targets(world: World) -> None:
    retire_indicator(indicator=world.levels, on=date(2026, 8, 1), by=world.head)
    assert world.levels not in Indicator.objects.in_use()


def test_a_break_is_kept_once_a_day(world: World) -> None:
    add_break(indicator=world.share, on=date(2026, 8, 1), reason="Ny läroplan", by=world.head)
    with pytest.raises(ValidationError):
        add_break(indicator=world.share, on=date(2026, 8, 1), reason="Igen", by=world.head)
    assert SeriesBreak.objects.filter(indicator=world.share).count() == 1


def test_validity_is_reviewed_once_a_year_and_doubts_are_explained(world: World) -> None:
    answer: dict[str, Any] = {
        "indicator": world.share,
        "unit": world.school,
        "school_year": world.last_year,
        "by": world.principal,
        "on": date(2026, 6, 12),
    }
    review = review_validity(**answer, **ANSWERS)
    changed = ANSWERS | {"shows": "no", "shows_why": "Inte alla."}
    again = review_validity(**answer, revision=review.revision, **changed)
    assert again.pk == review.pk
    assert again.history.count() == 2
    with pytest.raises(Conflict):
        review_validity(**answer, revision=review.revision - 1, **ANSWERS)
    with pytest.raises(ValidationError) as error:
        review_validity(**answer, revision=again.revision, **(ANSWERS | {"measures_why": " "}))
    assert "mäter i stället" in refused(error)


def test_the_log_says_whose_value_it_is(world: World) -> None:
    for gender in ("T", "K"):
        measure(world, numerator=15, denominator=18, gender=gender)
    labels = list(
        Event.objects.filter(verb="measurement.recorded", target_label__contains="HT 2026")
        .order_by("pk")
        .values_list("target_label", flat=True)
    )
    name = f"{world.share}, {world.school}, HT 2026"
    assert labels == [name, f"{name}, flickor"]


@pytest.mark.parametrize("value", ["12.5", "-3"])
def test_events_are_counted_in_whole_numbers(world: World, value: str) -> None:
    counted = define_indicator(
        owner=None, by=world.head, name="Fall", how="Så.", kind="number", is_count=True
    )
    with pytest.raises(ValidationError) as error:
        measure(world, indicator=counted, value=Decimal(value))
    assert "helt tal" in refused(error)
    assert measure(world, indicator=counted, value=Decimal("12.0")).value == 12
