"""Every change of who is who and who has which role where."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record
from rodtrad.organisation.access import Permission, forget_reaches, may
from rodtrad.organisation.models import Assignment, Role, SchoolForm, Unit


def _checked(person: User) -> User:
    """The person, with the address as it is stored.

    Raises:
        ValidationError: when a field is wrong or the address is taken.
    """
    person.email = person.email.strip().lower()
    if User.objects.filter(email__iexact=person.email).exclude(pk=person.pk).exists():
        raise ValidationError({"email": "Det finns redan en person med den e-postadressen."})
    person.full_clean(exclude=["password"])
    return person


@transaction.atomic
def add_person(*, name: str, email: str, title: str = "", by: User | None) -> User:
    """A new person, who chooses a password with the link of the invitation.

    Raises:
        ValidationError: when the address is taken or not an address.
    """
    person = User(name=name.strip(), email=email, title=title.strip())
    person.set_unusable_password()
    _checked(person).save()
    record("person.added", by=by, target=person, unit_id=None)
    return person


@transaction.atomic
def change_person(
    person: User, *, name: str, email: str, title: str, is_active: bool, by: User | None
) -> User:
    """Correct a person's name, address or title, or let them sign in again.

    Raises:
        ValidationError: when the address is taken or not an address.
    """
    person.name, person.email, person.title = name.strip(), email, title.strip()
    if person == by and not is_active:
        raise ValidationError({"is_active": "Du kan inte stänga av dig själv."})
    person.is_active = is_active
    _checked(person).save()
    record("person.changed", by=by, target=person, unit_id=None, is_active=is_active)
    return person


@transaction.atomic
def deactivate_person(person: User, *, on: date, by: User | None) -> User:
    """The person can no longer sign in, and the assignments end. What they wrote stays.

    Raises:
        ValidationError: when it is oneself, or the person is already shut out.
    """
    if person == by:
        raise ValidationError("Du kan inte stänga av dig själv.")
    if not person.is_active:
        raise ValidationError(f"{person} kan redan inte logga in.")
    for assignment in Assignment.objects.running_on(on).filter(user=person):
        end_assignment(assignment, on=on, by=by)
    person.is_active = False
    person.save()
    record("person.deactivated", by=by, target=person, unit_id=None)
    return person


@transaction.atomic
def give_assignment(
    person: User,
    *,
    role: Role,
    unit: Unit,
    school_form: SchoolForm | None = None,
    starts: date,
    ends: date | None = None,
    by: User | None,
) -> Assignment:
    """Give a person a role at a unit, from one day until another.

    Args:
        school_form: limits the role to units below that have the school form.
        ends: the first day that the role no longer holds; None for until further notice.
        by: who gives it; None when the system does, as when an installation is set up.

    Raises:
        ValidationError: when the person has it already, the unit is closed, or `by` does not
            administer the unit.
    """
    if by is not None and not may(by, Permission.ADMINISTER, unit):
        raise ValidationError({"unit": f"Du administrerar inte {unit}."})
    if not person.is_active:
        raise ValidationError(f"{person} kan inte logga in. Öppna kontot först.")
    if unit.closed is not None and unit.closed <= starts:
        raise ValidationError({"unit": f"{unit} är stängd. Välj en annan enhet."})
    same = Assignment.objects.running_on(starts).filter(
        user=person, role=role, unit=unit, school_form=school_form
    )
    if same.exists():
        raise ValidationError(f"{person} är redan {role.name.lower()} vid {unit}.")
    assignment = Assignment(
        user=person, role=role, unit=unit, school_form=school_form, starts=starts, ends=ends
    )
    assignment.full_clean()
    assignment.save()
    forget_reaches(person)
    record("assignment.given", by=by, target=assignment, unit_id=unit.pk)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, on: date, by: User | None) -> Assignment:
    """End a role: from that day the person no longer reaches what it gave.

    Raises:
        ValidationError: when it has ended, or has not begun by then.
    """
    if assignment.ends is not None and assignment.ends <= on:
        raise ValidationError("Uppdraget är redan avslutat.")
    if on < assignment.starts:
        raise ValidationError({"on": "Uppdraget kan inte sluta innan det börjar."})
    assignment.ends = on
    assignment.full_clean()
    assignment.save()
    forget_reaches(assignment.user)
    record(
        "assignment.ended",
        by=by,
        target=assignment,
        unit_id=assignment.unit_id,
        on=on.isoformat(),
    )
    return assignment
