"""Bringing in a large spreadsheet behind the page: its run shows how far it is."""

import logging
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.core.numbers import format_number
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.runs.account import Progress
from rodtrad.integrations.runs.actions import mark_dead, mark_forgotten
from rodtrad.integrations.runs.states import fail_run, mark_running
from rodtrad.integrations.spreadsheet.check import judge
from rodtrad.integrations.spreadsheet.importing import (
    KIND,
    check_file,
    content_of,
    forget_content,
    refuse_changed,
    refuse_wrong,
    store_in,
)
from rodtrad.integrations.spreadsheet.workbook import SheetError

# Up to so many bytes a file is brought in while the person waits: some 2,000 rows, a second's work.
AT_ONCE = 100_000
_log = logging.getLogger(__name__)
_BUSY = "Ett annat kalkylark läses in just nu. Vänta tills det är klart, och försök igen."


def queue_sheet(file: SheetFile, *, tried: str, by: User) -> ImportRun:
    """Begin to bring in an uploaded file in the background, once: a second time the same run.

    Args:
        tried: the fingerprint of what the person saw would happen.

    Raises:
        SheetError: when another spreadsheet is being brought in, or the columns are not chosen.
    """
    mark_dead(now=timezone.now())
    mark_forgotten(KIND, now=timezone.now())
    return _queue(file, tried=tried, by=by)


@transaction.atomic
def _queue(file: SheetFile, *, tried: str, by: User) -> ImportRun:
    locked = SheetFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if locked.brought_in_by is not None:
        return locked.brought_in_by
    if locked.mapping is None:
        raise SheetError("Välj först vad kolumnerna betyder.")
    if ImportRun.objects.unfinished().filter(kind=KIND).exists():
        raise SheetError(_BUSY)
    try:
        with transaction.atomic():
            run = locked.run = ImportRun.objects.create(
                source=locked.mapping.source,
                kind=KIND,
                file_name=locked.file_name,
                sha256=locked.sha256,
                state=ImportRun.State.WAITING,
                by=by,
            )
    except IntegrityError:
        # Somebody else came between the question and the answer.
        raise SheetError(_BUSY) from None
    locked.save(update_fields=["run"])
    record("run.queued", by=by, target=run, unit_id=None, kind=KIND)
    transaction.on_commit(partial(carry_sheet.enqueue, locked.pk, tried))
    return run


@task()
def carry_sheet(file_id: int, tried: str) -> str:
    """Bring in a file whose run waits; what became of it. Another is left alone."""
    waiting = SheetFile.objects.filter(pk=file_id, run__state=ImportRun.State.WAITING)
    file = waiting.select_related("run", "mapping__indicator", "by").first()
    if file is None or file.run is None or file.mapping is None:
        return "gone"
    return str(_carry(file.run, file, file.mapping, tried, now=timezone.now()).state)


def _carry(
    run: ImportRun, file: SheetFile, mapping: SheetMapping, tried: str, *, now: datetime
) -> ImportRun:
    """All or nothing. What goes wrong is written on the run, and the file can be tried again."""
    mark_running(run)
    progress = Progress(run)
    progress.plan(3)
    try:
        progress.step("Läser filen")
        data = content_of(file, now=now)
        progress.step("Provar raderna")
        checked = check_file(file, data, by=file.by, tried=tried)
        refuse_wrong(checked)
        progress.step(f"Sparar {format_number(len(checked.readings))} värden")
        with transaction.atomic():
            # Nobody writes now: what a colleague wrote while the rows were tried is seen.
            judge(checked.lines, source=mapping.source)
            refuse_changed(checked, tried=tried)
            store_in(run, checked, mapping)
            forget_content(file)
    except SheetError as error:
        fail_run(run, f"{error} Ingenting har sparats.")
    except ValidationError as error:
        fail_run(run, f"{' '.join(error.messages)} Ingenting har sparats.")
    except IntegrityError:
        fail_run(run, "Någon annan läste in samma värden just nu. Ingenting har sparats.")
    except Exception:
        # Whatever it was must not leave the run going on for ever.
        _log.exception("Run %s failed", run.pk)
        fail_run(run, "Ett oväntat fel stoppade inläsningen. Ingenting har sparats.")
    return run
