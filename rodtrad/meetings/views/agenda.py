"""The agenda: filled, added to, ordered, with material."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.numbers import parse_pk
from rodtrad.meetings.actions import (
    Point,
    add_file,
    add_item,
    add_material,
    change_item,
    fill_agenda,
    move_item,
    put_back,
    remove_item,
    remove_material,
    set_outcome,
)
from rodtrad.meetings.filling import suggestions
from rodtrad.meetings.forms import ChangePointForm, MaterialForm, PointForm
from rodtrad.meetings.models import AgendaItem, Material, Meeting
from rodtrad.meetings.queries import meetings_seen
from rodtrad.meetings.views.shared import (
    item_to_attend,
    item_to_run,
    meeting_page,
    meeting_to_run,
    to_item,
)
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.files import KINDS


@require_http_methods(["GET", "POST"])
def agenda_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """What belongs on the agenda but is not there yet; sent, it is put there."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    today = timezone.localdate()
    if request.method == "POST":
        try:
            made = fill_agenda(meeting, by=user, today=today)
            words = "punkt har" if len(made) == 1 else "punkter har"
            messages.success(request, f"{len(made)} {words} kommit till på dagordningen.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("meeting_detail", pk=pk)
    template = "meetings/agenda_fill.html"
    if request.headers.get("HX-Request") == "true":
        template = "meetings/_agenda_fill.html"
    found = suggestions(meeting, today)
    return render(request, template, {"meeting": meeting, "found": found})


@require_http_methods(["GET", "POST"])
def item_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on the agenda."""
    user = signed_in(request)
    meeting = meeting_to_run(user, pk)
    form = PointForm(request.POST or None, forum=meeting.forum, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            item = add_item(meeting, point=Point(**form.cleaned_data), by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Punkten står på dagordningen.")
            return to_item(request, item)
    return form_page(
        request,
        form,
        heading="Ny punkt",
        eyebrow=str(meeting),
        submit="Lägg till punkten",
        cancel=meeting_page(meeting),
        draft_key=f"punkt:ny:{pk}",
    )


@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an item is about."""
    user = signed_in(request)
    item = item_to_run(user, pk)
    names = ("title", "text", "purpose", "minutes", "owner", "revision")
    form = ChangePointForm(
        request.POST or None,
        forum=item.meeting.forum,
        today=timezone.localdate(),
        initial={name: getattr(item, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        revision = said.pop("revision")
        try:
            change_item(item, point=Point(**said), revision=revision, by=user)
        except Conflict as error:
            return conflict_page(request, form, error, cancel=meeting_page(item.meeting))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Punkten är ändrad.")
            return to_item(request, item)
    return form_page(
        request,
        form,
        heading="Ändra punkten",
        eyebrow=str(item.meeting),
        submit="Spara punkten",
        cancel=meeting_page(item.meeting),
        draft_key=f"punkt:{pk}",
    )


@require_POST
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an item off the agenda; it can be put back."""
    user = signed_in(request)
    item = item_to_run(user, pk)
    try:
        remove_item(item, by=user)
        messages.success(request, f"”{item}” är borttagen. Den ligger kvar längst ner.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("meeting_detail", pk=item.meeting_id)


@require_POST
def item_restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a removed item back."""
    user = signed_in(request)
    item = item_to_run(user, pk)
    try:
        put_back(item, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_item(request, item)


@require_POST
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an item be taken up in another place."""
    user = signed_in(request)
    item = item_to_run(user, pk)
    place = parse_pk(request.POST.get("plats", ""))
    try:
        if place is None:
            raise ValidationError("Välj vilken plats punkten ska få.")
        move_item(item, to=place, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_item(request, item)


@require_POST
def item_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether an item was dealt with or is taken up next time."""
    user = signed_in(request)
    item = item_to_attend(user, pk)
    try:
        set_outcome(item, outcome=request.POST.get("utfall", ""), by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_item(request, item, page="meeting_run")


@require_http_methods(["GET", "POST"])
def material_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an item a page or a file as material."""
    user = signed_in(request)
    item = item_to_run(user, pk)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if said["file"]:
                add_file(item, label=said["label"], file=said["file"], by=user)
            else:
                address = _local(request, said["address"].strip())
                add_material(item, label=said["label"], address=address, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Underlaget ligger vid punkten.")
            return to_item(request, item)
    return form_page(
        request,
        form,
        heading="Underlag till punkten",
        eyebrow=item.title,
        submit="Lägg till underlaget",
        cancel=meeting_page(item.meeting),
    )


def _local(request: HttpRequest, address: str) -> str:
    """An address of this site as its path, so that it works wherever the site lives."""
    here = f"{request.scheme}://{request.get_host()}"
    return address.removeprefix(here) or "/" if address.startswith(here) else address


@require_safe
def material_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a meeting whose agenda one may read, to be saved."""
    user = signed_in(request)
    seen: Any = meetings_seen(user, timezone.localdate())
    material = get_object_or_404(Material.objects.select_related("item__meeting"), pk=pk)
    meeting = get_object_or_404(seen, pk=material.item.meeting_id)
    hidden = material.item.state != AgendaItem.State.ON_AGENDA or meeting.state not in (
        Meeting.State.SENT,
        Meeting.State.ADOPTED,
    )
    if not material.file or (hidden and not meeting.may_run):
        raise Http404
    kind = KINDS.get(str(material.file.name).rsplit(".", 1)[-1].lower())
    try:
        content = material.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{slugify(material.label) or 'underlag'}.{kind.ending if kind else 'bin'}",
        content_type=kind.media_type if kind else "application/octet-stream",
    )


@require_POST
def material_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take material away from an item."""
    user = signed_in(request)
    runs = Meeting.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    material = get_object_or_404(
        Material.objects.filter(item__meeting__in=runs).select_related("item__meeting"), pk=pk
    )
    try:
        remove_material(material, by=user)
        messages.success(request, "Underlaget är borttaget.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return to_item(request, material.item)
