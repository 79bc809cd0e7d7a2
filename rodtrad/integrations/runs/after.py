"""What follows when a run has stored values: targets are measured, and principals are told."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.task import SOON
from rodtrad.goals.models import Checkpoint
from rodtrad.indicators.models import ImportRun, Measurement, Reading
from rodtrad.integrations.models import RunChange
from rodtrad.integrations.runs.account import Account
from rodtrad.notifications.actions import tell
from rodtrad.organisation.models import Assignment, Unit

# A value that speaks of a time longer before the day of the checkpoint is not what it waits for.
_FRESH = timedelta(days=366)


def tell_and_meet(run: ImportRun, account: Account) -> None:
    """Let fetched values meet the targets' checkpoints, and tell those who lead the units."""
    changed = account.outcome.own_changed if account.outcome else []
    if not changed:
        return
    today = timezone.localdate()
    met = _meet_checkpoints(run, changed, today)
    told = _tell_principals(run, changed, today)
    if met:
        account.lines.append(
            f"{met} {'avstämning' if met == 1 else 'avstämningar'} av indikatorer blev gjorda."
        )
    if told:
        account.lines.append(f"{told} {'person' if told == 1 else 'personer'} fick veta det.")
    account.counts |= {"checkpoints_met": met, "told": told}


def _meet_checkpoints(run: ImportRun, changed: Iterable[Measurement], today: date) -> int:
    """Meet the earliest waiting checkpoint of every target that the values are about."""
    latest: dict[tuple[int, int], Measurement] = {}
    for row in changed:
        if row.status != Reading.Status.REPORTED or row.gender != Reading.Gender.ALL:
            continue
        key = (row.indicator_id, row.unit_id)
        if key not in latest or latest[key].period_ends < row.period_ends:
            latest[key] = row
    waiting = (
        Checkpoint.objects.waiting()
        .filter(
            target__indicator__in={indicator for indicator, _ in latest},
            unit__in={unit for _, unit in latest},
            due__lte=today + timedelta(days=SOON),
        )
        .order_by("due")
        .select_related("target")
    )
    newest = {
        (row["indicator_id"], row["unit_id"]): row["last"]
        for row in Measurement.objects.filter(
            indicator__in={indicator for indicator, _ in latest},
            unit__in={unit for _, unit in latest},
            gender=Reading.Gender.ALL,
            status=Reading.Status.REPORTED,
        )
        .order_by()
        .values("indicator_id", "unit_id")
        .annotate(last=Max("period_ends"))
    }
    met: set[tuple[int, int]] = set()
    for checkpoint in waiting:
        target = checkpoint.target
        if target is None:
            continue
        row_of = latest.get((target.indicator_id, checkpoint.unit_id))
        key = (target.pk, checkpoint.unit_id)
        if row_of is None or key in met or row_of.period_ends < checkpoint.due - _FRESH:
            continue
        if row_of.period_ends < newest.get(
            (row_of.indicator_id, row_of.unit_id), row_of.period_ends
        ):
            # What came is of an earlier time than what is known: it is not what is waited for.
            continue
        met.add(key)
        RunChange.will_change(run, checkpoint, "met_on", "measurement_id")
        checkpoint.met_on, checkpoint.measurement = today, row_of
        checkpoint.save(update_fields=["met_on", "measurement"])
    return len(met)


def _tell_principals(run: ImportRun, changed: Iterable[Measurement], today: date) -> int:
    """One notice for each unit, however many values there are."""
    numbers = Counter(row.unit_id for row in changed)
    leading: dict[int, list[Assignment]] = {}
    for assignment in (
        Assignment.objects.running_on(today)
        .filter(unit__in=numbers, role__code="principal")
        .select_related("user", "unit")
    ):
        leading.setdefault(assignment.unit_id, []).append(assignment)
    told = 0
    for unit_id, assignments in leading.items():
        unit: Unit = assignments[0].unit
        many = numbers[unit_id]
        told += tell(
            [assignment.user for assignment in assignments],
            kind="values-fetched",
            sentence=f"{many} {'värde' if many == 1 else 'värden'} från {run.source} är "
            f"{'nytt eller ändrat' if many == 1 else 'nya eller ändrade'} för {unit}.",
            address=f"{reverse('indicator_list')}?enhet={unit.code}&varden=ja",
            key=f"run:{run.pk}:unit:{unit_id}",
            unit=unit,
            by=run.by,
        )
    return told
