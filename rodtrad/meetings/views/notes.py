"""The meeting on one screen: agenda, notes that several write at once, decisions, attendance."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from pydantic import BaseModel, Field
from pydantic import ValidationError as PydanticError

from rodtrad.accounts.models import User
from rodtrad.meetings.actions import Edit, write_notes
from rodtrad.meetings.forms import NewDecisionForm
from rodtrad.meetings.models import AgendaItem
from rodtrad.meetings.queries import agenda_of, budget
from rodtrad.meetings.views.shared import item_to_attend, meeting_to_attend
from rodtrad.organisation.scope import signed_in


@require_safe
def meeting_run(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting on one screen while it goes on."""
    user = signed_in(request)
    meeting = meeting_to_attend(user, pk)
    if not meeting.is_open:
        return redirect("meeting_detail", pk=pk)
    today = timezone.localdate()
    items = [one for one in agenda_of(meeting) if one.state == AgendaItem.State.ON_AGENDA]
    called = list(meeting.attendees.select_related("user"))
    return render(
        request,
        "meetings/meeting_run.html",
        {
            "meeting": meeting,
            "items": items,
            "budget": budget(meeting, items),
            "called": called,
            "present": sum(1 for one in called if one.present),
            "form": NewDecisionForm(meeting=meeting, today=today, auto_id="d_%s"),
            "outcomes": AgendaItem.Outcome.choices,
            "today": today,
        },
    )


@require_POST
def note_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was written together with what others have written; as a form or as JSON."""
    user = signed_in(request)
    item = item_to_attend(user, pk)
    if request.content_type == "application/json":
        return _answer_script(request, item, user)
    sent = Edit(request.POST.get("base", ""), request.POST.get("notes", ""))
    try:
        write_notes(item, edits=[sent], by=user, now=timezone.now())
        messages.success(request, "Anteckningen är sparad.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('meeting_run', args=[item.meeting_id])}#punkt-{item.pk}")


def _answer_script(request: HttpRequest, item: Any, user: User) -> HttpResponse:
    """What the page's own script sends as one types."""
    try:
        sent = _Sent.model_validate_json(request.body)
        written = write_notes(item, edits=sent.edits, token=sent.token, by=user, now=timezone.now())
    except PydanticError:
        return JsonResponse({"error": "Anteckningen kom inte fram hel."}, status=400)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    return JsonResponse(
        {
            "text": written.text,
            "revision": written.revision,
            "changes": [[one.start, one.end, one.text] for one in written.changes],
        }
    )


class _Sent(BaseModel):
    token: str = Field(min_length=1, max_length=40)
    edits: list[Edit] = Field(max_length=100)


@require_safe
def note_state(request: HttpRequest, pk: int) -> HttpResponse:
    """How often the notes of each item have changed: what browsers ask every other second."""
    user = signed_in(request)
    meeting = meeting_to_attend(user, pk)
    rows = AgendaItem.objects.filter(meeting=meeting, state=AgendaItem.State.ON_AGENDA)
    return JsonResponse(
        {
            "open": meeting.is_open,
            "items": {
                str(pk): revision for pk, revision in rows.values_list("pk", "notes_revision")
            },
        }
    )


@require_safe
def note_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier notes of an item: who wrote, when, and what it said then."""
    user = signed_in(request)
    item = item_to_attend(user, pk)
    return render(
        request,
        "meetings/note_history.html",
        {"item": item, "versions": item.note_versions.select_related("by")[:100]},
    )
