"""Runs: begun by hand, on schedule or in the background, alone of their kind, never for ever."""

import os
import socket
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.kolada.tests.answers import prepare
from rodtrad.integrations.models import Fetch, Kpi, Source
from rodtrad.integrations.runs import actions, registry
from rodtrad.integrations.runs.account import Account, Job, Store
from rodtrad.integrations.runs.tasks import carry_through
from rodtrad.integrations.tests.service import Service
from tests.world import World, build

NOW = timezone.now()


def kolada(key: str = "kolada-definitions") -> Fetch:
    return Fetch.objects.select_related("source").get(pk=key)


def at(service: Service) -> None:
    Source.objects.filter(pk="kolada").update(address=service.url)


def test_a_fetch_waits_is_carried_through_and_tells_what_it_did(
    world: World, service: Service
) -> None:
    prepare(service)
    at(service)
    run = actions.queue_run(kolada(), by=world.administrator)
    assert (run.state, run.by, run.address) == ("waiting", world.administrator, service.url)
    assert carry_through.call(run.pk, {}) == "done"
    run.refresh_from_db()
    assert run.account_lines[0] == "3 nyckeltal: 3 nya, 0 ändrade, 0 borttagna."
    assert run.started_at is not None
    assert run.finished_at is not None
    assert run.worker == f"{socket.gethostname()}:{os.getpid()}"
    assert (run.steps_done, run.steps) == (5, 5)
    assert carry_through.call(run.pk, {}) == "gone"


def test_one_fetch_of_each_kind_goes_on_at_a_time(world: World, service: Service) -> None:
    at(service)
    actions.queue_run(kolada(), by=None)
    with pytest.raises(ValidationError, match="pågår redan"):
        actions.queue_run(kolada(), by=None)
    actions.queue_run(kolada("kolada-values"), by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.create(source="Kolada", kind="kolada-values", state="running")


def test_a_source_without_address_is_not_asked(world: World) -> None:
    with pytest.raises(ValidationError, match="Skriv först adressen"):
        actions.queue_run(kolada("ss12000-sync"), by=None)


def test_a_run_whose_process_has_died_is_marked_as_failed(world: World) -> None:
    here, now = socket.gethostname(), timezone.now()
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitpid(process, 0)
    states = {}
    for kind, worker, heard in (
        ("dead", f"{here}:{process}", now),
        ("alive", f"{here}:{os.getpid()}", now),
        ("elsewhere", "annan:1", now),
        ("silent", "annan:2", now - timedelta(hours=1)),
    ):
        run = ImportRun.objects.create(
            source="Kolada", kind=kind, state="running", worker=worker, beat_at=heard
        )
        states[kind] = run
    assert actions.mark_dead(now=now) == 2
    for run in states.values():
        run.refresh_from_db()
    assert {kind: run.state for kind, run in states.items()} == {
        "dead": "failed",
        "alive": "running",
        "elsewhere": "running",
        "silent": "failed",
    }
    assert "startades om" in states["dead"].error


def test_an_unexpected_fault_is_a_failed_run_and_nothing_is_stored(
    world: World, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(job: Job) -> Store:
        def store(run: ImportRun) -> Account:
            Kpi.objects.create(code="N1", title="Halvvägs")
            raise RuntimeError("hemligt innehåll")

        return store

    monkeypatch.setattr(actions, "fetcher_of", lambda key: broken)
    run = actions.run_now(kolada(), by=None, base_url=service.url)
    assert run.state == "failed"
    assert "oväntat fel" in run.error
    assert "hemligt" not in run.error
    assert not Kpi.objects.exists()


def test_what_is_due_is_begun_and_planned_anew(world: World, service: Service) -> None:
    prepare(service)
    at(service)
    source = Source.objects.get(pk="kolada")
    actions.change_source(
        source,
        address=service.url,
        every={"kolada-definitions": "week"},
        now=NOW - timedelta(days=8),
        by=world.administrator,
    )
    assert kolada().next_at == NOW - timedelta(days=1)
    out = StringIO()
    call_command("fetch-due", stdout=out)
    assert "klar" in out.getvalue()
    assert ImportRun.objects.get().state == "done"
    planned = kolada().next_at
    assert planned is not None
    assert planned > timezone.now() + timedelta(days=6)
    out = StringIO()
    call_command("fetch-due", stdout=out)
    assert "Ingen hämtning är planerad" in out.getvalue()


def test_a_scheduled_fetch_that_fails_ends_the_command_with_an_error(
    world: World, service: Service
) -> None:
    at(service)
    Fetch.objects.filter(pk="kolada-definitions").update(every="day", next_at=NOW)
    with pytest.raises(CommandError, match=r"\(404\)"):
        call_command("fetch-due", stdout=StringIO())
    assert ImportRun.objects.get().state == "failed"


def test_an_address_is_checked(world: World) -> None:
    source = Source.objects.get(pk="kolada")
    for address in ("kolada.se", "ftp://kolada.se", "https://anna:hemlig@kolada.se"):
        with pytest.raises(ValidationError):
            actions.change_source(
                source, address=address, every={}, now=NOW, by=world.administrator
            )
    changed = actions.change_source(
        source, address="http://proxy:8080/kolada/", every={}, now=NOW, by=world.administrator
    )
    assert changed.address == "http://proxy:8080/kolada"


def test_every_fetch_has_its_code(world: World) -> None:
    for fetch in Fetch.objects.all():
        assert callable(registry.fetcher_of(fetch.key))


def test_the_key_comes_from_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODTRAD_SS12000_TOKEN", "hemlig")
    assert registry.token_of("ss12000") == "hemlig"
    assert registry.token_of("kolada") == ""


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_worker_carries_out_what_waits_in_the_database(settings: Any, service: Service) -> None:
    world = build()
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    prepare(service)
    at(service)
    run = actions.queue_run(kolada(), by=world.administrator)
    call_command("work", "--once", stdout=StringIO())
    run.refresh_from_db()
    assert run.state == "done"
    assert Kpi.objects.count() == 3
