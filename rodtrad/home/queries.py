"""What a person should do now and what has changed, derived from the records: no second list."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.goals.models import Checkpoint, Goal, GoalReview
from rodtrad.organisation.access import Permission, has_anywhere, own_units, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.reports.models import Report, Section

# How many days ahead something counts as soon.
SOON = 30
# How many rows of each kind the start page shows; the lists have the rest.
SHOWN = 40
# From April the ending school year is analysed: the analysis day ends the year.
REVIEW_MONTH = 4


@dataclass(frozen=True)
class Task:
    """One thing to do, and the way straight to doing it."""

    due: date | None
    title: str
    context: str
    url: str
    action: str
    do_url: str
    is_mine: bool
    late_days: int
    kind: str  # as the page marks it: late, due or later
    note: str = ""

    @property
    def lateness(self) -> str:
        """As "1 dag sen" or "9 dagar sen"; empty when it is not late."""
        if self.kind != "late":
            return ""
        return f"{self.late_days} {'dag' if self.late_days == 1 else 'dagar'} sen"


def _kind(due: date | None, today: date) -> str:
    if due is None or due > today + timedelta(days=SOON):
        return "later"
    return "late" if due < today else "due"


def _late_days(due: date | None, today: date) -> int:
    return max(0, (today - due).days) if due else 0


def _working_units(user: User, permission: str) -> QuerySet[Unit]:
    """Where the person's own work is: who leads many units sees their overview instead."""
    led = units_open_to(user, Permission.LEAD).values("pk")
    reached = units_open_to(user, permission)
    return reached.exclude(pk__in=led) | own_units(user, permission)


def checkpoint_tasks(user: User, today: date) -> list[Task]:
    """Measurements and check-ins waiting at the person's units, the next first. One query."""
    mine = Q(target__goal__owner=user) | Q(activity__responsible=user)
    rows = (
        Checkpoint.objects.waiting()
        .open_to(user, Permission.TAKE_PART)
        .filter(
            Q(unit__in=_working_units(user, Permission.TAKE_PART).order_by().values("pk")) | mine
        )
        .select_related(
            "unit", "target__goal", "target__indicator", "activity__goal", "activity__responsible"
        )
        .order_by("due", "pk")[:SHOWN]
    )
    return [_checkpoint_task(row, user, today) for row in rows]


def _checkpoint_task(row: Checkpoint, user: User, today: date) -> Task:
    if row.target is not None:
        goal, title = row.target.goal, f"Mät: {row.target.indicator.name}"
        url = reverse("goal_detail", args=[goal.pk])
        do_url, action = reverse("target_measure", args=[row.target.pk]), "Skriv in värdet"
        is_mine = goal.owner_id == user.pk
    else:
        activity = row.activity
        assert activity is not None  # the constraint checkpoint_of_one_thing
        goal, title = activity.goal, f"Stäm av: {activity.title}"
        url = reverse("activity_detail", args=[activity.pk])
        do_url, action = reverse("checkin_create", args=[activity.pk]), "Gör avstämningen"
        is_mine = activity.responsible_id == user.pk
    return Task(
        due=row.due,
        title=title,
        context=f"{row.unit.name} · {goal.title}",
        url=url,
        action=action,
        do_url=do_url,
        is_mine=is_mine,
        late_days=_late_days(row.due, today),
        kind=_kind(row.due, today),
    )


def review_years(today: date) -> list[YearSpan]:
    """The school years whose goals should be analysed now: the last, and from April the running."""
    running = YearSpan.of(today)
    # The running year's autumn has month 8 to 12: those months are not yet its end.
    is_ending = REVIEW_MONTH <= today.month < 8
    return [running.previous, running] if is_ending else [running.previous]


def review_tasks(user: User, today: date) -> list[Task]:
    """Goals of the ending school years without a finished analysis. One query for each year."""
    tasks = []
    for year in review_years(today):
        finished = GoalReview.objects.filter(
            goal=OuterRef("pk"),
            unit=OuterRef("unit"),
            school_year=year.start,
            done_on__isnull=False,
        )
        begun = GoalReview.objects.filter(
            goal=OuterRef("pk"), unit=OuterRef("unit"), school_year=year.start
        )
        goals = (
            Goal.objects.open_to(user, Permission.PLAN)
            .filter(unit__in=_working_units(user, Permission.PLAN).order_by().values("pk"))
            .in_year(year)
            .exclude(state=Goal.State.PLANNED)
            .exclude(Exists(finished))
            .annotate(begun=Exists(begun))
            .select_related("unit")
            .order_by("unit__path", "title")[:SHOWN]
        )
        for goal in goals:
            slug = year.label.replace("/", "-")
            has_begun: bool = goal.begun  # type: ignore[attr-defined]  # annotated above
            url = reverse("review_edit", args=[goal.pk, slug])
            tasks.append(
                Task(
                    due=year.ends,
                    title=f"Analysera: {goal.title}",
                    context=f"{goal.unit.name} · läsåret {year.label}",
                    url=reverse("goal_detail", args=[goal.pk]),
                    action="Fortsätt analysen" if has_begun else "Skriv analysen",
                    do_url=f"{url}?enhet={goal.unit.code}",
                    is_mine=goal.owner_id == user.pk,
                    late_days=_late_days(year.ends, today),
                    kind="late" if year.ends < today else "due",
                )
            )
    return tasks


def report_tasks(user: User, today: date) -> list[Task]:
    """Reports to finish, each once, with its next unwritten section. Two queries."""
    waiting = Section.objects.filter(ready=False).order_by("position", "pk")
    reports = (
        Report.objects.open_to(user, Permission.PLAN)
        .filter(
            unit__in=_working_units(user, Permission.PLAN).order_by().values("pk"),
            state__in=[Report.State.DRAFT, Report.State.RETURNED],
        )
        .select_related("unit", "kind", "school_year")
        .prefetch_related(Prefetch("sections", queryset=waiting, to_attr="unready"))
        .order_by(F("due").asc(nulls_last=True), "pk")[:SHOWN]
    )
    return [_report_task(report, user, today) for report in reports]


def _report_task(report: Report, user: User, today: date) -> Task:
    unready: list[Section] = report.unready  # type: ignore[attr-defined]  # from the prefetch
    page = reverse("report_detail", args=[report.pk])
    if unready:
        own = [section for section in unready if section.responsible_id == user.pk]
        first = (own or unready)[0]
        count = len(unready)
        note = f"{count} avsnitt kvar. Nästa: {first.title}."
        action, do_url = "Skriv avsnittet", reverse("section_edit", args=[first.pk])
        is_mine = bool(own)
    else:
        note, action, do_url, is_mine = "Alla avsnitt är klara.", "Lämna in", page, False
    returned = report.state == Report.State.RETURNED
    kind = _kind(report.due, today)
    if returned and report.return_reason:
        note = f"Återlämnad: {report.return_reason} {note}"
    return Task(
        due=report.due,
        title=f"{report.kind.name} {report.school_year.label}",
        context=report.unit.name,
        url=page,
        action=action,
        do_url=do_url,
        is_mine=is_mine,
        late_days=_late_days(report.due, today),
        # A returned report waits for nobody else: it is due whatever the day says.
        kind="due" if returned and kind == "later" else kind,
        note=note,
    )


def tasks_for(user: User, today: date) -> list[Task]:
    """Everything there is to do, the next thing first. At most five queries."""
    found = [*checkpoint_tasks(user, today), *review_tasks(user, today), *report_tasks(user, today)]
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
        .select_related("unit", "kind", "school_year")
        .order_by("due", "unit__name")[:SHOWN]
    )


def adopted_reports(user: User) -> list[Report]:
    """Adopted reports that the person may read, newest first. One query."""
    return list(
        Report.objects.readable_by(user)
        .filter(state=Report.State.ADOPTED)
        .select_related("unit", "kind", "school_year")
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
    """What has happened at the units whose work the person may read, or administers."""
    units = units_open_to(user, Permission.READ) | units_open_to(user, Permission.ADMINISTER)
    seen = Q(unit_id__in=units.order_by().values("pk"))
    if has_anywhere(user, Permission.ADMINISTER):
        # People and school years belong to no unit: who administers sees those.
        seen |= Q(
            unit_id__isnull=True, target_type__in=["accounts.user", "organisation.schoolyear"]
        )
    return Event.objects.filter(seen).select_related("by")


def work_events_for(user: User) -> QuerySet[Event]:
    """Of what has happened, what was done in the quality work: no units, roles or people."""
    return events_for(user).exclude(
        Q(target_type__startswith="organisation.") | Q(target_type__startswith="accounts.")
    )
