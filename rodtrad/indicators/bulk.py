"""Recording what a source outside gives, thousands of values at a time.

The number of queries depends on how many batches there are, never on how many values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.actions import check_reading
from rodtrad.indicators.kept import GIVEN
from rodtrad.indicators.models import (
    ComparisonUnit,
    ComparisonValue,
    ImportRun,
    Indicator,
    Measurement,
    Reading,
    ReplacedReading,
    SetAside,
)
from rodtrad.indicators.overwriting import overwrite_measurements
from rodtrad.organisation.models import Unit

_BATCH = 1000
_ABOUT_SCHOOL = ("kind", "name", "municipality_code", "municipality", "provider_type")


@dataclass(frozen=True, slots=True)
class School:
    """A school, or something else to compare with, as a source describes it."""

    code: str
    name: str
    municipality_code: str = ""
    municipality: str = ""
    provider_type: str = ""
    kind: str = ComparisonUnit.Kind.SCHOOL.value


def school_of(row: ComparisonUnit) -> School:
    """Something to compare with, as it is kept: recorded again, nothing of it changes."""
    return School(code=row.code, **{name: getattr(row, name) for name in _ABOUT_SCHOOL})


@dataclass(frozen=True, slots=True)
class OutsideReading:
    """One value of one school, or why there is none; see Reading for the fields."""

    indicator: Indicator
    code: str
    period: Period
    status: str
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    spread: Decimal | None = None
    gender: str = Reading.Gender.ALL.value
    original: str = ""


@dataclass(slots=True)
class Outcome:
    """What an import did: values of own units and of others, added or altered."""

    own_added: int = 0
    own_altered: int = 0
    others_added: int = 0
    others_altered: int = 0
    unchanged: int = 0
    own_schools: set[str] = field(default_factory=set)
    own_changed: list[Measurement] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many stored values were added or altered."""
        return self.own_added + self.own_altered + self.others_added + self.others_altered


@transaction.atomic
def record_import(
    *,
    readings: Sequence[OutsideReading],
    schools: Sequence[School],
    run: ImportRun,
    by: User | None,
) -> Outcome:
    """Store what a source gave: own units' values as measurements, others' as comparison.

    A school is the municipality's own when a unit has its code. What is stored already is left
    alone; a value that a person wrote is replaced by the source's, and its history keeps it. A
    value that was set aside stays so until the source gives another. What was there before is
    kept with the run, so that it can be undone.

    Args:
        readings: at most one for each indicator, school, period and gender.
        schools: every school that the readings name.
        run: the import, with the name of its source.

    Raises:
        ValidationError: when a value is impossible for its indicator.
        KeyError: when a reading names a school that is not among the schools.
    """
    units = dict(Unit.objects.values_list("code", "pk"))
    outcome = Outcome(own_schools={school.code for school in schools if school.code in units})
    own = [reading for reading in readings if reading.code in units]
    others = [reading for reading in readings if reading.code not in units]
    _store_own(own, units, run, by, outcome)
    places = _store_schools([school for school in schools if school.code not in units])
    _store_others(others, places, run, outcome)
    record(
        "import.done",
        by=by,
        target=run,
        unit_id=None,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
    )
    return outcome


def _store_own(
    readings: list[OutsideReading],
    units: dict[str, int],
    run: ImportRun,
    by: User | None,
    outcome: Outcome,
) -> None:
    stored = {
        (row.indicator_id, row.unit_id, row.period, row.gender): row
        for row in Measurement.objects.filter(**about(readings))
    }
    asides = asides_of(stored.values())
    new, altered, before, ended = [], [], [], []
    for reading in readings:
        unit_id = units[reading.code]
        row = stored.get((reading.indicator.pk, unit_id, reading.period.code, reading.gender))
        given = _wanted(reading, run)
        if row is None:
            new.append(
                Measurement(
                    indicator=reading.indicator,
                    unit_id=unit_id,
                    period=reading.period.code,
                    period_ends=reading.period.ends,
                    gender=reading.gender,
                    recorded_by=by,
                    run=run,
                    **given,
                )
            )
            continue
        aside = asides.get(row.pk)
        if row.is_from_outside and not differs(aside or row, given):
            outcome.unchanged += 1
            continue
        before.append(_kept(row, run))
        if aside is not None:
            aside.ended_at, aside.ended_by_run = timezone.now(), run
            ended.append(aside)
        for name, value in given.items():
            setattr(row, name, value)
        row.run, row.recorded_by, row.indicator = run, by, reading.indicator
        altered.append(row)
    ReplacedReading.objects.bulk_create(before, batch_size=_BATCH)
    SetAside.objects.bulk_update(ended, ["ended_at", "ended_by_run"], batch_size=_BATCH)
    if new:
        bulk_create_with_history(new, Measurement, batch_size=_BATCH, default_user=by)
    if altered:
        overwrite_measurements(altered, [*GIVEN, "run", "recorded_by"], by=by)
    outcome.own_added, outcome.own_altered = len(new), len(altered)
    outcome.own_changed = [*new, *altered]


def asides_of(rows: Iterable[Measurement]) -> dict[int, SetAside]:
    """What the source last said of the values that are set aside now."""
    ids = [row.pk for row in rows if row.status == Reading.Status.SET_ASIDE]
    found = SetAside.objects.filter(measurement__in=ids, ended_at__isnull=True)
    return {aside.measurement_id: aside for aside in found}


def _kept(row: Measurement, run: ImportRun) -> ReplacedReading:
    return ReplacedReading(
        by_run=run,
        measurement=row,
        period=row.period,
        period_ends=row.period_ends,
        gender=row.gender,
        run_id=row.run_id,
        comment=row.comment,
        recorded_by_id=row.recorded_by_id,
        **{name: getattr(row, name) for name in GIVEN},
    )


def _store_schools(schools: list[School]) -> dict[str, int]:
    """Add the schools, or correct what is known of them; their rows' numbers by code."""
    stored = {row.code: row for row in ComparisonUnit.objects.all()}
    changed = [
        ComparisonUnit(code=school.code, **{name: getattr(school, name) for name in _ABOUT_SCHOOL})
        for school in schools
        if school.code not in stored
        or any(getattr(stored[school.code], n) != getattr(school, n) for n in _ABOUT_SCHOOL)
    ]
    if changed:
        ComparisonUnit.objects.bulk_create(
            changed,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=_ABOUT_SCHOOL,
        )
    return dict(ComparisonUnit.objects.values_list("code", "pk"))


def _store_others(
    readings: list[OutsideReading], places: dict[str, int], run: ImportRun, outcome: Outcome
) -> None:
    stored = {
        row[:4]: row[4:]
        for row in ComparisonValue.objects.filter(**about(readings)).values_list(
            *("indicator_id", "unit_id", "period", "gender", "pk", "run_id", *GIVEN)
        )
    }
    changed, before = [], []
    for reading in readings:
        unit_id = places[reading.code]
        given = _wanted(reading, run)
        row = stored.get((reading.indicator.pk, unit_id, reading.period.code, reading.gender))
        if row is not None and row[2:] == tuple(given[name] for name in GIVEN):
            outcome.unchanged += 1
            continue
        outcome.others_added += row is None
        outcome.others_altered += row is not None
        if row is not None:
            before.append(
                ReplacedReading(
                    by_run=run,
                    comparison_id=row[0],
                    period=reading.period.code,
                    period_ends=reading.period.ends,
                    gender=reading.gender,
                    run_id=row[1],
                    **dict(zip(GIVEN, row[2:], strict=True)),
                )
            )
        changed.append(
            ComparisonValue(
                indicator=reading.indicator,
                unit_id=unit_id,
                period=reading.period.code,
                period_ends=reading.period.ends,
                gender=reading.gender,
                run=run,
                **given,
            )
        )
    ReplacedReading.objects.bulk_create(before, batch_size=_BATCH)
    if changed:
        ComparisonValue.objects.bulk_create(
            changed,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["indicator", "unit", "period", "gender"],
            update_fields=[*GIVEN, "run"],
        )


def about(readings: Iterable[OutsideReading]) -> dict[str, Any]:
    """The stored rows that the readings may be about: by indicator and period."""
    return {
        "indicator__in": {reading.indicator.pk for reading in readings},
        "period__in": {reading.period.code for reading in readings},
    }


def _wanted(reading: OutsideReading, run: ImportRun) -> dict[str, Any]:
    try:
        return wanted(reading, source=run.source)
    except ValidationError as error:
        raise ValidationError(
            f"{reading.code}, {reading.indicator}: {' '.join(error.messages)}"
        ) from error


def wanted(reading: OutsideReading, *, source: str) -> dict[str, Any]:
    """How the stored row should be, by field.

    Raises:
        ValidationError: when the value is impossible for its indicator.
    """
    checked = check_reading(
        reading.indicator,
        status=reading.status,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
    )
    return {
        "status": str(reading.status),
        "value": checked.value,
        "numerator": checked.numerator,
        "denominator": checked.denominator,
        "spread": reading.spread if checked.value is not None else None,
        "original": reading.original,
        "source": source,
    }


def differs(row: Reading, given: dict[str, Any]) -> bool:
    """Whether a stored row says something else than what a source gives."""
    return any(getattr(row, name) != given[name] for name in GIVEN)
