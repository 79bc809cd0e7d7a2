"""The reports of a built municipality: last year's being written, those before it adopted."""

from collections.abc import Iterator

from rodtrad.core.frozen import canonical, checksum
from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.demo.bench.sizes import Density
from rodtrad.organisation.models import SchoolYear
from rodtrad.reports.defaults import UNIT_KIND
from rodtrad.reports.models import Report, ReportKind, Section, SectionTemplate, Snapshot


def write_reports(ground: Ground, branch: Branch, density: Density) -> list[Report]:
    """Every unit's report for each finished school year, oldest year first."""
    kind = ReportKind.objects.get(code=UNIT_KIND)
    templates = list(kind.sections.all())
    finished = ground.years[-density.years : -1]
    reports = Report.objects.bulk_create(
        _report(branch, kind, year, place, adopted=year is not finished[-1])
        for year in finished
        for place in range(len(branch.units))
    )
    Section.objects.bulk_create(_sections(ground, reports, templates))
    Snapshot.objects.bulk_create(
        _snapshot(ground, report) for report in reports if report.state == Report.State.ADOPTED
    )
    return reports


def _report(
    branch: Branch, kind: ReportKind, year: SchoolYear, place: int, *, adopted: bool
) -> Report:
    """The first unit's report of last year is a draft; others have been handed in."""
    state = Report.State.DRAFT if place % 3 == 0 else Report.State.SUBMITTED
    return Report(
        kind=kind,
        unit=branch.units[place],
        school_year=year,
        period=year.label,
        period_starts=year.span.starts,
        period_ends=year.span.ends,
        state=Report.State.ADOPTED if adopted else state,
        due=year.span.ends,
        registry_number=f"BUN {year.start}-{place}" if adopted else "",
        adopted_on=year.span.ends if adopted else None,
        adopted_by=branch.head if adopted else None,
    )


def _sections(
    ground: Ground, reports: list[Report], templates: list[SectionTemplate]
) -> Iterator[Section]:
    """What people wrote; of an adopted report the snapshot is what is read."""
    for report in reports:
        if report.state == Report.State.ADOPTED:
            continue
        for template in templates:
            yield Section(
                report=report,
                key=template.key,
                title=template.title,
                instruction=template.instruction,
                facts=template.facts,
                position=template.position,
                text=f"<p>{ground.prose(4)}</p><p>{ground.prose(3)}</p>",
                ready=report.state == Report.State.SUBMITTED,
            )


def _snapshot(ground: Ground, report: Report) -> Snapshot:
    unit = report.unit
    text = f"<p>{ground.prose(4)}</p>"
    content = canonical(
        {
            "schema": 1,
            "title": f"{report.kind.name} {report.school_year.label}",
            "kind": report.kind.code,
            "unit": {
                "name": unit.name,
                "code": unit.code,
                "kind_label": str(unit.get_kind_display()),
                "school_forms": [],
                "principal": "",
            },
            "school_year": report.school_year.label,
            "municipality": "",
            "state": "adopted",
            "state_label": "Fastställd",
            "version": report.version,
            "registry_number": report.registry_number,
            "adopted_on": str(report.adopted_on),
            "adopted_by": "",
            "composed_at": str(report.adopted_on),
            "sections": [
                {
                    "key": "sammanfattning",
                    "title": "Sammanfattning",
                    "instruction": "",
                    "text": text,
                    "blocks": [],
                    "ready": True,
                    "facts": [],
                }
            ],
        }
    )
    return Snapshot(report=report, content=content, sha256=checksum(content))
