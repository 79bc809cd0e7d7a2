"""Pages where a forum is started, changed and ended."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.forums.actions import ForumPlan, change_forum, create_forum, end_forum
from rodtrad.forums.defaults import PURPOSES
from rodtrad.forums.forms import ChangeForumForm, NewForumForm, kinds_open_to
from rodtrad.forums.models import Forum
from rodtrad.organisation.scope import signed_in


def forum_to_run(user: User, pk: int) -> Any:
    """A forum that the person prepares, with its unit.

    Raises:
        Http404: when there is none.
    """
    today = timezone.localdate()
    return get_object_or_404(Forum.objects.run_by(user, today).select_related("unit"), pk=pk)


def forum_page(forum: Any) -> str:
    """The address of the forum's page."""
    return reverse("forum_detail", args=[forum.pk])


@require_http_methods(["GET", "POST"])
def forum_create(request: HttpRequest) -> HttpResponse:
    """Start a forum; its kind gives it its first members."""
    user = signed_in(request)
    kinds = kinds_open_to(user)
    if not kinds:
        raise Http404
    kind = request.GET.get("slag", "")
    initial = {"kind": kind, "purpose": PURPOSES.get(kind, "")}
    form = NewForumForm(request.POST or None, by=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        purpose = said["purpose"] or PURPOSES.get(said["kind"], "")
        try:
            forum = create_forum(
                kind=said["kind"],
                unit=said["unit"],
                plan=ForumPlan(said["name"], purpose, said["place"]),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{forum} finns nu. Lägg in när det träffas.")
            return redirect("forumseries_create", pk=forum.pk)
    return form_page(
        request,
        form,
        heading="Nytt forum",
        submit="Starta forumet",
        cancel=reverse("forum_list"),
        draft_key="forum:nytt",
    )


@require_http_methods(["GET", "POST"])
def forum_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a forum is called and for."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    names = ("name", "purpose", "place", "revision")
    form = ChangeForumForm(
        request.POST or None, initial={name: getattr(forum, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        revision = said.pop("revision")
        try:
            change_forum(forum, plan=ForumPlan(**said), revision=revision, by=user)
        except Conflict as error:
            return conflict_page(request, form, error, cancel=forum_page(forum))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ändringen är sparad.")
            return redirect("forum_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Ändra forumet",
        eyebrow=forum.name,
        submit="Spara ändringarna",
        cancel=forum_page(forum),
        draft_key=f"forum:{pk}",
    )


@require_safe
def forum_settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Who belongs to a forum by role and by hand, and its series."""
    forum = forum_to_run(signed_in(request), pk)
    today = timezone.localdate()
    term = YearSpan.of(today)
    half = term.autumn if today in term.autumn else term.spring
    return render(
        request,
        "forums/forum_settings.html",
        {
            "forum": forum,
            "roles": list(forum.member_roles.select_related("role", "school_form")),
            "by_hand": list(forum.hand_members.running_on(today).select_related("user")),
            "series": list(forum.series.all()),
            "last_day": half.ends,
        },
    )


@require_http_methods(["GET", "POST"])
def forum_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then let a forum meet no more."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    if request.method == "POST":
        try:
            end_forum(forum, on=timezone.localdate(), by=user)
            messages.success(request, f"{forum} har upphört. Det som är skrivet finns kvar.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("forum_detail", pk=pk)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ska {forum} upphöra?",
            "text": "Forumet får inga fler möten. Anteckningar och beslut finns kvar.",
            "submit": "Låt forumet upphöra",
            "cancel": forum_page(forum),
            "danger": True,
        },
    )
