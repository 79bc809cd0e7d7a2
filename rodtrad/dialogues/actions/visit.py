"""Every change to a round of visits: planning, preparing, holding, feeding back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.busy import busy_days
from rodtrad.dialogues.models import AppraisalTalk, Visit, VisitParticipant, VisitRound
from rodtrad.dialogues.planning import suggest_days
from rodtrad.dialogues.visit_people import suggested_people
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission, branch_filter, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit

Part = VisitParticipant.Part


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
        if fault := _fault(visit, slot.on):
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


def _fault(visit: Visit, day: date | None) -> str:
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


@transaction.atomic
def cancel_visit(visit: Visit, *, why: str, by: User) -> Visit:
    """Call a visit off and say why.

    Raises:
        ValidationError: without a reason, or when it is over.
    """
    stored = _locked(visit)
    if fault := _fault(stored, None):
        raise ValidationError(fault)
    stored.state, stored.cancelled_why = Visit.State.CANCELLED, why.strip()
    save_by(stored, by)
    record("visit.cancelled", by=by, target=stored, unit_id=stored.unit_id)
    tell(
        [row.user for row in stored.participants.select_related("user")],
        kind="visit-cancelled",
        sentence=f"Förvaltningens dialog på {stored.unit} är inställd.",
        address=reverse("visit_detail", args=[stored.pk]),
        key=f"visit-cancelled:{stored.pk}",
        unit=stored.unit,
        by=by,
    )
    return stored


@transaction.atomic
def reopen_visit(visit: Visit, *, by: User) -> Visit:
    """Plan a visit that was cancelled or held by mistake again.

    Raises:
        ValidationError: when it is planned already, or the unit has its feedback.
    """
    stored = _locked(visit)
    if not stored.is_over:
        raise ValidationError("Besöket är redan planerat.")
    if stored.feedback_on is not None:
        raise ValidationError("Enheten har fått återkopplingen. Besöket kan inte öppnas igen.")
    stored.state, stored.cancelled_why = Visit.State.PLANNED, ""
    save_by(stored, by)
    record("visit.reopened", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def choose_people(visit: Visit, people: Mapping[User, str], *, by: User) -> None:
    """Say who is to be at a visit, each for a part; those left out are taken away."""
    now = {row.user_id: row for row in visit.participants.all()}
    wanted = {user.pk: part for user, part in people.items()}
    for number, row in now.items():
        if number not in wanted:
            row.delete()
    for number, part in wanted.items():
        row = now.get(number) or VisitParticipant(visit=visit, user_id=number)
        row.part = part
        row.full_clean()
        row.save()
    record("visit.people_chosen", by=by, target=visit, unit_id=visit.unit_id)


@transaction.atomic
def prepare_visit(
    visit: Visit, *, wants_to_tell: str, wants_to_discuss: str, ready: bool, today: date, by: User
) -> Visit:
    """Keep what the unit wants to tell and discuss; the visitors read it when it is ready.

    Raises:
        ValidationError: when the visit is over.
    """
    stored = _locked(visit)
    if fault := _fault(stored, None):
        raise ValidationError(fault)
    newly = ready and stored.prepared_on is None
    stored.wants_to_tell = wants_to_tell.strip()
    stored.wants_to_discuss = wants_to_discuss.strip()
    stored.prepared_on = (stored.prepared_on or today) if ready else None
    save_by(stored, by)
    record("visit.prepared", by=by, target=stored, unit_id=stored.unit_id)
    if newly:
        rows = stored.participants.filter(part=Part.VISITOR).select_related("user")
        tell(
            [row.user for row in rows],
            kind="visit-prepared",
            sentence=f"{stored.unit} har förberett besöket.",
            address=reverse("visit_detail", args=[stored.pk]),
            key=f"visit-prepared:{stored.pk}",
            unit=stored.unit,
            by=by,
        )
    return stored


@transaction.atomic
def write_notes(visit: Visit, *, notes: str, revision: int, by: User) -> Visit:
    """Keep the visitors' notes as they are typed.

    Raises:
        Conflict: when somebody else has written since `revision` was read.
        ValidationError: when the visit is cancelled.
    """
    stored = check_revision(visit, revision)
    if stored.state == Visit.State.CANCELLED:
        raise ValidationError("Besöket är inställt.")
    if stored.notes == notes:
        return stored
    first = not stored.notes
    stored.notes = notes
    stored.revision += 1
    save_by(stored, by)
    if first:
        # One line, not one for every pause in the typing.
        record("visit.notes_begun", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def hold_visit(
    visit: Visit,
    *,
    on: date,
    children: int | None = None,
    children_asked: int | None = None,
    by: User,
) -> Visit:
    """Say that a visit has been held, and how many children or pupils took part.

    Raises:
        ValidationError: when it is over, the unit was closed, or more took part than were asked.
    """
    stored = _locked(visit)
    if fault := _fault(stored, on):
        raise ValidationError(fault)
    stored.state, stored.on = Visit.State.HELD, on
    stored.children, stored.children_asked = children, children_asked
    save_by(stored, by)
    record("visit.held", by=by, target=stored, unit_id=stored.unit_id)
    return stored


@transaction.atomic
def give_feedback(visit: Visit, *, feedback: str, on: date, send: bool, by: User) -> Visit:
    """Write the feedback to the unit; sent, the unit reads it with the notes and commitments.

    Raises:
        ValidationError: when it is to be sent empty, or the visit has not been held.
    """
    stored = _locked(visit)
    stored.feedback = feedback.strip()
    newly = send and stored.feedback_on is None
    if send:
        if stored.state != Visit.State.HELD:
            raise ValidationError("Markera först att besöket är genomfört.")
        if not stored.feedback:
            raise ValidationError({"feedback": "Skriv återkopplingen innan du lämnar den."})
        stored.feedback_on = stored.feedback_on or on
    save_by(stored, by)
    if newly:
        record("visit.feedback_given", by=by, target=stored, unit_id=stored.unit_id)
        rows = stored.participants.exclude(part=Part.VISITOR).select_related("user")
        tell(
            [row.user for row in rows],
            kind="visit-feedback",
            sentence=f"Återkopplingen från besöket på {stored.unit} finns att läsa.",
            address=reverse("visit_detail", args=[stored.pk]),
            key=f"visit-feedback:{stored.pk}",
            unit=stored.unit,
            by=by,
        )
    return stored


@transaction.atomic
def set_appraisal(visit: Visit, *, on: date | None, head: User, principal: User) -> None:
    """Keep the day of the two's appraisal talk, or take it away; no log is told of it.

    Raises:
        ValidationError: when the two are the same person.
    """
    mine = AppraisalTalk.objects.filter(visit=visit, head=head, principal=principal)
    if on is None:
        mine.delete()
        return
    row = mine.first() or AppraisalTalk(visit=visit, head=head, principal=principal)
    row.on = on
    row.full_clean()
    row.save()


def _locked(visit: Visit) -> Visit:
    stored: Visit = (
        Visit.objects.select_for_update(of=("self",))
        .select_related("unit", "round__school_year")
        .get(pk=visit.pk)
    )
    return stored
