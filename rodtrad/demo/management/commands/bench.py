"""Measure the main pages at three sizes."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.test import override_settings
from django.utils import timezone

from rodtrad.demo.bench.administration import ReportResult, measure_reports
from rodtrad.demo.bench.city import build_city
from rodtrad.demo.bench.database import throwaway_database
from rodtrad.demo.bench.measuring import PageError, Result, main_pages, measure
from rodtrad.demo.bench.sizes import SIZES, Size
from rodtrad.demo.bench.table import growth_table, reports_table, results_table


class Command(BaseCommand):
    """`rodtrad bench`: in a database of its own, which is removed afterwards."""

    help = "Mäter sidornas frågor och svarstider i en kommun, en storstad eller hela landet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The command's options."""
        parser.add_argument(
            "--size",
            action="append",
            choices=list(SIZES),
            help="Storleken att mäta: municipality (kommun), city (storstad) eller nation "
            "(hela landet). Kan upprepas.",
        )
        parser.add_argument(
            "--runs", type=int, default=15, help="Hur många gånger varje sida hämtas (15)."
        )
        parser.add_argument(
            "--json", action="store_true", help="Skriv också en rad JSON per storlek, sist."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, measure and tell, one size at a time."""
        runs: int = options["runs"]
        if runs < 1:
            raise CommandError("Välj minst en körning med --runs.")
        sizes = [SIZES[name] for name in dict.fromkeys(options["size"] or ["municipality"])]
        measured: list[tuple[Size, list[Result]]] = []
        reports: dict[str, list[ReportResult]] = {}
        try:
            for size in sizes:
                pages, reports[size.name] = self._measure(size, runs)
                measured.append((size, pages))
                self._show(size, pages, reports[size.name])
        except PageError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Avbrutet. Databasen för mätningen är borttagen.") from None
        if len(measured) > 1:
            self._show_growth(measured)
        if options["json"]:
            for size, results in measured:
                found = _as_json(size, results, reports[size.name])
                self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _measure(self, size: Size, runs: int) -> tuple[list[Result], list[ReportResult]]:
        self._tell(f"{size.label}: skapar en tillfällig databas …")
        with (
            throwaway_database(),
            override_settings(ROOT_URLCONF="rodtrad.demo.bench.urls", ALLOWED_HOSTS=["testserver"]),
        ):
            today = timezone.localdate()
            city = build_city(size, today=today, tell=self._tell)
            self._tell(f"{size.label}: mäter …")
            pages = measure(main_pages(city), runs=runs)
            return pages, measure_reports(city.administration, today=today)

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
        self.stderr.flush()

    def _show(self, size: Size, results: Sequence[Result], reports: Sequence[ReportResult]) -> None:
        self.stdout.write(f"\n{size.label}, {size.all_units} enheter\n")
        self.stdout.write(results_table(results))
        self.stdout.write("\nFörvaltningens rapporter")
        self.stdout.write(reports_table(reports))

    def _show_growth(self, measured: Sequence[tuple[Size, Sequence[Result]]]) -> None:
        (first, base), *others = measured
        self.stdout.write("\nMedian mot den första storleken\n")
        self.stdout.write(
            growth_table((first.label, base), [(size.label, found) for size, found in others])
        )


def _as_json(
    size: Size, results: Sequence[Result], reports: Sequence[ReportResult]
) -> dict[str, Any]:
    return {
        "size": size.name,
        "units": size.all_units,
        "pages": [asdict(result) for result in results],
        "reports": [asdict(result) for result in reports],
    }
