"""People and duties become accounts and assignments; protected persons leave no trace."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from rodtrad.accounts.models import User
from rodtrad.indicators.models import ImportRun
from rodtrad.integrations.models import DutyRole, OutsideLink, RunChange
from rodtrad.integrations.runs.account import Account, Asks
from rodtrad.integrations.ss12000.answers import Duty, Person
from rodtrad.notifications.actions import forget_in_notices
from rodtrad.organisation.actions import (
    add_person,
    change_person,
    deactivate_person,
    end_assignment,
    forget_person,
    give_assignment,
)
from rodtrad.organisation.models import Assignment, Role, Unit

# More than this share of the people at once is asked about, not done.
MOST_REMOVED = 0.2
_FEWEST_TO_ASK = 2


@dataclass
class Staff:
    """What the server says of the staff, and what is known here."""

    people: dict[str, Person]
    duties: list[Duty]
    gone_people: set[str]
    gone_duties: set[str]
    counts: dict[str, int] = field(
        default_factory=lambda: {
            "people_added": 0,
            "people_altered": 0,
            "people_closed": 0,
            "assignments_added": 0,
            "assignments_altered": 0,
            "assignments_ended": 0,
            "protected": 0,
            "without_email": 0,
        }
    )

    def add(self, what: str) -> None:
        """Count one more."""
        self.counts[what] += 1


def ask_before_mass_removal(staff: Staff, today: date) -> None:
    """Stop when many would lose their place here at once.

    Raises:
        Asks: with how many, and of how many.
    """
    links = OutsideLink.objects.filter(assignment__isnull=False).select_related("assignment")
    running = [
        link
        for link in links
        if link.assignment is not None
        and (link.assignment.ends is None or link.assignment.ends > today)
    ]
    people = {link.assignment.user_id for link in running if link.assignment}
    closed = set(
        OutsideLink.objects.filter(
            user__isnull=False, outside_id__in=_gone_people(staff)
        ).values_list("user_id", flat=True)
    )
    ending = _ending(staff, today)
    left = {
        link.assignment.user_id
        for link in running
        if link.assignment
        and link.outside_id not in ending
        and link.assignment.user_id not in closed
    }
    lost = len(people - left)
    if lost >= _FEWEST_TO_ASK and lost > MOST_REMOVED * len(people):
        raise Asks(
            f"{lost} av {len(people)} personer skulle förlora alla sina uppdrag. Ingenting har "
            "sparats. Kontrollera källan. Är det rätt: kör hämtningen igen och godkänn det."
        )


def _gone_people(staff: Staff) -> set[str]:
    dead = {one.id for one in staff.people.values() if one.is_gone}
    return staff.gone_people | dead


def _ending(staff: Staff, today: date) -> set[str]:
    """Duties that are removed or over."""
    over = {duty.id for duty in staff.duties if duty.endDate is not None and duty.endDate < today}
    return staff.gone_duties | over


def store_people(
    run: ImportRun, staff: Staff, units: dict[str, Unit], today: date, account: Account
) -> None:
    """Bring accounts and assignments to what the server says; others are left alone."""
    _forget_protected(run, staff, today)
    roles = _roles(staff, account)
    _end_removed(run, staff, today)
    gone = _gone_people(staff)
    for duty in sorted(staff.duties, key=lambda one: (one.startDate or today, one.id)):
        person = staff.people.get(duty.person.id) if duty.person else None
        if person is not None and (person.is_protected or person.id in gone):
            continue
        _store_duty(run, staff, duty, person, roles, units, today, account)
    for person in staff.people.values():
        if not person.is_protected and person.id not in gone:
            _follow_person(run, staff, person, account)
    _close_those_who_left(run, staff, gone, today)
    account.counts |= staff.counts


def _forget_protected(run: ImportRun, staff: Staff, today: date) -> None:
    """Those who have become protected: all that names them goes, also what lets runs be undone."""
    protected = {one.id for one in staff.people.values() if one.is_protected}
    staff.counts["protected"] = len(protected)
    links = OutsideLink.objects.filter(outside_id__in=protected, user__isnull=False)
    for link in links.select_related("user"):
        user = link.user
        if user is None:
            continue
        mine = [str(pk) for pk in user.assignments.values_list("pk", flat=True)]
        name = user.name
        forget_person(user, on=today, by=run.by)
        forget_in_notices(user, name=name, instead=user.name)
        RunChange.objects.filter(target_type="accounts.user", target_id=str(user.pk)).delete()
        RunChange.objects.filter(target_type="organisation.assignment", target_id__in=mine).delete()
        OutsideLink.objects.filter(assignment__user=user).delete()
        link.delete()


def _roles(staff: Staff, account: Account) -> dict[str, Role | None]:
    """The role of each duty role; one that is new is added, without any role until somebody
    chooses one."""
    known = {one.name: one.role for one in DutyRole.objects.select_related("role")}
    for name in sorted({duty.dutyRole for duty in staff.duties} - set(known)):
        DutyRole.objects.create(name=name[:100])
        known[name] = None
        account.note(f"Ny tjänsteroll: {name}. Välj vilken roll den ger, om någon.")
    return known


def _end_removed(run: ImportRun, staff: Staff, today: date) -> None:
    links = OutsideLink.objects.filter(
        outside_id__in=staff.gone_duties, assignment__isnull=False
    ).select_related("assignment__user", "assignment__role", "assignment__unit")
    for link in links:
        _end(run, staff, link.assignment, today)


def _end(run: ImportRun, staff: Staff, assignment: Assignment | None, on: date) -> None:
    if assignment is None or (assignment.ends is not None and assignment.ends <= on):
        return
    RunChange.will_change(run, assignment, "ends")
    end_assignment(assignment, on=max(on, assignment.starts), by=run.by)
    staff.add("assignments_ended")


def _store_duty(
    run: ImportRun,
    staff: Staff,
    duty: Duty,
    person: Person | None,
    roles: dict[str, Role | None],
    units: dict[str, Unit],
    today: date,
    account: Account,
) -> None:
    link = OutsideLink.objects.filter(outside_id=duty.id).select_related("assignment").first()
    assignment = link.assignment if link else None
    # The last day of a duty is a day of it; an assignment ends the day after.
    ends = duty.endDate + timedelta(days=1) if duty.endDate else None
    role = roles[duty.dutyRole]
    unit = units.get(duty.dutyAt.id) if duty.dutyAt else None
    if unit is None and duty.dutyAt is not None:
        account.note("En tjänst finns vid en enhet som inte är upplagd här; den hoppades över.")
    if role is None or unit is None:
        _end(run, staff, assignment, today)
        return
    starts = max(duty.startDate or today, unit.opened)
    if ends is not None and ends <= max(today, starts):
        # Over already, or over before it began: nothing new is given.
        if assignment is not None:
            _change_days(run, staff, assignment, assignment.starts, max(ends, assignment.starts))
        return
    if assignment is not None:
        same = (assignment.role_id, assignment.unit_id) == (role.pk, unit.pk)
        if same:
            _change_days(run, staff, assignment, starts, ends)
            return
        _end(run, staff, assignment, today)
        starts = max(starts, today)
    user = assignment.user if assignment else _user_of(run, staff, duty, person, account)
    if user is None:
        return
    _give(run, staff, duty, user, role, unit, starts, ends, link, account)


def _change_days(
    run: ImportRun, staff: Staff, assignment: Assignment, starts: date, ends: date | None
) -> None:
    if (assignment.starts, assignment.ends) == (starts, ends):
        return
    RunChange.will_change(run, assignment, "starts", "ends")
    over = ends is not None and assignment.ends is None
    assignment.starts, assignment.ends = starts, ends
    assignment.full_clean()
    assignment.save()
    staff.add("assignments_ended" if over else "assignments_altered")


def _give(
    run: ImportRun,
    staff: Staff,
    duty: Duty,
    user: User,
    role: Role,
    unit: Unit,
    starts: date,
    ends: date | None,
    link: OutsideLink | None,
    account: Account,
) -> None:
    made = (
        Assignment.objects.running_on(starts)
        .filter(user=user, role=role, unit=unit, school_form=None)
        .first()
    )
    if made is None:
        try:
            made = give_assignment(user, role=role, unit=unit, starts=starts, ends=ends, by=run.by)
        except ValidationError:
            account.note(
                f"En person vid {unit} fick inte sitt uppdrag: kontot eller enheten är stängd."
            )
            return
        RunChange.made(run, made)
        staff.add("assignments_added")
    if link is None:
        link = OutsideLink.objects.create(outside_id=duty.id, assignment=made, made_here=True)
        RunChange.made(run, link)
    elif link.assignment_id != made.pk:
        RunChange.will_change(run, link, "assignment_id")
        link.assignment = made
        link.save(update_fields=["assignment"])


def _user_of(
    run: ImportRun, staff: Staff, duty: Duty, person: Person | None, account: Account
) -> User | None:
    """The account of a person, made when there is none; None when there cannot be one."""
    if duty.person is None:
        return None
    link = OutsideLink.objects.filter(outside_id=duty.person.id).select_related("user").first()
    if link is not None and link.user is not None:
        return link.user
    if person is None:
        return None
    if not person.email or not person.name:
        staff.add("without_email")
        return None
    user = User.objects.filter(email__iexact=person.email).first()
    made = user is None
    if user is None:
        try:
            user = add_person(name=person.name, email=person.email, by=run.by)
        except ValidationError:
            staff.add("without_email")
            return None
        RunChange.made(run, user)
        staff.add("people_added")
    link = OutsideLink.objects.create(outside_id=person.id, user=user, made_here=made)
    RunChange.made(run, link)
    return user


def _follow_person(run: ImportRun, staff: Staff, person: Person, account: Account) -> None:
    """A name or an address that has changed, of an account that a synchronisation made."""
    link = (
        OutsideLink.objects.filter(outside_id=person.id, user__isnull=False, made_here=True)
        .select_related("user")
        .first()
    )
    if link is None or link.user is None or not person.name:
        return
    user, email = link.user, person.email or link.user.email
    if (user.name, user.email) == (person.name, email):
        return
    RunChange.will_change(run, user, "name", "email")
    try:
        change_person(
            user,
            name=person.name,
            email=email,
            title=user.title,
            is_active=user.is_active,
            by=run.by,
        )
    except ValidationError:
        account.note("En persons nya e-postadress är upptagen av ett annat konto.")
        return
    staff.add("people_altered")


def _close_those_who_left(run: ImportRun, staff: Staff, gone: set[str], today: date) -> None:
    """Accounts that a synchronisation made, of people who have nothing left to do here."""
    links = OutsideLink.objects.filter(user__isnull=False).select_related("user")
    ended = set(
        run.changes.filter(
            target_type="organisation.assignment", before__has_key="ends"
        ).values_list("target_id", flat=True)
    )
    touched = set(
        Assignment.objects.filter(pk__in=[int(pk) for pk in ended]).values_list(
            "user_id", flat=True
        )
    )
    for link in links:
        user = link.user
        if user is None or not (link.outside_id in gone or user.pk in touched):
            continue
        mine = OutsideLink.objects.filter(assignment__user=user).select_related("assignment")
        if link.outside_id in gone:
            for one in mine:
                _end(run, staff, one.assignment, today)
        left = Assignment.objects.filter(user=user).exclude(ends__lte=today)
        if link.made_here and user.is_active and not left.exists():
            RunChange.will_change(run, user, "is_active")
            deactivate_person(user, on=today, by=run.by)
            staff.add("people_closed")
