"""Minutes: adopted, and as files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.forms import add_errors, form_page
from rodtrad.meetings.actions import adopt_minutes
from rodtrad.meetings.forms import AdoptForm
from rodtrad.meetings.minutes.content import MinutesContent, MinutesDamagedError, frozen_or_composed
from rodtrad.meetings.minutes.docx import to_docx
from rodtrad.meetings.minutes.pdf import to_pdf
from rodtrad.meetings.views.shared import meeting_page, meeting_to_read, meeting_to_run
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.files import DOCX, PDF, FileKind


@require_http_methods(["GET", "POST"])
def minutes_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask which day, then adopt and freeze the minutes."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    form = AdoptForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            adopt_minutes(meeting, on=form.cleaned_data["on"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Anteckningarna är fastställda.")
            return redirect("meeting_detail", pk=pk)
    left = meeting.items.filter(state="on_agenda", outcome="", notes="", decisions__isnull=True)
    lead = "Efter det kan ingen ändra i dem. Besluten följs upp som vanligt."
    titles = ", ".join(f"”{title}”" for title in left.values_list("title", flat=True)[:10])
    if titles:
        lead += f" Punkter utan anteckning tas upp på nästa möte: {titles}."
    return form_page(
        request,
        form,
        heading=f"Fastställ {meeting.get_minutes_kind_display().lower()}?",
        eyebrow=str(meeting),
        submit="Fastställ",
        cancel=meeting_page(meeting),
        lead=lead,
    )


def _content(request: HttpRequest, pk: int) -> tuple[Any, MinutesContent]:
    """The minutes: adopted for every reader, before that only for who takes part.

    Raises:
        Http404: for others.
        MinutesDamagedError: when what was adopted is not intact.
    """
    meeting = meeting_to_read(signed_in(request), pk)
    if not (meeting.is_adopted or meeting.may_run or meeting.attends):
        raise Http404
    if not meeting.is_adopted and not meeting.may_run and meeting.state != "sent":
        raise Http404
    return meeting, frozen_or_composed(meeting, today=timezone.localdate())


def _file(request: HttpRequest, pk: int, kind: FileKind, render_file: Any) -> HttpResponse:
    try:
        meeting, content = _content(request, pk)
    except MinutesDamagedError as error:
        return render(request, "meetings/minutes_damaged.html", {"error": error}, status=500)
    response = HttpResponse(render_file(content), content_type=kind.media_type)
    name = slugify(f"{meeting.get_minutes_kind_display()} {meeting.name} {meeting.on}")
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind.ending}"'
    return response


@require_safe
def minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as PDF."""
    return _file(request, pk, PDF, to_pdf)


@require_safe
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as DOCX."""
    return _file(request, pk, DOCX, to_docx)
