"""A report as it stands now: what people wrote, beside the facts from the records."""

from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from rodtrad.core.prose import sanitise, to_blocks
from rodtrad.reports.facts.sections import COMPOSERS
from rodtrad.reports.facts.source import Source, read_source
from rodtrad.reports.models import Report, Section
from rodtrad.reports.render.schema import Fact

_FACT_LIST: Final[TypeAdapter[list[Fact]]] = TypeAdapter(list[Fact])

# What the renderers know. A report that was returned is a draft again, but says that it was.
_STATES = {
    Report.State.DRAFT: "draft",
    Report.State.RETURNED: "draft",
    Report.State.SUBMITTED: "submitted",
    Report.State.ADOPTED: "adopted",
}


def compose(report: Report, *, today: date) -> dict[str, Any]:
    """The content of a report as JSON in the shape of ``render.schema``.

    The number of queries does not depend on how much there is to report.

    Args:
        report: with its kind, unit and school year loaded.
        today: the day it is composed.
    """
    source = read_source(report, today=today)
    unit = report.unit
    return {
        "schema": 1,
        "title": f"{report.kind.name} {report.school_year.label}",
        "kind": report.kind.code,
        "unit": {
            "name": unit.name,
            "code": unit.code,
            "kind_label": str(unit.get_kind_display()),
            "school_forms": list(source.unit.school_forms),
            "principal": source.unit.principal,
        },
        "school_year": report.school_year.label,
        "municipality": source.unit.municipality,
        "state": _STATES[Report.State(report.state)],
        "state_label": str(report.get_state_display()),
        "version": report.version,
        "registry_number": report.registry_number,
        "adopted_on": report.adopted_on.isoformat() if report.adopted_on else "",
        "adopted_by": report.adopted_by.name if report.adopted_by else "",
        "composed_at": today.isoformat(),
        "sections": [_section(section, source) for section in report.sections.all()],
    }


def section_facts(section: Section, *, today: date) -> list[Fact]:
    """The facts of one section, for the page where its text is written."""
    return _FACT_LIST.validate_python(_facts(section, read_source(section.report, today=today)))


def _section(section: Section, source: Source) -> dict[str, Any]:
    text = sanitise(section.text)
    return {
        "key": section.key,
        "title": section.title,
        "instruction": section.instruction,
        "text": text,
        "blocks": to_blocks(text),
        "ready": section.ready,
        "facts": _facts(section, source),
    }


def _facts(section: Section, source: Source) -> list[dict[str, Any]]:
    composer = COMPOSERS.get(section.facts)
    return composer(source) if composer else []
