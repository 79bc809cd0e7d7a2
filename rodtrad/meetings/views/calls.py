"""Who is called to a meeting, what they answer and whether they were there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.numbers import parse_pk
from rodtrad.meetings.actions import (
    answer_call,
    call_people,
    send_call,
    set_presence,
    uncall,
)
from rodtrad.meetings.forms import CallForm
from rodtrad.meetings.health import professions
from rodtrad.meetings.models import Attendee, Meeting
from rodtrad.meetings.queries import agenda_of, budget
from rodtrad.meetings.views.shared import (
    meeting_page,
    meeting_to_attend,
    meeting_to_read,
    meeting_to_run,
)
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "POST"])
def meeting_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is sent to whom, then send the call."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    if request.method == "POST":
        try:
            send_call(meeting, by=user, now=timezone.now())
            messages.success(request, "Kallelsen är skickad, med dagordning och kalenderfil.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("meeting_detail", pk=pk)
    items = agenda_of(meeting)
    called = meeting.attendees.count()
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Skicka kallelsen till {meeting}?",
            "text": (
                "Alla kallade får ett meddelande här, och ett brev med dagordningen och mötet till "
                "kalendern. Det går att skicka igen om något ändras."
            ),
            "facts": [
                ("Kallade", called),
                ("Tid", f"{meeting.day_shown} kl. {meeting.time_shown}"),
                ("Dagordning", budget(meeting, items).words),
            ],
            "submit": "Skicka kallelsen",
            "cancel": meeting_page(meeting),
        },
    )


@require_POST
def meeting_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether one comes."""
    user = signed_in(request)
    meeting = meeting_to_read(user, pk)
    attendee = get_object_or_404(
        Attendee.objects.select_related("meeting"),
        meeting=meeting,
        user=user,
        meeting__state=Meeting.State.SENT,
    )
    try:
        answer_call(attendee, answer=request.POST.get("svar", ""), by=user)
        messages.success(request, "Ditt svar är sparat.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("meeting_detail", pk=pk)


@require_http_methods(["GET", "POST"])
def attendee_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a person beside the forum's members."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    form = CallForm(request.POST or None, meeting=meeting, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            call_people(meeting, people=[(said["user"], said["called_as"])], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{said['user']} är kallad.")
            return redirect("meeting_detail", pk=pk)
    return form_page(
        request,
        form,
        heading="Kalla en person till",
        eyebrow=str(meeting),
        submit="Kalla personen",
        cancel=meeting_page(meeting),
        lead="Personen ser det här mötet, och inte mer än så.",
    )


@require_POST
def health_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Call everybody of the health team's professions that are missing."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    called = set(meeting.attendees.values_list("user_id", flat=True))
    wanted = [
        person
        for profession in professions(meeting.forum.unit, meeting.on, called)
        if not profession.is_called
        for person in profession.people
    ]
    try:
        made = call_people(meeting, people=wanted, by=user)
        messages.success(request, f"{len(made)} personer ur hälsoteamet är kallade.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("meeting_detail", pk=pk)


@require_POST
def attendee_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person who was called by hand off the list."""
    user = signed_in(request)
    runs = Meeting.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    attendee = get_object_or_404(
        Attendee.objects.filter(meeting__in=runs).select_related("meeting", "user"), pk=pk
    )
    try:
        uncall(attendee, by=user)
        messages.success(request, f"{attendee.user} är inte längre kallad.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("meeting_detail", pk=attendee.meeting_id)


@require_POST
def presence_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who was there: everybody who is called and not ticked was absent."""
    user = signed_in(request)
    meeting: Any = meeting_to_attend(user, pk)
    ticked = {parse_pk(one) for one in request.POST.getlist("narvarande")}
    called = meeting.attendees.values_list("pk", flat=True)
    try:
        set_presence(meeting, present={one: one in ticked for one in called}, by=user)
        messages.success(request, "Närvaron är sparad.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('meeting_run', args=[pk])}#narvaro")
