"""`rodtrad undo-import RUN`: take back what an import or a fetch did."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.runs.undo import undo_run


class Command(BaseCommand):
    """Undo a run, so that everything is as before it."""

    help = "Ångrar en import eller hämtning: allt blir som det var före den."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which run."""
        parser.add_argument("run", type=int, metavar="NUMMER", help="importens nummer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Undo it and say what became of it.

        Raises:
            CommandError: when there is no such run, or it cannot be undone.
        """
        run = ImportRun.objects.filter(pk=options["run"]).first()
        if run is None:
            raise CommandError(f"Det finns ingen import med nummer {options['run']}.")
        try:
            undone = undo_run(run, at=timezone.now(), by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(undone.account_lines[-1])
