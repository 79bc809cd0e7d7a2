"""Remove what is older than the rules say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from rodtrad.inspection.actions import remove_old
from rodtrad.inspection.retention import due_today


class Command(BaseCommand):
    """`rodtrad retention [--preview]`, from a timer or by hand."""

    help = "Tar bort det som är äldre än gallringsreglerna säger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument("--preview", action="store_true", help="Visa bara vad som skulle tas.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say for each kind how many rows are old, and remove them unless it is a preview."""
        today = timezone.localdate()
        for due in due_today(today):
            if not options["preview"] and due.count:
                remove_old(due.kind.key, today=today, by=None)
            verb = "skulle tas bort" if options["preview"] else "togs bort"
            self.stdout.write(
                f"{due.kind.label}: {due.count} äldre än {due.before.isoformat()} {verb}."
            )
