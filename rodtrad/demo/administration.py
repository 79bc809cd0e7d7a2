"""The administration's own reports: adopted for the finished years, begun for the running one."""

from datetime import date, timedelta

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.forums import next_board_day
from rodtrad.demo.season import Season
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports import actions
from rodtrad.reports.defaults import COMPULSORY_KIND, OVERALL_KIND, PRESCHOOL_KIND
from rodtrad.reports.models import Report

_KINDS = (PRESCHOOL_KIND, COMPULSORY_KIND, OVERALL_KIND)
_DAYS_AFTER = {PRESCHOOL_KIND: 60, COMPULSORY_KIND: 61, OVERALL_KIND: 85}


def write_administration_reports(season: Season) -> None:
    """Write the three kinds: the finished years adopted, the running year's opened."""
    *finished, running = season.basis.years
    for year in finished:
        for code in _KINDS:
            _write(season, code, year)
    for code in _KINDS:
        actions.open_report(
            unit=season.basis.units["1286-UTB"],
            year=running.span,
            kind_code=code,
            by=_writer(season, code),
        )
    _talk(season, finished[0].span)


def _write(season: Season, code: str, year: SchoolYear) -> None:
    texts = read("administration")[code]
    by = _writer(season, code)
    day = workday(year.span.ends + timedelta(days=_DAYS_AFTER[code]))
    with happening_on(workday(year.span.ends + timedelta(days=30))):
        report = actions.open_report(
            unit=season.basis.units["1286-UTB"], year=year.span, kind_code=code, by=by
        )
    with happening_on(workday(day - timedelta(days=7))):
        for section in report.sections.all():
            written = actions.write_section(
                section, text=texts[section.key], revision=section.revision, by=by
            )
            actions.mark_ready(written, by=by)
        actions.submit_report(report, by=by)
    number = f"BUN {day.year}/{300 + _KINDS.index(code)}"
    with happening_on(day):
        adopted = actions.adopt_report(report, registry_number=number, on=day, by=by)
    _treat(adopted, code, day, by)


def _treat(report: Report, code: str, day: date, by: User) -> None:
    """The overall report is presented to the board; the others are laid before it."""
    meets = next_board_day(day)
    sitting = meets if meets <= timezone.localdate() else day
    with happening_on(sitting):
        actions.record_board_outcome(
            report,
            outcome="decided" if code == OVERALL_KIND else "noted",
            on=sitting,
            # A board numbers its paragraphs through the calendar year.
            reference=f"§ {sitting.timetuple().tm_yday // 4 + _KINDS.index(code)}",
            by=by,
        )


def _talk(season: Season, year: YearSpan) -> None:
    """What the heads said of some units' reports, and what was answered."""
    talks = read("administration")["feedback"]
    for entry in talks:
        unit = season.basis.units[entry["unit"]]
        report = Report.objects.get(unit=unit, school_year=year.start, kind__code="unit")
        section = report.sections.get(key=entry["section"]) if entry.get("section") else None
        head = season.basis.people["1286-UTB"][0 if unit.kind == "school" else 1]
        day = workday(year.ends + timedelta(days=40))
        with happening_on(day):
            given = actions.give_feedback(
                report, text=entry["text"], section=section, at=timezone.now(), by=head
            )
        if entry.get("answer"):
            with happening_on(workday(day + timedelta(days=6))):
                actions.answer_feedback(
                    given,
                    answer=entry["answer"],
                    at=timezone.now(),
                    by=season.basis.principal(unit.code),
                )


def _writer(season: Season, code: str) -> User:
    """The head of preschools, of compulsory schools, or of development."""
    if code == OVERALL_KIND:
        return season.basis.development_head
    return season.basis.people["1286-UTB"][1 if code == PRESCHOOL_KIND else 0]
