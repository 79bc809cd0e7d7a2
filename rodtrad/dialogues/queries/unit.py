"""Answers about units' own dialogues: coverage of the groups, what was said, who took part."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.groups import (
    ALL_GROUPS,
    GroupState,
    Taking,
    coverage,
    groups_of,
)
from rodtrad.dialogues.models import GroupExemption, Occasion, OccasionGroup, TakesPart
from rodtrad.goals.queries import allowed
from rodtrad.organisation.access import Permission, reach_filter, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.queries import matching

LABELS: dict[str, str] = {value: str(label) for value, label in TakesPart.choices}

# How people meet, as suggestions: any other way can be written.
METHODS = (
    "Samtal i barngruppen",
    "Klassråd",
    "Elevråd",
    "Arbetsplatsträff",
    "Studiedag",
    "Föräldramöte",
    "Samråd med vårdnadshavare",
    "Utvecklingssamtal",
    "Fokusgrupp",
)


@dataclass(frozen=True)
class UnitRow:
    """A unit with how far it has come with each of the four groups in a school year."""

    unit: Unit
    groups: tuple[GroupState, ...]
    held: int
    waiting: int

    @property
    def missing(self) -> list[str]:
        """The groups that nothing is planned or held with, in words."""
        return [LABELS[row.group] for row in self.groups if row.state == "missing"]

    @property
    def is_covered(self) -> bool:
        """Whether every group that there is has taken part, or has a reason not to."""
        return all(row.is_answered for row in self.groups)


@dataclass(frozen=True)
class Participation:
    """A group's part in one of a unit's dialogues: counts, never names."""

    unit_id: int
    on: date
    method: str
    group: str
    took_part: int
    size: int
    occasion_id: int

    @property
    def group_label(self) -> str:
        """As "Vårdnadshavare"."""
        return LABELS[self.group]


def participation(
    units: QuerySet[Unit] | Iterable[int], *, starts: date, ends: date
) -> list[Participation]:
    """Who took part in the held dialogues of some units in a time, by day. One query.

    For whatever shows or counts participation: a log of it, a report, the evidence that
    4 kap. 4 § skollagen asks for.
    """
    rows = (
        OccasionGroup.objects.filter(
            occasion__unit__in=units,
            occasion__held=True,
            occasion__on__range=(starts, ends),
            took_part__isnull=False,
            size__isnull=False,
        )
        .order_by("occasion__on", "occasion", "pk")
        .values_list(
            *("occasion__unit_id", "occasion__on", "occasion__method"),
            *("group", "took_part", "size", "occasion_id"),
        )
    )
    return [Participation(*row) for row in rows]


def units_in_dialogue(
    user: User, year: YearSpan, *, text: str = "", school_form: str = ""
) -> QuerySet[Unit]:
    """The schools and preschools that ran some day of the school year, in the tree's order."""
    units: QuerySet[Unit] = (
        units_open_to(user, Permission.READ)
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=year.ends)
        .exclude(closed__lte=year.starts)
        .annotate(
            may_plan=allowed(reach_filter(user, Permission.PLAN)),
            may_take_part=allowed(reach_filter(user, Permission.TAKE_PART)),
        )
    )
    if school_form:
        units = units.filter(school_forms=school_form)
    if text:
        units = units.filter(matching(text, "name"))
    return units.order_by("name", "pk")


def unit_rows(units: Sequence[Unit], year: YearSpan) -> list[UnitRow]:
    """How far each unit has come with the four groups: four queries for any number of units."""
    ids = [unit.pk for unit in units]
    forms: dict[int, list[str]] = defaultdict(list)
    through = Unit.school_forms.through.objects.filter(unit_id__in=ids)
    for unit_id, form in through.values_list("unit_id", "schoolform_id"):
        forms[unit_id].append(form)
    exempt: dict[int, dict[str, str]] = defaultdict(dict)
    for unit_id, group, why in GroupExemption.objects.filter(
        unit__in=ids, school_year=year.start
    ).values_list("unit_id", "group", "why"):
        exempt[unit_id][group] = why
    takings: dict[int, list[Taking]] = defaultdict(list)
    for unit_id, *rest in OccasionGroup.objects.filter(
        occasion__unit__in=ids, occasion__school_year=year.start
    ).values_list(
        *("occasion__unit_id", "group", "occasion__on", "occasion__held", "took_part", "size")
    ):
        takings[unit_id].append(Taking(*rest))
    counted: dict[int, list[bool]] = defaultdict(list)
    for unit_id, held in Occasion.objects.filter(unit__in=ids, school_year=year.start).values_list(
        "unit_id", "held"
    ):
        counted[unit_id].append(held)
    return [
        UnitRow(
            unit=unit,
            groups=coverage(
                groups_of(forms[unit.pk], is_preschool=unit.kind == Unit.Kind.PRESCHOOL),
                takings[unit.pk],
                exempt[unit.pk],
            ),
            held=sum(counted[unit.pk]),
            waiting=len(counted[unit.pk]) - sum(counted[unit.pk]),
        )
        for unit in units
    ]


def group_sums(rows: Iterable[UnitRow]) -> list[dict[str, Any]]:
    """For each group, at how many of the units that have it it has taken part, and so on."""
    sums: dict[str, dict[str, Any]] = {
        group: {
            "label": LABELS[group],
            **dict.fromkeys(("units", "held", "planned", "missing", "exempt"), 0),
        }
        for group in ALL_GROUPS
    }
    for row in rows:
        for state in row.groups:
            if state.state != "na":
                sums[state.group]["units"] += 1
                sums[state.group][state.state] += 1
    return list(sums.values())


def occasions_of(unit: Unit, year: YearSpan) -> list[Occasion]:
    """A unit's occasions of a school year with groups, challenge and questions: three queries."""
    return list(
        Occasion.objects.filter(unit=unit, school_year=year.start)
        .select_related("area__school_year", "recorded_by")
        .prefetch_related("groups", "matters")
        .order_by("held", "on", "pk")
    )


def latest_sizes(unit: Unit) -> dict[str, int]:
    """How large each group was when it was last counted, so that nobody counts twice. One query."""
    rows = (
        OccasionGroup.objects.filter(occasion__unit=unit, size__isnull=False)
        .order_by("occasion__on", "pk")
        .values_list("group", "size")
    )
    return {group: size for group, size in rows if size is not None}


def methods_at(unit: Unit) -> list[str]:
    """How people meet at the unit, the latest first, and then the common ways. One query."""
    used = (
        Occasion.objects.filter(unit=unit).order_by("-on", "-pk").values_list("method", flat=True)
    )
    return list(dict.fromkeys([*used[:20], *METHODS]))
