"""Templates to fill in: our units already in rows, and headings that are known again."""

from collections.abc import Iterable
from dataclasses import dataclass

from rodtrad.accounts.models import User
from rodtrad.core.export import Cell
from rodtrad.core.schoolyear import Period
from rodtrad.indicators.models import Indicator, Reading
from rodtrad.integrations.models import MappedColumn
from rodtrad.integrations.spreadsheet.columns import Head
from rodtrad.integrations.spreadsheet.indicators import label_of
from rodtrad.integrations.spreadsheet.values import normal
from rodtrad.organisation.access import Permission, branch_filter, units_open_to
from rodtrad.organisation.models import Unit

Role = MappedColumn.Role

CODE, NAME, INDICATOR, PERIOD = "Enhetskod", "Enhetens namn", "Indikator", "Period"
GENDER, VALUE, NUMERATOR, DENOMINATOR = "Kön", "Värde", "Antal som uppfyller", "Antal totalt"
HEADINGS = (CODE, NAME, INDICATOR, PERIOD, GENDER, VALUE, NUMERATOR, DENOMINATOR)
ROLES = {
    Role.UNIT.value: CODE,
    Role.INDICATOR.value: INDICATOR,
    Role.PERIOD.value: PERIOD,
    Role.GENDER.value: GENDER,
    Role.VALUE.value: VALUE,
    Role.NUMERATOR.value: NUMERATOR,
    Role.DENOMINATOR.value: DENOMINATOR,
}


@dataclass(frozen=True)
class Template:
    """A table to fill in."""

    name: str
    rows: list[tuple[Cell, ...]]


def is_template(head: Head) -> bool:
    """Whether a file has a template's own headings, also when people have added columns."""
    return {normal(one) for one in HEADINGS} <= {normal(name) for name in head.names}


def template_for(indicator: Indicator, period: Period, *, by_gender: bool, by: User) -> Template:
    """The units that the indicator can be measured at, a row each and without values."""
    genders = list(Reading.Gender) if by_gender else [Reading.Gender.ALL]
    rows: list[tuple[Cell, ...]] = [
        (unit.code, unit.name, label_of(indicator), period.code, gender.label, None, None, None)
        for unit in _units(indicator, period, by)
        for gender in genders
    ]
    return Template(f"Mall {indicator.name} {period.code}", rows)


def _units(indicator: Indicator, period: Period, by: User) -> Iterable[Unit]:
    units = units_open_to(by, Permission.ADMINISTER).filter(kind__in=Unit.WORKING_KINDS)
    if indicator.owner is not None:
        units = units.filter(branch_filter(indicator.owner.path))
    return [unit for unit in units.order_by("path") if unit.is_open(period.ends)]
