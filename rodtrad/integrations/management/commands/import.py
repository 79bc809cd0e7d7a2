"""`rodtrad import FILE` and `rodtrad import slutbetyg FILE`: bring in values from a file."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from rodtrad.core.files import why_not
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.models import SheetMapping
from rodtrad.integrations.skolverket.slutbetyg import SlutbetygError
from rodtrad.integrations.spreadsheet.workbook import MOST_BYTES, SheetError

_SLUTBETYG = "slutbetyg"


class Command(BaseCommand):
    """Bring in a file of values, all of it or nothing."""

    help = "Läser in mätvärden ur ett kalkylark eller officiell statistik: hela filen eller inget."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow on the command line."""
        parser.add_argument(
            "words",
            nargs="+",
            metavar="FIL",
            help="kalkylarket (XLSX, ODS eller CSV), eller ordet slutbetyg och sedan Skolverkets "
            "fil ”Grundskola - Slutbetyg årskurs 9” som den hämtades",
        )
        parser.add_argument(
            "--mapping",
            metavar="NAMN",
            help="det sparade kolumnvalet; behövs inte för en mall eller när bara ett passar",
        )
        parser.add_argument("--sheet", default="", metavar="BLAD", help="bladet med värdena")
        parser.add_argument(
            "--period", default="", metavar="PERIOD", help="när ingen kolumn säger den: 2025/26"
        )
        parser.add_argument(
            "--json", action="store_true", help="skriv utfallet som JSON på sista raden"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="visa vad som skulle hända, utan att spara"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file and say what became of it.

        Raises:
            CommandError: when the file is not brought in; nothing is then stored.
        """
        words: list[str] = options["words"]
        if len(words) > 2 or (len(words) == 2 and words[0] != _SLUTBETYG):
            raise CommandError("Skriv en fil, eller ordet slutbetyg och en fil.")
        path = Path(words[-1])
        if len(words) == 2:
            self._slutbetyg(path, options)
        else:
            self._spreadsheet(path, options)

    def _slutbetyg(self, path: Path, options: dict[str, Any]) -> None:
        data = _content(path, f"{path} är för stor för att vara filen med slutbetyg.")
        try:
            done = import_slutbetyg(
                data=data, file_name=path.name, by=None, dry_run=options["dry_run"]
            )
        except SlutbetygError as error:
            raise CommandError(f"{error}\nIngenting har sparats.") from error
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)}\nIngenting har sparats.") from error
        self._tell(done.sentences(), done.counts(), options)

    def _spreadsheet(self, path: Path, options: dict[str, Any]) -> None:
        # Here and not above: official statistics need not wait for what reads spreadsheets.
        from rodtrad.integrations.spreadsheet.importing import import_sheet

        data = _content(path, "Filen är för stor. Den får vara högst 20 MB.")
        mapping = None
        try:
            mapping, sheet = self._mapping(data, options)
            done = import_sheet(
                data=data,
                file_name=path.name,
                mapping=mapping,
                sheet=sheet,
                period=options["period"],
                by=None,
                dry_run=options["dry_run"],
            )
            doubts = done.checked.doubts(mapping)
        except SheetError as error:
            raise CommandError(f"{error}\nIngenting har sparats.") from error
        finally:
            if mapping is not None and not mapping.name:
                # A template's own: it is about this file only.
                mapping.delete()
        counts = done.counts() | ({"run": done.run.pk} if done.run else {})
        sentences = done.sentences() + doubts
        if done.run is not None:
            sentences.append(f"Import {done.run.pk}. Ångra den: rodtrad undo-import {done.run.pk}")
        self._tell(sentences, counts, options)
        if not done.checked.is_right:
            raise CommandError(f"{done.checked.faults()}\nIngenting har sparats.")

    def _mapping(self, data: bytes, options: dict[str, Any]) -> tuple[SheetMapping, str]:
        from rodtrad.integrations.spreadsheet.actions import mapping_for

        name = options["mapping"]
        if not name:
            return mapping_for(data, sheet=options["sheet"])
        found: SheetMapping | None = SheetMapping.objects.saved().filter(name=name).first()
        if found is None:
            names = ", ".join(SheetMapping.objects.saved().values_list("name", flat=True))
            raise CommandError(
                f"Det finns inget kolumnval som heter ”{name}”. "
                + (f"Det finns: {names}." if names else "Inget är sparat ännu.")
            )
        return found, options["sheet"]

    def _tell(self, sentences: list[str], counts: dict[str, int], options: dict[str, Any]) -> None:
        for sentence in sentences:
            self.stdout.write(sentence)
        if options["dry_run"]:
            self.stdout.write("Det här var en provkörning: ingenting har sparats.")
        if options["json"]:
            self.stdout.write(json.dumps(counts, ensure_ascii=False))


def _content(path: Path, too_large: str) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CommandError(too_large)
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} går inte att läsa: {why_not(error)}.") from error
