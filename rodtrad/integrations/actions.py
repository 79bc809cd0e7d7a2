"""Bringing official statistics into the indicators: all of a file, or nothing."""

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.indicators.actions import define_indicator
from rodtrad.indicators.bulk import Outcome, OutsideReading, School, record_import
from rodtrad.indicators.models import ImportRun, Indicator, Reading
from rodtrad.integrations.runs.account import Account
from rodtrad.integrations.runs.finish import finish_import, note_failed_file
from rodtrad.integrations.skolverket.columns import Column
from rodtrad.integrations.skolverket.reports import Report, prefix_of
from rodtrad.integrations.skolverket.slutbetyg import (
    Cell,
    SchoolRow,
    SlutbetygError,
    SlutbetygFile,
    parse,
)

SOURCE = "Skolverket"
KIND = "slutbetyg"
# Skolverket's own rule for a school unit: figures about fewer than ten pupils are withheld.
_SMALLEST_GROUP = 10
_STATUS = {
    "number": Reading.Status.REPORTED,
    "approximate": Reading.Status.APPROXIMATE,
    "withheld": Reading.Status.SUPPRESSED,
    "not_applicable": Reading.Status.NOT_APPLICABLE,
    "missing": Reading.Status.MISSING,
}
_GENDER = {
    "all": Reading.Gender.ALL,
    "girls": Reading.Gender.GIRLS,
    "boys": Reading.Gender.BOYS,
}
_KIND = {
    "count": Indicator.Kind.NUMBER,
    "share": Indicator.Kind.SHARE,
    "mean": Indicator.Kind.MEAN,
    "difference": Indicator.Kind.NUMBER,
}


@dataclass(frozen=True, slots=True)
class SlutbetygOutcome:
    """What became of a file of grade 9 results."""

    file: SlutbetygFile
    outcome: Outcome
    dry_run: bool

    def counts(self) -> dict[str, int]:
        """The account of the file's values, and how many stored values the run changed."""
        return self.file.counts() | {"changed": self.outcome.changed}

    def sentences(self) -> list[str]:
        """The same in Swedish, for people."""
        counts, done = self.file.counts(), self.outcome
        repeated = len(self.file.repeated)
        lines = [
            f"{self.file.title}, läsåret {self.file.school_year.label}.",
            f"{_many(counts['rows'], 'rad', 'rader')} lästa: "
            f"{len(done.own_schools)} av kommunens egna enheter, "
            f"{len({row.code for row in self.file.rows}) - len(done.own_schools)} "
            "andra skolor till jämförelse"
            + (f", {_many(repeated, 'upprepad rad', 'upprepade rader')}." if repeated else "."),
            f"Värden: {counts['numbers']} tal, {counts['approximate']} ungefärliga (~100), "
            f"{counts['withheld']} visas inte (..), "
            f"{counts['not_applicable']} ej tillämpliga (.).",
        ]
        if not done.own_schools:
            lines.append(
                "Ingen av kommunens enheter finns i filen. Kontrollera enheternas skolenhetskoder."
            )
        if done.changed:
            verb = "Skulle lägga till" if self.dry_run else "Lade till"
            alter = "ändra" if self.dry_run else "ändrade"
            lines.append(
                f"{verb} {_many(done.own_added + done.others_added, 'värde', 'värden')} och "
                f"{alter} {done.own_altered + done.others_altered}; "
                f"{done.unchanged} stod redan så."
            )
        else:
            lines.append("Ingenting ändras: alla värden finns redan.")
        return lines


def import_slutbetyg(
    *, data: bytes, file_name: str = "", by: User | None, dry_run: bool = False
) -> SlutbetygOutcome:
    """Bring in one of Skolverket's files about grade 9 per school unit, recognised by its title.

    Own units are found by school unit code; other schools are kept as comparison. Numbers of
    pupils go with the shares and means they belong to. The same file once more changes nothing.

    Args:
        data: the file as it was downloaded.
        dry_run: say what would happen, and leave everything as it is.

    Raises:
        SlutbetygError: with the line, when the file cannot be read.
        ValidationError: when a value is impossible.

    In both cases nothing is stored but a failed run that says why; of a dry run not that either.
    """
    try:
        return _import(data, file_name, by, dry_run=dry_run)
    except (SlutbetygError, ValidationError) as error:
        if not dry_run:
            why = str(error) if isinstance(error, SlutbetygError) else " ".join(error.messages)
            note_failed_file(why, source=SOURCE, kind=KIND, data=data, file_name=file_name, by=by)
        raise


def _import(data: bytes, file_name: str, by: User | None, *, dry_run: bool) -> SlutbetygOutcome:
    file = parse(data)
    with transaction.atomic():
        run = ImportRun.objects.create(
            source=SOURCE,
            kind=KIND,
            file_name=file_name[:200],
            sha256=hashlib.sha256(data).hexdigest(),
            by=by,
        )
        indicators = _indicators(file, by)
        outcome = record_import(
            readings=_readings(file, indicators),
            # A school has a line for each gender in some of the reports.
            schools=list({row.code: _school(row) for row in file.rows}.values()),
            run=run,
            by=by,
        )
        done = SlutbetygOutcome(file, outcome, dry_run)
        account = Account(
            lines=done.sentences(),
            counts=done.counts() | {"own_units": len(outcome.own_schools)},
            outcome=outcome,
        )
        finish_import(run, account, school_year=file.school_year.label)
        if dry_run:
            transaction.set_rollback(True)
    return done


def _school(row: SchoolRow) -> School:
    return School(
        code=row.code,
        name=row.name,
        municipality_code=row.municipality_code,
        municipality=row.municipality,
        provider_type=row.provider_type,
    )


def _readings(file: SlutbetygFile, indicators: dict[str, Indicator]) -> list[OutsideReading]:
    period = file.school_year.period
    return [
        OutsideReading(
            indicator=indicators[_code(file.report, column)],
            code=row.code,
            period=period,
            gender=_GENDER[row.gender if column.gender == "all" else column.gender].value,
            status=_STATUS[cell.status].value,
            value=cell.value,
            denominator=_pupils(row, column),
            original=cell.original,
        )
        for row in file.rows
        for column in file.columns
        for cell in (row.values[column.key],)
    ]


def _pupils(row: SchoolRow, column: Column) -> int | None:
    """How many pupils a share or a mean is about, when that is published."""
    if column.kind == "count":
        return None
    key = f"pupils@{column.pupils}" if column.pupils else "pupils"
    if column.gender != "all":
        key = f"{key}_{column.gender}"
    cell: Cell | None = row.values.get(key)
    return int(cell.value) if cell is not None and cell.value is not None else None


def _code(report: Report, column: Column) -> str:
    """The code of the column's indicator: girls and boys are values of the same one."""
    prefix = prefix_of(column.pupils) if column.pupils else report.prefix
    return prefix + column.measure


def _indicators(file: SlutbetygFile, by: User | None) -> dict[str, Indicator]:
    """The indicator of each code in the file, defined the first time it is met."""
    columns: dict[str, Column] = {}
    for column in file.columns:
        columns.setdefault(_code(file.report, column), column)
    found = {
        indicator.source_code: indicator
        for indicator in Indicator.objects.filter(source_code__in=columns).order_by("-pk")
    }
    for code, column in columns.items():
        if code not in found:
            found[code] = define_indicator(
                owner=None,
                by=by,
                name=_name(file.report, column),
                how=f"Skolverkets statistik, ”{file.title}”: {column.heading}.",
                kind=_KIND[column.kind].value,
                unit_of_measure="" if column.kind == "share" else column.unit,
                decimals=0 if column.kind == "count" else 1,
                better=column.better,
                origin=Indicator.Origin.EXISTING.value,
                source=SOURCE,
                source_code=code,
                smallest_group=_SMALLEST_GROUP,
            )
    return found


def _name(report: Report, column: Column) -> str:
    title = column.title.removesuffix(", flickor").removesuffix(", pojkar")
    if not report.is_salsa and "årskurs 9" not in title:
        title = f"{title}, årskurs 9"
    about = column.about or report.about
    return f"{title}, {about}"[:200] if about else title


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
