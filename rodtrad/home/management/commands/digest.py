"""Send the weekly letters."""

from argparse import ArgumentParser
from smtplib import SMTPException
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.home.digest import letters, send


class Command(BaseCommand):
    """`rodtrad digest`: once a week from a timer; run again the same day it sends nothing twice."""

    help = "Skickar veckobrevet till dem som något väntar på."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument("--dry-run", action="store_true", help="Visa vilka, skicka inget.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Send each letter by itself, so that one bad address stops nobody else's."""
        today = timezone.localdate()
        waiting = letters(today)
        sent, failed = 0, []
        for letter in waiting:
            if options["dry_run"]:
                self.stdout.write(f"{letter.to.email}: {letter.subject}")
                continue
            try:
                sent += send(letter, today=today)
            except (OSError, SMTPException) as error:
                failed.append(f"{letter.to.email}: {error}")
        if options["dry_run"]:
            self.stdout.write(f"{len(waiting)} brev skulle skickas.")
            return
        self.stdout.write(f"{sent} brev skickade.")
        if failed:
            raise CommandError(
                "De här breven gick inte i väg och skickas nästa gång:\n" + "\n".join(failed)
            )
