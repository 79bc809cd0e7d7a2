"""What the goals ask of a person: measurements, check-ins and analyses that wait."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.core.task import Task, task
from rodtrad.goals.models import Checkpoint, Goal, GoalReview
from rodtrad.organisation.access import Permission, reaches
from rodtrad.organisation.queries import units_worked_in

# How many rows of each kind are shown; the lists have the rest.
SHOWN = 40
# From April the ending school year is analysed: the analysis day ends the year.
REVIEW_MONTH = 4


def tasks_for(user: User, today: date) -> list[Task]:
    """Everything that the goals ask of a person. At most three queries."""
    return [*checkpoint_tasks(user, today), *review_tasks(user, today)]


def checkpoint_tasks(user: User, today: date) -> list[Task]:
    """Measurements and check-ins that wait for the person, the next first. One query.

    They wait for who is responsible, and for who plans at the unit. Who only takes part there sees
    them in `unit_checkpoints`, without being told to do them.
    """
    planned = Q(unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"))
    rows = _waiting(user).filter(planned | _responsible(user)).order_by("due", "pk")[:SHOWN]
    return [_checkpoint_task(row, user, today) for row in rows]


def unit_checkpoints(user: User, today: date, *, most: int = 5) -> list[Task]:
    """What waits for others at the units where the person takes part without planning. One query.

    Empty without a query for who plans wherever they take part.
    """
    if not any(
        Permission.TAKE_PART in reach.permissions and Permission.PLAN not in reach.permissions
        for reach in reaches(user)
    ):
        return []
    here = Q(unit__in=units_worked_in(user, Permission.TAKE_PART).order_by().values("pk"))
    planned = Q(unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"))
    rows = _waiting(user).filter(here).exclude(planned | _responsible(user)).order_by("due", "pk")
    return [_checkpoint_task(row, user, today) for row in rows[:most]]


def _responsible(user: User) -> Q:
    # Written out for both kinds: "not mine" must hold for rows that have no goal or activity too.
    return Q(pk__in=Checkpoint.objects.filter(target__goal__owner=user).values("pk")) | Q(
        pk__in=Checkpoint.objects.filter(activity__responsible=user).values("pk")
    )


def _waiting(user: User) -> QuerySet[Checkpoint]:
    rows: QuerySet[Checkpoint] = (
        Checkpoint.objects.waiting()
        .open_to(user, Permission.TAKE_PART)
        .select_related(
            *("unit", "target__goal__owner", "target__indicator"),
            *("activity__goal", "activity__responsible"),
        )
    )
    return rows


def _checkpoint_task(row: Checkpoint, user: User, today: date) -> Task:
    if row.target is not None:
        goal, title = row.target.goal, f"Mätvärde: {row.target.indicator.name}"
        url = reverse("goal_detail", args=[goal.pk])
        page, number, action = "target_measure", row.target.pk, "Skriv in mätvärdet"
        who = goal.owner
    else:
        activity = row.activity
        assert activity is not None  # the constraint checkpoint_of_one_thing
        goal, title = activity.goal, f"Avstämning: {activity.title}"
        url = reverse("activity_detail", args=[activity.pk])
        page, number, action = "checkin_create", activity.pk, "Gör avstämningen"
        who = activity.responsible
    is_mine = who is not None and who.pk == user.pk
    return task(
        due=row.due,
        today=today,
        title=title,
        context=f"{row.unit.name} · {goal.title}",
        url=url,
        action=action,
        # Who has done it comes back to what is next.
        do_url=reverse(page, args=[number], query={"till": reverse("home")}),
        is_mine=is_mine,
        is_anybodys=row.target is None,
        note=f"{who.name} ansvarar." if who is not None and not is_mine else "",
        is_others=who is not None and not is_mine,
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
            .filter(unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"))
            .in_year(year)
            .exclude(state=Goal.State.PLANNED)
            .exclude(Exists(finished))
            .annotate(begun=Exists(begun))
            .select_related("unit")
            .order_by("unit__path", "title")[:SHOWN]
        )
        for goal in goals:
            slug = year.slug
            has_begun: bool = goal.begun  # type: ignore[attr-defined]  # annotated above
            url = reverse("review_edit", args=[goal.pk, slug])
            tasks.append(
                task(
                    due=year.ends,
                    today=today,
                    title=f"Analysera: {goal.title}",
                    context=f"{goal.unit.name} · läsåret {year.label}",
                    url=reverse("goal_detail", args=[goal.pk]),
                    action="Fortsätt analysen" if has_begun else "Skriv analysen",
                    do_url=f"{url}?enhet={goal.unit.code}",
                    is_mine=goal.owner_id == user.pk,
                )
            )
    return tasks
