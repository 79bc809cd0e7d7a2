"""Undoing an import: everything becomes what it was before."""

from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from rodtrad.goals.models import Checkpoint
from rodtrad.indicators import aside
from rodtrad.indicators.actions import record_measurement
from rodtrad.indicators.models import (
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
    ReplacedReading,
)
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.runs.undo import undo_run
from rodtrad.integrations.skolverket.tests.files import EXCERPT, edited
from rodtrad.notifications.models import Notice
from tests.world import World

NOW = timezone.now()
CHANGED = edited(";83,8;", ";84,1;").replace(b";58,4;85;", b";59;85;")


def stored() -> list[Any]:
    """Everything that is known of the values, and where it came from."""
    return [
        list(
            model.objects.order_by("pk").values_list(
                *("pk", "status", "value", "numerator", "denominator", "original", "source", "run")
            )
        )
        for model in (Measurement, ComparisonValue)
    ]


def latest() -> ImportRun:
    return ImportRun.objects.latest("pk")


def grade_nine(world: World) -> Measurement:
    found: Measurement = Measurement.objects.get(
        unit=world.school, indicator__source_code__endswith=":all_subjects"
    )
    return found


def test_an_undone_import_leaves_what_was_there_before(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    before = stored()
    import_slutbetyg(data=CHANGED, by=None)
    assert stored() != before
    assert grade_nine(world).value == Decimal("84.1")

    run = undo_run(latest(), at=NOW, by=world.administrator)

    assert stored() == before
    assert run.state == ImportRun.State.UNDONE
    assert "Ångrad: 2 värden blev som förut och 0 togs bort." in run.account_lines
    assert not ReplacedReading.objects.exists()


def test_undoing_the_first_import_removes_all_that_it_added(world: World) -> None:
    before = stored()
    import_slutbetyg(data=EXCERPT, by=None)
    undo_run(latest(), at=NOW, by=None)
    assert stored() == before


def test_what_a_person_wrote_comes_back(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    indicator = Indicator.objects.get(source_code__endswith=":all_subjects")
    Measurement.objects.filter(indicator=indicator).delete()
    record_measurement(
        indicator=indicator,
        unit=world.school,
        period="2024/25",
        numerator=1,
        denominator=2,
        comment="Vår egen räkning.",
        by=world.principal,
    )
    import_slutbetyg(data=EXCERPT, by=None)
    undo_run(latest(), at=NOW, by=None)
    row = grade_nine(world)
    assert (row.numerator, row.denominator, row.comment) == (1, 2, "Vår egen räkning.")
    assert row.recorded_by == world.principal
    assert not row.is_from_outside


def test_a_later_import_of_the_same_values_is_undone_first(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    first = latest()
    import_slutbetyg(data=CHANGED, by=None)
    with pytest.raises(ValidationError, match=r"Ångra den först"):
        undo_run(first, at=NOW, by=None)
    undo_run(latest(), at=NOW, by=None)
    undo_run(first, at=NOW, by=None)
    assert not ComparisonValue.objects.exists()


def test_an_import_is_undone_once(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    undo_run(latest(), at=NOW, by=None)
    with pytest.raises(ValidationError, match="ångrad"):
        undo_run(latest(), at=NOW, by=None)


def test_a_value_set_aside_stays_so_until_the_source_gives_another(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    aside.set_aside(grade_nine(world), why="Fel skola i källan.", by=world.principal)
    import_slutbetyg(data=EXCERPT, by=None)
    row = grade_nine(world)
    assert (row.status, row.value, row.shown) == ("set_aside", None, "Satt åt sidan")

    import_slutbetyg(data=CHANGED, by=None)
    assert grade_nine(world).value == Decimal("84.1")

    undo_run(latest(), at=NOW, by=None)
    row = grade_nine(world)
    assert (row.status, row.value) == ("set_aside", None)
    back = aside.take_back(row, at=NOW, by=world.principal)
    assert (back.value, back.original) == (Decimal("83.8"), "83,8")


def test_a_value_set_aside_after_the_import_becomes_what_it_was_before_it(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    import_slutbetyg(data=CHANGED, by=None)
    aside.set_aside(grade_nine(world), why="Fel.", by=world.principal)
    undo_run(latest(), at=NOW, by=None)
    row = grade_nine(world)
    assert row.value == Decimal("83.8")
    assert not row.asides.filter(ended_at=None).exists()


def test_a_fetched_value_meets_the_targets_checkpoint_and_tells_the_principal_once(
    world: World,
) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    indicator = Indicator.objects.get(source_code__endswith=":all_subjects")
    undo_run(latest(), at=NOW, by=None)
    Notice.objects.all().delete()
    world.target.indicator = indicator
    world.target.save()
    waiting = Checkpoint.objects.filter(target=world.target).order_by("due").first()
    assert waiting is not None
    Checkpoint.objects.filter(pk=waiting.pk).update(
        met_on=None, measurement=None, due=date(2025, 9, 30)
    )

    import_slutbetyg(data=EXCERPT, by=None)

    waiting.refresh_from_db()
    assert waiting.measurement == grade_nine(world)
    notice = Notice.objects.get(recipient=world.principal)
    assert notice.sentence == (
        "4 värden från Skolverket är nya eller ändrade för Västerportskolan."
    )
    undo_run(latest(), at=NOW, by=None)
    waiting.refresh_from_db()
    assert waiting.met_on is None
    assert waiting.measurement_id is None


def test_a_value_of_an_earlier_time_than_what_is_known_meets_no_checkpoint(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    row = grade_nine(world)
    world.target.indicator = row.indicator
    world.target.save()
    waiting = Checkpoint.objects.filter(target=world.target).order_by("due").first()
    assert waiting is not None
    undo_run(latest(), at=NOW, by=None)
    Measurement.objects.create(
        indicator=row.indicator,
        unit=row.unit,
        period="2025/26",
        period_ends=row.period_ends.replace(year=row.period_ends.year + 1),
        value=Decimal("90"),
    )
    Checkpoint.objects.filter(pk=waiting.pk).update(
        met_on=None, measurement=None, due=date(2025, 9, 30)
    )

    import_slutbetyg(data=EXCERPT, by=None)

    waiting.refresh_from_db()
    assert waiting.met_on is None


def test_the_command_undoes_and_says_so(world: World) -> None:
    import_slutbetyg(data=EXCERPT, by=None)
    out = StringIO()
    call_command("undo-import", str(latest().pk), stdout=out)
    assert "68 togs bort" in out.getvalue()
    with pytest.raises(CommandError, match="ångrad"):
        call_command("undo-import", str(latest().pk))
    with pytest.raises(CommandError, match="ingen import"):
        call_command("undo-import", "999999")
