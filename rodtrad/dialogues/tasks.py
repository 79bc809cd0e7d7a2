"""What the dialogues ask of a person: what was said, a summons, a brief, a follow-up."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from rodtrad.accounts.models import User
from rodtrad.core.task import Task, task
from rodtrad.dialogues.models import BoardDialogue, Brief, FollowUp, Occasion, Summons, Topic
from rodtrad.dialogues.models.board import of_board
from rodtrad.meetings.models import Meeting
from rodtrad.organisation.access import Permission, has_anywhere
from rodtrad.organisation.queries import units_worked_in

# How many of each are shown; the lists have the rest.
SHOWN = 20
# How long before the meeting the brief is to be with the members, and in its notice.
BRIEF_DAYS, NOTICE_DAYS = 14, 10
BOARD = "Nämndens dialog"


def tasks_for(user: User, today: date) -> list[Task]:
    """What there is to do: one query for units, one for the board, one for its presidium."""
    found = _occasions(user, today) + _board(user, today)
    if has_anywhere(user, Permission.PRESIDE):
        found += _sittings(user, today)
    return found


def _occasions(user: User, today: date) -> list[Task]:
    """Dialogues of one's own unit that are due to be held or written down. One query."""
    if not has_anywhere(user, Permission.PLAN):
        return []
    rows = (
        Occasion.objects.filter(
            unit__in=units_worked_in(user, Permission.PLAN).order_by().values("pk"),
            held=False,
            on__lte=today + timedelta(days=60),
        )
        .select_related("unit")
        .order_by("on", "pk")[:SHOWN]
    )
    return [
        task(
            due=row.on,
            today=today,
            title=f"Dialog: {row.method}",
            context=row.unit.name,
            url=reverse("unit_occasion_detail", args=[row.pk]),
            action="Skriv vad som sades",
            do_url=reverse("unit_occasion_edit", args=[row.pk]),
            is_mine=False,
        )
        for row in rows
    ]


def _board(user: User, today: date) -> list[Task]:
    """What the board's dialogues ask of the person. One query."""
    leads = of_board(user, Permission.LEAD, unit="topic__round__unit")
    keeps = of_board(user, Permission.KEEP_PAPERS, unit="topic__round__unit")
    mine = Summons.objects.filter(dialogue=OuterRef("pk"), person=user, answer="")
    follow_up = FollowUp.objects.filter(
        dialogue=OuterRef("pk"), responsible=user, done_on__isnull=True
    )
    soon = today + timedelta(days=60)
    is_leading = has_anywhere(user, Permission.LEAD)
    is_keeping = has_anywhere(user, Permission.KEEP_PAPERS)
    waiting = Q(held_on__isnull=True, at_day__lte=soon) & (leads | keeps)
    rows: Any = (
        BoardDialogue.objects.dated()
        .annotate(
            is_sent=Exists(Brief.objects.filter(dialogue=OuterRef("pk"))),
            is_called=Exists(mine),
            follow_up=Subquery(
                follow_up.order_by("due").values(json=JSONObject(pk="pk", what="what", due="due"))[
                    :1
                ]
            ),
        )
        .filter(
            waiting
            | Q(is_called=True, held_on__isnull=True, at_day__gte=today)
            | Q(follow_up__isnull=False)
        )
        .select_related("topic")
        .order_by("at_day", "pk")[:SHOWN]
    )
    found = []
    for row in rows:
        page = reverse("board_dialogue", args=[row.pk])

        def one(due: date, action: str, do_url: str, *, is_mine: bool, note: str = "") -> Task:
            return task(
                due=due,
                today=today,
                title=row.topic.title,  # noqa: B023  # called at once
                context=BOARD,
                url=page,  # noqa: B023
                action=action,
                do_url=do_url,
                is_mine=is_mine,
                note=note,
            )

        if row.is_called and row.held_on is None:
            note = f"Du är kallad till dialogen {row.day.day}/{row.day.month}."
            found.append(one(row.day, "Svara på kallelsen", page, is_mine=True, note=note))
        if row.follow_up:
            due = date.fromisoformat(str(row.follow_up["due"])[:10])
            do_url = reverse("follow_up_finish", args=[row.follow_up["pk"]])
            found.append(one(due, "Följ upp", do_url, is_mine=True, note=row.follow_up["what"]))
        if row.held_on is not None or row.is_homeless:
            continue
        if row.day <= today and (is_leading or is_keeping):
            do_url = reverse("board_outcome_edit", args=[row.pk])
            found.append(one(row.day, "Skriv vad som kom fram", do_url, is_mine=False))
        elif is_leading and not row.is_sent:
            due = row.day - timedelta(days=BRIEF_DAYS)
            do_url = reverse("brief_edit", args=[row.pk])
            found.append(one(due, "Skriv underlaget", do_url, is_mine=False))
        elif is_keeping and row.is_sent and row.noticed_on is None:
            due = row.day - timedelta(days=NOTICE_DAYS)
            do_url = reverse("board_notice", args=[row.pk])
            found.append(one(due, "Ta texten till kallelsen", do_url, is_mine=False))
    return found


def _sittings(user: User, today: date) -> list[Task]:
    """Chosen topics without a meeting, or whose meeting was cancelled. One query."""
    rows = (
        Topic.objects.open_to(user, Permission.PRESIDE)
        .filter(chosen=True)
        .filter(
            Q(dialogue__isnull=True)
            | Q(dialogue__held_on=None, dialogue__meeting__state=Meeting.State.CANCELLED)
        )
        .select_related("round__school_year")[:SHOWN]
    )
    return [
        task(
            due=None,
            today=today,
            title=row.title,
            context=f"Nämndens dialoger {row.round.school_year}",
            url=reverse("topic_list", query={"lasar": row.round.school_year.slug}),
            action="Välj möte",
            do_url=reverse("sitting_choose", args=[row.pk]),
            is_mine=False,
        )
        for row in rows
    ]
