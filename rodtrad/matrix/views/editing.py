"""Pages that change a draft: its scale, areas and criteria."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rodtrad.core import conflict as core_conflict
from rodtrad.core.forms import Conflict, add_errors, conflict_page, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.matrix.actions import matrix as actions
from rodtrad.matrix.forms import AreaForm, CriterionForm, VersionForm
from rodtrad.matrix.models import Area, Criterion
from rodtrad.matrix.views.shared import (
    area_to_edit,
    criterion_to_edit,
    done,
    version_to_edit,
)
from rodtrad.organisation.scope import signed_in


def _place(row: Area | Criterion) -> str:
    """Where the area or the criterion stands in its version."""
    area = row if isinstance(row, Area) else row.area
    anchor = f"omrade-{row.pk}" if isinstance(row, Area) else f"kriterium-{row.pk}"
    return f"{reverse('version_detail', args=[area.version_id])}#{anchor}"


@require_http_methods(["GET", "HEAD", "POST"])
def version_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft's introduction and scale."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    start = {
        "introduction": version.introduction,
        "steps": "\n".join(version.steps.values_list("label", flat=True)),
    }
    form = VersionForm(request.POST or None, initial=start)
    back = reverse("version_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_version(version, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, f"matrix-version:{pk}")
            messages.success(request, "Inledning och skala är sparade.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Inledning och skala",
        eyebrow=str(version),
        submit="Spara",
        cancel=back,
        draft_key=f"matrix-version:{pk}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_area_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an area to a draft."""
    user = signed_in(request)
    version = version_to_edit(user, pk)
    form = AreaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            area = actions.save_area(version=version, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Området är tillagt. Lägg till det första kriteriet.")
            return redirect("criterion_create", area.pk)
    return form_page(
        request,
        form,
        heading="Nytt område",
        eyebrow=str(version),
        submit="Lägg till området",
        cancel=reverse("version_detail", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_area_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an area is called."""
    user = signed_in(request)
    area = area_to_edit(user, pk)
    form = AreaForm(request.POST or None, initial={"title": area.title})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_area(version=area.version, area=area, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Området är ändrat.")
            return redirect(_place(area))
    return form_page(
        request,
        form,
        heading="Ändra området",
        eyebrow=str(area.version),
        submit="Spara området",
        cancel=_place(area),
    )


@require_POST
def matrix_area_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move an area up or down."""
    user = signed_in(request)
    area = area_to_edit(user, pk)
    return _moved(request, area)


@require_POST
def criterion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a criterion up or down in its area."""
    user = signed_in(request)
    return _moved(request, criterion_to_edit(user, pk))


def _moved(request: HttpRequest, row: Area | Criterion) -> HttpResponse:
    up = request.POST.get("up") == "1"
    done(
        request,
        lambda: actions.move_row(row, up=up, by=signed_in(request)),
        f"”{row}” är flyttat {'upp' if up else 'ned'}.",
    )
    return redirect(_place(row))


@require_http_methods(["GET", "HEAD", "POST"])
def matrix_area_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an area out of a draft."""
    return _removed(request, area_to_edit(signed_in(request), pk))


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a criterion out of a draft."""
    return _removed(request, criterion_to_edit(signed_in(request), pk))


def _removed(request: HttpRequest, row: Area | Criterion) -> HttpResponse:
    is_area = isinstance(row, Area)
    version = row.version_id if isinstance(row, Area) else row.area.version_id
    if request.method == "POST":
        done(
            request,
            lambda: actions.remove_row(row, by=signed_in(request)),
            f"”{row}” är borttaget ur utkastet.",
        )
        return redirect("version_detail", version)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort ”{row}”?",
            "text": "Området försvinner ur utkastet med alla sina kriterier."
            if is_area
            else "Kriteriet försvinner ur utkastet. Tidigare versioner behåller det.",
            "submit": "Ta bort området" if is_area else "Ta bort kriteriet",
            "cancel": _place(row),
            "danger": True,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a criterion to an area of a draft."""
    user = signed_in(request)
    area = area_to_edit(user, pk)
    form = CriterionForm(
        request.POST or None, version=area.version, criterion=None, initial={"area": area}
    )
    key = f"criterion:new:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            criterion = actions.save_criterion(
                area=form.cleaned_data["area"],
                title=form.cleaned_data["title"],
                question=form.cleaned_data["question"],
                levels=form.levels(),
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Kriteriet är tillagt.")
            return redirect(_place(criterion))
    return form_page(
        request,
        form,
        heading="Nytt kriterium",
        eyebrow=str(area.version),
        submit="Lägg till kriteriet",
        cancel=_place(area),
        draft_key=key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def criterion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a criterion and its levels."""
    user = signed_in(request)
    criterion = criterion_to_edit(user, pk)
    form = CriterionForm(
        request.POST or None,
        version=criterion.area.version,
        criterion=criterion,
        initial=_initial(criterion),
    )
    key, back = f"criterion:{pk}", _place(criterion)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_criterion(
                area=form.cleaned_data["area"],
                title=form.cleaned_data["title"],
                question=form.cleaned_data["question"],
                levels=form.levels(),
                criterion=criterion,
                revision=form.cleaned_data["revision"],
                by=user,
            )
        except core_conflict.Conflict as conflict:
            theirs = Conflict(_initial(conflict.theirs), conflict.theirs.revision)
            return conflict_page(request, form, theirs, cancel=back, draft_key=key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, key)
            messages.success(request, "Kriteriet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra kriteriet",
        eyebrow=str(criterion.area.version),
        submit="Spara kriteriet",
        cancel=back,
        draft_key=key,
    )


def _initial(criterion: Criterion) -> dict[str, Any]:
    """The fields of the form as the criterion now is."""
    return {
        "title": criterion.title,
        "area": criterion.area,
        "question": criterion.question,
        "revision": criterion.revision,
        **{f"level_{level.step_id}": level.text for level in criterion.levels.all()},
    }
