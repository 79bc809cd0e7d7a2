"""Forums as they are read: the list, and one with its days, members, decisions and goals."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.forums.forms import kinds_open_to
from rodtrad.forums.models import Forum
from rodtrad.forums.queries import members_of
from rodtrad.meetings.models import Decision, HealthPlan, NetworkGoal
from rodtrad.meetings.queries import (
    AHEAD,
    coming_days,
    decisions_opened,
    forums_shown,
    meetings_opened,
    meetings_seen,
    next_days,
    open_proposals,
)
from rodtrad.meetings.views.shared import forum_to_read
from rodtrad.organisation.access import Permission, has_anywhere, may
from rodtrad.organisation.scope import signed_in

# How many past meetings and decisions the forum's page shows; the lists have the rest.
SHOWN = 8


@require_safe
def forum_list(request: HttpRequest) -> HttpResponse:
    """The forums one belongs to first, then the others one may read."""
    user = signed_in(request)
    today = timezone.localdate()
    ended = request.GET.get("visa") == "alla"
    forums = forums_shown(user, today, ended=ended)
    meets = next_days(forums, today)
    rows = [{"forum": forum, "next": meets.get(forum.pk)} for forum in forums]
    if wanted_format(request):
        return table_response(
            request,
            "Forum",
            ["Forum", "Slag", "Enhet", "Träffas nästa gång", "Mitt"],
            [
                (
                    forum.name,
                    forum.get_kind_display(),
                    forum.unit.name,
                    meets.get(forum.pk),
                    "ja" if forum.is_mine else "nej",
                )
                for forum in forums
            ],
        )
    return render(
        request,
        "meetings/forum_list.html",
        {
            "mine": [row for row in rows if row["forum"].is_mine],
            "others": [row for row in rows if not row["forum"].is_mine],
            "may_start": bool(kinds_open_to(user)),
            "ended": ended,
            "today": today,
            "leads": has_anywhere(user, Permission.LEAD),
        },
    )


@require_safe
def forum_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A forum: when it meets next, who belongs, what it has decided and what it wants."""
    user = signed_in(request)
    forum = forum_to_read(user, pk)
    today, now = timezone.localdate(), timezone.now()
    members = members_of([forum], today)[forum.pk]
    me = next((one for one in members if one.user.pk == user.pk), None)
    may_run = forum.may_run
    meetings = list(
        meetings_seen(user, today).filter(forum=forum).order_by("-on", "-starts_at")[:80]
    )
    coming = coming_days(forum, meetings, start=today, end=today + AHEAD)
    decisions = (
        Decision.objects.readable_by(user, today)
        .filter(meeting__forum=forum)
        .select_related("responsible")
    )
    if wanted_format(request):
        return table_response(
            request,
            f"Kommande dagar {forum.name}",
            ("Dag", "Tid", "Möte", "Läge"),
            (
                (
                    *(one.day, one.time, one.meeting.title if one.meeting else ""),
                    "Inställt" if one.cancelled else "Planerat" if one.meeting else "I serien",
                )
                for one in coming
            ),
        )
    context: dict[str, Any] = {
        "forum": forum,
        "members": members,
        "may_run": may_run,
        "takes_part": me is not None or may_run,
        "next": next((one for one in coming if not one.cancelled and not one.is_over(now)), None),
        "coming": coming[:12],
        "past": [one for one in meetings if one.on < today][:SHOWN],
        "decisions": list(decisions[:SHOWN]),
        "today": today,
        "proposals": list(_proposals(user, forum, may_run)) if me or may_run else [],
        "reading": list(forum.reading_items.select_related("reference")),
    }
    context |= _more(user, forum)
    return render(request, "meetings/forum_detail.html", context)


def _proposals(user: User, forum: Forum, may_run: bool) -> Any:
    found = open_proposals(forum)
    return found if may_run else found.filter(by=user)


def _more(user: User, forum: Forum) -> dict[str, Any]:
    """What only some kinds of forums have: a network's goals, a health team's plan."""
    more: dict[str, Any] = {}
    if forum.is_network:
        today = timezone.localdate()
        more["goals"] = goals = list(
            NetworkGoal.objects.filter(forum=forum).select_related(
                "school_year", "agreed_item__meeting", "agreed_decision__meeting"
            )
        )
        # Agreed in ledarforum, which far from everybody in a network belongs to.
        more["opened"] = decisions_opened(user, today, [one.agreed_decision_id for one in goals])
        more["opened_meetings"] = meetings_opened(
            user, today, [one.agreed_item.meeting_id for one in goals if one.agreed_item]
        )
    if forum.is_health_team:
        plan = HealthPlan.objects.filter(unit=forum.unit).select_related("document").first()
        more["plan"] = plan
        more["lacks"] = plan.lacks if plan else HealthPlan(unit=forum.unit).lacks
        more["may_plan"] = may(user, Permission.PLAN, forum.unit)
    return more
