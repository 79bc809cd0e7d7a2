"""The findings of a unit, or of a municipality and each of its units."""

from datetime import date

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.inspection.counts import Facts
from rodtrad.inspection.facts import read_facts
from rodtrad.inspection.findings import Finding, unit_findings
from rodtrad.inspection.municipality import municipality_findings
from rodtrad.organisation.access import branch_filter
from rodtrad.organisation.models import Unit


def working_units(root: Unit, year: SchoolYear) -> list[Unit]:
    """The schools and preschools at or below a unit that ran some day of a school year."""
    return list(
        Unit.objects.filter(branch_filter(root.path))
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=year.ends)
        .exclude(closed__lte=year.starts)
        .prefetch_related("school_forms")
    )


def all_findings(
    root: Unit, year: SchoolYear, *, today: date
) -> tuple[list[Finding], list[tuple[Unit, list[Finding]]]]:
    """The own and summed findings of a level above the units, and each unit's.

    A school or preschool has none of its own beside those in the second part.
    """
    units = working_units(root, year)
    facts = read_facts(units, year, today=today)
    each = [
        (unit, unit_findings(facts[unit.pk], code=unit.code, year=year, today=today))
        for unit in units
    ]
    if root.is_working_unit or not units:
        return [], each
    whole = Facts(reports_expected=0)
    for unit in units:
        whole.add(facts[unit.pk])
    groups = {group for unit in units for group in facts[unit.pk].groups_asked}
    whole.groups_asked = tuple(sorted(groups))
    summed = unit_findings(whole, code="", year=year, today=today)
    return [*municipality_findings(root, year, today=today), *summed], each
