"""How the pages of meetings fetch what they show: fetching is authorising."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.forums.models import Forum
from rodtrad.meetings.models import AgendaItem, Decision, Meeting
from rodtrad.meetings.queries import meetings_seen


def meeting_to_read(user: User, pk: int) -> Any:
    """A meeting that the person may know of, with `may_run` and `attends`.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(meetings_seen(user, timezone.localdate()), pk=pk)


def meeting_to_run(user: User, pk: int) -> Any:
    """A meeting that the person prepares.

    Raises:
        Http404: when there is none.
    """
    runs = Meeting.objects.run_by(user, timezone.localdate())
    return get_object_or_404(runs.select_related("forum__unit", "leader", "secretary"), pk=pk)


def meeting_to_attend(user: User, pk: int) -> Any:
    """A meeting that the person takes part in, and may write notes of.

    Raises:
        Http404: when there is none.
    """
    attends = Meeting.objects.attended_by(user, timezone.localdate())
    return get_object_or_404(attends.select_related("forum__unit", "leader", "secretary"), pk=pk)


def item_to_run(user: User, pk: int) -> Any:
    """An item of a meeting that the person prepares.

    Raises:
        Http404: when there is none.
    """
    meetings = Meeting.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    items = AgendaItem.objects.filter(meeting__in=meetings).select_related("meeting__forum__unit")
    return get_object_or_404(items, pk=pk)


def item_to_attend(user: User, pk: int) -> Any:
    """An item of a meeting that the person takes part in.

    Raises:
        Http404: when there is none.
    """
    meetings = Meeting.objects.attended_by(user, timezone.localdate()).order_by().values("pk")
    items = AgendaItem.objects.filter(
        meeting__in=meetings, state=AgendaItem.State.ON_AGENDA
    ).select_related("meeting__forum__unit")
    return get_object_or_404(items, pk=pk)


def forum_to_read(user: User, pk: int) -> Any:
    """A forum that the person may read, with its unit and `may_run`.

    Raises:
        Http404: when there is none.
    """
    today = timezone.localdate()
    runs = Forum.objects.run_by(user, today).filter(pk=OuterRef("pk"))
    forums = Forum.objects.readable_by(user, today).select_related("unit")
    return get_object_or_404(forums.annotate(may_run=Exists(runs)), pk=pk)


def forum_of_mine(user: User, pk: int) -> Any:
    """A forum that the person belongs to or runs, with its unit.

    Raises:
        Http404: when there is none.
    """
    today = timezone.localdate()
    own = Forum.objects.with_member(user, today) | Forum.objects.run_by(user, today)
    return get_object_or_404(own.select_related("unit").distinct(), pk=pk)


def decision_to_read(user: User, pk: int) -> Any:
    """A decision that the person may read, with its meeting, forum and item.

    Raises:
        Http404: when there is none.
    """
    rows = Decision.objects.readable_by(user, timezone.localdate()).select_related(
        "meeting__forum__unit", "item", "responsible"
    )
    return get_object_or_404(rows, pk=pk)


def meeting_page(meeting: Any) -> str:
    """The address of the meeting's page."""
    return reverse("meeting_detail", args=[meeting.pk])


def to_item(request: HttpRequest, item: Any, *, page: str = "meeting_detail") -> HttpResponse:
    """Back to where one was, at the item."""
    where = "meeting_run" if request.POST.get("fran") == "genomfor" else page
    return redirect(f"{reverse(where, args=[item.meeting_id])}#punkt-{item.pk}")
