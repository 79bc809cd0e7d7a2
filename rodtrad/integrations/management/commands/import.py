"""`rodtrad import slutbetyg FILE`: bring in official statistics."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.skolverket.slutbetyg import SlutbetygError

# The whole country is half a megabyte: what is much larger is another file.
_LARGEST = 20 * 1024 * 1024


class Command(BaseCommand):
    """Bring in a file of official statistics, all of it or nothing."""

    help = "Läser in officiell statistik: hela filen eller ingenting."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow on the command line."""
        parser.add_argument(
            "kind",
            choices=["slutbetyg"],
            metavar="SLAG",
            help="slutbetyg: Skolverkets fil ”Grundskola - Slutbetyg årskurs 9”",
        )
        parser.add_argument("file", type=Path, metavar="FIL", help="filen som den hämtades")
        parser.add_argument(
            "--json", action="store_true", help="skriv utfallet som JSON på sista raden"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="visa vad som skulle hända, utan att spara"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file and say what became of it."""
        path: Path = options["file"]
        try:
            if path.stat().st_size > _LARGEST:
                raise CommandError(f"{path} är för stor för att vara filen med slutbetyg.")
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} går inte att läsa: {error.strerror}.") from error
        try:
            done = import_slutbetyg(
                data=data, file_name=path.name, by=None, dry_run=options["dry_run"]
            )
        except SlutbetygError as error:
            raise CommandError(f"{error}\nIngenting har sparats.") from error
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)}\nIngenting har sparats.") from error
        for sentence in done.sentences():
            self.stdout.write(sentence)
        if options["dry_run"]:
            self.stdout.write("Det här var en provkörning: ingenting har sparats.")
        if options["json"]:
            self.stdout.write(json.dumps(done.counts(), ensure_ascii=False))
