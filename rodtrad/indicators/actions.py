"""Every change to indicators and to what was measured by hand."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack, cast

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.history import wording_at
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_number
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.models import (
    ImportRun,
    Indicator,
    Measurement,
    Reading,
    SeriesBreak,
)
from rodtrad.organisation.models import Unit

_SHARE_PRECISION = Decimal("0.0001")
# A share typed beside its numbers may be rounded to whole percent, not more.
_ROUNDING = Decimal("0.5")


class IndicatorFields(TypedDict, total=False):
    """What a definition says; see the model for the meaning of each."""

    name: str
    what: str
    how: str
    kind: str
    unit_of_measure: str
    decimals: int
    better: str
    origin: str
    source: str
    source_code: str
    instrument: str
    levels: list[str]
    smallest_group: int
    purpose: str
    counted: str
    confidence: int
    merge_years: int
    incomparable: bool
    comparison_note: str
    is_count: bool
    scale_low: Decimal | None
    scale_high: Decimal | None


DEFINED = tuple(IndicatorFields.__annotations__)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A measurement as it now stands, and whether this changed it."""

    measurement: Measurement
    changed: bool


@dataclass(frozen=True, slots=True)
class CheckedReading:
    """A reading that keeps the rules: a value exactly when it is reported."""

    value: Decimal | None
    numerator: int | None
    denominator: int | None


@transaction.atomic
def define_indicator(
    *, owner: Unit | None, by: User | None, **fields: Unpack[IndicatorFields]
) -> Indicator:
    """Define an indicator: for everybody when `owner` is None, else a unit's own.

    Raises:
        ValidationError: when a field or constraint refuses it.
    """
    indicator = Indicator(owner=owner, **fields)
    _check_definition(indicator)
    save_by(indicator, by)
    record("indicator.defined", by=by, target=indicator, unit_id=owner.pk if owner else None)
    return indicator


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, revision: int, by: User | None, **fields: Unpack[IndicatorFields]
) -> Indicator:
    """Change a definition. What is already measured keeps its meaning: the kind is then fixed.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when a field or constraint refuses it.
    """
    indicator = check_revision(indicator, revision)
    kind = fields.get("kind", indicator.kind)
    if kind != indicator.kind and indicator.measurements.exists():
        raise ValidationError(
            {
                "kind": "Slaget kan inte ändras när det finns mätvärden. "
                "Skapa en ny indikator i stället."
            }
        )
    changed = [name for name, value in fields.items() if getattr(indicator, name) != value]
    if not changed:
        return indicator
    for name in changed:
        setattr(indicator, name, fields[name])  # type: ignore[literal-required]  # its own keys
    _check_definition(indicator)
    indicator.revision += 1
    save_by(indicator, by)
    record("indicator.changed", by=by, target=indicator, unit_id=indicator.owner_id, fields=changed)
    return indicator


def restore_indicator(*, indicator: Indicator, number: int, by: User) -> Indicator:
    """Let an earlier wording of a definition hold again, as a new version.

    Raises:
        LookupError: when there is no such version.
        Conflict: when somebody else changes it at the same moment.
        ValidationError: when it can no longer hold, as with another kind than the measurements.
    """
    wording = cast(IndicatorFields, wording_at(indicator, number, DEFINED))
    return change_indicator(indicator=indicator, revision=indicator.revision, by=by, **wording)


@transaction.atomic
def retire_indicator(*, indicator: Indicator, on: date | None, by: User) -> Indicator:
    """Stop using an indicator from a day, or use it again when there is none.

    What was measured can still be read.
    """
    indicator.retired_on = on
    indicator.revision += 1
    save_by(indicator, by)
    record(
        "indicator.retired",
        by=by,
        target=indicator,
        unit_id=indicator.owner_id,
        on=on.isoformat() if on else None,
    )
    return indicator


@transaction.atomic
def add_break(*, indicator: Indicator, on: date, reason: str, by: User) -> SeriesBreak:
    """Say that figures from a day on cannot be compared with those before.

    Raises:
        ValidationError: without a reason, or when the day already has a break.
    """
    found = SeriesBreak(indicator=indicator, on=on, reason=reason)
    found.full_clean()
    found.save()
    record(
        "indicator.broken",
        by=by,
        target=indicator,
        unit_id=indicator.owner_id,
        on=on.isoformat(),
        reason=reason,
    )
    return found


@transaction.atomic
def record_measurement(
    *,
    indicator: Indicator,
    unit: Unit,
    period: str,
    value: Decimal | None = None,
    numerator: int | None = None,
    denominator: int | None = None,
    status: str = Reading.Status.REPORTED,
    gender: str = Reading.Gender.ALL,
    spread: Decimal | None = None,
    comment: str = "",
    source: str = "",
    original: str = "",
    run: ImportRun | None = None,
    by: User | None,
) -> Recorded:
    """Record what an indicator showed for a unit and a period, or that there is no value.

    There is one measurement for each unit, period and gender: a second one replaces the first,
    and its history keeps the earlier. The same once more writes nothing. A share is computed
    from numerator and denominator when both are given.

    Args:
        value: in the indicator's unit; shares 0-100; a level's number for described levels.
        spread: the standard deviation behind a mean, in the indicator's unit.
        run: the import that brought the value; None when a person did.

    Raises:
        ValidationError: when the value is impossible, or came from outside and is not to be
            changed by hand.
    """
    if status == Reading.Status.SET_ASIDE:
        raise ValidationError({"status": "Ett värde sätts åt sidan på sidan med enhetens värden."})
    span = read_period(period)
    if indicator.owner_id is not None:
        owner = indicator.owner
        if owner is not None and not unit.path.startswith(owner.path):
            raise ValidationError("Indikatorn är en annan enhets egen.")
    checked = check_reading(
        indicator, status=status, value=value, numerator=numerator, denominator=denominator
    )
    row = (
        Measurement.objects.select_for_update()
        .filter(indicator=indicator, unit=unit, period=span.code, gender=gender)
        .first()
    )
    is_new = row is None
    row = row or Measurement(indicator=indicator, unit=unit, period=span.code, gender=gender)
    if row.is_from_outside and run is None:
        raise ValidationError(
            f"Värdet för {span.label} är hämtat från {row.source or 'en källa utanför'} och kan "
            "inte ändras här. Stämmer det inte: rätta i källan och importera på nytt."
        )
    wanted = {
        "status": status,
        "value": checked.value,
        "numerator": checked.numerator,
        "denominator": checked.denominator,
        "spread": spread if checked.value is not None else None,
        "comment": comment,
        "source": source,
        "original": original,
        "run_id": run.pk if run else None,
    }
    if run is not None and row.is_from_outside:
        # Which import brought the value matters only when the value is new.
        wanted.pop("run_id")
    changed = [name for name, new in wanted.items() if getattr(row, name) != new]
    if run is not None and changed:
        wanted["run_id"] = run.pk
    if not is_new and not changed:
        return Recorded(row, changed=False)
    for name, new in wanted.items():
        setattr(row, name, new)
    row.period_ends = span.ends
    row.recorded_by = by
    row.indicator, row.unit = indicator, unit
    save_by(row, by)
    record(
        "measurement.recorded" if is_new else "measurement.changed",
        by=by,
        target=row,
        unit_id=unit.pk,
        indicator=indicator.pk,
        period=span.code,
        gender=gender,
        status=status,
    )
    return Recorded(row, changed=True)


def read_period(text: str) -> Period:
    """The period written as people do.

    Raises:
        ValidationError: with a sentence that says how to write it.
    """
    try:
        return Period.parse(text)
    except ValueError as error:
        raise ValidationError({"period": str(error)}) from error


def check_reading(
    indicator: Indicator,
    *,
    status: str,
    value: Decimal | None,
    numerator: int | None,
    denominator: int | None,
) -> CheckedReading:
    """Check a reading against its indicator, and compute the share from its numbers.

    Raises:
        ValidationError: when no such value can be.
    """
    if status != Reading.Status.REPORTED:
        if value is not None or numerator is not None:
            raise ValidationError(
                {"value": "Ta bort värdet, eller välj att det är rapporterat. Saknas är inte 0."}
            )
        return CheckedReading(None, None, denominator)
    is_share = indicator.kind == Indicator.Kind.SHARE
    if numerator is not None:
        if not is_share:
            raise ValidationError({"numerator": "Bara en andel har ett antal som uppfyller."})
        if denominator is None:
            raise ValidationError({"denominator": "Skriv också hur många det är totalt."})
        if denominator == 0:
            raise ValidationError(
                {"denominator": "Finns ingen att räkna på, välj Ej tillämpligt i stället."}
            )
        if not 0 <= numerator <= denominator:
            raise ValidationError(
                {"numerator": "Antalet som uppfyller kan inte vara större än alla."}
            )
        share = (Decimal(numerator) * 100 / denominator).quantize(_SHARE_PRECISION)
        if value is not None and abs(value - share) > _ROUNDING:
            raise ValidationError(
                {
                    "value": f"{numerator} av {denominator} är {format_number(share, 1)} %. "
                    "Rätta antalen, eller lämna andelen tom så räknas den ut."
                }
            )
        return CheckedReading(share, numerator, denominator)
    if value is None:
        raise ValidationError(
            {
                "value": "Skriv ett värde, eller välj varför det saknas. "
                "Ett värde som saknas är inte 0."
            }
        )
    if indicator.is_count and (value != int(value) or value < 0):
        raise ValidationError({"value": "Ett antal händelser är ett helt tal, 0 eller större."})
    if is_share and not 0 <= value <= 100:
        raise ValidationError({"value": "En andel ligger mellan 0 och 100 procent."})
    if indicator.kind == Indicator.Kind.QUALITATIVE and (
        value != int(value) or not 1 <= value <= len(indicator.levels)
    ):
        raise ValidationError({"value": f"Välj en nivå från 1 till {len(indicator.levels)}."})
    return CheckedReading(value, None, denominator)


def _check_definition(indicator: Indicator) -> None:
    if indicator.kind == Indicator.Kind.QUALITATIVE:
        levels = [level for level in indicator.levels if isinstance(level, str) and level.strip()]
        if len(levels) < 2 or len(levels) != len(indicator.levels):
            raise ValidationError(
                {"levels": "Beskriv minst två nivåer, en på varje rad med den lägsta först."}
            )
    elif indicator.levels:
        raise ValidationError({"levels": "Bara en indikator med beskrivna nivåer har nivåer."})
    is_average = indicator.kind in (Indicator.Kind.MEAN, Indicator.Kind.SCALE)
    if indicator.scale is not None and not is_average:
        raise ValidationError({"scale_low": "Bara medelvärden och skalor har en skala med ändar."})
    if indicator.is_count and indicator.kind != Indicator.Kind.NUMBER:
        raise ValidationError({"is_count": "Bara ett antal eller tal kan räkna händelser."})
    if indicator.decimals > 4:
        raise ValidationError({"decimals": "Högst fyra decimaler kan visas."})
