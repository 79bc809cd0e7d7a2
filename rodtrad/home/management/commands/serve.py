"""The production server, with the static files, in one command."""

import os
import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

# Measured: sync workers served more than threads on two cores.
WORKERS = 2
# Seconds before a worker that does not answer is replaced; a report as PDF takes far less.
TIMEOUT = 60
# Seconds that what goes on may take to end when the server is stopped. A fetch that is cut off has
# stored nothing, and is marked as failed at the next start.
ENDING = 5
# Seconds before the background's process is begun anew when it has died.
BEFORE_ANEW = 5
# Addresses to listen at that are everywhere, and so no address that a link can lead to.
_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104  # compared with, not listened at


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, told what to do by us instead of by a command line."""

    def __init__(self, options: dict[str, object]) -> None:
        self.chosen = options
        super().__init__()

    def load_config(self) -> None:
        """Take over our options."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site, loaded in each worker."""
        return get_wsgi_application()


def waiting_migrations() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def own_address(host: str, port: int) -> str:
    """The address that the server answers at, as a link that works on this machine."""
    shown = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def hand_on(address: str) -> None:
    """Let links in letters and calendars lead to the server, when nobody has said where.

    In production the address is the one of what stands before the server, so it must be said.
    """
    if settings.SITE_ORIGIN_IS_SET or settings.PRODUCTION:
        return
    settings.SITE_ORIGIN = address
    settings.CSRF_TRUSTED_ORIGINS = [address]


class Command(BaseCommand):
    """Serves the site until it is stopped."""

    help = "Startar webbservern, med statiska filer."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1", help="Adress att lyssna på.")
        parser.add_argument("--port", type=int, default=8000, help="Port att lyssna på.")
        parser.add_argument("--workers", type=int, default=WORKERS, help="Antal processer.")
        parser.add_argument(
            "--no-work",
            action="store_true",
            help="Utför inget bakgrundsarbete här: kör rodtrad work för sig.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check that the database is migrated, collect static files, and serve.

        Raises:
            CommandError: when the database is not ready.
        """
        missing = waiting_migrations()
        if missing:
            raise CommandError(
                f"Databasen saknar {missing} {'ändring' if missing == 1 else 'ändringar'}. "
                "Ta en säkerhetskopia och kör: rodtrad prepare"
            )
        call_command("createcachetable", verbosity=0)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        address = own_address(options["host"], options["port"])
        hand_on(address)
        self.stdout.write(f"Rödtråd svarar på {address}")
        self.stdout.write("Avsluta med Ctrl+C.")
        self.stdout.flush()
        # The workers are forks: each opens a connection of its own.
        connections.close_all()
        in_database = "DatabaseBackend" in settings.TASKS["default"]["BACKEND"]
        background = Background() if in_database and not options["no_work"] else None
        try:
            self._serve(options)
        finally:
            if background is not None:
                background.stop()

    def _serve(self, options: dict[str, Any]) -> None:
        Server(
            {
                "bind": f"{options['host']}:{options['port']}",
                "workers": options["workers"],
                "worker_class": "sync",
                "timeout": TIMEOUT,
                "graceful_timeout": ENDING,
                "loglevel": "warning",
                "proc_name": "rodtrad",
            }
        ).run()


class Background:
    """The process that carries out what waits; begun anew if it dies, as when memory runs out."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._owner = os.getpid()
        self._process = self._begin()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """Let it finish what it is doing, for a few seconds, and end."""
        if os.getpid() != self._owner:
            # A server process that ends is a fork of the one that began it: it is not its to
            # stop, and waiting for it there would never end.
            return
        self._over.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _begin(self) -> subprocess.Popen[bytes]:
        # It reads the settings anew, and cannot know where we listen.
        known = os.environ | {"RODTRAD_SERVED_AT": settings.SITE_ORIGIN}
        return subprocess.Popen([sys.executable, "-m", "rodtrad", "work"], env=known)

    def _watch(self) -> None:
        while not self._over.is_set():
            self._process.wait()
            # Not at once: what fails from the start would fail as fast as it can.
            if not self._over.wait(BEFORE_ANEW):
                self._process = self._begin()
