"""Every change of runs: begin, carry through, mark as dead, plan."""

import logging
import os
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.http import Client, FetchError
from rodtrad.integrations.models import Fetch, Source
from rodtrad.integrations.runs.account import Asks, Job, Progress
from rodtrad.integrations.runs.finish import finish_import
from rodtrad.integrations.runs.registry import fetcher_of, token_of
from rodtrad.integrations.runs.states import fail_run, mark_running, this_process
from rodtrad.integrations.runs.tasks import carry_through

_log = logging.getLogger(__name__)
FORGOTTEN_AFTER = timedelta(hours=1)
_UNEXPECTED = "Ett oväntat fel stoppade hämtningen, och ingenting har sparats. Felet står i loggen."


class _DryRun(Exception):
    """Takes everything back at the end of a run that only tried."""


@transaction.atomic
def queue_run(
    fetch: Fetch, *, by: User | None, options: Mapping[str, str] | None = None
) -> ImportRun:
    """Begin a fetch in the background.

    Raises:
        ValidationError: when one of the kind is going on already, or the source has no address.
    """
    if not fetch.source.address:
        raise ValidationError(f"Skriv först adressen till {fetch.source}.")
    mark_dead(now=timezone.now())
    mark_forgotten(fetch.key, now=timezone.now())
    run = _new_run(fetch, state=ImportRun.State.WAITING, address=fetch.source.address, by=by)
    record("run.queued", by=by, target=run, unit_id=None, kind=fetch.key)
    chosen = dict(options or {})
    transaction.on_commit(partial(carry_through.enqueue, run.pk, chosen))
    return run


def run_now(
    fetch: Fetch,
    *,
    by: User | None,
    base_url: str = "",
    dry_run: bool = False,
    options: Mapping[str, str] | None = None,
    asking: type[Client] = Client,
) -> ImportRun:
    """Carry a fetch through while the caller waits; its state says how it went.

    Args:
        base_url: asked instead of the source's own address, as a test server.
        dry_run: say what would happen, and leave everything as it is.
        asking: how the service is asked, as with recorded answers.

    Raises:
        ValidationError: when one of the kind is going on already.
    """
    mark_dead(now=timezone.now())
    mark_forgotten(fetch.key, now=timezone.now())
    address = base_url or fetch.source.address
    if dry_run:
        run = ImportRun(
            source=fetch.source.name, kind=fetch.key, address=address, state="running", by=by
        )
    else:
        run = _new_run(fetch, state=ImportRun.State.RUNNING, address=address, by=by)
    return perform(run, options=options or {}, dry_run=dry_run, asking=asking)


def perform(
    run: ImportRun,
    *,
    options: Mapping[str, str],
    dry_run: bool = False,
    asking: type[Client] = Client,
) -> ImportRun:
    """Fetch all, then store all or nothing. What goes wrong is written on the run.

    Nothing is locked while the service is asked: the answers are stored in one short transaction
    at the end.
    """
    fetch = Fetch.objects.select_related("source").get(pk=run.kind)
    progress = Progress(run)
    mark_running(run)
    clients: list[Client] = []

    def client(path: str = "", *, accept: str = "application/json") -> Client:
        made = asking(
            fetch.source.name,
            run.address.rstrip("/") + path if run.address else "",
            token=token_of(fetch.source_id),
            accept=accept,
            beat=progress.beat,
        )
        clients.append(made)
        return made

    try:
        job = Job(
            fetch=fetch,
            client=client,
            progress=progress,
            today=timezone.localdate(),
            options=options,
        )
        store = fetcher_of(fetch.key)(job)
        progress.step("Sparar")
        with transaction.atomic():
            if dry_run:
                run.save()
            account = store(run)
            finish_import(run, account)
            if dry_run:
                raise _DryRun
    except _DryRun:
        run.pk = None
    except Asks as question:
        fail_run(run, str(question), state=ImportRun.State.STOPPED)
    except FetchError as error:
        fail_run(run, str(error))
    except ValidationError as error:
        fail_run(run, " ".join(error.messages))
    except Exception:
        # Whatever it was must not leave the run going on for ever.
        _log.exception("Run %s failed", run.pk)
        fail_run(run, _UNEXPECTED)
    finally:
        for one in clients:
            one.close()
    return run


def mark_dead(*, now: datetime, just_begun: bool = False) -> int:
    """Mark runs whose process has died as failed; how many there were.

    Args:
        just_begun: this process carries nothing out yet, so a run in its name is of one before
            it that had the same number, as in a container.
    """
    dead = 0
    for run in ImportRun.objects.filter(state=ImportRun.State.RUNNING):
        mine = just_begun and run.worker == this_process()
        if not (mine or _process_is_gone(run.worker) or run.is_silent(now)):
            continue
        fail_run(
            run,
            "Hämtningen avbröts när programmet startades om. Ingenting av den har sparats. "
            "Starta den igen.",
        )
        dead += 1
    return dead


def mark_forgotten(kind: str, *, now: datetime) -> int:
    """Mark runs of a kind that nobody has begun for an hour as failed; how many there were.

    Called when one more is asked for: a task that was lost must not stand in its way for ever.
    """
    forgotten = ImportRun.objects.filter(
        kind=kind, state=ImportRun.State.WAITING, at__lte=now - FORGOTTEN_AFTER
    )
    runs = list(forgotten)
    for run in runs:
        fail_run(run, "Ingen började med det inom en timme. Ingenting har sparats.")
    return len(runs)


def queue_due(*, now: datetime) -> list[ImportRun]:
    """Begin every fetch whose time has come, and plan when it is next."""
    begun = []
    due = Fetch.objects.filter(next_at__lte=now).exclude(source__address="")
    for fetch in due.select_related("source"):
        try:
            with transaction.atomic():
                fetch.next_at = fetch.following(now)
                fetch.save(update_fields=["next_at"])
                begun.append(queue_run(fetch, by=None))
        except ValidationError:
            # One started by hand goes on: that is as good.
            Fetch.objects.filter(pk=fetch.pk).update(next_at=fetch.following(now))
    return begun


@transaction.atomic
def change_source(
    source: Source, *, address: str, every: Mapping[str, str], now: datetime, by: User
) -> Source:
    """Change where a source is asked, and how often each fetch from it is made.

    Args:
        every: how often, by the key of the fetch.

    Raises:
        ValidationError: when the address is none.
    """
    source.address = address.strip().rstrip("/")
    source.full_clean()
    source.save()
    for fetch in source.fetches.all():
        often = every.get(fetch.key, fetch.every)
        if often != fetch.every:
            fetch.every = often
            fetch.next_at = fetch.following(now)
            fetch.full_clean()
            fetch.save()
    record("source.changed", by=by, target=source, unit_id=None)
    return source


def _new_run(fetch: Fetch, *, state: str, address: str, by: User | None) -> ImportRun:
    run = ImportRun(source=fetch.source.name, kind=fetch.key, address=address, state=state, by=by)
    taken = ImportRun.objects.unfinished().filter(kind=fetch.key)
    try:
        with transaction.atomic():
            if taken.exists():
                raise ValidationError(f"{fetch} pågår redan. Vänta tills den är klar.")
            run.save()
    except IntegrityError:
        # Somebody else came between the question and the answer.
        raise ValidationError(f"{fetch} pågår redan. Vänta tills den är klar.") from None
    return run


def _process_is_gone(worker: str) -> bool:
    """Whether the process that carried a run was here and is no more."""
    host, _, number = worker.rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
