"""Bringing in a file: tried first, and brought in after a yes."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.integrations import waiting
from rodtrad.integrations.actions import import_slutbetyg
from rodtrad.integrations.forms import ConfirmForm, ImportForm
from rodtrad.integrations.skolverket.slutbetyg import SlutbetygError
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in

_LARGEST = 20 * 1024 * 1024


@require_http_methods(["GET", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    """Try a file, show what it would do, and bring it in after a yes."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    if request.method == "POST" and "fingerprint" in request.POST:
        return _bring_in(request, user)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            if uploaded.size > _LARGEST:
                raise ValidationError({"file": "Filen är för stor. Den får vara högst 20 MB."})
            data = uploaded.read()
            tried = import_slutbetyg(data=data, file_name=uploaded.name, by=user, dry_run=True)
        except SlutbetygError as error:
            add_errors(form, ValidationError({"file": str(error)}))
        except ValidationError as error:
            add_errors(form, error)
        else:
            facts = {"fingerprint": waiting.keep(user, data), "file_name": uploaded.name[:200]}
            return render(
                request,
                "integrations/import_confirm.html",
                {
                    "heading": "Läs in filen?",
                    "sentences": tried.sentences(),
                    "changed": tried.outcome.changed,
                    "submit": "Läs in filen",
                    "cancel": reverse("import_list"),
                    "form": ConfirmForm(initial=facts),
                },
            )
    return form_page(
        request,
        form,
        heading="Läs in slutbetyg",
        lead="Filen provas först. Ingenting sparas innan du har sett vad som skulle hända.",
        submit="Prova filen",
        cancel=reverse("import_list"),
    )


def _bring_in(request: HttpRequest, user: User) -> HttpResponse:
    form = ConfirmForm(request.POST)
    data = None
    if form.is_valid():
        data = waiting.fetch(user, form.cleaned_data["fingerprint"], now=timezone.now())
    if data is None:
        messages.error(request, "Filen finns inte kvar. Välj den en gång till.")
        return redirect("import_create")
    try:
        done = import_slutbetyg(data=data, file_name=form.cleaned_data["file_name"], by=user)
    except (SlutbetygError, ValidationError) as error:
        messages.error(request, f"Filen gick inte att läsa in, och ingenting har sparats. {error}")
        return redirect("import_create")
    waiting.forget(user)
    messages.success(request, " ".join(done.sentences()))
    return redirect("import_list")
