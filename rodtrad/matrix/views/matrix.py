"""Pages of matrices: the list, a version, its life from draft to withdrawn, and spreadsheets."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.matrix import spreadsheet
from rodtrad.matrix.actions import importing
from rodtrad.matrix.actions import matrix as actions
from rodtrad.matrix.forms import MatrixForm, MatrixImportForm
from rodtrad.matrix.models import Matrix
from rodtrad.matrix.queries import matrix as queries
from rodtrad.matrix.views.shared import (
    done,
    require_editor,
    version_to_edit,
    version_to_read,
)
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_safe
def matrix_list(request: HttpRequest) -> HttpResponse:
    """Every matrix with its versions."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    matrices = [one for one in queries.listed_matrices(user) if one.shown]  # type: ignore[attr-defined]  # from the prefetch
    if wanted_format(request):
        return table_response(
            request,
            "Kvalitetsmatriser",
            ("Matris", "För", "Version", "Läge", "Publicerad", "Tillbakadragen", "Kriterier"),
            (
                (
                    *(matrix.name, matrix.get_unit_kind_display(), version.number),
                    *(version.get_state_display(), version.published_on, version.withdrawn_on),
                    version.criteria,
                )
                for matrix in matrices
                for version in matrix.shown  # type: ignore[attr-defined]  # from the prefetch
            ),
        )
    return render(
        request,
        "matrix/matrix_list.html",
        {"matrices": matrices, "may_edit": queries.may_edit(user)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_create(request: HttpRequest) -> HttpResponse:
    """A new, empty matrix."""
    user = signed_in(request)
    require_editor(user)
    form = MatrixForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.create_matrix(by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "matrix:new")
            messages.success(request, "Matrisen är upplagd som utkast. Lägg till ett område.")
            return redirect("version_detail", version.pk)
    return form_page(
        request,
        form,
        heading="Ny kvalitetsmatris",
        submit="Lägg upp matrisen",
        cancel=reverse("matrix_list"),
        draft_key="matrix:new",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_import(request: HttpRequest) -> HttpResponse:
    """Bring a spreadsheet in as a draft: all of it or nothing."""
    user = signed_in(request)
    require_editor(user)
    number = parse_pk(request.GET.get("matris", ""))
    matrix = None if number is None else get_object_or_404(Matrix, pk=number)
    form = MatrixImportForm(request.POST or None, request.FILES or None, is_new=matrix is None)
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        file = fields.pop("file")
        try:
            if file.size > spreadsheet.MOST_BYTES:
                raise spreadsheet.SheetError(["Filen är för stor. Den får vara högst 2 MB."])
            version = importing.import_matrix(file.read(), matrix=matrix, by=user, **fields)
        except spreadsheet.SheetError as error:
            for fault in error.faults:
                form.add_error("file", fault)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Matrisen är inläst som utkast. Läs igenom och publicera.")
            return redirect("version_detail", version.pk)
    return form_page(
        request,
        form,
        heading=f"Läs in ny version av {matrix}" if matrix else "Läs in en matris",
        lead="Är något fel sparas ingenting, och du får veta rad för rad vad som ska ändras.",
        submit="Läs in kalkylarket",
        cancel=reverse("matrix_list"),
    )


@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A version from the first area to the last level."""
    user = signed_in(request)
    version = version_to_read(user, pk)
    return render(
        request,
        "matrix/version_detail.html",
        {
            "version": version,
            "whole": queries.whole(version),
            "may_edit": queries.may_edit(user),
        },
    )


@require_safe
def version_export(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as the spreadsheet that can be read in again."""
    version = version_to_read(signed_in(request), pk)
    found = queries.whole(version)
    rows = [
        (
            block.area.title,
            row.criterion.title,
            row.criterion.question,
            row.criterion.key,
            *(level.text for level in row.levels),
        )
        for block in found.blocks
        for row in block.rows
    ]
    headings = spreadsheet.columns([step.label for step in found.steps])
    return table_response(request, f"{version.matrix} version {version.number}", headings, rows)


@require_POST
def version_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of a new version from this one."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    try:
        draft = actions.create_version(version, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("version_detail", pk)
    messages.success(request, f"Version {draft.number} är ett utkast som du kan ändra i.")
    return redirect("version_detail", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def version_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a draft be used."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    back = reverse("version_detail", args=[pk])
    if request.method == "POST":
        today = timezone.localdate()
        done(
            request,
            lambda: actions.publish_version(version, on=today, by=user),
            "Versionen gäller och kan användas i självskattningar.",
        )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Publicera {version}?",
            "text": "När den gäller går den inte att ändra. Vill du ändra något sedan gör du en "
            "ny version.",
            "submit": "Publicera versionen",
            "cancel": back,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def version_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a version not be used any more."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    back = reverse("version_detail", args=[pk])
    if request.method == "POST":
        today = timezone.localdate()
        done(
            request,
            lambda: actions.withdraw_version(version, on=today, by=user),
            "Versionen är tillbakadragen.",
        )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Dra tillbaka {version}?",
            "text": "Inga nya självskattningar kan börja med den. De som är gjorda eller pågår "
            "påverkas inte.",
            "submit": "Dra tillbaka versionen",
            "cancel": back,
            "danger": True,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def version_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a draft."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    back = reverse("version_detail", args=[pk])
    if request.method == "POST":
        gone = done(
            request,
            lambda: actions.discard_draft_version(version, by=user),
            "Utkastet är borttaget.",
        )
        return redirect("matrix_list" if gone else back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort utkastet {version}?",
            "text": "Det som står i utkastet försvinner. Det går inte att ångra.",
            "submit": "Ta bort utkastet",
            "cancel": back,
            "danger": True,
        },
    )
