"""Deciding what a source says of the organisation: carried out, or declined for good."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.integrations.models import Proposal
from rodtrad.organisation.actions import (
    change_unit,
    close_unit,
    end_assignment,
    give_assignment,
    open_unit,
)
from rodtrad.organisation.models import Assignment, Role, SchoolForm, Unit


@transaction.atomic
def accept_proposal(
    proposal: Proposal,
    *,
    on: date,
    at: datetime,
    parent: Unit | None = None,
    person: User | None = None,
    by: User,
) -> Proposal:
    """Do what is proposed.

    Args:
        on: the day from which it holds.
        parent: what a new unit is placed below.
        person: who is the new principal; those who were principals there before end their roles.

    Raises:
        ValidationError: when it is decided already, or cannot be done.
    """
    proposal = _waiting(proposal)
    kind, unit = proposal.kind, proposal.unit
    if kind == Proposal.Kind.OPEN:
        proposal.unit = _open(proposal, parent, on, by)
    elif unit is None:
        raise ValidationError("Enheten finns inte längre. Avböj förslaget.")
    elif kind == Proposal.Kind.CLOSE:
        close_unit(unit, on=on, by=by)
    elif kind == Proposal.Kind.PRINCIPAL:
        _change_principal(unit, person, on, by)
    else:
        forms = list(unit.school_forms.all())
        name = unit.name
        if kind == Proposal.Kind.FORMS:
            forms = list(SchoolForm.objects.filter(code__in=proposal.after.split(", ")))
        else:
            name = proposal.after[:150]
        change_unit(
            unit,
            name=name,
            kind=unit.kind,
            code=unit.code,
            school_forms=forms,
            opened=unit.opened,
            by=by,
        )
    return _decide(proposal, Proposal.State.ACCEPTED, at, by)


@transaction.atomic
def decline_proposal(proposal: Proposal, *, at: datetime, by: User) -> Proposal:
    """Say no: the same is not proposed again.

    Raises:
        ValidationError: when it is decided already.
    """
    return _decide(_waiting(proposal), Proposal.State.DECLINED, at, by)


def _waiting(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if found.state != Proposal.State.WAITING:
        raise ValidationError("Någon har redan tagit ställning till förslaget.")
    return found


def _open(proposal: Proposal, parent: Unit | None, on: date, by: User) -> Unit:
    if parent is None:
        raise ValidationError({"parent": "Välj var enheten ska ligga."})
    return open_unit(
        parent=parent,
        name=proposal.name[:150],
        kind=Unit.Kind.SCHOOL,
        code=proposal.code,
        school_forms=SchoolForm.objects.filter(code__in=proposal.after.split(", ")),
        opened=on,
        by=by,
    )


def _change_principal(unit: Unit, person: User | None, on: date, by: User) -> None:
    if person is None:
        raise ValidationError({"person": "Välj personen. Lägg upp den först om den saknas."})
    role = Role.objects.get(code="principal")
    for assignment in Assignment.objects.running_on(on).filter(unit=unit, role=role):
        if assignment.user_id != person.pk:
            end_assignment(assignment, on=max(on, assignment.starts), by=by)
    give_assignment(person, role=role, unit=unit, starts=on, by=by)


def _decide(proposal: Proposal, state: str, at: datetime, by: User) -> Proposal:
    proposal.state, proposal.decided_at, proposal.decided_by = state, at, by
    proposal.save()
    record(
        f"register_proposal.{state}",
        by=by,
        target=proposal,
        unit_id=proposal.unit_id,
        kind=proposal.kind,
    )
    return proposal
