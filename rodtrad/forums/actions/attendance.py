"""The principal's yearly decision on the assistant principal's attendance (§ 3.1.2)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.forums.models import AttendanceDecision, Forum
from rodtrad.forums.queries import assistants_of, heads_over
from rodtrad.notifications.actions import tell
from rodtrad.organisation.models import SchoolYear, Unit


@transaction.atomic
def decide_attendance(
    forum: Forum,
    *,
    unit: Unit,
    person: User,
    school_year: SchoolYear,
    attends: bool,
    reason: str = "",
    on: date,
    by: User,
) -> AttendanceDecision:
    """Decide whether an assistant principal attends ledarforum during a school year.

    The heads of schools are told when it is another than what held before.

    Raises:
        ValidationError: for somebody who is not assistant principal at the unit.
    """
    if not assistants_of([unit.pk], on).filter(user=person).exists():
        raise ValidationError(f"{person} är inte biträdande rektor vid {unit}.")
    row = AttendanceDecision.objects.filter(
        forum=forum, unit=unit, person=person, school_year=school_year
    ).first()
    before = row.attends if row else _last_year(forum, unit, person, school_year)
    row = row or AttendanceDecision(forum=forum, unit=unit, person=person, school_year=school_year)
    row.attends, row.reason, row.decided_by, row.decided_on = attends, reason, by, on
    save_by(row, by)
    record("attendance.decided", by=by, target=row, unit_id=unit.pk, attends=attends)
    if before != attends:
        tell(
            heads_over(unit, on),
            kind="attendance-changed",
            sentence=(
                f"{unit}: {person} {'deltar' if attends else 'deltar inte'} i {forum} "
                f"läsåret {school_year}. Rektor har beslutat om ändringen."
            ),
            address=f"{reverse('attendance_list')}?lasar={school_year.slug}",
            key=f"attendance:{row.pk}",
            unit=unit,
            by=by,
        )
    return row


def _last_year(forum: Forum, unit: Unit, person: User, year: SchoolYear) -> bool:
    """What held before: without a decision, an assistant principal does not attend."""
    earlier = AttendanceDecision.objects.filter(
        forum=forum, unit=unit, person=person, school_year=year.start - 1
    ).first()
    return earlier is not None and earlier.attends
