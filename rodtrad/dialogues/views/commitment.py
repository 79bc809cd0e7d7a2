"""Pages of what each side has taken on at visits."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core import conflict as core_conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.dialogues.actions import commitment as actions
from rodtrad.dialogues.forms.visit import CommitmentForm, FollowUpForm
from rodtrad.dialogues.models import Commitment, Visit
from rodtrad.dialogues.queries import visit as queries
from rodtrad.dialogues.views.visit_plan import visit_to_lead
from rodtrad.dialogues.visit_people import colleagues_at
from rodtrad.organisation.access import Permission, reach_filter, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_safe
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Commitments that one may read, the first due first."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    shown, today = request.GET.get("visa", ""), timezone.localdate()
    rows = queries.listed_commitments(user, today=today, shown=shown)
    if wanted_format(request):
        return table_response(
            request,
            "Åtaganden",
            ("Åtagande", "Vem", "Ansvarig", "Enhet", "Läsår", "Följs upp", "Läge", "Vad det blev"),
            (
                (
                    row.text,
                    row.get_side_display(),
                    row.responsible.name if row.responsible else "",
                    row.visit.unit.name,
                    row.visit.round.school_year.label,
                    row.due,
                    row.get_state_display(),
                    row.outcome,
                )
                for row in rows
            ),
        )
    page = page_of(request, rows)
    return render(
        request,
        "dialogues/visit_commitment_list.html",
        {
            "page": page,
            "rows": [(row, row.is_late(today)) for row in page.object_list],
            "shown": shown,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a commitment of a visit."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    people = colleagues_at(visit.unit, timezone.localdate())
    start = {"side": request.GET.get("vem", Commitment.Side.UNIT)}
    form = CommitmentForm(request.POST or None, people=people, initial=start)
    del form.fields["revision"]
    back = f"{reverse('visit_detail', args=[pk])}#ataganden"
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_commitment(visit=visit, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Åtagandet är sparat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nytt åtagande",
        eyebrow=str(visit),
        submit="Spara åtagandet",
        cancel=back,
    )


def _commitment(user: User, pk: int, *, also_hosts: bool) -> Commitment:
    """A commitment that the person may change, or also follow up as the unit or its responsible."""
    led = reach_filter(user, Permission.LEAD, unit="visit__unit")
    if also_hosts:
        hosted = Visit.objects.hosted_by(user).order_by().values("pk")
        reads = reach_filter(user, Permission.READ, unit="visit__unit")
        mine = (Q(responsible=user) & reads) | Q(visit__in=hosted)
        led |= mine & Q(visit__state=Visit.State.HELD)
    return get_object_or_404(
        Commitment.objects.filter(led).select_related(
            "visit__unit", "visit__round__school_year", "responsible"
        ),
        pk=pk,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a commitment that is open."""
    user = signed_in(request)
    row = _commitment(user, pk, also_hosts=False)
    names = ("side", "text", "responsible", "due", "revision")
    form = CommitmentForm(
        request.POST or None,
        people=colleagues_at(row.visit.unit, timezone.localdate()),
        initial={name: getattr(row, name) for name in names},
    )
    back = f"{reverse('visit_detail', args=[row.visit_id])}#ataganden"
    if request.method == "POST" and form.is_valid():
        fields = {**form.cleaned_data, "revision": form.cleaned_data["revision"] or 0}
        try:
            actions.save_commitment(visit=row.visit, commitment=row, by=user, **fields)
        except core_conflict.Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Åtagandet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra åtagandet",
        eyebrow=str(row.visit),
        submit="Spara åtagandet",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what became of a commitment: either side may, and who is responsible."""
    user = signed_in(request)
    row = _commitment(user, pk, also_hosts=True)
    start = {
        "state": row.state if row.state != Commitment.State.OPEN else Commitment.State.DONE,
        "outcome": row.outcome,
        "revision": row.revision,
    }
    form = FollowUpForm(request.POST or None, initial=start)
    back = f"{reverse('visit_detail', args=[row.visit_id])}#ataganden"
    if request.method == "POST" and form.is_valid():
        try:
            actions.follow_up_commitment(row, on=timezone.localdate(), by=user, **form.cleaned_data)
        except core_conflict.Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Uppföljningen är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Följ upp åtagandet",
        lead=row.text,
        eyebrow=str(row.visit),
        submit="Spara uppföljningen",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def commitment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a commitment that was written by mistake."""
    user = signed_in(request)
    row = _commitment(user, pk, also_hosts=False)
    back = f"{reverse('visit_detail', args=[row.visit_id])}#ataganden"
    if request.method == "POST":
        try:
            actions.remove_commitment(row, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Åtagandet är borttaget.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort åtagandet?",
            "eyebrow": str(row.visit),
            "text": row.text,
            "submit": "Ta bort åtagandet",
            "cancel": back,
            "danger": True,
        },
    )
