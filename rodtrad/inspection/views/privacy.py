"""One's own data, and the removal of records that are old."""

import json

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format, wanted_list
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.numbers import format_date
from rodtrad.inspection import actions
from rodtrad.inspection.forms import RetentionForm
from rodtrad.inspection.models import Removal
from rodtrad.inspection.personal import own_counts
from rodtrad.inspection.personal import own_data as collected
from rodtrad.inspection.relations import counts_about
from rodtrad.inspection.retention import KINDS, Due, due_today
from rodtrad.organisation.access import administers_everything
from rodtrad.organisation.scope import signed_in


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What is kept about oneself: who one is here, and how much there is of each kind."""
    user = signed_in(request)
    return render(
        request,
        "inspection/own_data.html",
        {"person": user, "counts": own_counts(user), "rows": sorted(counts_about(user).items())},
    )


@require_safe
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about oneself, as a file."""
    text = json.dumps(collected(signed_in(request)), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mina-uppgifter.json"'
    return response


@require_safe
def retention_list(request: HttpRequest) -> HttpResponse:
    """How long each kind is kept, how much is old now, and what has been removed."""
    _require_all(request)
    labels = {kind.key: kind.label for kind in KINDS}
    if wanted_format(request) and wanted_list(request) == "borttaget":
        return table_response(
            request,
            "Gallrat",
            ("När", "Slag", "Äldre än", "Rader", "Av"),
            (
                (
                    row.at,
                    labels.get(row.kind, row.kind),
                    row.before,
                    row.count,
                    row.by.name if row.by else "",
                )
                for row in Removal.objects.select_related("by")
            ),
        )
    due = due_today(timezone.localdate())
    if wanted_format(request):
        return table_response(
            request,
            "Gallringsregler",
            ("Slag", "Varför", "Efter månader", "Skulle tas bort nu"),
            ((one.kind.label, one.kind.why, one.months, one.count) for one in due),
        )
    return render(
        request,
        "inspection/retention_list.html",
        {
            "due": due,
            "goes_by_itself": "retention" in settings.ROUTINES,
            "removals": [
                (row, labels.get(row.kind, row.kind))
                for row in Removal.objects.select_related("by")[:50]
            ],
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def retention_edit(request: HttpRequest, kind: str) -> HttpResponse:
    """Change after how long a kind is removed."""
    user = signed_in(request)
    due = _due(request, kind)
    form = RetentionForm(request.POST or None, initial={"months": due.months})
    back = reverse("retention_list")
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_for(kind, months=form.cleaned_data["months"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Regeln är ändrad. Inget är borttaget ännu.")
            return redirect(back)
    return form_page(
        request, form, heading=due.kind.label, lead=due.kind.why, submit="Spara regeln", cancel=back
    )


@require_http_methods(["GET", "HEAD", "POST"])
def retention_remove(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what would be removed, and remove it when the person says so."""
    user = signed_in(request)
    due = _due(request, kind)
    back = reverse("retention_list")
    if request.method == "POST":
        removal = actions.remove_old(kind, today=timezone.localdate(), by=user)
        messages.success(
            request,
            "1 rad är borttagen." if removal.count == 1 else f"{removal.count} rader är borttagna.",
        )
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Ta bort: {due.kind.label.lower()}?",
            "text": "Det som tas bort kan inte hämtas tillbaka. Att det gjordes, och hur mycket, "
            "sparas.",
            "facts": [
                ("Varför", due.kind.why),
                ("Äldre än", format_date(due.before)),
                ("Antal", str(due.count)),
            ],
            "submit": "Ta bort",
            "cancel": back,
            "danger": True,
        },
    )


def _require_all(request: HttpRequest) -> None:
    """Let pass only who administers everything: what is old is removed for all, and for good.

    Raises:
        Http404: otherwise.
    """
    if not administers_everything(signed_in(request)):
        raise Http404


def _due(request: HttpRequest, kind: str) -> Due:
    _require_all(request)
    due = next((one for one in due_today(timezone.localdate()) if one.kind.key == kind), None)
    if due is None:
        raise Http404
    return due
