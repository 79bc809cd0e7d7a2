"""What a person should do now and what has changed, derived from the records: no second list."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.task import Task
from rodtrad.dialogues.tasks import tasks_for as dialogue_tasks
from rodtrad.dialogues.visit_tasks import visit_tasks
from rodtrad.evidence.tasks import tasks_for as evidence_tasks
from rodtrad.forums.tasks import tasks_for as forum_tasks
from rodtrad.goals.follow_tasks import tasks_for as follow_tasks
from rodtrad.goals.models import Checkpoint, Goal, GoalReview
from rodtrad.goals.tasks import tasks_for as goal_tasks
from rodtrad.integrations.tasks import tasks_for as source_tasks
from rodtrad.keyfigures.tasks import tasks_for as keyfigure_tasks
from rodtrad.matrix.tasks import tasks_for as matrix_tasks
from rodtrad.meetings.tasks import tasks_for as meeting_tasks
from rodtrad.organisation.access import Permission, has_anywhere, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report
from rodtrad.reports.tasks import tasks_for as report_tasks
from rodtrad.steering.tasks import tasks_for as steering_tasks
from rodtrad.surveys.tasks import tasks_for as survey_tasks
from rodtrad.yearwheel.tasks import tasks_for as wheel_tasks

# How many rows of each kind the start page shows; the lists have the rest.
SHOWN = 40


# What asks something of a person; each costs a fixed number of queries.
ASKING = (
    dialogue_tasks,
    visit_tasks,
    goal_tasks,
    follow_tasks,
    report_tasks,
    survey_tasks,
    steering_tasks,
    matrix_tasks,
    wheel_tasks,
    meeting_tasks,
    forum_tasks,
    source_tasks,
    keyfigure_tasks,
    evidence_tasks,
)


def tasks_for(user: User, today: date) -> list[Task]:
    """Everything there is to do, the next thing first; a fixed number of queries."""
    found = [one for tasks in ASKING for one in tasks(user, today)]
    return sorted(found, key=lambda task: (task.due is None, task.due or today, not task.is_mine))


@dataclass(frozen=True)
class Attention:
    """What a unit is late with or lacks, for who leads it."""

    unit: Unit
    late: int
    has_goals: bool
    unreviewed: int
    late_report: bool

    @property
    def late_text(self) -> str:
        """As "3 försenade"."""
        return f"{self.late} {'försenad' if self.late == 1 else 'försenade'}"

    @property
    def unreviewed_text(self) -> str:
        """As "2 saknas"."""
        return f"{self.unreviewed} saknas"


def units_needing_attention(user: User, today: date) -> tuple[list[Attention], int]:
    """The led units that are late or lack something, most first, and how many there are.

    Two queries: each looks at the units led once.
    """
    year = YearSpan.of(today)
    late = (
        Checkpoint.objects.waiting()
        .filter(unit=OuterRef("pk"), due__lt=today)
        .order_by()
        .values("unit")
        .annotate(n=Count("pk"))
        .values("n")
    )
    goals = Goal.objects.in_year(year).filter(unit=OuterRef("pk"), shared=False)
    finished = GoalReview.objects.filter(
        goal=OuterRef("pk"),
        unit=OuterRef("unit"),
        school_year=year.previous.start,
        done_on__isnull=False,
    )
    unreviewed = (
        Goal.objects.in_year(year.previous)
        .filter(unit=OuterRef("pk"), shared=False)
        .exclude(state=Goal.State.PLANNED)
        .exclude(Exists(finished))
        .order_by()
        .values("unit")
        .annotate(n=Count("pk"))
        .values("n")
    )
    late_report = Report.objects.filter(
        unit=OuterRef("pk"),
        due__lt=today,
        state__in=[Report.State.DRAFT, Report.State.RETURNED],
    )
    units = (
        units_open_to(user, Permission.LEAD)
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=today)
        .filter(Q(closed__isnull=True) | Q(closed__gt=today))
        .annotate(
            late=Coalesce(Subquery(late), 0),
            has_goals=Exists(goals),
            unreviewed=Coalesce(Subquery(unreviewed), 0),
            late_report=Exists(late_report),
        )
        .filter(Q(late__gt=0) | Q(has_goals=False) | Q(unreviewed__gt=0) | Q(late_report=True))
    )
    shown = units.order_by("-late", "-late_report", "has_goals", "-unreviewed", "name")[:SHOWN]
    found = [
        Attention(
            unit=row,
            late=row.late,
            has_goals=row.has_goals,
            unreviewed=row.unreviewed,
            late_report=row.late_report,
        )
        for row in shown
    ]
    return found, units.count() if len(found) == SHOWN else len(found)


def reports_to_adopt(user: User) -> list[Report]:
    """Submitted reports waiting for who leads. One query."""
    return list(
        Report.objects.open_to(user, Permission.LEAD)
        .filter(state=Report.State.SUBMITTED)
        .select_related("unit", "kind", "school_year", "group", "occasion")
        .order_by("due", "unit__name")[:SHOWN]
    )


def adopted_reports(user: User) -> list[Report]:
    """Adopted reports that the person may read, newest first. One query."""
    return list(
        Report.objects.readable_by(user)
        .filter(state=Report.State.ADOPTED)
        .select_related("unit", "kind", "school_year", "group", "occasion")
        .order_by("-adopted_on", "unit__name")[:10]
    )


def shared_goals(user: User, today: date) -> list[Goal]:
    """The shared goals of the running school year. One query."""
    return list(
        Goal.objects.readable_by(user)
        .filter(shared=True)
        .in_year(YearSpan.of(today))
        .active()
        .select_related("unit")
        .order_by("title")[:20]
    )


def events_for(user: User) -> QuerySet[Event]:
    """What has happened at the units whose work the person may read.

    Who administers a unit sees what was done to it and its people, not what its work says.
    """

    def at(permission: str) -> Q:
        return Q(unit_id__in=units_open_to(user, permission).order_by().values("pk"))

    of_administration = Q(target_type__startswith="organisation.") | Q(
        target_type__startswith="accounts."
    )
    seen = at(Permission.READ) | (at(Permission.ADMINISTER) & of_administration)
    if has_anywhere(user, Permission.ADMINISTER):
        # People and school years belong to no unit: who administers sees those.
        seen |= Q(
            unit_id__isnull=True,
            target_type__in=[
                "accounts.user",
                "organisation.schoolyear",
                "indicators.importrun",
                "integrations.source",
                "integrations.proposal",
            ],
        )
    return Event.objects.filter(seen).select_related("by")


def work_events_for(user: User) -> QuerySet[Event]:
    """Of what has happened, what was done in the quality work: no units, roles or people."""
    return told_once(events_for(user)).exclude(
        Q(target_type__startswith="organisation.") | Q(target_type__startswith="accounts.")
    )


def told_once(events: QuerySet[Event]) -> QuerySet[Event]:
    """A value that is written for a goal is two events: it is told of as the value."""
    return events.exclude(verb="target.measured")
