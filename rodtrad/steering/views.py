"""Pages of steering documents: the register, a document, its points, its file, its history."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions, wording_at
from rodtrad.core import prose
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.steering import actions, queries
from rodtrad.steering.files import KINDS
from rodtrad.steering.forms import DocumentForm, RequirementForm
from rodtrad.steering.kinds import FAMILIES, purpose_of
from rodtrad.steering.models import Requirement, SteeringDocument

_COLUMNS = (
    *("Titel", "Dokumenttyp", "Gäller för", "Gäller från", "Gäller till", "Fastställd av"),
    *("För revidering ansvarar", "Revideras senast", "Ärendenummer", "Punkter att citera"),
)
_MOST_UNITS = 100


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """The register, with what is due for revision."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    today = timezone.localdate()
    search = queries.Search(
        q=request.GET.get("q", "").strip()[:100],
        kind=request.GET.get("slag", ""),
        whose=request.GET.get("vems", ""),
        due=request.GET.get("revidering", ""),
        order=request.GET.get("ordna", ""),
    )
    found = queries.find_documents(user, search, today)
    if wanted_format(request):
        rows = [
            (
                document.title,
                str(document.get_kind_display()),
                document.applies_to,
                document.valid_from,
                document.valid_until,
                document.adopted_by,
                document.revision_owner,
                document.revise_by,
                document.registry_number,
                document.points,  # type: ignore[attr-defined]  # counted by the query
            )
            for document in found
        ]
        return table_response(request, "styrdokument", _COLUMNS, rows)
    page = page_of(request, found)
    return render(
        request,
        "steering/document_list.html",
        {
            "page": page,
            "rows": [(row, queries.revision_state(row, today)) for row in page.object_list],
            "search": search,
            "kinds": SteeringDocument.Kind.choices,
            "families": FAMILIES,
            "may_register": queries.may_register(user),
        },
    )


@require_safe
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A document with its front page, text and the points that goals can cite."""
    user = signed_in(request)
    document = _readable(user, pk)
    points = list(document.requirements.prefetch_related("school_forms"))
    if wanted_format(request):
        return table_response(
            request,
            f"Punkter i {document.title}",
            ("Hänvisning", "Punkt", "Lydelse", "Skolformer", "Gäller till"),
            (
                (
                    *(point.reference, point.heading, point.text),
                    ", ".join(str(form) for form in point.school_forms.all()) or "Alla",
                    point.retired_on,
                )
                for point in points
            ),
        )
    today = timezone.localdate()
    return render(
        request,
        "steering/document_detail.html",
        {
            "document": document,
            "html": _html(document.text),
            "front": _front_page(document),
            "purpose": purpose_of(document.kind),
            "points": [point for point in points if _holds(point)],
            "retired": [point for point in points if not _holds(point)],
            "revision": queries.revision_state(document, today),
            "may_edit": _may_edit(user, document),
        },
    )


def _front_page(document: SteeringDocument) -> list[tuple[str, str]]:
    """A first page: of the municipality's documents also what they lack, of a law what it has."""
    since, until = document.valid_from, document.valid_until
    ends = until.isoformat() if until else "tillsvidare" if since else ""
    rows = [
        ("Medverkande", document.contributors),
        ("Dokumentet gäller för", document.applies_to),
        ("Gäller fr o m – t o m", f"{since or ''} – {ends}".strip() if ends else ""),
        ("Fastställd av", document.adopted_by),
        ("För revidering ansvarar", document.revision_owner),
        ("Roll som påminns", str(document.revision_role or "")),
        ("Ärendenummer", document.registry_number),
        ("Ansvarig för uppdatering", document.update_owner),
    ]
    always = not document.is_state
    return [
        (label, text) for label, text in rows if text or (always and label != "Roll som påminns")
    ]


@require_http_methods(["GET", "POST"])
def document_create(request: HttpRequest) -> HttpResponse:
    """Enter a document in the register."""
    user = signed_in(request)
    if not queries.may_register(user):
        raise Http404
    form = DocumentForm(request.POST or None, request.FILES or None, units=_units(user))
    draft_key = "document:new"
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.register_document(by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(
                request, "Dokumentet är infört. Lägg till punkterna som mål ska citera."
            )
            return redirect("document_detail", document.pk)
    return form_page(
        request,
        form,
        heading="Nytt styrdokument",
        submit="För in dokumentet",
        cancel=reverse("document_list"),
        draft_key=draft_key,
    )


@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a document or exchange its file."""
    user = signed_in(request)
    document = get_object_or_404(queries.editable_by(user), pk=pk)
    start: dict[str, Any] = {name: getattr(document, name) for name in actions.WORDED}
    start |= {"text": _html(document.text), "revision": document.revision}
    form = DocumentForm(request.POST or None, request.FILES or None, units=None, initial=start)
    draft_key = f"document:{pk}"
    back = reverse("document_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_document(document=document, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Dokumentet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra styrdokumentet",
        submit="Spara dokumentet",
        cancel=back,
        draft_key=draft_key,
        eyebrow=document.title,
    )


@require_http_methods(["GET", "POST"])
def document_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a document; who may change it can put one back."""
    user = signed_in(request)
    document = _readable(user, pk)
    may_edit = _may_edit(user, document)
    here = reverse("document_history", args=[pk])
    if request.method == "POST":
        if not may_edit:
            raise Http404
        try:
            number = int(request.GET.get("version", ""))
            actions.restore_document(document=document, number=number, by=user)
        except (LookupError, ValueError) as error:
            raise Http404 from error
        except Conflict as conflict:
            messages.error(request, str(conflict))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Den tidigare lydelsen gäller igen.")
        return redirect(here)
    with_file = set(document.history.exclude(file="").values_list("history_id", flat=True))
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {document.title}",
            "back": reverse("document_detail", args=[pk]),
            "versions": [
                {
                    "who": version.by,
                    "when": version.at,
                    "what": "Förde in dokumentet" if version.is_first else "Ändrade dokumentet",
                    "changes": [
                        {
                            "label": change.label,
                            "old": change.before,
                            "new": change.after,
                            "rich": change.label == "text",
                        }
                        for change in version.changes
                    ],
                    "restore_url": f"{here}?version={version.number}"
                    if may_edit and not version.is_current
                    else None,
                    "current": version.is_current,
                    "file_url": f"{reverse('document_file', args=[pk])}?version={version.number}"
                    if version.number in with_file
                    else None,
                }
                for version in versions(document)
            ],
        },
    )


@require_safe
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document's file, to be saved: never shown as a page of ours."""
    document = _readable(signed_in(request), pk)
    name = _file_name(document, request.GET.get("version", ""))
    if not name:
        raise Http404
    kind = KINDS.get(name.rsplit(".", 1)[-1].lower())
    try:
        content = document.file.storage.open(name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{slugify(document.title) or 'dokument'}.{kind.ending if kind else 'bin'}",
        content_type=kind.media_type if kind else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def requirement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a point to a document."""
    user = signed_in(request)
    document = get_object_or_404(queries.editable_by(user), pk=pk)
    last = document.requirements.aggregate(last=Max("position"))["last"]
    start = {"position": 0 if last is None else last + 1}
    form = RequirementForm(request.POST or None, is_new=True, initial=start)
    draft_key = f"requirement:new:{pk}"
    back = reverse("document_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_requirement(document=document, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Punkten finns nu och kan citeras av mål.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ny punkt att citera",
        submit="Lägg till punkten",
        cancel=back,
        draft_key=draft_key,
        eyebrow=document.title,
    )


@require_http_methods(["GET", "POST"])
def requirement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a point, or say that it does not hold any more."""
    user = signed_in(request)
    requirement = get_object_or_404(
        Requirement.objects.filter(document__in=queries.editable_by(user))
        .select_related("document")
        .prefetch_related("school_forms"),
        pk=pk,
    )
    document = requirement.document
    start = {
        "reference": requirement.reference,
        "heading": requirement.heading,
        "text": requirement.text,
        "position": requirement.position,
        "school_forms": list(requirement.school_forms.all()),
        "retired_on": requirement.retired_on,
    }
    form = RequirementForm(request.POST or None, is_new=False, initial=start)
    draft_key = f"requirement:{pk}"
    back = reverse("document_detail", args=[document.pk])
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        retired_on = fields.pop("retired_on")
        try:
            changed = actions.change_requirement(requirement=requirement, by=user, **fields)
            if retired_on != changed.retired_on:
                actions.retire_requirement(requirement=changed, on=retired_on, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Punkten är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra punkten",
        submit="Spara punkten",
        cancel=back,
        draft_key=draft_key,
        eyebrow=document.title,
    )


def _file_name(document: SteeringDocument, version: str) -> str:
    """Where the document's file lies, or the one that an earlier version had.

    Raises:
        Http404: when there is no such version.
    """
    if not version:
        return str(document.file.name or "")
    try:
        return str(wording_at(document, int(version), ("file",))["file"] or "")
    except (LookupError, ValueError) as error:
        raise Http404 from error


def _readable(user: User, pk: int) -> SteeringDocument:
    require_anywhere(user, Permission.READ_ADOPTED)
    found = SteeringDocument.objects.open_to(user, Permission.READ_ADOPTED).select_related("unit")
    document: SteeringDocument = get_object_or_404(found, pk=pk)
    return document


def _may_edit(user: User, document: SteeringDocument) -> bool:
    if document.unit_id is None:
        return queries.may_register(user)
    return queries.editable_by(user).filter(pk=document.pk).exists()


def _units(user: User) -> list[Unit]:
    """Units whose own document it can be; none when they are too many for a choice."""
    reached = units_open_to(user, Permission.LEAD) | units_open_to(user, Permission.ADMINISTER)
    units = list(reached[: _MOST_UNITS + 1])
    return units if len(units) <= _MOST_UNITS else []


def _html(text: str) -> str:
    """The text as HTML: a text brought in from elsewhere may be plain."""
    return text if text.lstrip().startswith("<") else prose.from_plain(text)


def _holds(point: Requirement) -> bool:
    return point.retired_on is None
