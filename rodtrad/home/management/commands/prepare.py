"""Make the database ready: every migration, and the table that throttling counts in."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Makes the database and the folders ready to serve from; run again it changes nothing."""

    help = "Gör databasen och mapparna klara. Kan köras hur många gånger som helst."

    def add_arguments(self, parser: CommandParser) -> None:
        """Say whether to collect the static files too."""
        parser.add_argument(
            "--static", action="store_true", help="Samla även de statiska filerna (produktion)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, make the cache's table, and collect what browsers fetch."""
        quiet = {"verbosity": 0}
        call_command("migrate", interactive=False, **quiet)
        call_command("createcachetable", **quiet)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        if options["static"]:
            call_command("collectstatic", interactive=False, **quiet)
        if options["verbosity"] > 0:
            self.stdout.write("Databasen är klar.")
