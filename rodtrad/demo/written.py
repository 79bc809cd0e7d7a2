"""The reports of the finished years, and the one that is being written."""

from datetime import timedelta

from rodtrad.accounts.models import User
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.season import Season
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.reports import actions
from rodtrad.reports.models import Report

# How far last year's report has come where it is not adopted.
_SUBMITTED, _RETURNED, _UNFINISHED = "DEMO-S2", "DEMO-F2", "DEMO-S3"


def write_reports(season: Season) -> None:
    """Write, hand in and adopt the units' reports of the finished years."""
    years = season.basis.years
    for number, unit in enumerate(season.basis.working_units):
        _write(season, unit, years[0], number, stop="")
        stop = unit.code if unit.code in (_SUBMITTED, _RETURNED, _UNFINISHED) else ""
        _write(season, unit, years[1], number, stop=stop)
    first = season.basis.working_units[0]
    actions.open_report(unit=first, year=years[-1].span, by=season.basis.principal(first.code))


def _write(season: Season, unit: Unit, year: SchoolYear, number: int, *, stop: str) -> None:
    texts = read("reports")["texts"]
    by, head = season.basis.principal(unit.code), _head_of(season, unit)
    end = year.span.ends
    with happening_on(workday(end - timedelta(days=50))):
        report = actions.open_report(unit=unit, year=year.span, by=by)
    with happening_on(workday(end - timedelta(days=35))):
        for section in report.sections.all():
            if stop == _UNFINISHED and section.position > 3:
                continue
            text = season.dice.choice(texts[section.key])
            actions.mark_ready(
                actions.write_section(section, text=text, revision=section.revision, by=by), by=by
            )
    if stop == _UNFINISHED:
        return
    with happening_on(workday(end - timedelta(days=31))):
        actions.submit_report(report, by=by)
    if stop == _SUBMITTED:
        return
    if stop == _RETURNED:
        with happening_on(workday(end + timedelta(days=20))):
            actions.return_report(report, reason=texts["returned"], by=head)
        return
    _adopt(report, year, number, head)


def _adopt(report: Report, year: SchoolYear, number: int, head: User) -> None:
    day = workday(year.span.ends + timedelta(days=24))
    with happening_on(day):
        actions.adopt_report(
            report, registry_number=f"BUN {day.year}/{200 + number}", on=day, by=head
        )


def _head_of(season: Season, unit: Unit) -> User:
    """The head of compulsory schools or of preschools."""
    return season.basis.people["1286-UTB"][0 if unit.kind == Unit.Kind.SCHOOL else 1]
