"""The start page, search and the log."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.dialogues.queries.board import coming_visits, find_board
from rodtrad.dialogues.queries.board import glance as board_glance
from rodtrad.goals.tasks import unit_checkpoints
from rodtrad.home import queries
from rodtrad.home.demo import demo_cast, demo_sign_in
from rodtrad.home.errors import bad_request, csrf_failure, forbidden, not_found, server_error
from rodtrad.home.events import KINDS, happenings_for, told
from rodtrad.home.finding import find
from rodtrad.keyfigures.queries import occasions_seen_by
from rodtrad.notifications.closed import mark_closed
from rodtrad.notifications.models import Notice
from rodtrad.organisation.access import Permission, has_anywhere, units_open_to
from rodtrad.organisation.queries import matching
from rodtrad.organisation.scope import signed_in

__all__ = [
    "bad_request",
    "csrf_failure",
    "demo_cast",
    "demo_sign_in",
    "event_list",
    "forbidden",
    "home",
    "not_found",
    "search",
    "server_error",
]

# How many events the start page shows, and how many an export holds.
LATEST = 10
# How many unread notices the start page shows; the list has the rest.
NOTICES = 5
# How many things that others at the unit are to do.
AT_UNIT = 8
# How many occasions of key figures.
OCCASIONS = 3
EXPORTED = 10_000


def home(request: HttpRequest) -> HttpResponse:
    """What I should do now, what I should look at, and what has changed."""
    user = signed_in(request)
    today = timezone.localdate()
    takes_part = has_anywhere(user, Permission.TAKE_PART)
    leads = has_anywhere(user, Permission.LEAD)
    administers = has_anywhere(user, Permission.ADMINISTER)
    context: dict[str, Any] = {
        "today": today,
        "year": YearSpan.of(today),
        "takes_part": takes_part,
        "leads": leads,
        "administers": administers,
        "plans": has_anywhere(user, Permission.PLAN),
        "reads": has_anywhere(user, Permission.READ_ADOPTED),
    }
    context["notices"] = mark_closed(user, Notice.objects.to(user).unread()[:NOTICES])
    governs = has_anywhere(user, Permission.GOVERN) or has_anywhere(user, Permission.KEEP_PAPERS)
    context["has_tasks"] = takes_part or governs
    if governs and (board := find_board(user)) is not None:
        context["board_dialogues"] = board_glance(board, today)
        context["board_meeting"] = queries.next_board_meeting(user, today)
        if has_anywhere(user, Permission.GOVERN):
            visits = coming_visits(board, user, today)
            context["board_visits"] = [visit for visit in visits if visit.is_mine]
            context["visits_to_join"] = sum(
                not visit.is_mine and visit.taken < visit.places for visit in visits
            )
    if context["has_tasks"]:
        tasks = queries.tasks_for(user, today)
        context["late"] = [task for task in tasks if task.kind == "late"]
        # What somebody else does in time, who leads sees among what goes on.
        others = [task for task in tasks if task.is_others and task.kind != "late"]
        mine = [task for task in tasks if not task.is_others]
        context["due"] = [task for task in mine if task.kind == "due"]
        context["later"] = [task for task in mine if task.kind == "later"][:5]
        # What somebody else is to do is not the first thing to press.
        context["next"] = next((task for task in tasks if not task.is_others), None)
        context["at_unit"] = [*unit_checkpoints(user, today), *others][:AT_UNIT]
    if leads:
        context["attention"], context["attention_count"] = queries.units_needing_attention(
            user, today
        )
        context["to_adopt"] = queries.reports_to_adopt(user)
    if context["reads"] and not takes_part:
        context["adopted"] = queries.adopted_reports(user)
        context["shared_goals"] = queries.shared_goals(user, today)
        context["occasions"] = occasions_seen_by(user)[:OCCASIONS]
    if takes_part or administers:
        latest = (
            queries.work_events_for(user)
            if takes_part
            else queries.told_once(queries.events_for(user))
        )
        context["happenings"] = happenings_for(user, latest[:LATEST], administers=administers)
    return render(request, "home/home.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """What one may read that holds every word."""
    user = signed_in(request)
    words = request.GET.get("q", "").strip()[:100]
    groups = find(user, words) if len(words) >= 2 else []
    return render(
        request, "home/search.html", {"q": words, "groups": groups, "sought": len(words) >= 2}
    )


def event_list(request: HttpRequest) -> HttpResponse:
    """Who did what, and when, at the units whose work one may read."""
    user = signed_in(request)
    events = queries.told_once(queries.events_for(user))
    chosen = {name: request.GET.get(name, "").strip() for name in ("enhet", "slag", "q")}
    readable = units_open_to(user, Permission.READ) | units_open_to(user, Permission.ADMINISTER)
    if chosen["enhet"]:
        unit = get_object_or_404(readable, code=chosen["enhet"])
        below = readable.filter(path__startswith=unit.path).order_by().values("pk")
        events = events.filter(unit_id__in=below)
    if chosen["slag"] in KINDS:
        events = events.filter(target_type__in=KINDS[chosen["slag"]][1])
    if chosen["q"]:
        events = events.filter(matching(chosen["q"], "target_label", "by__name"))
    if wanted_format(request):
        rows = (told(event) for event in events[:EXPORTED])
        return table_response(
            request,
            "Händelser",
            ["När", "Vem", "Gjorde", "Vad"],
            [(r.at, r.who, r.did, r.what) for r in rows],
        )
    page = page_of(request, events)
    administers = has_anywhere(user, Permission.ADMINISTER)
    return render(
        request,
        "home/event_list.html",
        {
            "page": page,
            "happenings": happenings_for(user, page, administers=administers),
            "units": readable[:500],
            "kinds": [(value, label) for value, (label, _) in KINDS.items()],
            "chosen": chosen,
            "filtered": any(chosen.values()),
        },
    )
