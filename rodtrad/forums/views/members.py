"""Pages where it is said who belongs to a forum."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.forums.actions import (
    add_hand_member,
    add_member_role,
    end_hand_member,
    remove_member_role,
)
from rodtrad.forums.forms import EndMemberForm, HandMemberForm, MemberRoleForm
from rodtrad.forums.models import Forum, HandMember, MemberRole
from rodtrad.forums.views.forum import forum_to_run
from rodtrad.organisation.scope import signed_in


def _run(user: User) -> Any:
    return Forum.objects.run_by(user, timezone.localdate()).order_by().values("pk")


@require_http_methods(["GET", "POST"])
def memberrole_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody with a role belong to the forum."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    form = MemberRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = add_member_role(forum, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Alla med rollen {row} hör nu till forumet.")
            return redirect("forum_settings", pk=pk)
    return form_page(
        request,
        form,
        heading="Medlemmar genom roll",
        eyebrow=forum.name,
        submit="Lägg till rollen",
        cancel=reverse("forum_settings", args=[forum.pk]),
        lead=f"Alla som har rollen vid {forum.unit} eller en enhet under hör till forumet.",
    )


@require_http_methods(["GET", "POST"])
def memberrole_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then let a role make nobody a member any more."""
    user = signed_in(request)
    rows = MemberRole.objects.filter(forum__in=_run(user)).select_related("forum", "role")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            remove_member_role(row, by=user)
            messages.success(request, f"Rollen {row} ger inte längre medlemskap.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("forum_settings", pk=row.forum_id)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ska {row} inte längre höra till forumet?",
            "text": "De som har rollen ser inte längre forumets möten.",
            "submit": "Ta bort rollen",
            "cancel": reverse("forum_settings", args=[row.forum_id]),
            "danger": True,
        },
    )


@require_http_methods(["GET", "POST"])
def handmember_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a person to a forum."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    today = timezone.localdate()
    form = HandMemberForm(request.POST or None, forum=forum, today=today, initial={"starts": today})
    if request.method == "POST" and form.is_valid():
        try:
            member = add_hand_member(forum, **form.cleaned_data, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{member} hör nu till {forum}.")
            return redirect("forum_settings", pk=pk)
    return form_page(
        request,
        form,
        heading="Lägg till en person",
        eyebrow=forum.name,
        submit="Lägg till personen",
        cancel=reverse("forum_settings", args=[forum.pk]),
        lead="Personen ser det här forumets möten, och inte mer än så.",
    )


@require_http_methods(["GET", "POST"])
def handmember_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person who was added leave the forum."""
    user = signed_in(request)
    rows = HandMember.objects.filter(forum__in=_run(user)).select_related("forum", "user")
    member = get_object_or_404(rows, pk=pk)
    form = EndMemberForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_hand_member(member, on=form.cleaned_data["on"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{member} hör inte längre till forumet från den dagen.")
            return redirect("forum_settings", pk=member.forum_id)
    return form_page(
        request,
        form,
        heading=f"Avsluta medlemskapet för {member}",
        eyebrow=member.forum.name,
        submit="Avsluta medlemskapet",
        cancel=reverse("forum_settings", args=[member.forum_id]),
    )
