"""What came out of one of the board's dialogues: outcome, follow-up and answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.numbers import format_date
from rodtrad.dialogues.actions.outcome import (
    add_follow_up,
    finish_follow_up,
    record_outcome,
    send_answer,
)
from rodtrad.dialogues.forms.board import (
    BoardAnswerForm,
    FinishForm,
    FollowUpForm,
    OutcomeForm,
)
from rodtrad.dialogues.models import FollowUp
from rodtrad.dialogues.people import colleagues, leaders
from rodtrad.dialogues.queries.board import (
    rights_at,
)
from rodtrad.dialogues.views.sitting import dialogue_to
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, branch_filter
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def board_outcome_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what came out of a dialogue."""
    dialogue, _ = dialogue_to(request, pk, "records")
    user, today = signed_in(request), timezone.localdate()
    back, key = reverse("board_dialogue", args=[pk]), f"board-outcome:{pk}"
    form = OutcomeForm(
        request.POST or None,
        initial={
            "held_on": dialogue.held_on or min(dialogue.day, today),
            "said": dialogue.said,
            "led_to": dialogue.led_to,
            "revision": dialogue.revision,
        },
    )
    shown: dict[str, Any] = {
        "cancel": back,
        "draft_key": key,
        "eyebrow": f"Nämndens dialog {format_date(dialogue.day)}",
    }
    if request.method == "POST" and form.is_valid():
        try:
            record_outcome(dialogue, by=user, today=today, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Det som kom fram är sparat, och ledamöterna kan läsa det.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Vad kom fram i dialogen?",
        lead=dialogue.topic.title,
        submit="Spara",
        **shown,
    )


def _people_at(municipality: Unit) -> Any:
    """Who can be responsible: the administration and everybody at work in it."""
    today = timezone.localdate()
    found = [*leaders(municipality, on=today), *colleagues(municipality, on=today)]
    return User.objects.filter(pk__in={person.pk for person in found}).order_by("name")


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Something to be done because of a dialogue."""
    dialogue, _ = dialogue_to(request, pk, "records")
    user, today = signed_in(request), timezone.localdate()
    form = FollowUpForm(request.POST or None, people=_people_at(dialogue.topic.round.unit))
    back, key = reverse("board_dialogue", args=[pk]), f"follow-up:new:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            add_follow_up(dialogue, by=user, today=today, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Uppföljningen är tillagd.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Vad ska följas upp?",
        eyebrow=dialogue.topic.title,
        submit="Lägg till",
        cancel=back,
        draft_key=key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a follow-up: the administration, the secretary or who is responsible."""
    user, today = signed_in(request), timezone.localdate()
    row: FollowUp = get_object_or_404(
        FollowUp.objects.open_to(user, Permission.READ_ADOPTED).select_related(
            "dialogue__topic__round__unit"
        ),
        pk=pk,
    )
    if row.responsible_id != user.pk and not rights_at(user, row.dialogue.topic.round.unit).records:
        raise Http404
    back, key = reverse("board_dialogue", args=[row.dialogue_id]), f"follow-up:{pk}"
    form = FinishForm(
        request.POST or None, initial={"outcome": row.outcome, "revision": row.revision}
    )
    shown: dict[str, Any] = {"cancel": back, "draft_key": key}
    if request.method == "POST" and form.is_valid():
        try:
            finish_follow_up(
                row,
                outcome=form.cleaned_data["outcome"],
                revision=form.cleaned_data["revision"] or 0,
                on=today,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Uppföljningen är avslutad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Följ upp",
        eyebrow=row.dialogue.topic.title,
        lead=f"{row.what} Senast {format_date(row.due)}.",
        submit="Spara vad det blev",
        **shown,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def board_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the board's answer to the units."""
    dialogue, _ = dialogue_to(request, pk, "records")
    user, today = signed_in(request), timezone.localdate()
    municipality = dialogue.topic.round.unit
    units = (
        Unit.objects.filter(branch_filter(municipality.path), kind__in=Unit.WORKING_KINDS)
        .open_on(today)
        .order_by("name")
    )
    known = set(dialogue.receivers.values_list("unit_id", flat=True))
    known |= set(
        dialogue.topic.evidence.filter(unit__isnull=False).values_list("unit_id", flat=True)
    )
    form = BoardAnswerForm(
        request.POST or None,
        units=units,
        initial={"answer": dialogue.answer, "units": list(known), "revision": dialogue.revision},
    )
    back, key = reverse("board_dialogue", args=[pk]), f"board-answer:{pk}"
    shown: dict[str, Any] = {"cancel": back, "draft_key": key}
    if dialogue.held_on is None:
        messages.error(request, "Skriv först vad som kom fram i dialogen.")
        return redirect(back)
    if request.method == "POST" and form.is_valid():
        try:
            send_answer(
                dialogue,
                answer=form.cleaned_data["answer"],
                units=units if form.cleaned_data["everybody"] else form.cleaned_data["units"],
                revision=form.cleaned_data["revision"] or 0,
                on=today,
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, **shown)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Svaret är skickat till enheterna.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Nämndens svar till enheterna",
        template="dialogues/choosing_form.html",
        eyebrow=dialogue.topic.title,
        submit="Skicka svaret",
        **shown,
    )
