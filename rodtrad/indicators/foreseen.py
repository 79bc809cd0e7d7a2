"""What an import would do with each value, without doing it: the same judgement as bulk's."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from rodtrad.indicators.bulk import OutsideReading, about, wanted
from rodtrad.indicators.kept import GIVEN
from rodtrad.indicators.models import ComparisonValue, Measurement, Reading, SetAside
from rodtrad.organisation.models import Unit

Fate = Literal["new", "altered", "unchanged"]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What would become of a value, and what stands there now."""

    fate: Fate
    status: str = ""
    value: Decimal | None = None
    source: str = ""
    by_hand: bool = False
    numerator: int | None = None
    denominator: int | None = None


def foresee(readings: Sequence[OutsideReading], *, source: str) -> list[Foreseen]:
    """What would become of values, in their order: four queries for any number.

    Raises:
        ValidationError: when a value is impossible for its indicator.
    """
    units = dict(Unit.objects.values_list("code", "pk"))
    stored: dict[tuple[Any, ...], tuple[Any, ...]] = {
        row[:4]: row[4:]
        for row in Measurement.objects.filter(**about(readings)).values_list(
            *("indicator_id", "unit_id", "period", "gender", "pk", "run_id", *GIVEN)
        )
    }
    set_aside = [row[0] for row in stored.values() if row[2] == Reading.Status.SET_ASIDE]
    # What is set aside is compared by what the source last said of it.
    asides = {
        row[0]: row[1:]
        for row in SetAside.objects.filter(
            measurement__in=set_aside, ended_at__isnull=True
        ).values_list("measurement_id", *GIVEN)
    }
    others = _others([reading for reading in readings if reading.code not in units])
    found = []
    for reading in readings:
        given = wanted(reading, source=source)
        if reading.code not in units:
            found.append(_foreseen_of_other(reading, given, others))
            continue
        row = stored.get(
            (reading.indicator.pk, units[reading.code], reading.period.code, reading.gender)
        )
        if row is None:
            found.append(_NEW)
            continue
        pk, run_id, *now = row
        same = tuple(asides.get(pk, now)) == tuple(given[name] for name in GIVEN)
        before = dict(zip(GIVEN, now, strict=True))
        found.append(
            Foreseen(
                fate="unchanged" if run_id is not None and same else "altered",
                status=before["status"],
                value=before["value"],
                source=before["source"],
                by_hand=run_id is None,
                numerator=before["numerator"],
                denominator=before["denominator"],
            )
        )
    return found


def _others(readings: Sequence[OutsideReading]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """What is stored of what our units are compared with, by the readings' own keys."""
    if not readings:
        return {}
    rows = ComparisonValue.objects.filter(**about(readings)).values_list(
        *("indicator_id", "unit__code", "period", "gender", *GIVEN)
    )
    return {row[:4]: row[4:] for row in rows}


def _foreseen_of_other(
    reading: OutsideReading,
    given: dict[str, Any],
    others: dict[tuple[Any, ...], tuple[Any, ...]],
) -> Foreseen:
    now = others.get((reading.indicator.pk, reading.code, reading.period.code, reading.gender))
    if now is None:
        return _NEW
    before = dict(zip(GIVEN, now, strict=True))
    return Foreseen(
        fate="unchanged" if before == given else "altered",
        status=before["status"],
        value=before["value"],
        source=before["source"],
        numerator=before["numerator"],
        denominator=before["denominator"],
    )


_NEW = Foreseen("new")
