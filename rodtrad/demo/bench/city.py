"""Build one of the sizes in the database that is open, the same for the same day and seed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection, transaction

from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.bench.administration import write_administration_reports
from rodtrad.demo.bench.ground import Branch, Ground, add_branch, lay_ground
from rodtrad.demo.bench.keyfigures import tell_the_board
from rodtrad.demo.bench.reports import write_reports
from rodtrad.demo.bench.sizes import Density, Size
from rodtrad.demo.bench.work import Work, do_work
from rodtrad.keyfigures.models import Occasion
from rodtrad.reports.models import Report

SEED = 20260801
# Seconds between two lines of progress.
_QUIET = 2.0


@dataclass
class City:
    """The municipality that is looked at: what the measured pages are about."""

    size: Size
    ground: Ground
    branch: Branch
    work: Work
    reports: list[Report]
    occasions: list[Occasion] = field(default_factory=list)
    administration: list[Report] = field(default_factory=list)


def build_city(
    size: Size, *, today: date, seed: int = SEED, tell: Callable[[str], None] | None = None
) -> City:
    """Fill an empty, migrated database.

    Args:
        today: the day that decides which school year is the running one.
        tell: is given a line now and then about how far it has come.
    """
    say = tell or (lambda line: None)
    ground = lay_ground(
        years=max(size.full.years, size.thin.years),
        today=today,
        running=YearSpan.of(today).start,
        seed=seed,
    )
    started = shown = time.monotonic()
    done = size.units
    say(f"{size.label}: bygger {size.all_units} enheter …")
    city = City(size, ground, *_municipality(ground, 1, size.units, size.full))
    city.occasions = tell_the_board(ground, city.branch)
    city.administration = write_administration_reports(
        ground, city.branch, city.work.shared, city.reports
    )
    for number, units in enumerate(size.others, 2):
        _municipality(ground, number, units, size.thin)
        done += units
        if time.monotonic() - shown > _QUIET:
            shown = time.monotonic()
            say(f"{size.label}: {done} av {size.all_units} enheter, {shown - started:.0f} s")
    if connection.vendor == "postgresql":
        # As its own housekeeping does; SQLite has none, and is measured as it is run.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    say(f"{size.label}: klar på {time.monotonic() - started:.0f} s")
    return city


@transaction.atomic
def _municipality(
    ground: Ground, number: int, units: int, density: Density
) -> tuple[Branch, Work, list[Report]]:
    branch = add_branch(ground, number=number, units=units)
    return branch, do_work(ground, branch, density), write_reports(ground, branch, density)
