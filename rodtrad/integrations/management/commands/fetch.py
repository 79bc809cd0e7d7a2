"""`rodtrad fetch kolada|skolverket|ss12000`: bring in figures and facts from a service outside."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import Fetch
from rodtrad.integrations.runs.actions import run_now


class Command(BaseCommand):
    """Fetch from a source, all of it or nothing."""

    help = "Hämtar från en källa utanför: hela hämtningen eller ingenting."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow on the command line."""
        parser.add_argument(
            "source",
            choices=["kolada", "skolverket", "ss12000"],
            metavar="KÄLLA",
            help="kolada, skolverket eller ss12000",
        )
        parser.add_argument(
            "--base-url",
            default="",
            metavar="ADRESS",
            help="fråga en annan adress än den som är inställd, till exempel en testserver",
        )
        parser.add_argument(
            "--only",
            default="",
            metavar="DEL",
            help="bara en del, till exempel values, register eller statistics",
        )
        parser.add_argument(
            "--kpi",
            default="",
            metavar="ID,ID",
            help="Kolada: välj också dessa nyckeltal, så att de får indikatorer",
        )
        parser.add_argument(
            "--full",
            action="store_true",
            help="SS12000: hämta allt, inte bara det som har ändrats sedan sist",
        )
        parser.add_argument(
            "--allow-removals",
            action="store_true",
            help="SS12000: låt många uppdrag och konton avslutas på en gång",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="visa vad som skulle hända, utan att spara"
        )
        parser.add_argument(
            "--json", action="store_true", help="skriv utfallet som JSON på sista raden"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out the source's fetches in order, and say what became of them.

        Raises:
            CommandError: when one failed; those before it stand.
        """
        fetches = Fetch.objects.filter(source=options["source"]).select_related("source")
        if options["only"]:
            fetches = fetches.filter(key=f"{options['source']}-{options['only']}")
        if not fetches:
            raise CommandError(f"Det finns ingen hämtning som heter {options['only']}.")
        told: dict[str, Any] = {"source": options["source"], "ok": True, "runs": []}
        wrong = ""
        for fetch in fetches:
            try:
                run = run_now(
                    fetch,
                    by=None,
                    base_url=options["base_url"],
                    dry_run=options["dry_run"],
                    options=_chosen(options),
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            told["runs"].append(_as_data(run))
            for line in (*run.account_lines, *run.note_lines):
                self.stdout.write(line)
            if run.state != ImportRun.State.DONE:
                wrong = run.error
                break
        if options["dry_run"] and not wrong:
            self.stdout.write("Det här var en provkörning: ingenting har sparats.")
        told["ok"] = not wrong
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        if wrong:
            raise CommandError(f"{wrong}\nIngenting har sparats av den hämtningen.")


def _chosen(options: dict[str, Any]) -> dict[str, str]:
    return {
        "kpi": options["kpi"],
        "full": "1" if options["full"] else "",
        "allow_removals": "1" if options["allow_removals"] else "",
    }


def _as_data(run: ImportRun) -> dict[str, Any]:
    return {
        "run": run.pk,
        "kind": run.kind,
        "state": str(run.state),
        "error": run.error,
        "account": run.account_lines,
        "notes": run.note_lines,
        **run.summary,
    }
