"""Surveys from the command line: take the results along, and close those whose time is out."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.core.export import table_file
from rodtrad.core.files import why_not
from rodtrad.surveys.actions import close_survey
from rodtrad.surveys.models import Survey
from rodtrad.surveys.results import read_results
from rodtrad.surveys.views.results import COLUMNS, export_rows


class Command(BaseCommand):
    """`rodtrad survey export` writes a file; `rodtrad survey close-due` is for a timer."""

    help = "Exporterar en enkäts resultat, eller stänger enkäter vars sista dag har varit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and with which survey."""
        what = parser.add_subparsers(dest="what", required=True)
        export = what.add_parser("export", help="Skriv resultatet till en fil.")
        export.add_argument(
            "--survey", type=int, required=True, help="Enkätens nummer: talet i dess adress."
        )
        export.add_argument(
            "--format", choices=("xlsx", "csv"), default="xlsx", help="Excel om inget sägs."
        )
        export.add_argument("--out", type=Path, required=True, help="Filen att skriva.")
        what.add_parser("close-due", help="Stäng enkäter vars sista dag har varit.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked."""
        if options["what"] == "export":
            self._export(options["survey"], options["format"], options["out"])
        else:
            self._close_due()

    def _export(self, number: int, wanted: str, out: Path) -> None:
        survey = Survey.objects.filter(pk=number).select_related("previous").first()
        if survey is None:
            raise CommandError(
                f"Det finns ingen enkät med nummer {number}. Numret är talet i enkätens adress."
            )
        today = timezone.localdate()
        try:
            results = read_results(survey, today=today)
        except ValueError as error:
            raise CommandError(f"{survey.title}: {error}") from error
        before = survey.previous
        has_earlier = before is not None and before.has_ended(today)
        earlier = read_results(before, today=today) if before and has_earlier else None
        rows = export_rows(results, earlier, list(results.units))
        try:
            out.write_bytes(table_file(wanted, survey.title, COLUMNS, rows))
        except OSError as error:
            raise CommandError(f"Filen {out} kan inte skrivas: {why_not(error)}.") from error
        self.stdout.write(f"{len(rows)} rader skrivna till {out}.")

    def _close_due(self) -> None:
        today = timezone.localdate()
        due = Survey.objects.filter(
            published_on__isnull=False, closed_on__isnull=True, closes__lt=today
        )
        closed = [close_survey(survey, on=today, by=None).title for survey in due]
        self.stdout.write(f"{len(closed)} enkäter stängda." if closed else "Inget att stänga.")
