"""Bringing a spreadsheet's values in: all of it or nothing, through the way of every source."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_number
from rodtrad.indicators.bulk import School, record_import
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import SheetFile, SheetMapping
from rodtrad.integrations.runs.account import Account
from rodtrad.integrations.runs.finish import finish_import, note_failed_file
from rodtrad.integrations.spreadsheet.check import check_sheet
from rodtrad.integrations.spreadsheet.lines import (
    ALTERED,
    EMPTY,
    FATES,
    NEW,
    SKIPPED,
    UNCHANGED,
    WRONG,
    Checked,
)
from rodtrad.integrations.spreadsheet.workbook import SheetError, read

KIND = "spreadsheet"


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What became of a spreadsheet: every row's fate, and the run when there was one."""

    checked: Checked
    run: ImportRun | None = None

    def counts(self) -> dict[str, int]:
        """How many rows met each fate."""
        return rows_by_fate(self.checked)

    def sentences(self) -> list[str]:
        """The same in Swedish, for people."""
        return sentences(self.checked, done=self.run is not None)


def rows_by_fate(checked: Checked) -> dict[str, int]:
    """How many rows there are, and how many of each fate, for programs."""
    counts = checked.counts
    return (
        {"rows": checked.rows}
        | {fate: counts[fate] for fate in FATES}
        | {"changed": counts[NEW] + counts[ALTERED]}
    )


def sentences(checked: Checked, *, done: bool) -> list[str]:
    """What a file did, or would do."""
    counts = checked.counts
    indicators = {one.indicator.pk: one.indicator.name for one in checked.readings}
    named = " och ".join(f"”{name}”" for name in list(indicators.values())[:2])
    about = named if len(indicators) <= 2 else f"{len(indicators)} indikatorer"
    lines = [
        f"{_many(checked.rows, 'rad', 'rader')} lästa"
        + (f": {about} för {_whom(checked)}." if checked.readings else ".")
    ]
    changed = counts[NEW] + counts[ALTERED]
    if changed:
        add, alter = ("lade till", "ändrade") if done else ("lägga till", "ändra")
        parts = [
            f"{verb} {_many(counts[fate], 'värde', 'värden')}"
            for verb, fate in ((add, NEW), (alter, ALTERED))
            if counts[fate]
        ]
        said = ("" if done else "Skulle ") + " och ".join(parts)
        stood = f"; {counts[UNCHANGED]} stod redan så" if counts[UNCHANGED] else ""
        lines.append(f"{said[0].upper()}{said[1:]}{stood}.")
    elif counts[UNCHANGED]:
        lines.append("Ingenting ändras: alla värden finns redan.")
    elif not counts[WRONG]:
        lines.append("Filen har inga värden att läsa in.")
    if counts[EMPTY]:
        # A row may have several values, of which some are there.
        cells = ("cell", "celler") if len(checked.lines) > checked.rows else ("rad", "rader")
        lines.append(f"{_many(counts[EMPTY], *cells)} utan värde lästes inte in.")
    if counts[SKIPPED]:
        lines.append(
            f"{_many(counts[SKIPPED], 'rad', 'rader')} gällde andra än våra enheter och "
            "hoppades över."
        )
    if counts[WRONG]:
        kinds = ("cell är fel", "celler är fel")
        if not checked.has_columns:
            kinds = ("rad är fel", "rader är fel")
        lines.append(
            f"{_many(counts[WRONG], *kinds)}: filen kan inte läsas in förrän "
            + ("den är rättad." if counts[WRONG] == 1 else "de är rättade.")
        )
    return lines


def _whom(checked: Checked) -> str:
    """How many of our units, and how many that they are compared with."""
    others = sum(one.compared is not None for one in checked.units.values())
    own = _many(len(checked.units) - others, "enhet", "enheter")
    if not others:
        return own
    return f"{own} och {_many(others, 'jämförelse', 'jämförelser')}"


def import_sheet(
    *,
    data: bytes,
    file_name: str,
    mapping: SheetMapping,
    sheet: str = "",
    period: str = "",
    by: User | None,
    dry_run: bool = False,
) -> SheetOutcome:
    """Bring in a spreadsheet's values as a mapping says, or nothing when a row is wrong.

    Our values are found again by indicator, unit, period and gender: the same file once more
    changes nothing. What cannot be brought in is kept as a run that failed, with the reason.

    Args:
        sheet: which sheet, when the workbook has several.
        period: what the whole file is about, when no column says it.
        dry_run: say what would happen, and leave everything as it is. Wrong rows are then told.

    Raises:
        SheetError: when the file or one of its rows is wrong; nothing is then stored.
    """
    with _noting_failure(data, file_name, mapping.source, by, skip=dry_run):
        checked = check_sheet(read(data, sheet), mapping=mapping, period=period, by=by)
        if dry_run:
            return SheetOutcome(checked)
        return SheetOutcome(checked, _store(checked, data, file_name, mapping, by))


@contextmanager
def _noting_failure(
    data: bytes, file_name: str, source: str, by: User | None, *, skip: bool = False
) -> Iterator[None]:
    """Keep the reason as a failed run, outside the transaction that is taken back."""
    try:
        try:
            yield
        except ValidationError as error:
            raise SheetError(" ".join(error.messages)) from error
        except IntegrityError as error:
            raise SheetError(
                "Någon annan läste in samma värden just nu. Prova filen en gång till."
            ) from error
    except SheetError as error:
        if not skip:
            note_failed_file(
                str(error), source=source, kind=KIND, data=data, file_name=file_name, by=by
            )
        raise


@transaction.atomic
def _store(
    checked: Checked, data: bytes, file_name: str, mapping: SheetMapping, by: User | None
) -> ImportRun:
    refuse_wrong(checked)
    run = ImportRun.objects.create(
        source=mapping.source,
        kind=KIND,
        file_name=file_name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        started_at=timezone.now(),
        by=by,
    )
    return store_in(run, checked, mapping)


def refuse_wrong(checked: Checked) -> None:
    """Stop a file of which not everything can be brought in, or that has nothing.

    Raises:
        SheetError: saying which rows are wrong and why.
    """
    if not checked.is_right:
        raise SheetError(checked.faults())
    if not checked.readings:
        raise SheetError("Filen har inga värden att läsa in. Fyll i kolumnen med värden.")


def store_in(run: ImportRun, checked: Checked, mapping: SheetMapping) -> ImportRun:
    """Bring in every value of a sheet that is right, and write on the run what it did.

    To be called in a transaction.
    """
    readings = checked.readings
    told, counts = sentences(checked, done=True), rows_by_fate(checked)
    outcome = record_import(
        readings=readings,
        schools=[
            one.compared or School(code=one.code, name=one.name) for one in checked.units.values()
        ],
        run=run,
        by=run.by,
    )
    account = Account(lines=told, counts=counts, outcome=outcome)
    if mapping.name:
        account.note(f"Kolumnval: {mapping.name}.")
        SheetMapping.objects.filter(pk=mapping.pk).update(used_at=run.started_at)
    return finish_import(run, account)


def bring_in(file: SheetFile, *, by: User, now: datetime, tried: str = "") -> ImportRun:
    """Bring in an uploaded file, once: a second time gives the same run.

    Args:
        tried: the fingerprint of what the person saw would happen; empty when nobody looked.

    Raises:
        SheetError: when it cannot be brought in, or would no longer do what was seen; nothing is
            then stored.
    """
    if file.brought_in_by is not None:
        return file.brought_in_by
    if file.mapping is None:
        raise SheetError("Välj först vad kolumnerna betyder.")
    data = content_of(file, now=now)
    with (
        _noting_failure(data, file.file_name, file.mapping.source, by),
        transaction.atomic(),
    ):
        # Whoever clicks twice waits here, and gets the run of the first click.
        locked = SheetFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if locked.brought_in_by is not None:
            return locked.brought_in_by
        checked = check_file(file, data, by=by, tried=tried)
        run = locked.run = _store(checked, data, file.file_name, file.mapping, by)
        forget_content(locked)
        return run


def check_file(file: SheetFile, data: bytes, *, by: User, tried: str = "") -> Checked:
    """What would become of every row of an uploaded file.

    Raises:
        SheetError: when it cannot be understood, or would no longer do what was seen.
    """
    if file.mapping is None:
        raise SheetError("Välj först vad kolumnerna betyder.")
    checked = check_sheet(read(data, file.sheet), mapping=file.mapping, period=file.period, by=by)
    if tried:
        refuse_changed(checked, tried=tried)
    return checked


def refuse_changed(checked: Checked, *, tried: str) -> None:
    """Stop what would no longer do what somebody saw that it would.

    Raises:
        SheetError: saying so.
    """
    if checked.digest != tried:
        raise SheetError(
            "Något har ändrats sedan du såg raderna: kolumnvalet, namnen eller värdena som redan "
            "finns. Se dem en gång till."
        )


def forget_content(file: SheetFile) -> None:
    """Save a file that has been brought in, and remove what was uploaded."""
    stored, file.file = file.file.name, ""
    file.save(update_fields=["run", "file"])
    transaction.on_commit(partial(default_storage.delete, stored or ""))


def content_of(file: SheetFile, *, now: datetime) -> bytes:
    """The uploaded file as it was sent.

    Raises:
        SheetError: when it is not kept any more.
    """
    if file.expires_at <= now or not file.file:
        raise SheetError("Filen finns inte kvar. Välj den en gång till.")
    try:
        with file.file.open("rb") as opened:
            data: bytes = opened.read()
    except OSError as error:
        raise SheetError("Filen finns inte kvar. Välj den en gång till.") from error
    return data


def _many(number: int, one: str, many: str) -> str:
    return f"{format_number(number)} {one if number == 1 else many}"
