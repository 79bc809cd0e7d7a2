"""Pages for setting a value from outside aside, and for using it again."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.indicators import aside
from rodtrad.indicators.forms import AsideForm
from rodtrad.indicators.models import Measurement
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "POST"])
def measurement_set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a value from outside is not to be used."""
    user = signed_in(request)
    row = _measurement(user, pk)
    back = reverse("series_detail", args=[row.indicator_id, row.unit.code])
    draft_key = f"aside:{pk}"
    form = AsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            aside.set_aside(row, why=form.cleaned_data["why"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, f"Värdet för {row.period_label} är satt åt sidan.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Sätt värdet för {row.period_label} åt sidan?",
        eyebrow=f"{row.indicator} · {row.unit}",
        lead=f"Värdet är hämtat från {row.source or 'en källa utanför'}. Det visas som satt åt "
        "sidan, med skälet, och räknas inte med någonstans. Du kan använda det igen.",
        submit="Sätt åt sidan",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "POST"])
def measurement_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then use a value again that was set aside."""
    user = signed_in(request)
    row = _measurement(user, pk)
    back = reverse("series_detail", args=[row.indicator_id, row.unit.code])
    if request.method == "POST":
        try:
            aside.take_back(row, at=timezone.now(), by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Värdet för {row.period_label} används igen.")
        return redirect(back)
    kept = row.asides.filter(ended_at__isnull=True).select_related("by").first()
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Använd värdet för {row.period_label} igen?",
            "text": "Värdet räknas då med som vanligt.",
            "facts": [("Sattes åt sidan", f"{kept.why} ({kept.by})")] if kept else [],
            "submit": "Använd värdet igen",
            "cancel": back,
        },
    )


def _measurement(user: User, pk: int) -> Measurement:
    found: Measurement = get_object_or_404(
        Measurement.objects.open_to(user, Permission.PLAN).select_related("indicator", "unit"),
        pk=pk,
    )
    return found
