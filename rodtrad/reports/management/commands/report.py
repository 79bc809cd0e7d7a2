"""Write a report to a file: the same as its page gives."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from rodtrad.core.files import why_not
from rodtrad.core.frozen import canonical
from rodtrad.core.schoolyear import Period
from rodtrad.core.typesetting import TypesetError
from rodtrad.organisation.models import Unit
from rodtrad.reports.facts.parts import when
from rodtrad.reports.models import Report, ReportKind
from rodtrad.reports.render.docx import to_docx
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import read
from rodtrad.reports.snapshots import SnapshotDamagedError, content_as_json

Content = dict[str, Any]

_RENDERERS: Final[dict[str, Callable[[Content], bytes]]] = {
    "pdf": lambda content: to_pdf(read(content)),
    "docx": lambda content: to_docx(read(content)),
    # The very text that the checksum of an adopted report is of.
    "json": lambda content: canonical(content).encode(),
}


class Command(BaseCommand):
    """`rodtrad report --kind overall --year 2025/26 --format pdf --out rapport.pdf`."""

    help = "Skriver en kvalitetsrapport till en fil: en enhets, eller en av förvaltningens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which report, in which format and where to."""
        parser.add_argument(
            "--kind", default="unit", metavar="SLAG", help="unit, preschool, compulsory, overall …"
        )
        parser.add_argument("--unit", default="", metavar="KOD", help="enhetens kod")
        parser.add_argument("--group", default="", metavar="NAMN", help="gruppen av enheter")
        parser.add_argument(
            "--year", required=True, metavar="TID", help="som 2025/26, HT 2025 eller 2025"
        )
        parser.add_argument("--occasion", default="", metavar="NAMN", help="tillfälle eller tema")
        parser.add_argument("--format", choices=sorted(_RENDERERS), default="pdf", help="filslag")
        parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="vart")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the latest adopted version; else the draft as it is today.

        Raises:
            CommandError: when there is no such unit, year or report, or it cannot be written.
        """
        report = _report(**{name: options[name] for name in _NAMES})
        target: Path = options["out"]
        try:
            content = content_as_json(report, today=timezone.localdate())
            body = _RENDERERS[options["format"]](content)
        except SnapshotDamagedError as error:
            raise CommandError(str(error)) from error
        except TypesetError as error:
            raise CommandError(f"Rapporten gick inte att sätta som PDF: {error}") from error
        try:
            target.write_bytes(body)
        except OSError as error:
            raise CommandError(f"Det går inte att skriva {target}: {why_not(error)}.") from error
        state = report.get_state_display().lower()
        self.stdout.write(f"{report} ({state}, version {report.version}): {target}")


_NAMES: Final = ("kind", "unit", "group", "year", "occasion")


def _report(*, kind: str, unit: str, group: str, year: str, occasion: str) -> Report:
    found = ReportKind.objects.filter(code=kind).first()
    if found is None:
        known = ", ".join(ReportKind.objects.values_list("code", flat=True))
        raise CommandError(f"Det finns inget rapportslag {kind}. De som finns: {known}.")
    try:
        period = Period.parse(year)
    except ValueError as error:
        raise CommandError(str(error)) from error
    if not found.holds(period):
        word = found.get_period_kind_display().lower()
        raise CommandError(f"{found} skrivs per {word}. {period} är inte ett {word}.")
    reports = Report.objects.filter(kind=found, period=period.code)
    if unit:
        if not Unit.objects.filter(code=unit).exists():
            raise CommandError(f"Det finns ingen enhet med koden {unit}.")
        reports = reports.filter(unit__code=unit)
    elif found.per == ReportKind.Per.UNIT:
        raise CommandError(f"Skriv vilken enhets rapport det gäller: --unit KOD ({found}).")
    if group:
        reports = reports.filter(group__name=group)
    if occasion:
        reports = reports.filter(occasion__name=occasion)
    versions = list(
        reports.select_related(
            *("kind", "unit", "group", "occasion", "school_year", "adopted_by", "snapshot")
        ).order_by("-version")
    )
    places = {(one.unit_id, one.group_id, one.occasion_id): one for one in versions}
    if not versions:
        whose = unit or group or "Förvaltningen"
        name = str(Unit.objects.get(code=unit)) if unit else whose
        raise CommandError(
            f"{name} har ingen rapport för {when(period)} av slaget {found}. Öppna den i Rödtråd."
        )
    if len(places) > 1:
        names = ", ".join(f"{one.place} {one.period_label}" for one in places.values())
        raise CommandError(f"Det finns flera: {names}. Välj med --unit, --group eller --occasion.")
    adopted = [one for one in versions if one.state == Report.State.ADOPTED]
    return (adopted or versions)[0]
