"""The demo's meetings: held ones with minutes and decisions, and coming ones with agendas."""

from datetime import date, datetime, timedelta
from typing import Any
from unittest import mock

from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.demo.clock import happening_on, workday
from rodtrad.demo.content import read
from rodtrad.demo.forums import move_a_day
from rodtrad.demo.season import Season, analysis_day_of
from rodtrad.forums.models import Forum
from rodtrad.meetings.actions import (
    Edit,
    Point,
    Resolution,
    Sitting,
    add_item,
    adopt_minutes,
    answer_call,
    change_health_plan,
    create_meeting,
    make_decision,
    open_day,
    propose,
    save_network_goal,
    send_call,
    set_outcome,
    set_presence,
    write_notes,
)
from rodtrad.meetings.actions.plans import NetworkPlan
from rodtrad.meetings.models import Decision, HealthPlan, Meeting
from rodtrad.notifications.actions import mark_read
from rodtrad.notifications.models import Notice
from rodtrad.steering.models import SteeringDocument
from rodtrad.yearwheel.models import Wheel, WheelItem

# How long ahead the board's meetings are laid in.
_YEAR = timedelta(days=365)
_GONE_THROUGH = "Gicks igenom enligt årshjulet. Inget nytt att besluta."


def hold_meetings(season: Season, forums: dict[str, Forum]) -> None:
    """What has been held, what comes, and the plans and goals that belong to the forums."""
    content = read("meetings")
    # The demo has no mail to send: its people read their notices.
    with mock.patch("rodtrad.meetings.calling._write"):
        for key, forum in forums.items():
            _hold(season, forum, [one for one in content["held"] if one["forum"] == key])
        # What has been held has been read of; the coming calls are new.
        mark_read(Notice.objects.filter(kind="meeting-called"), at=_at(season.today, 7))
        for entry in content["proposal"]:
            _propose(season, forums[entry["forum"]], entry)
        for entry in content["coming"]:
            _prepare(season, forums[entry["forum"]], entry)
        _lay_in_the_year(season, forums)
    move_a_day(forums["leaders"], season)
    for entry in content["network_goal"]:
        _set_goal(season, forums[entry["forum"]], entry)
    for entry in content["health_plan"]:
        _write_plan(season, entry)


def _who(season: Season, forum: Forum, role: str = "") -> User:
    """Who prepares the forum, or has the role."""
    basis = season.basis
    if role == "development_head":
        return basis.development_head
    if forum.is_board and not role:
        return basis.secretary
    if forum.kind in Forum.UNIT_KINDS:
        return basis.principal(forum.unit.code)
    return basis.head


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def _hold(season: Season, forum: Forum, entries: list[dict[str, Any]]) -> None:
    days = forum.days(season.today - timedelta(days=120), season.today - timedelta(days=1))
    held = days[-len(entries) :] if entries else []
    for day, entry in zip(held, entries, strict=False):
        by = _who(season, forum)
        with happening_on(workday(day.on - timedelta(days=9))):
            meeting = open_day(forum, day=day, by=by, today=workday(day.on - timedelta(days=9)))
            made = [
                (add_item(meeting, point=_point(season, forum, one), by=by), one)
                for one in entry["item"]
            ]
            send_call(meeting, by=by, now=_at(workday(day.on - timedelta(days=9)), 9))
        with happening_on(day.on):
            _note(season, forum, meeting, made, by)
        with happening_on(min(workday(day.on + timedelta(days=4)), season.today)):
            adopt_minutes(meeting, on=min(workday(day.on + timedelta(days=4)), season.today), by=by)


def _point(season: Season, forum: Forum, one: dict[str, Any]) -> Point:
    return Point(
        title=one["title"],
        text=one.get("text", ""),
        purpose=one["purpose"],
        minutes=one["minutes"],
        owner=_who(season, forum, one.get("responsible", "")),
    )


def _note(season: Season, forum: Forum, meeting: Meeting, made: Any, by: User) -> None:
    for item, one in made:
        text = one["notes"].strip()
        if text:
            write_notes(item, edits=[Edit("", text)], by=by, now=_at(meeting.on, 10))
        if "decision" in one:
            make_decision(
                meeting,
                said=Resolution(
                    text=one["decision"],
                    kind=one["kind"],
                    responsible=_who(season, forum, one["responsible"]),
                    follow_up_on=workday(meeting.on + timedelta(weeks=one["weeks"])),
                ),
                item=item,
                by=by,
            )
        if "outcome" in one:
            set_outcome(item, outcome=one["outcome"], by=by)
    # What the wheels put there was gone through, as it should be.
    own = {item.pk for item, _ in made}
    for item in meeting.items.filter(outcome="", notes="").exclude(pk__in=own):
        write_notes(item, edits=[Edit("", _GONE_THROUGH)], by=by, now=_at(meeting.on, 10))
    called = list(meeting.attendees.values_list("pk", flat=True))
    # One in eight is away, as people are.
    present = {pk: number % 8 != 7 for number, pk in enumerate(called)}
    set_presence(meeting, present=present, by=by)


def _propose(season: Season, forum: Forum, entry: dict[str, Any]) -> None:
    propose(
        forum,
        point=Point(
            title=entry["title"],
            text=entry["why"],
            minutes=entry["minutes"],
            purpose=entry["purpose"],
        ),
        on=workday(season.today - timedelta(days=3)),
        by=season.basis.principal(entry["by"]),
    )


def _prepare(season: Season, forum: Forum, entry: dict[str, Any]) -> None:
    """The next meeting is called to, with what fills it and what is added by hand."""
    today, by = season.today, _who(season, forum)
    days = forum.days(today + timedelta(days=1), today + _YEAR)
    if not days:
        return
    meeting = open_day(forum, day=days[0], by=by, today=today)
    for one in entry["item"]:
        add_item(meeting, point=_point(season, forum, one), by=by)
    if entry["forum"] == "own_v":
        # Left to prepare: the health team's professions are not called yet.
        return
    send_call(meeting, by=by, now=_at(today, 8))
    for number, row in enumerate(meeting.attendees.select_related("user")):
        if number % 3 == 1 and not row.answer:
            answer_call(row, answer="no" if number % 9 == 4 else "yes", by=row.user)


def _lay_in_the_year(season: Season, forums: dict[str, Forum]) -> None:
    """The board's meetings until summer, and the days that ledarforum has beside its series."""
    today, running = season.today, YearSpan.of(season.today)
    board = forums["board"]
    for day in board.days(today, running.ends)[1:]:
        open_day(board, day=day, by=_who(season, board), today=today)
    leaders = forums["leaders"]
    for kind, title, on in (
        (Meeting.Kind.STRATEGY_DAY, "Mål- och strategidag", _strategy_day(today)),
        (Meeting.Kind.ANALYSIS_DAY, "Analysdag", analysis_day_of(running)),
    ):
        if on and on > today:
            create_meeting(
                leaders,
                sitting=Sitting(
                    on=on,
                    starts_at=datetime(2000, 1, 1, 9).time(),
                    ends_at=datetime(2000, 1, 1, 16).time(),
                    kind=kind,
                    title=title,
                    place="Folkets hus",
                    leader=season.basis.development_head,
                ),
                by=season.basis.head,
                today=today,
            )


def _strategy_day(today: date) -> date | None:
    """The next of the strategy days that stand in the SKA wheel."""
    item = (
        WheelItem.objects.filter(
            wheel__kind__code="ska", wheel__state=Wheel.State.ADOPTED, kind="strategy_day"
        )
        .filter(first__gt=today)
        .order_by("first")
        .first()
    )
    return item.first if item else None


def _set_goal(season: Season, forum: Forum, entry: dict[str, Any]) -> None:
    agreed = None
    if entry["agreed"]:
        agreed = Decision.objects.filter(
            meeting__forum__kind=Forum.Kind.LEADERS, text__startswith="Nätverken"
        ).first()
    save_network_goal(
        forum,
        plan=NetworkPlan(
            title=entry["title"],
            school_year=season.basis.years[-1],
            activities=entry["activities"].strip(),
            agreed_decision=agreed,
            agreed_item=agreed.item if agreed else None,
        ),
        by=season.basis.development_head,
    )


def _write_plan(season: Season, entry: dict[str, Any]) -> None:
    unit = season.basis.units[entry["unit"]]
    document = SteeringDocument.objects.create(
        title=entry["title"],
        kind=SteeringDocument.Kind.PLAN,
        unit=unit,
        valid_from=YearSpan.of(season.today).starts,
        adopted_by="Rektor",
    )
    change_health_plan(
        unit=unit,
        document=document,
        followed_up=entry["followed_up"].strip(),
        analysed=entry["analysed"].strip(),
        revision=HealthPlan(unit=unit).revision,
        by=season.basis.principal(unit.code),
    )
