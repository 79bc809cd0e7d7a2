"""Planning the visits of a round: which units, which people, which days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.busy import busy_days
from rodtrad.dialogues.models import Visit, VisitParticipant, VisitRound
from rodtrad.dialogues.planning import suggest_days
from rodtrad.dialogues.visit_people import suggested_people
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission, branch_filter, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit


@dataclass(frozen=True)
class Slot:
    """When and where a visit is; no day means that it is not planned yet."""

    on: date | None
    begins: time | None = None
    place: str = ""


@transaction.atomic
def open_visit_round(
    *,
    unit: Unit,
    school_year: SchoolYear,
    starts: date,
    ends: date,
    minutes: int = 120,
    message: str = "",
    today: date,
    by: User,
) -> VisitRound:
    """A round with a visit to each unit below that the person leads, still without days.

    Who is to be at each visit follows from the roles and can be changed.

    Raises:
        ValidationError: for a closed school year, dates in the wrong order, or when every unit
            has a visit that school year already.
    """
    if school_year.closed_at is not None:
        raise ValidationError(f"Läsåret {school_year} är stängt. Det går inte att börja något där.")
    round_ = save_by(
        VisitRound(
            unit=unit,
            school_year=school_year,
            starts=starts,
            ends=ends,
            minutes=minutes,
            message=message.strip(),
        ),
        by,
    )
    if not _take_in(round_, day=starts, today=today, by=by):
        raise ValidationError(
            "Det finns ingen öppen förskola eller skola att besöka som inte redan har ett besök "
            "det läsåret."
        )
    record("visit_round.opened", by=by, target=round_, unit_id=unit.pk)
    return round_


@transaction.atomic
def add_new_units(round_: VisitRound, *, today: date, by: User) -> int:
    """Take in units that have opened since; returns how many."""
    made = _take_in(round_, day=today, today=today, by=by)
    if made:
        record("visit_round.units_added", by=by, target=round_, unit_id=round_.unit_id, units=made)
    return made


def _take_in(round_: VisitRound, *, day: date, today: date, by: User) -> int:
    visited = Visit.objects.filter(round__school_year=round_.school_year_id)
    units = list(
        units_open_to(by, Permission.LEAD)
        .filter(branch_filter(round_.unit.path))
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=day)
        .exclude(closed__lte=day)
        .exclude(pk__in=visited.values("unit"))
    )
    made = Visit.objects.bulk_create(Visit(round=round_, unit=unit) for unit in units)
    people = suggested_people(units, today)
    VisitParticipant.objects.bulk_create(
        VisitParticipant(visit=visit, user=user, part=part)
        for visit in made
        for user, part in people[visit.unit_id]
    )
    return len(made)


@transaction.atomic
def suggest_visit_days(round_: VisitRound, *, today: date, a_day: int = 2, by: User) -> list[Visit]:
    """Give every led visit without a day one that nobody has taken; returns those left without.

    The suggestions are days like others: the units are told when the plan is saved.
    """
    visits = list(
        round_.visits.open_to(by, Permission.LEAD)
        .filter(state=Visit.State.PLANNED, on__isnull=True)
        .select_related("unit", "round__school_year")
        .order_by("unit__path")
    )
    first = max(round_.starts, today)
    if first > round_.ends or not visits:
        return visits
    # A unit that closes before the round is over gets its day by hand, while it runs.
    units = [
        visit.unit
        for visit in visits
        if visit.unit.closed is None or visit.unit.closed > round_.ends
    ]
    taken = round_.visits.exclude(state=Visit.State.CANCELLED).values_list("on", flat=True)
    found, _ = suggest_days(
        [unit.pk for unit in units],
        first=first,
        last=round_.ends,
        busy=busy_days(round_.unit, units, first, round_.ends),
        taken=[day for day in taken if day is not None],
        a_day=a_day,
    )
    for visit in visits:
        visit.on = found.get(visit.unit_id)
    Visit.objects.bulk_update([one for one in visits if one.on], ["on"], batch_size=200)
    record("visit_round.suggested", by=by, target=round_, unit_id=round_.unit_id, visits=len(found))
    return [visit for visit in visits if visit.unit_id not in found]


@transaction.atomic
def plan_visits(round_: VisitRound, slots: Mapping[int, Slot], *, by: User) -> int:
    """Set when and where many visits are, and tell the units whose day is new.

    Args:
        slots: by the visit's number; only visits that the person leads are changed.

    Returns:
        How many visits were changed.

    Raises:
        ValidationError: with one sentence for each visit that is over, or whose unit is closed
            that day; nothing is changed then.
    """
    rows = list(
        round_.visits.open_to(by, Permission.LEAD)
        .filter(pk__in=list(slots))
        .select_related("unit", "round__school_year")
        .select_for_update(of=("self",))
    )
    changed, faults = [], []
    for visit in rows:
        slot = slots[visit.pk]
        if (visit.on, visit.begins, visit.place) == (slot.on, slot.begins, slot.place):
            continue
        if fault := refusal(visit, slot.on):
            faults.append(fault)
        new_day = slot.on is not None and slot.on != visit.on
        visit.on, visit.begins, visit.place = slot.on, slot.begins, slot.place.strip()
        changed.append((visit, new_day))
    if faults:
        raise ValidationError(faults)
    for visit, _ in changed:
        save_by(visit, by)
        record("visit.planned", by=by, target=visit, unit_id=visit.unit_id)
    tell_days([visit for visit, is_new in changed if is_new], by=by)
    return len(changed)


def plan_visit(visit: Visit, slot: Slot, *, by: User) -> Visit:
    """Set when and where one visit is.

    Raises:
        ValidationError: when it is over, or the unit is closed that day.
    """
    plan_visits(visit.round, {visit.pk: slot}, by=by)
    visit.refresh_from_db()
    return visit


def refusal(visit: Visit, day: date | None) -> str:
    """Why a visit cannot be planned for a day; empty when it can."""
    if visit.is_over:
        state = "genomfört" if visit.state == Visit.State.HELD else "inställt"
        return f"Besöket på {visit.unit} är {state} och går inte att planera om."
    if day is None:
        return ""
    if not visit.unit.is_open(day):
        when = (
            f"stängd från {format_date(visit.unit.closed)}"
            if visit.unit.closed is not None and visit.unit.closed <= day
            else f"inte öppen förrän {format_date(visit.unit.opened)}"
        )
        return f"{visit.unit} är {when} och kan inte besökas {format_date(day)}."
    return ""


def tell_days(visits: Iterable[Visit], *, by: User) -> None:
    """Tell everybody who is to be at the visits of their day. One query."""
    rows = {visit.pk: visit for visit in visits}
    people = VisitParticipant.objects.filter(visit__in=rows).select_related("user")
    for row in people:
        visit = rows[row.visit_id]
        if visit.on is None:
            continue
        tell(
            [row.user],
            kind="visit-planned",
            sentence=f"Förvaltningens dialog på {visit.unit} är {format_date(visit.on)}.",
            address=reverse("visit_detail", args=[visit.pk]),
            key=f"visit:{visit.pk}",
            unit=visit.unit,
            by=by,
        )
