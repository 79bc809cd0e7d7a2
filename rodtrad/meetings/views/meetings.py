"""Meetings: the list, one with its agenda or minutes, and where it is changed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.forums.views.forum import forum_page, forum_to_run
from rodtrad.meetings.actions import Sitting, cancel_meeting, change_meeting, create_meeting
from rodtrad.meetings.calling import agenda_lines
from rodtrad.meetings.forms import ChangeMeetingForm, MeetingForm, WhyForm
from rodtrad.meetings.health import follows_up_results, professions
from rodtrad.meetings.invitation import invitation
from rodtrad.meetings.minutes.content import MinutesDamagedError, frozen_or_composed
from rodtrad.meetings.minutes.pdf import decision_line, paragraphs, status_line
from rodtrad.meetings.models import AgendaItem, Meeting
from rodtrad.meetings.queries import (
    agenda_of,
    budget,
    decisions_opened,
    forums_shown,
    meetings_seen,
)
from rodtrad.meetings.views.shared import meeting_page, meeting_to_read, meeting_to_run
from rodtrad.organisation.scope import signed_in


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings that one may know of: the coming ones, or those that have been."""
    user = signed_in(request)
    today = timezone.localdate()
    chosen = {name: request.GET.get(name, "").strip() for name in ("visa", "forum", "slag")}
    past = chosen["visa"] == "varit"
    rows = meetings_seen(user, today)
    forum = parse_pk(chosen["forum"])
    if forum is not None:
        rows = rows.filter(forum=forum)
    if chosen["slag"]:
        rows = rows.filter(kind=chosen["slag"])
    rows = rows.filter(on__lt=today) if past else rows.filter(on__gte=today)
    rows = rows.order_by("-on", "-starts_at") if past else rows.order_by("on", "starts_at")
    if wanted_format(request):
        return table_response(
            request,
            "Möten",
            ["Datum", "Tid", "Möte", "Forum", "Slag", "Plats", "Läge"],
            [
                (
                    row.on,
                    row.time_shown,
                    row.name,
                    row.forum.name,
                    row.get_kind_display(),
                    row.place,
                    row.get_state_display(),
                )
                for row in rows
            ],
        )
    return render(
        request,
        "meetings/meeting_list.html",
        {
            "page": page_of(request, rows),
            "forums": forums_shown(user, today, ended=True),
            "kinds": Meeting.Kind.choices,
            "chosen": chosen,
            "past": past,
            "today": today,
        },
    )


@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting: prepared, called to, or with its adopted minutes."""
    user = signed_in(request)
    meeting = meeting_to_read(user, pk)
    if meeting.is_adopted:
        return _adopted(request, meeting)
    today = timezone.localdate()
    called = list(meeting.attendees.select_related("user"))
    shows_agenda = meeting.may_run or meeting.state == Meeting.State.SENT
    items = agenda_of(meeting) if shows_agenda else []
    agenda = [one for one in items if one.state == AgendaItem.State.ON_AGENDA]
    context: dict[str, Any] = {
        "meeting": meeting,
        "called": called,
        "me": next((one for one in called if one.user_id == user.pk), None),
        "agenda": agenda,
        "removed": [one for one in items if one.state == AgendaItem.State.REMOVED],
        "shows_agenda": shows_agenda,
        "budget": budget(meeting, items),
        "today": today,
        "may_change": meeting.may_run and meeting.is_open,
        "held": meeting.on <= today,
        "answers": _answers(called),
        # On the day, or when somebody has begun to write: not as the main thing weeks before.
        "offers_run": meeting.is_open
        and meeting.attends
        and (meeting.on <= today or any(one.notes for one in agenda)),
        "is_over": meeting.on < today,
        "opened": decisions_opened(user, today, [one.follows_up_id for one in agenda]),
    }
    if meeting.may_run and meeting.is_open and follows_up_results(meeting, agenda):
        team = professions(meeting.forum.unit, meeting.on, {one.user_id for one in called})
        context["professions"] = team
        context["missing"] = [one for one in team if not one.is_called]
        context["callable"] = any(one.people for one in team if not one.is_called)
    return render(request, "meetings/meeting_detail.html", context)


def _answers(called: list[Any]) -> str:
    """As "8 kommer, 1 kommer inte, 3 har inte svarat"."""
    yes = sum(1 for one in called if one.answer == "yes")
    no = sum(1 for one in called if one.answer == "no")
    none = len(called) - yes - no
    return f"{yes} kommer, {no} kommer inte, {none} har inte svarat"


def _adopted(request: HttpRequest, meeting: Any) -> HttpResponse:
    try:
        content = frozen_or_composed(meeting, today=timezone.localdate())
    except MinutesDamagedError as error:
        return render(
            request,
            "meetings/minutes_damaged.html",
            {"meeting": meeting, "error": error},
            status=500,
        )
    return render(
        request,
        "meetings/minutes.html",
        {
            "meeting": meeting,
            "content": content,
            "status": status_line(content),
            "items": [
                {
                    **item,
                    "lines": paragraphs(item["notes"]),
                    "decisions": [_decision(one) for one in item["decisions"]],
                }
                for item in content["items"]
            ],
            "further": [_decision(one) for one in content["further"]],
            "sha256": meeting.snapshot.sha256,
        },
    )


def _decision(one: Any) -> dict[str, Any]:
    return {**one, "line": decision_line(one)}


def _sitting(said: dict[str, Any]) -> Sitting:
    names = (
        "on",
        "starts_at",
        "ends_at",
        "kind",
        "title",
        "place",
        "leader",
        "secretary",
        "minutes_kind",
    )
    return Sitting(**{name: said[name] for name in names})


@require_http_methods(["GET", "POST"])
def meeting_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay in a meeting beside the series, as a goal and strategy day."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    today = timezone.localdate()
    kinds = dict(Meeting.Kind.choices)
    kind = request.GET.get("slag", "")
    initial = {
        "kind": kind if kind in kinds else Meeting.Kind.EXTRA,
        "on": today + timedelta(days=14),
        "starts_at": "09:00",
        "ends_at": "16:00" if kind in ("strategy_day", "analysis_day") else "11:00",
        "place": forum.place,
        "title": kinds[kind] if kind in ("strategy_day", "analysis_day") else "",
        "minutes_kind": Meeting.Minutes.PROTOCOL if forum.is_board else Meeting.Minutes.NOTES,
    }
    form = MeetingForm(request.POST or None, forum=forum, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = create_meeting(
                forum, sitting=_sitting(form.cleaned_data), by=user, today=today
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Mötet är inlagt och dagordningen ifylld.")
            return redirect("meeting_detail", pk=meeting.pk)
    return form_page(
        request,
        form,
        heading="Nytt möte",
        eyebrow=forum.name,
        submit="Lägg in mötet",
        cancel=forum_page(forum),
        draft_key=f"mote:nytt:{pk}",
    )


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where or by whom a meeting is held."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    today = timezone.localdate()
    names = [*Sitting.__dataclass_fields__, "revision"]
    initial = {name: getattr(meeting, name) for name in names}
    form = ChangeMeetingForm(
        request.POST or None, forum=meeting.forum, today=today, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            change_meeting(
                meeting,
                sitting=_sitting(said),
                revision=said["revision"],
                why=said["why"],
                by=user,
                now=timezone.now(),
            )
        except Conflict as error:
            return conflict_page(request, form, error, cancel=meeting_page(meeting))
        except ValidationError as error:
            _name_why(form, error)
        else:
            messages.success(request, "Mötet är ändrat.")
            return redirect("meeting_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Ändra mötet",
        eyebrow=str(meeting),
        submit="Spara ändringarna",
        cancel=meeting_page(meeting),
        draft_key=f"mote:{pk}",
    )


def _name_why(form: Any, error: ValidationError) -> None:
    """What the series refuses stands at the form's own field for the reason."""
    if hasattr(error, "error_dict") and "reason" in error.error_dict:
        form.add_error("why", error.error_dict["reason"])
    else:
        add_errors(form, error)


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, then cancel a meeting and tell those who are called."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_meeting(meeting, why=form.cleaned_data["why"], by=user, now=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{meeting} är inställt.")
            return redirect("forum_detail", pk=meeting.forum_id)
    return form_page(
        request,
        form,
        heading=f"Ställ in {meeting}?",
        submit="Ställ in mötet",
        cancel=meeting_page(meeting),
        lead="De som är kallade får veta det. Det som står på dagordningen kommer upp nästa gång.",
    )


@require_safe
def meeting_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as a calendar file."""
    user = signed_in(request)
    meeting = meeting_to_read(user, pk)
    shows = meeting.may_run or meeting.state in (Meeting.State.SENT, Meeting.State.ADOPTED)
    body = invitation(
        meeting,
        address=reverse("meeting_detail", args=[pk]),
        now=meeting.sent_at or meeting.starts,
        agenda="\n".join(agenda_lines(meeting)) if shows else "",
        cancelled=meeting.state == Meeting.State.CANCELLED,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="mote-{pk}.ics"'
    return response
