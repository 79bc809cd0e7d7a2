"""Write a wheel to a file: the same as its page gives."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from rodtrad.core.files import why_not
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.core.typesetting import TypesetError
from rodtrad.yearwheel.models import Wheel, WheelKind
from rodtrad.yearwheel.queries.scene import adopted_words, scene_of
from rodtrad.yearwheel.render.files import to_file
from rodtrad.yearwheel.views.parts import absolute_item_address

_FORMATS: Final = ("svg", "png", "pdf", "ics", "json")


class Command(BaseCommand):
    """`rodtrad wheel --kind ska --year 2026/27 --format pdf --out hjul.pdf`."""

    help = "Skriver ett årshjul till en fil."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which wheel, in which format and where to."""
        parser.add_argument("--kind", required=True, metavar="SLAG", help="som ska eller rektor")
        parser.add_argument("--unit", metavar="KOD", help="enhetens kod, för enheternas hjul")
        parser.add_argument(
            "--year", required=True, metavar="ÅR", help="läsår som 2026/27, för nämnden 2026"
        )
        parser.add_argument("--format", choices=_FORMATS, default="svg", help="filslag")
        parser.add_argument("--paper", choices=("a3", "a4"), default="a3", help="papper för PDF")
        parser.add_argument("--out", required=True, type=Path, metavar="FIL", help="vart")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the wheel that holds; else the draft as it is.

        Raises:
            CommandError: when there is no such wheel, or it cannot be written.
        """
        wheel = _wheel(options["kind"], options["unit"], options["year"])
        target: Path = options["out"]
        kind = options["paper"] if options["format"] == "pdf" else options["format"]
        try:
            file = to_file(scene_of(wheel), kind, absolute_item_address)
        except TypesetError as error:
            raise CommandError(f"Hjulet gick inte att sätta: {error}") from error
        try:
            target.write_bytes(file.body)
        except OSError as error:
            raise CommandError(f"Det går inte att skriva {target}: {why_not(error)}.") from error
        self.stdout.write(f"{wheel} ({adopted_words(wheel)}): {target}")


def _wheel(code: str, unit: str | None, year_text: str) -> Wheel:
    kind = WheelKind.objects.filter(code=code).first()
    if kind is None:
        known = ", ".join(WheelKind.objects.values_list("code", flat=True))
        raise CommandError(f"Det finns inget hjulslag {code}. Välj bland {known}.")
    year = _year(kind, year_text)
    wheels = Wheel.objects.filter(kind=kind, year=year).select_related("kind", "unit")
    if unit:
        wheels = wheels.filter(unit__code=unit)
    found = list(wheels.exclude(state=Wheel.State.REPLACED).order_by("state", "-version"))
    if not found:
        where = f" för enheten {unit}" if unit else ""
        raise CommandError(f"{kind} finns inte för {year_text}{where}. Gör det i Rödtråd.")
    if len({one.unit_id for one in found}) > 1:
        raise CommandError(f"Flera enheter har {kind}. Säg vilken med --unit KOD.")
    # "adopted" comes before "draft".
    return found[0]


def _year(kind: WheelKind, text: str) -> int:
    if kind.calendar == WheelKind.Calendar.CALENDAR_YEAR:
        if not (text.isascii() and text.isdecimal() and len(text) == 4):
            raise CommandError(f"”{text}” är inte ett kalenderår. Skriv till exempel 2026.")
        return int(text)
    try:
        return SchoolYear.parse(text).start
    except ValueError as error:
        raise CommandError(str(error)) from error
