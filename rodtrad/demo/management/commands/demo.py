"""Build the demo municipality and show it."""

import shutil
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from rodtrad.demo.build import build
from rodtrad.organisation.models import Assignment, Unit

ADDRESS = "127.0.0.1", 8000


class Command(BaseCommand):
    """`rodtrad demo`: what was written is kept; `--reset` starts over."""

    help = "Bygger demokommunen och visar den i webbläsaren."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("--no-serve", action="store_true", help="Bygg bara, starta inte.")
        parser.add_argument("--reset", action="store_true", help="Kasta allt och börja om.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build what is missing, then serve."""
        if not settings.DEMO_MODE:
            raise CommandError("Demon byggs bara i demoläge. Sätt RODTRAD_ENV=demo.")
        if options["reset"]:
            self._reset()
        call_command("prepare", verbosity=0)
        if Unit.objects.exists():
            self.stdout.write("Demokommunen finns redan och det som är skrivet är kvar.")
        else:
            self.stdout.write("Bygger demokommunen …")
            build(today=timezone.localdate())
        self._tell()
        if not options["no_serve"]:
            host, port = ADDRESS
            call_command("serve", host=host, port=port)

    def _reset(self) -> None:
        """Drop every table, whichever the database, and the folder of files.

        Emptying the tables instead would lose what migrations have put in them.
        """
        cascade = " CASCADE" if connection.vendor == "postgresql" else ""
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)}{cascade}")
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)

    def _tell(self) -> None:
        host, port = ADDRESS
        self.stdout.write(f"\nÖppna http://{host}:{port}/demo/ och välj vem du vill vara:\n")
        today = timezone.localdate()
        shown = set()
        for row in (
            Assignment.objects.running_on(today)
            .select_related("user", "role", "unit")
            .order_by("role__position", "unit__path")
        ):
            if row.user_id not in shown:
                shown.add(row.user_id)
                self.stdout.write(f"  {row.role.name:22} {row.user.name:18} {row.unit.name}")
        self.stdout.write(
            "\nAlla personer, mål och texter är påhittade, liksom alla enheter utom "
            "Västerportskolan och Norreportskolan.\n"
        )
