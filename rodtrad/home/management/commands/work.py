"""`rodtrad work`: carry out what waits in the background, and what goes by the calendar."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from rodtrad.home.routines import do_due
from rodtrad.integrations.runs.actions import mark_dead, queue_due
from rodtrad.integrations.spreadsheet.actions import remove_expired
from rodtrad.integrations.waiting import remove_old_files

# Seconds between looks for work.
INTERVAL = 2.0
# Seconds to wait when the database cannot be used.
PAUSE = 15.0


class Command(BaseCommand):
    """Work until stopped, or once."""

    help = (
        "Utför det som väntar i bakgrunden, startar planerade hämtningar och gör det som "
        "återkommer: påminnelser, veckobrev, enkäter som ska stängas."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to go on."""
        parser.add_argument(
            "--once", action="store_true", help="gör det som väntar nu och sluta sedan"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark what died, begin what is due, carry out what waits; then wait and look again.

        Raises:
            CommandError: when tasks are not kept in the database.
        """
        if "DatabaseBackend" not in settings.TASKS["default"]["BACKEND"]:
            raise CommandError("Bakgrundsarbetet ligger inte i databasen: ingenting att utföra.")
        stopped = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, _stopper(stopped))
        just_begun = True
        while not stopped.is_set():
            close_old_connections()
            try:
                self._look(just_begun)
                just_begun = False
            except DatabaseError as error:
                # Away for a while, or being changed: an answer of what is wrong, not a stack.
                if options["once"]:
                    raise CommandError(f"Databasen svarar inte som den ska: {error}") from error
                self.stderr.write(f"Databasen svarar inte som den ska, försöker igen: {error}")
                stopped.wait(PAUSE)
            if options["once"]:
                return
            stopped.wait(INTERVAL)

    def _look(self, just_begun: bool) -> None:
        now = timezone.now()
        mark_dead(now=now, just_begun=just_begun)
        queue_due(now=now)
        remove_expired(now=now)
        remove_old_files(now=now)
        do_due(now=now)
        Worker(
            queue_names=["*"],
            interval=INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        ).run()


def _stopper(stopped: threading.Event) -> Any:
    def stop(number: int, frame: FrameType | None) -> None:
        # A second signal ends at once; the run is then marked as failed at the next start.
        if stopped.is_set():
            raise SystemExit(1)
        stopped.set()

    return stop
