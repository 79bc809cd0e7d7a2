"""Look an installation over and say what to do."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rodtrad.home.doctor import examine


class Command(BaseCommand):
    """Says of each thing whether it is as it should be, and what to do when it is not."""

    help = "Kontrollerar inställningar, databas, e-post, klocka och disk, och säger vad som behövs."
    # What is wrong may be what the system checks would stop at.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """How to tell it."""
        parser.add_argument("--json", action="store_true", help="Skriv svaret som JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine and tell.

        Raises:
            CommandError: when something is wrong: the command ends with 1.
        """
        findings = examine()
        wrong = sum(not finding.ok for finding in findings)
        if options["json"]:
            told = {"ok": not wrong, "checks": [asdict(finding) for finding in findings]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                self.stdout.write(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.text}")
                if finding.what_to_do:
                    self.stdout.write(f"    {finding.what_to_do}")
        if wrong:
            raise CommandError(f"{wrong} {'sak' if wrong == 1 else 'saker'} att åtgärda.")
