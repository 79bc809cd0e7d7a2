"""A report as it stands now: what people wrote, beside the facts from the records."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter

from rodtrad.core.prose import sanitise, to_blocks
from rodtrad.reports.facts.catalogue import keys_of
from rodtrad.reports.facts.group.sections import GROUP_COMPOSERS
from rodtrad.reports.facts.group.source import GroupSource, read_group_source
from rodtrad.reports.facts.parts import period_word
from rodtrad.reports.facts.sections import COMPOSERS
from rodtrad.reports.facts.source import Source, read_source
from rodtrad.reports.models import Report, Section
from rodtrad.reports.render.schema import Fact, ReportContent, read

_FACT_LIST: Final[TypeAdapter[list[Fact]]] = TypeAdapter(list[Fact])

# What the renderers know. A report that was returned is a draft again, but says that it was.
_STATES = {
    Report.State.DRAFT: "draft",
    Report.State.RETURNED: "draft",
    Report.State.SUBMITTED: "submitted",
    Report.State.ADOPTED: "adopted",
}

FactsOf = Callable[[str], list[dict[str, Any]]]


def compose(report: Report, *, today: date) -> dict[str, Any]:
    """The content of a report as JSON in the shape of ``render.schema``.

    The number of queries does not depend on how much there is to report.

    Args:
        report: with its kind, unit, group, occasion and school year loaded.
        today: the day it is composed.
    """
    return _composed(report, report.sections.all(), today=today)


def _composed(report: Report, sections: Iterable[Section], *, today: date) -> dict[str, Any]:
    if report.kind.is_about_many:
        group = read_group_source(report, today=today)
        about, facts_of = _about_many(report, group), _group_facts(group)
    else:
        source = read_source(report, today=today)
        about, facts_of = _about_one(report, source), _unit_facts(source)
    return {
        "schema": 1,
        "title": report.title,
        "kind": report.kind.code,
        "school_year": report.period_label,
        "period_word": period_word(report.span),
        "state": _STATES[Report.State(report.state)],
        "state_label": str(report.get_state_display()),
        "version": report.version,
        "registry_number": report.registry_number,
        "adopted_on": report.adopted_on.isoformat() if report.adopted_on else "",
        "adopted_by": report.adopted_by.name if report.adopted_by else "",
        "composed_at": today.isoformat(),
        "sections": [_section(section, facts_of) for section in sections],
        **about,
    }


def preview(report: Report, *, today: date) -> ReportContent:
    """A report that is not stored, with the sections that the kind has now."""
    templates = report.kind.sections.filter(retired_on__isnull=True)
    return read(
        _composed(
            report,
            [
                Section(key=t.key, title=t.title, instruction=t.instruction, facts=t.facts)
                for t in templates
            ],
            today=today,
        )
    )


def section_facts(section: Section, *, today: date) -> list[Fact]:
    """The facts of one section, for the page where its text is written."""
    if not section.facts:
        return []
    if section.report.kind.is_about_many:
        facts_of = _group_facts(read_group_source(section.report, today=today))
    else:
        facts_of = _unit_facts(read_source(section.report, today=today))
    return _FACT_LIST.validate_python(facts_of(section.facts))


def _about_one(report: Report, source: Source) -> dict[str, Any]:
    unit = report.unit
    return {
        "unit": {
            "name": unit.name,
            "code": unit.code,
            "kind_label": str(unit.get_kind_display()),
            "school_forms": list(source.unit.school_forms),
            "principal": source.unit.principal,
        },
        "municipality": source.unit.municipality,
        "record": source.record,
    }


def _about_many(report: Report, source: GroupSource) -> dict[str, Any]:
    unit = report.unit
    forms = dict.fromkeys(form for covered in source.units for form in covered.school_forms)
    return {
        "unit": {
            "name": report.place,
            "code": "",
            "kind_label": "Grupp av enheter" if report.group_id else str(unit.get_kind_display()),
            "school_forms": list(forms),
            "principal": "",
        },
        "municipality": source.municipality or unit.name,
        "covers": [covered.row.name for covered in source.units],
    }


def _section(section: Section, facts_of: FactsOf) -> dict[str, Any]:
    text = sanitise(section.text)
    return {
        "key": section.key,
        "title": section.title,
        "instruction": section.instruction,
        "text": text,
        "blocks": to_blocks(text),
        "ready": section.ready,
        "about": section.facts,
        "facts": facts_of(section.facts),
    }


def _unit_facts(source: Source) -> FactsOf:
    def facts_of(keys: str) -> list[dict[str, Any]]:
        return [
            fact for key in keys_of(keys) if key in COMPOSERS for fact in COMPOSERS[key](source)
        ]

    return facts_of


def _group_facts(source: GroupSource) -> FactsOf:
    def facts_of(keys: str) -> list[dict[str, Any]]:
        return [
            fact
            for key in keys_of(keys)
            if key in GROUP_COMPOSERS
            for fact in GROUP_COMPOSERS[key](source)
        ]

    return facts_of
