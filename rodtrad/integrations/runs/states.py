"""A run begins, and a run fails: what is written on it then."""

import os
import socket

from django.utils import timezone

from rodtrad.audit.log import record
from rodtrad.indicators.models import ImportRun


def mark_running(run: ImportRun) -> None:
    """Write on a run that this process carries it through from now."""
    run.state = ImportRun.State.RUNNING
    run.started_at = run.beat_at = timezone.now()
    run.worker = this_process()
    if run.pk:
        run.save()


def fail_run(run: ImportRun, why: str, *, state: str = ImportRun.State.FAILED) -> None:
    """Write on a run why it did not go, or what it stopped to ask; one that was only tried is left.

    Called outside the transaction that was taken back.
    """
    run.state, run.error = state, why
    run.finished_at, run.step = timezone.now(), ""
    if run.pk and ImportRun.objects.filter(pk=run.pk).exists():
        run.save()
        record("run.failed", by=run.by, target=run, unit_id=None, kind=run.kind)
    else:
        run.pk = None


def this_process() -> str:
    """This process by its machine and number."""
    return f"{socket.gethostname()}:{os.getpid()}"
