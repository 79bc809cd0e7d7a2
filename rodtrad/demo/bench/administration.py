"""The administration's three reports over a built municipality, and what they cost to make."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.core.frozen import canonical, checksum
from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.goals.models import Goal, GoalReview
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports.actions import open_report
from rodtrad.reports.compose import compose
from rodtrad.reports.defaults import KINDS
from rodtrad.reports.models import Report, Snapshot
from rodtrad.reports.render.pdf import to_pdf
from rodtrad.reports.render.schema import read

# Attainments in turn, so that there is something of everything to count.
_ATTAINMENTS = ("partly", "reached", "partly", "not_reached")
_RUNS = 3


@dataclass(frozen=True)
class ReportResult:
    """What one of the administration's reports cost.

    Attributes:
        report: its kind's name.
        units: how many units it is about.
        queries: how many queries composing it made.
        compose_ms: the middle of the runs, in milliseconds.
        pdf_ms: setting it as PDF, in milliseconds.
    """

    report: str
    units: int
    queries: int
    compose_ms: float
    pdf_ms: float


def write_administration_reports(
    ground: Ground, branch: Branch, shared: Sequence[Goal], reports: Sequence[Report]
) -> list[Report]:
    """Open the three kinds for the last year that units have adopted reports for.

    The units' snapshots of that year and of the year before are composed for real, so that there
    is as much to read and to count as there would be.
    """
    adopted = sorted({r.school_year_id for r in reports if r.state == Report.State.ADOPTED})
    year = _year(ground, adopted[-1] if adopted else ground.years[-2].start)
    GoalReview.objects.bulk_create(
        GoalReview(
            goal=goal,
            unit=unit,
            school_year=year,
            result=ground.prose(1),
            effect=ground.prose(1),
            causes=ground.prose(1),
            attainment=_ATTAINMENTS[place % len(_ATTAINMENTS)],
            conclusion=GoalReview.Conclusion.CONTINUE,
            done_on=year.span.ends,
        )
        for place, unit in enumerate(branch.units)
        for goal in shared
    )
    recent = [r.pk for r in reports if r.school_year_id in adopted[-2:]]
    rows = Snapshot.objects.filter(report__in=recent).select_related(
        "report__kind", "report__unit", "report__school_year", "report__adopted_by"
    )
    fresh = []
    for row in rows:
        text = canonical(compose(row.report, today=row.report.period_ends))
        row.content, row.sha256 = text, checksum(text)
        fresh.append(row)
    Snapshot.objects.bulk_update(fresh, ["content", "sha256"], batch_size=100)
    return [
        open_report(unit=branch.administration, year=year.span, kind_code=kind.code, by=branch.head)
        for kind in KINDS
    ]


def _year(ground: Ground, start: int) -> SchoolYear:
    return next(year for year in ground.years if year.start == start)


def measure_reports(reports: Sequence[Report], *, today: date) -> list[ReportResult]:
    """Compose and set each report a few times and say what it cost."""
    return [_measured(report, today) for report in reports]


def _measured(opened: Report, today: date) -> ReportResult:
    report = Report.objects.select_related(
        "kind", "unit", "group", "occasion", "school_year", "adopted_by"
    ).get(pk=opened.pk)
    with CaptureQueriesContext(connection) as captured:
        content = compose(report, today=today)
    composing, setting = [], []
    for _ in range(_RUNS):
        start = time.perf_counter()
        content = compose(report, today=today)
        composing.append(time.perf_counter() - start)
        shown = read(content)
        start = time.perf_counter()
        to_pdf(shown)
        setting.append(time.perf_counter() - start)
    return ReportResult(
        report=str(report.kind),
        units=len(content["covers"]),
        queries=len(captured),
        compose_ms=round(statistics.median(composing) * 1000, 1),
        pdf_ms=round(statistics.median(setting) * 1000, 1),
    )
