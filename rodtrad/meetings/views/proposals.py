"""What members propose for a coming meeting."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.core.forms import add_errors, form_page
from rodtrad.forums.models import Forum
from rodtrad.forums.views.forum import forum_page
from rodtrad.meetings.actions import Point, decline_proposal, propose, withdraw_proposal
from rodtrad.meetings.forms import ProposalForm, WhyForm
from rodtrad.meetings.models import Proposal
from rodtrad.meetings.views.shared import forum_of_mine
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "POST"])
def proposal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose something for the forum's next meeting."""
    user = signed_in(request)
    forum: Any = forum_of_mine(user, pk)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose(forum, point=Point(**form.cleaned_data), on=timezone.localdate(), by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Ditt förslag kommer med på nästa dagordning.")
            return redirect("forum_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Föreslå en punkt",
        eyebrow=forum.name,
        submit="Lämna förslaget",
        cancel=forum_page(forum),
        draft_key=f"forslag:{pk}",
    )


@require_http_methods(["GET", "POST"])
def proposal_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a proposal is not taken up."""
    user = signed_in(request)
    runs = Forum.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    rows = Proposal.objects.filter(forum__in=runs).select_related("forum__unit", "by")
    proposal = get_object_or_404(rows, pk=pk)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decline_proposal(proposal, why=form.cleaned_data["why"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{proposal.by} får veta varför.")
            return redirect("forum_detail", pk=proposal.forum_id)
    return form_page(
        request,
        form,
        heading="Ta inte upp förslaget?",
        eyebrow=proposal.title,
        submit="Ta inte upp det",
        cancel=forum_page(proposal.forum),
        lead=f"{proposal.by} får ett meddelande med det du skriver.",
    )


@require_POST
def proposal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own proposal back."""
    user = signed_in(request)
    proposal = get_object_or_404(Proposal.objects.select_related("forum"), pk=pk, by=user)
    try:
        withdraw_proposal(proposal, by=user)
        messages.success(request, "Förslaget är återtaget.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("forum_detail", pk=proposal.forum_id)
