"""Visits that the board's members are offered."""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.chain import principals_of
from rodtrad.dialogues.models import BoardDialogue, BoardRound, MemberVisit, MemberVisitSignup
from rodtrad.dialogues.people import board_people
from rodtrad.notifications.actions import tell
from rodtrad.organisation.access import Permission
from rodtrad.organisation.models import Unit


@dataclass(frozen=True)
class VisitPlan:
    """Where and when members are welcome."""

    unit: Unit
    on: date
    starts: time | None
    places: int
    about: str = ""
    dialogue: BoardDialogue | None = None


def _page(visit: MemberVisit) -> str:
    return reverse("member_visit_list", query={"lasar": visit.round.school_year.slug})


@transaction.atomic
def offer_visit(round_: BoardRound, *, plan: VisitPlan, by: User, today: date) -> MemberVisit:
    """Offer the members a visit. They and the unit's principal are told.

    Raises:
        ValidationError: for a day that has passed or lies outside the school year, a unit that
            is closed then, or a dialogue of another year.
    """
    _check(round_, plan, today)
    visit = save_by(MemberVisit(round=round_, **vars(plan)), by)
    record("member_visit.offered", by=by, target=visit, unit_id=plan.unit.pk)
    tell(
        [
            *board_people(round_.unit, Permission.GOVERN, on=today),
            *principals_of([plan.unit], on=today),
        ],
        kind="member-visit",
        sentence=f"Verksamhetsbesök för nämndens ledamöter: {plan.unit}, {format_date(plan.on)}.",
        address=_page(visit),
        key=f"member-visit:{visit.pk}",
        unit=plan.unit,
        by=by,
    )
    return visit


@transaction.atomic
def change_visit(
    visit: MemberVisit, *, plan: VisitPlan, revision: int, by: User, today: date
) -> MemberVisit:
    """Change a visit; those who have signed up are told.

    Raises:
        Conflict: when somebody else has saved since `revision` was read.
        ValidationError: as `offer_visit`, or when more have signed up than there is room for.
    """
    stored = check_revision(visit, revision)
    _require_on(stored)
    _check(stored.round, plan, today)
    people = [row.person for row in stored.signups.select_related("person")]
    if plan.places < len(people):
        raise ValidationError({"places": f"{len(people)} ledamöter är redan anmälda."})
    for name, value in vars(plan).items():
        setattr(stored, name, value)
    stored.revision += 1
    save_by(stored, by)
    record("member_visit.changed", by=by, target=stored, unit_id=plan.unit.pk)
    _tell_all(stored, people, f"Ändrat besök: {stored.unit}, {format_date(stored.on)}.", by, today)
    return stored


@transaction.atomic
def cancel_visit(visit: MemberVisit, *, why: str, by: User, today: date) -> MemberVisit:
    """Call a visit off, with the reason; those who have signed up are told.

    Raises:
        ValidationError: without a reason.
    """
    _require_on(visit)
    if not why.strip():
        raise ValidationError({"why": "Skriv varför besöket ställs in."})
    visit.cancelled_why = why.strip()
    visit.revision += 1
    save_by(visit, by)
    record("member_visit.cancelled", by=by, target=visit, unit_id=visit.unit_id)
    people = [row.person for row in visit.signups.select_related("person")]
    words = f"Inställt besök: {visit.unit}, {format_date(visit.on)}. {visit.cancelled_why}"
    _tell_all(visit, people, words, by, today)
    return visit


@transaction.atomic
def sign_up(visit: MemberVisit, *, by: User, today: date) -> MemberVisitSignup:
    """Come along on a visit; doing it twice changes nothing.

    Raises:
        ValidationError: when it is full, called off or past.
    """
    stored = MemberVisit.objects.select_for_update().get(pk=visit.pk)
    _require_on(stored)
    if stored.on < today:
        raise ValidationError("Besöket har redan varit.")
    found: MemberVisitSignup | None = stored.signups.filter(person=by).first()
    if found is not None:
        return found
    if stored.signups.count() >= stored.places:
        raise ValidationError("Besöket är fullt. Välj ett annat.")
    made = MemberVisitSignup.objects.create(visit=stored, person=by, signed_on=today)
    record("member_visit.signed_up", by=by, target=stored, unit_id=stored.unit_id)
    return made


@transaction.atomic
def sign_off(visit: MemberVisit, *, by: User) -> None:
    """Do not come along after all."""
    if visit.signups.filter(person=by).delete()[0]:
        record("member_visit.signed_off", by=by, target=visit, unit_id=visit.unit_id)


def _check(round_: BoardRound, plan: VisitPlan, today: date) -> None:
    span = round_.school_year.span
    if plan.on < today:
        raise ValidationError({"on": "Dagen har redan varit. Välj en kommande dag."})
    if plan.on not in span:
        raise ValidationError({"on": f"Dagen ligger utanför läsåret {span}."})
    if not plan.unit.is_working_unit or not plan.unit.is_open(plan.on):
        raise ValidationError({"unit": f"{plan.unit} är stängd den dagen."})
    if plan.dialogue is not None and plan.dialogue.topic.round_id != round_.pk:
        raise ValidationError({"dialogue": "Dialogen hör till ett annat läsår."})


def _require_on(visit: MemberVisit) -> None:
    if visit.cancelled_why:
        raise ValidationError("Besöket är inställt.")


def _tell_all(visit: MemberVisit, people: list[User], words: str, by: User, today: date) -> None:
    tell(
        [*people, *principals_of([visit.unit], on=today)],
        kind="member-visit",
        sentence=words,
        address=_page(visit),
        key=f"member-visit:{visit.pk}",
        unit=visit.unit,
        by=by,
    )
