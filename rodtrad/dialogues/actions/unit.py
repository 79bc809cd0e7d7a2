"""Every change to a unit's own dialogues: the plan, the occasions and the groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.groups import groups_of
from rodtrad.dialogues.models import (
    GroupExemption,
    Occasion,
    OccasionGroup,
    TakesPart,
    UnitPlan,
)
from rodtrad.goals.models import DevelopmentArea
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.surveys.actions import log_participation, unlog_participation


@dataclass(frozen=True)
class Turnout:
    """How many took part of how many there are in the group; None while it is not known."""

    took_part: int | None = None
    size: int | None = None


@dataclass(frozen=True)
class Talk:
    """What people write about an occasion.

    Attributes:
        groups: the groups at the occasion, each with its turnout.
        held: whether it has been held, so that there is something to tell.
        area: the earlier identified challenge that it is an answer to.
    """

    on: date
    method: str
    groups: Mapping[str, Turnout]
    held: bool
    question: str = ""
    said: str = ""
    adjusted: str = ""
    area: DevelopmentArea | None = None


def applicable_groups(unit: Unit) -> tuple[str, ...]:
    """The groups that there are at a unit. One query."""
    return groups_of(
        unit.school_forms.values_list("code", flat=True),
        is_preschool=unit.kind == Unit.Kind.PRESCHOOL,
    )


@transaction.atomic
def save_plan(
    *, unit: Unit, school_year: SchoolYear, text: str, revision: int, by: User
) -> UnitPlan:
    """Write how the unit's dialogues of a school year involve everybody.

    Raises:
        Conflict: when somebody else has changed the plan since `revision` was read.
        ValidationError: for a unit without dialogues of its own, or a closed school year.
    """
    _check_place(unit, school_year)
    plan = UnitPlan.objects.filter(unit=unit, school_year=school_year).first()
    if plan is None:
        plan = UnitPlan(unit=unit, school_year=school_year)
    else:
        plan = check_revision(plan, revision)
        plan.revision += 1
    plan.text = text.strip()
    save_by(plan, by)
    record("unit_plan.written", by=by, target=plan, unit_id=unit.pk)
    return plan


@transaction.atomic
def add_occasion(
    *, unit: Unit, school_year: SchoolYear, talk: Talk, by: User, today: date
) -> Occasion:
    """An occasion that is planned, or that has just been held.

    Raises:
        ValidationError: for a day outside the school year, a held day that has not come, no
            group, a group larger than itself, or a held occasion without what was said.
    """
    _check_place(unit, school_year)
    occasion = Occasion(unit=unit, school_year=school_year)
    return _write(occasion, talk, by=by, today=today, verb="added")


@transaction.atomic
def change_occasion(
    occasion: Occasion, *, talk: Talk, revision: int, by: User, today: date
) -> Occasion:
    """Change an occasion, or write what was said at a planned one.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: as `add_occasion`.
    """
    stored = check_revision(occasion, revision)
    _check_place(stored.unit, stored.school_year)
    stored.revision += 1
    verb = "held" if talk.held and not stored.held else "changed"
    return _write(stored, talk, by=by, today=today, verb=verb)


@transaction.atomic
def remove_occasion(occasion: Occasion, *, by: User) -> None:
    """Take away an occasion that did not become, or was written twice."""
    _check_place(occasion.unit, occasion.school_year)
    record("unit_dialogue.removed", by=by, target=occasion, unit_id=occasion.unit_id)
    unlog_participation(origins=[_origin(occasion, group) for group in TakesPart.values], by=by)
    occasion.delete()


@transaction.atomic
def exempt_group(
    *, unit: Unit, school_year: SchoolYear, group: str, why: str, by: User
) -> GroupExemption:
    """Say why a group is not involved this school year: that is an answer, not a gap.

    Raises:
        ValidationError: without a reason, or when the group has taken part already.
    """
    _check_place(unit, school_year)
    if not why.strip():
        raise ValidationError({"why": "Skriv varför gruppen inte är aktuell."})
    took_part = OccasionGroup.objects.filter(
        occasion__unit=unit, occasion__school_year=school_year, occasion__held=True, group=group
    )
    if took_part.exists():
        raise ValidationError("Gruppen har redan deltagit under läsåret.")
    row = GroupExemption.objects.filter(unit=unit, school_year=school_year, group=group).first()
    row = row or GroupExemption(unit=unit, school_year=school_year, group=group)
    row.why = why.strip()
    save_by(row, by)
    record("dialogue_group.exempted", by=by, target=row, unit_id=unit.pk, group=group)
    return row


@transaction.atomic
def include_group(*, unit: Unit, school_year: SchoolYear, group: str, by: User) -> None:
    """Take back that a group is not involved."""
    row = GroupExemption.objects.filter(unit=unit, school_year=school_year, group=group).first()
    if row is not None:
        record("dialogue_group.included", by=by, target=row, unit_id=unit.pk, group=group)
        row.delete()


def _check_place(unit: Unit, school_year: SchoolYear) -> None:
    if not unit.is_working_unit:
        raise ValidationError("Bara förskolor och skolor har egna kvalitetsdialoger.")
    if school_year.closed_at is not None:
        raise ValidationError(f"Läsåret {school_year} är stängt och går inte att skriva i.")


def _write(occasion: Occasion, talk: Talk, *, by: User, today: date, verb: str) -> Occasion:
    span = occasion.school_year.span
    if talk.on not in span:
        raise ValidationError(
            {
                "on": f"Dagen ligger utanför läsåret {span}. Välj en dag från "
                f"{format_date(span.starts)} till {format_date(span.ends)}, eller byt läsår."
            }
        )
    if not occasion.unit.is_open(talk.on):
        raise ValidationError({"on": f"{occasion.unit} var stängd den dagen."})
    if talk.held and talk.on > today:
        raise ValidationError(
            {"on": "Dagen har inte varit än. Planera dialogen i stället, och skriv efteråt."}
        )
    if talk.area is not None and talk.area.unit_id != occasion.unit_id:
        raise ValidationError({"area": "Utmaningen hör till en annan enhet."})
    _check_groups(occasion.unit, talk)
    for name in ("on", "held"):
        setattr(occasion, name, getattr(talk, name))
    for name in ("method", "question", "said", "adjusted"):
        setattr(occasion, name, getattr(talk, name).strip())
    if talk.held and not occasion.said:
        raise ValidationError({"said": "Skriv vad de sade, om så bara en mening."})
    occasion.area = talk.area
    occasion.recorded_by = by
    save_by(occasion, by)
    _set_groups(occasion, talk.groups)
    _log(occasion, talk, by=by)
    record(f"unit_dialogue.{verb}", by=by, target=occasion, unit_id=occasion.unit_id)
    return occasion


def _check_groups(unit: Unit, talk: Talk) -> None:
    if not talk.groups:
        raise ValidationError("Skriv vilka som deltog: minst en grupp.")
    there = applicable_groups(unit)
    labels = dict(TakesPart.choices)
    for group, turnout in talk.groups.items():
        label = labels.get(group, group)
        if group not in there:
            raise ValidationError(f"{label} finns inte vid {unit}.")
        if not talk.held:
            continue
        if turnout.took_part is None or turnout.size is None:
            raise ValidationError(
                {
                    f"took_{group}": f"{label}: skriv både hur många som deltog och hur många "
                    "gruppen är."
                }
            )
        if turnout.size < 1:
            raise ValidationError({f"size_{group}": f"{label}: gruppen är minst en person."})
        if turnout.took_part > turnout.size:
            raise ValidationError(
                {
                    f"took_{group}": f"{label}: {turnout.took_part} kan inte ha deltagit av "
                    f"{turnout.size}. Rätta ett av talen."
                }
            )


def _set_groups(occasion: Occasion, groups: Mapping[str, Turnout]) -> None:
    """Change and add the rows of groups; those no longer there are removed."""
    known = {row.group: row for row in occasion.groups.all()}
    for group in _gone(known, groups):
        known[group].delete()
    for group, turnout in groups.items():
        row = known.get(group) or OccasionGroup(occasion=occasion, group=group)
        row.took_part, row.size = turnout.took_part, turnout.size
        row.full_clean()
        row.save()


def _origin(occasion: Occasion, group: str) -> str:
    """What a group's entry in the log of participation comes from."""
    return f"dialogue:{occasion.pk}:{group}"


def _log(occasion: Occasion, talk: Talk, *, by: User) -> None:
    """The log of participation tells of it too, without anybody writing it twice."""
    told = talk.groups if talk.held else {}
    gone = [_origin(occasion, group) for group in TakesPart.values if group not in told]
    unlog_participation(origins=gone, by=by)
    for group, turnout in told.items():
        log_participation(
            unit=occasion.unit,
            audience=group,
            on=occasion.on,
            what=f"Kvalitetsdialog: {occasion.method}",
            origin=_origin(occasion, group),
            address=reverse("unit_occasion_detail", args=[occasion.pk]),
            said=occasion.said,
            led_to=occasion.adjusted,
            took_part=turnout.took_part,
            group_size=turnout.size,
            by=by,
        )


def _gone(known: Iterable[str], groups: Mapping[str, Turnout]) -> list[str]:
    return [group for group in known if group not in groups]
