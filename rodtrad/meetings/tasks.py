"""What meetings ask of a person: calls to answer, agendas to send, decisions to follow up."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Subquery, When
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.numbers import format_date
from rodtrad.core.task import SOON, Task, task
from rodtrad.forums.models import Forum
from rodtrad.forums.queries import coming_days
from rodtrad.meetings.models import Attendee, Decision, Meeting

# How many of each are shown; the lists have the rest.
SHOWN = 20
# A call should go out a week before.
_CALL_BEFORE = timedelta(days=7)
# A day of a series that nobody has begun to prepare is told of so long before.
_PREPARE_BEFORE = timedelta(days=14)
# The next meeting is shown so many days ahead.
_NEXT = timedelta(days=7)
# Minutes that nobody has adopted are asked for so long.
_REMIND = timedelta(days=90)


def tasks_for(user: User, today: date) -> list[Task]:
    """Meetings to answer, prepare and finish, and decisions to follow up.

    Three queries; two more for who prepares a forum's meetings.
    """
    rows = _rows(user, today)
    return [
        *[_meeting(row, today) for row in rows if row.asks][:SHOWN],
        *_unprepared(user, today, {(row.series_id, row.series_day) for row in rows}),
        *_decisions(user, today),
    ]


def _unprepared(user: User, today: date, made: set[tuple[int | None, date | None]]) -> list[Task]:
    """The next day of each forum that the person prepares and belongs to, when nobody has begun.

    At most three queries, however many forums.

    Args:
        made: series and day of the meetings that are prepared.
    """
    runs = Forum.objects.run_by(user, today).order_by().values("pk")
    member = Forum.objects.with_member(user, today).order_by().values("pk")
    # Who keeps the board's papers prepares its meetings without being a member of it.
    own = Forum.objects.filter(Q(pk__in=member) | Q(kind=Forum.Kind.BOARD), pk__in=runs)
    found: dict[int, Task] = {}
    for forum, day in coming_days(own, today, today + _PREPARE_BEFORE):
        # One at a time: with a forum every week the list would otherwise say the same twice.
        if forum.pk in found or (day.series, day.original) in made:
            continue
        page = reverse("forum_detail", args=[forum.pk])
        clock = f"{day.starts_at:%H.%M}"
        found[forum.pk] = task(
            due=day.on,
            today=today,
            title=f"Förbered mötet: {forum.name}",
            context=forum.unit.name,
            url=page,
            action="Förbered",
            do_url=f"{page}#dagar",
            is_mine=True,
            note=f"{format_date(day.on)} kl. {clock}",
        )
    return list(found.values())[:SHOWN]


def _rows(user: User, today: date) -> list[Any]:
    """Meetings that ask something of the person, as `asks` says, and those prepared to come soon
    that they prepare. One query.
    """
    mine = Attendee.objects.filter(meeting=OuterRef("pk"), user=user)
    runs = Meeting.objects.run_by(user, today).filter(pk=OuterRef("pk"))
    asks = (
        # However far away it is: who calls wants to know.
        Q(state=Meeting.State.SENT, on__gte=today, answer=Attendee.Answer.NONE)
        | Q(
            state=Meeting.State.SENT,
            on__range=(today, today + _NEXT),
            answer=Attendee.Answer.YES,
        )
        | Q(may_run=True, state=Meeting.State.SENT, on__lt=today)
        | Q(may_run=True, state=Meeting.State.PLANNED, on__range=(today, today + _CALL_BEFORE))
    )
    prepared = Q(may_run=True, on__range=(today, today + _PREPARE_BEFORE))
    return list(
        Meeting.objects.filter(on__gte=today - _REMIND)
        .annotate(answer=Subquery(mine.values("answer")[:1]), may_run=Exists(runs))
        .annotate(asks=Case(When(asks, then=True), default=False, output_field=BooleanField()))
        .filter(Q(asks=True) | prepared)
        .select_related("forum__unit")
        .order_by("on", "starts_at")
    )


def _meeting(row: Any, today: date) -> Task:
    page = reverse("meeting_detail", args=[row.pk])
    note, is_mine = f"{row.day_shown} kl. {row.time_shown}", True
    if row.state == Meeting.State.PLANNED:
        action, do_url, due = "Skicka kallelsen", page, row.on
        is_mine = False
    elif row.on < today:
        action, do_url, due = "Fastställ anteckningarna", page, row.on + timedelta(days=7)
        is_mine = False
    elif row.answer == Attendee.Answer.NONE:
        action, do_url, due = "Svara på kallelsen", f"{page}#svara", row.on
    else:
        action, do_url, due = "Öppna mötet", page, row.on
    return task(
        due=due,
        today=today,
        title=row.name,
        context=row.forum.unit.name,
        url=page,
        action=action,
        do_url=do_url,
        is_mine=is_mine,
        note=note,
    )


def _decisions(user: User, today: date) -> list[Task]:
    rows = (
        Decision.objects.running()
        .filter(responsible=user, follow_up_on__lte=today + timedelta(days=SOON))
        .filter(pk__in=Decision.objects.readable_by(user, today).order_by().values("pk"))
        .select_related("meeting__forum__unit")
        .order_by("follow_up_on", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.follow_up_on,
            today=today,
            title=str(row),
            context=f"{row.get_kind_display()} i {row.meeting.forum}",
            url=reverse("decision_detail", args=[row.pk]),
            action="Följ upp",
            do_url=reverse("decision_follow_up", args=[row.pk]),
            is_mine=True,
        )
        for row in rows
    ]
