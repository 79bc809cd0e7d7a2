"""The end of a run: what it did is written on it, or why a file could not be brought in."""

import hashlib

from django.db import transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.runs.account import Account
from rodtrad.integrations.runs.after import tell_and_meet


def finish_import(run: ImportRun, account: Account, **facts: object) -> ImportRun:
    """Write on a run what it did, tell those it concerns, and mark it as done.

    Called inside the transaction that stored its values.

    Args:
        facts: what else is worth keeping, as the school year of a file.
    """
    run.state = ImportRun.State.DONE
    run.finished_at = timezone.now()
    run.step = ""
    if account.outcome is not None:
        tell_and_meet(run, account)
        account.counts.setdefault("changed", account.outcome.changed)
        account.counts.setdefault("unchanged", account.outcome.unchanged)
    run.account, run.notes = "\n".join(account.lines), "\n".join(account.notes)
    run.summary = account.counts | facts
    run.save()
    if account.outcome is None:
        # Values are recorded where they are stored.
        record("run.done", by=run.by, target=run, unit_id=None, kind=run.kind)
    return run


@transaction.atomic
def note_failed_file(
    reason: str, *, source: str, kind: str, data: bytes, file_name: str, by: User | None
) -> ImportRun:
    """Keep that a file could not be brought in, and why.

    Called outside the transaction that was taken back.
    """
    run = ImportRun.objects.create(
        source=source,
        kind=kind,
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        state=ImportRun.State.FAILED,
        error=f"{reason} Ingenting har sparats.",
        finished_at=timezone.now(),
        by=by,
    )
    record("run.failed", by=by, target=run, unit_id=None, kind=kind)
    return run
