"""Pages of the school years."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.actions import add_school_year, close_school_year
from rodtrad.organisation.forms import SchoolYearForm
from rodtrad.organisation.models import SchoolYear
from rodtrad.organisation.queries import next_school_year
from rodtrad.organisation.scope import parse_year, signed_in


def year_list(request: HttpRequest) -> HttpResponse:
    """The school years that work is planned in."""
    require_anywhere(request.user, Permission.ADMINISTER)
    years = SchoolYear.objects.order_by("-start")
    if wanted_format(request):
        return table_response(
            request,
            "Läsår",
            ["Läsår", "Börjar", "Slutar", "Stängt"],
            [(year.label, year.span.starts, year.span.ends, year.closed_at) for year in years],
        )
    return render(
        request, "organisation/year_list.html", {"years": years, "today": timezone.localdate()}
    )


def year_create(request: HttpRequest) -> HttpResponse:
    """Add a school year."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    form = SchoolYearForm(
        request.POST or None,
        initial={"start": next_school_year() or timezone.localdate().year},
    )
    if request.method == "POST" and form.is_valid():
        try:
            year = add_school_year(form.cleaned_data["start"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Läsåret {year.label} är upplagt.")
            return redirect("year_list")
    return form_page(
        request,
        form,
        heading="Nytt läsår",
        submit="Lägg upp läsåret",
        cancel=reverse("year_list"),
    )


def year_close(request: HttpRequest, year: str) -> HttpResponse:
    """Ask, then close a school year."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    row = get_object_or_404(SchoolYear, pk=parse_year(year).start)
    if request.method == "POST":
        try:
            close_school_year(row, on=timezone.localdate(), by=user)
            messages.success(request, f"Läsåret {row.label} är stängt.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("year_list")
    return render(
        request,
        "core/confirm.html",
        {
            "heading": f"Stäng läsåret {row.label}?",
            "text": "Allt som är skrivet finns kvar och kan läsas. Läsåret märks som avslutat.",
            "submit": "Stäng läsåret",
            "cancel": reverse("year_list"),
        },
    )
