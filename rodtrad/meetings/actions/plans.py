"""Changes of health plans and of the networks' own goals."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import Conflict, check_revision
from rodtrad.forums.models import Forum
from rodtrad.meetings.models import AgendaItem, Decision, HealthPlan, NetworkGoal
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.steering.models import SteeringDocument


@transaction.atomic
def change_health_plan(
    *,
    unit: Unit,
    document: SteeringDocument | None,
    followed_up: str,
    analysed: str,
    revision: int,
    by: User,
) -> HealthPlan:
    """Say which document is the unit's plan, and how its work is followed up and analysed.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: for another unit's document.
    """
    plan = HealthPlan.objects.select_for_update().filter(unit=unit).first()
    if plan is None:
        plan = HealthPlan(unit=unit)
    elif plan.revision != revision:
        raise Conflict(plan)
    if document is not None and document.unit_id != unit.pk:
        raise ValidationError({"document": "Välj ett av enhetens egna dokument."})
    plan.document, plan.followed_up, plan.analysed = document, followed_up, analysed
    plan.revision += 1
    save_by(plan, by)
    record("healthplan.changed", by=by, target=plan, unit_id=unit.pk)
    return plan


@dataclass(frozen=True)
class NetworkPlan:
    """What a network wants and does, and where it was agreed."""

    title: str
    school_year: SchoolYear
    activities: str = ""
    agreed_item: AgendaItem | None = None
    agreed_decision: Decision | None = None


@transaction.atomic
def save_network_goal(
    forum: Forum,
    *,
    plan: NetworkPlan,
    by: User | None,
    goal: NetworkGoal | None = None,
    revision: int = 0,
) -> NetworkGoal:
    """A network's own goal, new or changed.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: for a forum that is no network, or an agreement elsewhere than in
            ledarforum.
    """
    if not forum.is_network:
        raise ValidationError("Bara nätverken har egna mål.")
    row = NetworkGoal(forum=forum) if goal is None else check_revision(goal, revision)
    agreed = [plan.agreed_item, plan.agreed_decision]
    if any(one is not None and one.meeting.forum.kind != Forum.Kind.LEADERS for one in agreed):
        raise ValidationError("Innehållet ska vara överenskommet i ledarforum.")
    for name, value in vars(plan).items():
        setattr(row, name, value)
    row.revision += 1
    save_by(row, by)
    record("networkgoal.saved", by=by, target=row, unit_id=forum.unit_id)
    return row
