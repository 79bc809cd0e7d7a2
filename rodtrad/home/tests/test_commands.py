"""prepare, doctor and serve: what an installation is run with."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, connections
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.home import doctor
from rodtrad.home.management.commands import serve
from rodtrad.indicators.models import ImportRun
from rodtrad.organisation.access import Permission, may
from rodtrad.organisation.models import Unit


def by_name() -> dict[str, doctor.Finding]:
    """What the doctor found, by name."""
    return {finding.name: finding for finding in doctor.examine()}


@pytest.mark.django_db
def test_prepare_can_be_run_again(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("prepare", verbosity=0)
    call_command("prepare", verbosity=0)
    assert settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


@pytest.mark.django_db
def test_the_doctor_is_content_with_a_prepared_installation(settings: Any) -> None:
    call_command("prepare", verbosity=0)
    settings.SECRET_KEY = "x" * 50
    out = StringIO()
    call_command("doctor", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert told["ok"]
    assert {check["name"] for check in told["checks"]} >= {"Databas", "E-post", "Klocka"}


@pytest.mark.django_db
def test_the_doctor_says_what_to_do_and_ends_with_an_error(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECRET_KEY = "kort"
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=out)
    assert "✗ Tillåtna namn: *" in out.getvalue()
    assert "Sätt ALLOWED_HOSTS" in out.getvalue()
    assert "✗ Hemlig nyckel: för kort" in out.getvalue()


@pytest.mark.django_db
def test_production_needs_mail_and_an_address(settings: Any) -> None:
    settings.PRODUCTION = True
    settings.SITE_ORIGIN = ""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    found = by_name()
    assert not found["E-post"].ok
    assert not found["Adress"].ok


@pytest.mark.django_db
def test_a_mail_server_that_does_not_answer_is_told(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    finding = by_name()["E-post"]
    assert not finding.ok
    assert "EMAIL_URL" in finding.what_to_do


@pytest.mark.django_db
def test_a_data_folder_that_is_not_there_is_told(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "borta"
    assert not by_name()["Datamapp"].ok


@pytest.mark.django_db
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LEAST_DISK", 1e9)
    assert not by_name()["Ledigt utrymme"].ok


@pytest.mark.django_db
def test_nothing_is_served_from_a_database_that_lacks_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serve, "waiting_migrations", lambda: 2)
    with pytest.raises(CommandError, match="Databasen saknar 2 ändringar"):
        call_command("serve")


@pytest.mark.django_db
def test_the_server_listens_where_it_is_told(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SITE_ORIGIN, settings.CSRF_TRUSTED_ORIGINS = "http://127.0.0.1:8000", []
    settings.SITE_ORIGIN_IS_SET = False
    started: list[dict[str, object]] = []
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(serve.Server, "run", lambda self: started.append(self.chosen))
    call_command("serve", "--port", "8123", stdout=StringIO())
    assert started[0]["bind"] == "127.0.0.1:8123"
    assert started[0]["workers"] == 2
    # Links in letters and calendars lead to where it answers.
    assert settings.SITE_ORIGIN == "http://127.0.0.1:8123"
    assert settings.CSRF_TRUSTED_ORIGINS == ["http://127.0.0.1:8123"]


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8604"),
        ("0.0.0.0", "http://127.0.0.1:8604"),  # noqa: S104  # what somebody may ask for
        ("::1", "http://[::1]:8604"),
        ("skolan.local", "http://skolan.local:8604"),
    ],
)
def test_the_servers_own_address_can_be_followed(host: str, address: str) -> None:
    assert serve.own_address(host, 8604) == address


@pytest.mark.parametrize(("is_set", "production"), [(True, False), (False, True)])
def test_an_address_that_is_said_and_one_behind_a_proxy_are_left_alone(
    settings: Any, is_set: bool, production: bool
) -> None:
    settings.SITE_ORIGIN = "https://rodtrad.exempel.se"
    settings.SITE_ORIGIN_IS_SET, settings.PRODUCTION = is_set, production
    serve.hand_on("http://127.0.0.1:8604")
    assert settings.SITE_ORIGIN == "https://rodtrad.exempel.se"


def waiting_process(*, deaf: bool = False) -> subprocess.Popen[bytes]:
    """A process that goes on until it is told to end, or that does not listen to that."""
    first = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " if deaf else ""
    code = f"{first}print(1, flush=True); import threading; threading.Event().wait()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    # It says when it listens.
    process.stdout.readline()
    return process


def test_a_server_process_that_ends_leaves_the_background_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It once waited there for a lock of the process that it was forked from, for half a minute."""
    process = waiting_process()
    monkeypatch.setattr(serve.Background, "_begin", lambda self: process)
    background = serve.Background()
    fork = os.fork()
    if fork == 0:
        background.stop()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1]) == 0
    assert process.poll() is None
    background.stop()
    assert process.poll() is not None


def test_work_that_does_not_end_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    process = waiting_process(deaf=True)
    monkeypatch.setattr(serve, "ENDING", 0.1)
    monkeypatch.setattr(serve.Background, "_begin", lambda self: process)
    serve.Background().stop()
    assert process.poll() is not None


@pytest.mark.django_db
def test_an_empty_installation_gets_its_first_administrator_once() -> None:
    who = ["--municipality", "Ystads kommun", "--code", "1286"]
    who += ["--name", "Ali Rahimi", "--email", "ali@exempel.se"]
    call_command("begin", *who, stdout=StringIO())
    ali = User.objects.get(email="ali@exempel.se")
    assert may(ali, Permission.ADMINISTER, Unit.objects.get(code="1286"))
    with pytest.raises(CommandError, match="Det finns redan enheter"):
        call_command("begin", *who, stdout=StringIO())


@pytest.mark.django_db
def test_a_fetch_that_nobody_carries_out_is_told() -> None:
    run = ImportRun.objects.create(source="Kolada", kind="kolada-values", state="waiting")
    assert by_name()["Bakgrundsarbete"].ok
    ImportRun.objects.filter(pk=run.pk).update(at=timezone.now() - timedelta(hours=1))
    assert "rodtrad work" in by_name()["Bakgrundsarbete"].what_to_do
