"""Taking away a practice or a writing that was put in by mistake."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rodtrad.evidence import actions
from rodtrad.evidence.views.practice import editable
from rodtrad.evidence.views.reference import reference_to_read
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def practice_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove a practice that nothing has come of yet."""
    user = signed_in(request)
    practice = editable(user, pk)
    back = reverse("practice_detail", args=[pk])
    if request.method == "POST":
        try:
            actions.remove_practice(practice, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        messages.success(request, "Arbetssättet är borttaget.")
        return redirect("practice_list")
    return _confirm(
        request,
        heading="Ta bort arbetssättet?",
        eyebrow=practice.unit.name,
        text=practice.title,
        submit="Ta bort arbetssättet",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reference_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then remove a writing that nothing rests on."""
    user = signed_in(request)
    require_anywhere(user, Permission.TAKE_PART)
    reference = reference_to_read(user, pk)
    back = reverse("reference_detail", args=[pk])
    if request.method == "POST":
        try:
            actions.remove_reference(reference, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        messages.success(request, "Referensen är borttagen.")
        return redirect("reference_list")
    return _confirm(
        request,
        heading="Ta bort referensen?",
        text=reference.citation,
        submit="Ta bort referensen",
        cancel=back,
    )


def _confirm(request: HttpRequest, **words: str) -> HttpResponse:
    return render(request, "core/confirm.html", {**words, "danger": True})
