"""Write the package for an inspector."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.core.files import why_not
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.core.typesetting import TypesetError
from rodtrad.inspection.judging import working_units
from rodtrad.inspection.package import build_package
from rodtrad.organisation.models import Unit
from rodtrad.reports.snapshots import SnapshotDamagedError


class Command(BaseCommand):
    """`rodtrad evidence --year 2025/26 [--unit CODE] --out FILE.zip`."""

    help = "Skriver underlaget för granskning till en fil: hela kommunens, eller en enhets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which year and which unit."""
        parser.add_argument("--year", required=True, help="Läsåret, som 2025/26.")
        parser.add_argument(
            "--unit",
            default="",
            help="Skolans, förskolans eller förvaltningens kod; annars hela kommunen.",
        )
        parser.add_argument("--out", type=Path, required=True, help="Filen att skriva.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the package and write it."""
        try:
            year = SchoolYear.parse(options["year"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        code = options["unit"]
        units = Unit.objects.filter(code=code) if code else Unit.objects.filter(depth=1)
        root = units.first()
        if root is None:
            raise CommandError(
                f"Det finns ingen enhet med koden {code}. Koderna står under Administration, "
                "Enheter."
                if code
                else "Det finns ingen kommun ännu. Lägg in organisationen först."
            )
        today = timezone.localdate()
        if year.starts > today:
            raise CommandError(f"Läsåret {year} har inte börjat än.")
        if not working_units(root, year):
            raise CommandError(f"{root.name} hade ingen skola eller förskola läsåret {year}.")
        try:
            content = build_package(root, year, today=today)
            options["out"].write_bytes(content)
        except (TypesetError, SnapshotDamagedError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"Filen {options['out']} kan inte skrivas: {why_not(error)}."
            ) from error
        self.stdout.write(f"{root.name} {year}: {len(content) // 1024} kB i {options['out']}.")
