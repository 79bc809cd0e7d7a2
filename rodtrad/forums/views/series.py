"""Pages where a forum's series of meetings is changed."""

import dataclasses
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.forums.actions import add_series, change_series, remove_series
from rodtrad.forums.forms import SeriesForm
from rodtrad.forums.models import Forum, ForumSeries
from rodtrad.forums.views.forum import forum_page, forum_to_run
from rodtrad.organisation.scope import signed_in


def _series(user: User, pk: int) -> Any:
    """A series of a forum that the person prepares.

    Raises:
        Http404: when there is none.
    """
    forums = Forum.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    rows = ForumSeries.objects.filter(forum__in=forums).select_related("forum__unit")
    return get_object_or_404(rows, pk=pk)


def _last_weeks(today: date) -> date:
    """The middle of the next June: about when a school year's last week is."""
    year = YearSpan.of(today)
    june = date(year.ends.year, 6, 15)
    return june if today < june else june.replace(year=june.year + 1)


@require_http_methods(["GET", "POST"])
def forumseries_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a forum meet regularly."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    today = timezone.localdate()
    initial = {
        "weekday": 2,
        "starts_at": time(9),
        "minutes": 120,
        "every_weeks": 1,
        "first": today,
        "last": _last_weeks(today),
    }
    form = SeriesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            series = add_series(forum, rule=form.rule, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{forum} träffas {series}.")
            return redirect("forum_settings", pk=pk)
    return form_page(
        request,
        form,
        heading="När träffas forumet?",
        eyebrow=forum.name,
        submit="Lägg in serien",
        cancel=forum_page(forum),
    )


@require_http_methods(["GET", "POST"])
def forumseries_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change weekday, time or span of a series."""
    user = signed_in(request)
    series = _series(user, pk)
    form = SeriesForm(request.POST or None, initial=dataclasses.asdict(series.rule))
    if request.method == "POST" and form.is_valid():
        try:
            change_series(series, rule=form.rule, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Serien är ändrad. Möten som redan förbereds flyttas inte.")
            return redirect("forum_settings", pk=series.forum_id)
    return form_page(
        request,
        form,
        heading="Ändra serien",
        eyebrow=series.forum.name,
        submit="Spara serien",
        cancel=forum_page(series.forum),
    )


@require_http_methods(["GET", "POST"])
def forumseries_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a series away."""
    user = signed_in(request)
    series = _series(user, pk)
    if request.method == "POST":
        remove_series(series, by=user)
        messages.success(request, "Serien är borttagen. Möten som förbereds finns kvar.")
        return redirect("forum_settings", pk=series.forum_id)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort serien?",
            "text": f"{series.forum} får inga fler möten av serien: {series}. "
            "Möten som redan förbereds finns kvar.",
            "submit": "Ta bort serien",
            "cancel": forum_page(series.forum),
            "danger": True,
        },
    )
