"""Write a unit's report to a file: the same as its page gives."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.core.frozen import canonical
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import PdfError, to_pdf
from rodtrad.reports.render.schema import read
from rodtrad.reports.snapshots import (
    SnapshotDamagedError,
    content_as_json,
)

Content = dict[str, Any]

_RENDERERS: Final[dict[str, Callable[[Content], bytes]]] = {
    "pdf": lambda content: to_pdf(read(content)),
    "docx": lambda content: to_docx(read(content)),
    # The very text that the checksum of an adopted report is of.
    "json": lambda content: canonical(content).encode(),
}


class Command(BaseCommand):
    """`rodtrad report --unit 54436997 --year 2025/26 --format pdf --out rapport.pdf`."""

    help = "Skriver en enhets kvalitetsrapport till en fil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which report, in which format and where to."""
        parser.add_argument("--unit", required=True, metavar="KOD", help="enhetens kod")
        parser.add_argument("--year", required=True, metavar="LÄSÅR", help="som 2025/26")
        parser.add_argument("--format", choices=sorted(_RENDERERS), default="pdf", help="filslag")
        parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="vart")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the latest adopted version; else the draft as it is today.

        Raises:
            CommandError: when there is no such unit, year or report, or it cannot be written.
        """
        report = _report(options["unit"], options["year"])
        target: Path = options["out"]
        try:
            content = content_as_json(report, today=timezone.localdate())
            body = _RENDERERS[options["format"]](content)
        except SnapshotDamagedError as error:
            raise CommandError(str(error)) from error
        except PdfError as error:
            raise CommandError(f"Rapporten gick inte att sätta som PDF: {error}") from error
        try:
            target.write_bytes(body)
        except OSError as error:
            raise CommandError(f"Det går inte att skriva {target}: {error.strerror}.") from error
        state = report.get_state_display().lower()
        self.stdout.write(f"{report} ({state}, version {report.version}): {target}")


def _report(code: str, year_text: str) -> Report:
    try:
        year = SchoolYear.parse(year_text)
    except ValueError as error:
        raise CommandError(str(error)) from error
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise CommandError(f"Det finns ingen enhet med koden {code}.")
    versions = (
        Report.objects.filter(unit=unit, school_year_id=year.start)
        .select_related("kind", "unit", "school_year", "adopted_by", "snapshot")
        .order_by("-version")
    )
    report: Report | None = versions.filter(state=Report.State.ADOPTED).first() or versions.first()
    if report is None:
        raise CommandError(f"{unit} har ingen rapport för läsåret {year}. Öppna den i Rödtråd.")
    return report
