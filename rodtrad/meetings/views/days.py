"""Single days of a forum's series: prepared, cancelled or moved."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.forums.actions import cancel_day, move_day, restore_day
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.forums.series import ForumDay, follows
from rodtrad.forums.views.forum import forum_page, forum_to_run
from rodtrad.meetings.actions import open_day, open_days
from rodtrad.meetings.forms import DayForm
from rodtrad.meetings.models import Meeting
from rodtrad.organisation.scope import signed_in


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _series_to_run(user: User, pk: int, day: date) -> Any:
    """A series of a forum that the person prepares, that gives the day.

    Raises:
        Http404: when there is none.
    """
    forums = Forum.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    rows = ForumSeries.objects.filter(forum__in=forums).select_related("forum__unit")
    series = get_object_or_404(rows, pk=pk)
    if not follows(series.rule, day):
        raise Http404
    return series


@require_POST
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the meeting on a day of the series, or all until a day."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    today = timezone.localdate()
    until = request.POST.get("till", "")
    if until:
        last = min(_day(until), today + timedelta(days=400))
        try:
            made = open_days(forum, days=forum.days(today, last), by=user, today=today)
        except ValidationError as error:
            messages.error(request, f"Inga möten är inlagda. {' '.join(error.messages)}")
        else:
            messages.success(request, f"{len(made)} möten är inlagda, med dagordning.")
        return redirect("forum_detail", pk=pk)
    if not request.POST.get("dag"):
        messages.error(request, "Välj vilken dag som ska förberedas.")
        return redirect("forum_detail", pk=pk)
    day = _wanted(forum, request.POST["dag"], request.POST.get("serie", ""))
    try:
        meeting = open_day(forum, day=day, by=user, today=today)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("forum_detail", pk=pk)
    return redirect("meeting_detail", pk=meeting.pk)


def _wanted(forum: Any, text: str, series: str) -> ForumDay:
    on = _day(text)
    days: list[ForumDay] = forum.days(on, on, cancelled=True)
    for day in days:
        if not series or str(day.series) == series:
            return day
    raise Http404


@require_http_methods(["GET", "POST"])
def forumday_edit(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """Cancel or move one day of a series that is not prepared yet."""
    user = signed_in(request)
    on = _day(day)
    series = _series_to_run(user, pk, on)
    made = Meeting.objects.filter(series=series, series_day=on).first()
    if made is not None:
        # A meeting that is prepared is moved as itself: those who are called are told.
        return redirect("meeting_edit", pk=made.pk)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["what"] == "cancel":
                cancel_day(series, on=on, reason=said["reason"], by=user)
                done = "Mötet är inställt."
            else:
                move_day(
                    series, on=on, to=said["to"], at=said["at"], reason=said["reason"], by=user
                )
                done = "Mötet är flyttat."
        except ValidationError as error:
            if hasattr(error, "error_dict") and "on" in error.error_dict:
                form.add_error("to", error.error_dict["on"])
            else:
                add_errors(form, error)
        else:
            messages.success(request, done)
            return redirect("forum_detail", pk=series.forum_id)
    return form_page(
        request,
        form,
        heading=f"Flytta eller ställ in {on.day}/{on.month} {on.year}",
        eyebrow=series.forum.name,
        submit="Spara",
        cancel=forum_page(series.forum),
    )


@require_POST
def forumday_restore(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """Let a cancelled or moved day be as the series says again."""
    user = signed_in(request)
    on = _day(day)
    series = _series_to_run(user, pk, on)
    restore_day(series, on=on, by=user)
    messages.success(request, "Dagen är som serien säger igen.")
    return redirect("forum_detail", pk=series.forum_id)
