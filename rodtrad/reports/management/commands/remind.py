"""Remind those who have a report to hand in; meant to be run once a day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.reports.deadlines import remind


class Command(BaseCommand):
    """`rodtrad remind`: run again the same day it tells nobody anything twice."""

    help = "Påminner dem som har en rapport eller ett avsnitt att lämna in. Körs en gång om dagen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("--date", metavar="DAG", help="som om det vore den dagen: 2026-06-16")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send what is due and say how many notices it was.

        Raises:
            CommandError: when the day is none.
        """
        today = timezone.localdate()
        if options["date"]:
            try:
                today = date.fromisoformat(options["date"])
            except ValueError:
                raise CommandError(
                    f"”{options['date']}” är inte ett datum. Skriv till exempel 2026-06-16."
                ) from None
        self.stdout.write(f"{remind(today)} påminnelser skickade.")
