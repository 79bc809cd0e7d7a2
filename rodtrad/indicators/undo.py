"""Undoing a run: every value becomes what it was before, and those it added go away."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_number
from rodtrad.indicators.kept import GIVEN, ReplacedReading, SetAside
from rodtrad.indicators.models import ComparisonValue, ImportRun, Measurement, Reading
from rodtrad.indicators.overwriting import overwrite_comparisons, overwrite_measurements


@dataclass(frozen=True, slots=True)
class Undone:
    """How many values got their earlier content back, and how many were taken away."""

    restored: int
    removed: int

    def sentence(self) -> str:
        """The same in Swedish."""
        return (
            f"{format_number(self.restored, 0)} värden blev som förut och "
            f"{format_number(self.removed, 0)} togs bort."
        )


@transaction.atomic
def undo_readings(run: ImportRun, *, by: User | None) -> Undone:
    """Put back what a run replaced and remove what it added.

    Raises:
        ValidationError: when a later run has changed the same values: that one is undone first.
    """
    later = (
        ImportRun.objects.filter(replaced__run=run).exclude(pk=run.pk).distinct().order_by("-pk")
    )
    if first := later.first():
        raise ValidationError(
            f"Import {first.pk} ({first}) har ändrat samma värden senare. Ångra den först."
        )
    kept = list(ReplacedReading.objects.filter(by_run=run))
    own = {row.measurement_id: row for row in kept if row.measurement_id}
    others = {row.comparison_id: row for row in kept if row.comparison_id}
    _restore_own(own, run, by)
    _restore_others(others)
    ReplacedReading.objects.filter(by_run=run).delete()
    added = Measurement.objects.filter(run=run)
    removed = added.count() + ComparisonValue.objects.filter(run=run).count()
    # One by one in the history, so that it can be read that the value was there.
    added.delete()
    ComparisonValue.objects.filter(run=run).delete()
    return Undone(restored=len(kept), removed=removed)


def _restore_own(kept: dict[int, ReplacedReading], run: ImportRun, by: User | None) -> None:
    rows = list(Measurement.objects.filter(pk__in=list(kept)))
    # Set aside since: that was about the run's value, which goes away now.
    SetAside.objects.filter(measurement__in=rows, run=run, ended_at__isnull=True).delete()
    for row in rows:
        before = kept[row.pk]
        for name in (*GIVEN, "comment", "run_id", "recorded_by_id"):
            setattr(row, name, getattr(before, name))
    if rows:
        overwrite_measurements(rows, [*GIVEN, "comment", "run", "recorded_by"], by=by)
    again = [row.pk for row in rows if row.status == Reading.Status.SET_ASIDE]
    SetAside.objects.filter(measurement__in=again, ended_by_run=run).update(
        ended_at=None, ended_by_run=None
    )


def _restore_others(kept: dict[int, ReplacedReading]) -> None:
    rows = list(ComparisonValue.objects.filter(pk__in=list(kept)))
    for row in rows:
        before = kept[row.pk]
        for name in (*GIVEN, "run_id"):
            setattr(row, name, getattr(before, name))
    overwrite_comparisons(rows, [*GIVEN, "run"])
