"""A visit: what is needed in the room, what the unit prepares, notes, feedback and files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core import conflict as core_conflict
from rodtrad.core import forms as core_forms
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.dialogues.actions import visit as actions
from rodtrad.dialogues.forms.visit import (
    AppraisalForm,
    FeedbackForm,
    HoldForm,
    NotesForm,
    PrepareForm,
)
from rodtrad.dialogues.models import Visit, VisitParticipant
from rodtrad.dialogues.queries import visit as queries
from rodtrad.dialogues.views.files import docx_response, pdf_response
from rodtrad.dialogues.views.visit_plan import visit_to_lead
from rodtrad.dialogues.visit_documents import compose_visit
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.scope import signed_in

Part = VisitParticipant.Part


def _to_read(user: User, pk: int) -> Any:
    return get_object_or_404(queries.visit_to_read(user), pk=pk)


@never_cache
@require_safe
def visit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One page for the visit: before, in the room, and after."""
    user = signed_in(request)
    visit = _to_read(user, pk)
    room = queries.room_of(visit)
    today = timezone.localdate()
    own = next((one.part for one in room.participants if one.user_id == user.pk), "")
    may_note_appraisal = own in (Part.VISITOR, Part.PRINCIPAL)
    return render(
        request,
        "dialogues/visit_detail.html",
        {
            "visit": visit,
            "room": room,
            "today": today,
            "leads": visit.leads,
            "hosts": visit.hosts,
            # The unit's own words are its own until it is ready.
            "shows_preparation": visit.hosts or visit.prepared_on is not None,
            # The visitors' are theirs until the feedback is given.
            "shows_notes": visit.leads or visit.feedback_on is not None,
            "shows_commitments": visit.leads or visit.state == Visit.State.HELD,
            "may_note_appraisal": may_note_appraisal,
            "appraisals": queries.appraisal_days(visit, user) if may_note_appraisal else [],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """What the unit wants to tell and discuss."""
    user = signed_in(request)
    visit: Visit = get_object_or_404(
        Visit.objects.hosted_by(user).select_related("unit", "round__school_year"), pk=pk
    )
    start = {
        "wants_to_tell": visit.wants_to_tell,
        "wants_to_discuss": visit.wants_to_discuss,
        "ready": visit.prepared_on is not None,
        "revision": visit.preparation_revision,
    }
    form = PrepareForm(request.POST or None, initial=start)
    back, key = reverse("visit_detail", args=[pk]), f"visit-prepare:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare_visit(visit, today=timezone.localdate(), by=user, **form.cleaned_data)
        except core_conflict.Conflict as conflict:
            now = conflict.theirs
            theirs = {
                "wants_to_tell": now.wants_to_tell,
                "wants_to_discuss": now.wants_to_discuss,
                "ready": now.prepared_on is not None,
            }
            both = core_forms.Conflict(theirs, now.preparation_revision)
            return conflict_page(request, form, both, cancel=back, draft_key=key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(
                request,
                "Ni är förberedda, och förvaltningen kan läsa."
                if form.cleaned_data["ready"]
                else "Sparat. Förvaltningen kan inte läsa det än.",
            )
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Förbered besöket",
        lead="Er självskattning och er kvalitetsrapport finns redan med. Skriv det som ni vill "
        "lägga till.",
        eyebrow=str(visit),
        submit="Spara förberedelsen",
        cancel=back,
        draft_key=key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The visitors' notes: kept as they are typed; without scripts, by a button."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    back = f"{reverse('visit_detail', args=[pk])}#anteckningar"
    form = NotesForm(
        request.POST or None, initial={"notes": visit.notes, "revision": visit.revision}
    )
    in_part = request.headers.get("HX-Request") == "true"
    error = ""
    if request.method == "POST":
        if form.is_valid():
            try:
                visit = actions.write_notes(visit, by=user, now=timezone.now(), **form.cleaned_data)
            except core_conflict.Conflict as conflict:
                if not in_part:
                    return conflict_page(request, form, conflict, cancel=back)
                error = (
                    "Någon annan har skrivit samtidigt. Det du skriver är inte sparat: öppna "
                    "anteckningarna på egen sida för att se båda."
                )
            except ValidationError as refused:
                add_errors(form, refused)
        if not form.errors and not error and not in_part:
            messages.success(request, "Anteckningarna är sparade.")
            return redirect(back)
        if in_part:
            words = error or " ".join(str(e) for errors in form.errors.values() for e in errors)
            return render(
                request, "dialogues/_visit_kept.html", {"error": words, "revision": visit.revision}
            )
    return form_page(
        request,
        form,
        heading="Anteckningar",
        eyebrow=str(visit),
        submit="Spara anteckningarna",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the visit as held, with how many children or pupils took part."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    form = HoldForm(request.POST or None, initial={"on": visit.on or timezone.localdate()})
    back = reverse("visit_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        counts: dict[str, int | None] = {
            name: None if form.cleaned_data[name] is None else int(form.cleaned_data[name])
            for name in ("children", "children_asked")
        }
        try:
            actions.hold_visit(visit, on=form.cleaned_data["on"], by=user, **counts)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Besöket är genomfört. Skriv återkopplingen till enheten.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Besöket är genomfört",
        eyebrow=str(visit),
        submit="Markera som genomfört",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the feedback, and give it when it is ready."""
    user = signed_in(request)
    visit = visit_to_lead(user, pk)
    start = {
        "feedback": visit.feedback,
        "send": visit.feedback_on is not None,
        "revision": visit.feedback_revision,
    }
    form = FeedbackForm(request.POST or None, initial=start)
    if visit.feedback_on is not None:
        del form.fields["send"]
    back, key = f"{reverse('visit_detail', args=[pk])}#aterkoppling", f"visit-feedback:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(
                visit,
                feedback=form.cleaned_data["feedback"],
                send=form.cleaned_data.get("send", True),
                revision=form.cleaned_data["revision"],
                on=timezone.localdate(),
                by=user,
            )
        except core_conflict.Conflict as conflict:
            now = conflict.theirs
            theirs = {"feedback": now.feedback, "send": now.feedback_on is not None}
            both = core_forms.Conflict(theirs, now.feedback_revision)
            return conflict_page(request, form, both, cancel=back, draft_key=key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(
                request,
                "Enheten har fått återkopplingen."
                if form.cleaned_data.get("send", True)
                else "Sparat. Enheten ser det inte än.",
            )
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Återkoppling",
        eyebrow=str(visit),
        submit="Spara återkopplingen",
        cancel=back,
        draft_key=key,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit_appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """The day of one's appraisal talk near the visit; only the two of them see it."""
    user = signed_in(request)
    visit: Visit = get_object_or_404(
        Visit.objects.readable_by(user).select_related("unit", "round__school_year"), pk=pk
    )
    rows = list(visit.participants.select_related("user"))
    own = next((row.part for row in rows if row.user_id == user.pk), "")
    if own not in (Part.VISITOR, Part.PRINCIPAL):
        raise Http404
    other = Part.PRINCIPAL if own == Part.VISITOR else Part.VISITOR
    people = [row.user for row in rows if row.part == other]
    kept = {
        (row.principal_id if own == Part.VISITOR else row.head_id): row.on
        for row in queries.appraisal_days(visit, user)
    }
    first = next((one for one in people if one.pk in kept), next(iter(people), None))
    start = {"other": first, "on": kept.get(first.pk) if first else None}
    form = AppraisalForm(request.POST or None, people=people, initial=start)
    back = reverse("visit_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["other"]
        two = (user, chosen) if own == Part.VISITOR else (chosen, user)
        try:
            actions.set_appraisal(visit, on=form.cleaned_data["on"], head=two[0], principal=two[1])
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Dagen är sparad. Bara ni två ser den.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Medarbetarsamtal",
        lead="Bara dagen sparas, och bara ni två ser den. Den finns inte i någon logg, lista, "
        "sökning eller fil. Skriv inget om samtalet i Rödtråd.",
        eyebrow=str(visit),
        submit="Spara dagen",
        cancel=back,
    )


@require_safe
def visit_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit's summary and commitments as PDF."""
    user = signed_in(request)
    visit = _to_read(user, pk)
    return pdf_response(compose_visit(visit, on=timezone.localdate()), _stem(visit))


@require_safe
def visit_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The visit's summary and commitments for Word and LibreOffice."""
    user = signed_in(request)
    visit = _to_read(user, pk)
    return docx_response(compose_visit(visit, on=timezone.localdate()), _stem(visit))


def _stem(visit: Visit) -> str:
    return f"Förvaltningens dialog {visit.unit.name} {visit.round.school_year.slug}"
