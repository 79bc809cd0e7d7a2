"""What sources say of the organisation that differs from ours: yes or no."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.integrations.forms import ProposalForm, people_to_choose
from rodtrad.integrations.models import Proposal
from rodtrad.integrations.proposals import accept_proposal, decline_proposal
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in

_COLUMNS = ("Enhet", "Förslag", "Hos oss", "Enligt källan", "Källa", "Läge")


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, and what has been decided."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    decided = request.GET.get("visa") == "avgjorda"
    proposals = Proposal.objects.select_related("run", "unit", "decided_by")
    if decided:
        proposals = proposals.exclude(state=Proposal.State.WAITING).order_by("-decided_at")
    else:
        proposals = proposals.waiting()
    if wanted_format(request):
        rows = [
            (
                one.name,
                one.get_kind_display(),
                one.before,
                one.after,
                one.run.source,
                one.get_state_display(),
            )
            for one in proposals
        ]
        return table_response(request, "forslag", _COLUMNS, rows)
    return render(
        request,
        "integrations/proposal_list.html",
        {"page": page_of(request, proposals), "decided": decided},
    )


@require_http_methods(["GET", "POST"])
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Carry out what is proposed, or decline it."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    proposal = get_object_or_404(Proposal.objects.select_related("run", "unit"), pk=pk)
    if proposal.state != Proposal.State.WAITING:
        messages.info(request, "Förslaget är redan avgjort.")
        return redirect("proposal_list")
    now = timezone.now()
    if request.method == "POST" and "decline" in request.POST:
        try:
            decline_proposal(proposal, at=now, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Förslaget är avböjt. Samma sak föreslås inte igen.")
        return redirect("proposal_list")
    form = _form(request, user, proposal)
    if request.method == "POST" and form.is_valid():
        try:
            accept_proposal(
                proposal,
                on=form.cleaned_data.get("on") or timezone.localdate(),
                at=now,
                parent=form.cleaned_data.get("parent"),
                person=form.cleaned_data.get("person"),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Genomfört: {proposal}.")
            return redirect("proposal_list")
    return form_page(
        request,
        form,
        heading=str(proposal.get_kind_display()),
        eyebrow=proposal.name,
        submit="Genomför",
        cancel=reverse("proposal_list"),
        template="integrations/proposal_edit.html",
        proposal=proposal,
    )


def _form(request: HttpRequest, user: User, proposal: Proposal) -> ProposalForm:
    people = people_to_choose()
    same = people.filter(name__iexact=proposal.after).values_list("pk", flat=True)[:2]
    found = list(same) if proposal.kind == Proposal.Kind.PRINCIPAL else []
    parents = (
        units_open_to(user, Permission.ADMINISTER)
        .filter(closed__isnull=True)
        .exclude(kind__in=Unit.WORKING_KINDS)
    )
    return ProposalForm(
        # Sent with no fields at all when the proposal asks for nothing.
        request.POST if request.method == "POST" else None,
        proposal=proposal,
        parents=parents,
        people=people,
        initial={
            "on": proposal.on or timezone.localdate(),
            "person": found[0] if len(found) == 1 else None,
        },
    )
