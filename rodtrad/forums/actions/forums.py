"""Changes of a forum and of who belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.forums.defaults import ROLES, RoleDefault
from rodtrad.forums.models import Forum, HandMember, MemberRole
from rodtrad.organisation.models import Role, SchoolForm, Unit


@dataclass(frozen=True)
class ForumPlan:
    """What people write about a forum."""

    name: str
    purpose: str = ""
    place: str = ""


def _check_unit(kind: str, unit: Unit) -> None:
    """Refuse a forum at a unit where it does not belong."""
    if kind in Forum.UNIT_KINDS and not unit.is_working_unit:
        raise ValidationError({"unit": "Välj en skola eller förskola: forumet är enhetens eget."})
    if kind in Forum.SHARED_KINDS and unit.is_working_unit:
        raise ValidationError({"unit": "Välj förvaltningen eller området: forumet är gemensamt."})
    wrong = {
        Forum.Kind.CHILD_HEALTH: Unit.Kind.SCHOOL,
        Forum.Kind.PUPIL_HEALTH: Unit.Kind.PRESCHOOL,
    }
    if unit.kind == wrong.get(Forum.Kind(kind)):
        raise ValidationError(
            {"kind": "En skola har ett elevhälsoteam och en förskola ett barnhälsoteam."}
        )


@transaction.atomic
def create_forum(
    *,
    kind: str,
    unit: Unit,
    plan: ForumPlan,
    by: User | None,
    roles: Iterable[RoleDefault] | None = None,
    school_form: SchoolForm | None = None,
) -> Forum:
    """A new forum, with the roles that forums of its kind have.

    Args:
        roles: other roles than the kind's usual ones.
        school_form: the usual roles only at units with that school form.

    Raises:
        ValidationError: at a unit of the wrong kind, or when the name is taken there.
    """
    _check_unit(kind, unit)
    forum: Forum = save_by(Forum(kind=kind, unit=unit, **vars(plan)), by)
    known = {role.code: role for role in Role.objects.all()}
    for chosen in ROLES[kind] if roles is None else roles:
        if chosen.code not in known:
            continue
        MemberRole.objects.create(
            forum=forum,
            role=known[chosen.code],
            leads=chosen.leads,
            from_above=chosen.from_above,
            by_decision=chosen.by_decision,
            school_form=None if chosen.leads else school_form,
        )
    record("forum.created", by=by, target=forum, unit_id=unit.pk)
    return forum


@transaction.atomic
def change_forum(forum: Forum, *, plan: ForumPlan, revision: int, by: User) -> Forum:
    """Change what a forum is called and for.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when the name is taken at the unit.
    """
    forum = check_revision(forum, revision)
    for name, value in vars(plan).items():
        setattr(forum, name, value)
    forum.revision += 1
    save_by(forum, by)
    record("forum.changed", by=by, target=forum, unit_id=forum.unit_id)
    return forum


@transaction.atomic
def end_forum(forum: Forum, *, on: date, by: User) -> Forum:
    """Let a forum meet no more from a day; what it has done stays.

    Raises:
        ValidationError: when it has ended already.
    """
    if forum.ended_on is not None:
        raise ValidationError("Forumet har redan upphört.")
    forum.ended_on = on
    forum.revision += 1
    save_by(forum, by)
    record("forum.ended", by=by, target=forum, unit_id=forum.unit_id)
    return forum


@transaction.atomic
def add_member_role(
    forum: Forum,
    *,
    role: Role,
    school_form: SchoolForm | None = None,
    leads: bool = False,
    from_above: bool = False,
    by_decision: bool = False,
    by: User,
) -> MemberRole:
    """Let everybody with a role belong to the forum.

    Raises:
        ValidationError: when the role is there already.
    """
    row = MemberRole(
        forum=forum,
        role=role,
        school_form=school_form,
        leads=leads,
        from_above=from_above,
        by_decision=by_decision,
    )
    row.full_clean()
    row.save()
    record("forum.members_changed", by=by, target=forum, unit_id=forum.unit_id)
    return row


@transaction.atomic
def remove_member_role(row: MemberRole, *, by: User) -> None:
    """Let a role no longer make people members.

    Raises:
        ValidationError: when nobody would be left to prepare the meetings.
    """
    others = row.forum.member_roles.exclude(pk=row.pk)
    if row.leads and not others.filter(leads=True).exists():
        raise ValidationError("Låt först en annan roll förbereda och leda mötena.")
    record("forum.members_changed", by=by, target=row.forum, unit_id=row.forum.unit_id)
    row.delete()


@transaction.atomic
def add_hand_member(
    forum: Forum,
    *,
    user: User,
    starts: date,
    by: User | None,
    leads: bool = False,
    ends: date | None = None,
) -> HandMember:
    """Let a person without any of the forum's roles belong to it.

    Raises:
        ValidationError: when the person does already, or it would end before it starts.
    """
    if forum.hand_members.running_on(starts).filter(user=user).exists():
        raise ValidationError({"user": f"{user} är redan tillagd."})
    member = HandMember(forum=forum, user=user, starts=starts, ends=ends, leads=leads)
    member.full_clean()
    member.save()
    record("forum.member_added", by=by, target=forum, unit_id=forum.unit_id)
    return member


@transaction.atomic
def end_hand_member(member: HandMember, *, on: date, by: User) -> HandMember:
    """Let a person that was added belong to the forum no more, from a day.

    Raises:
        ValidationError: when that is before it started.
    """
    member.ends = on
    member.full_clean()
    member.save()
    record("forum.member_ended", by=by, target=member.forum, unit_id=member.forum.unit_id)
    return member
