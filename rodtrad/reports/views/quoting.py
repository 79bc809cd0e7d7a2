"""Searching what units wrote, and quoting it in the report that is being written."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.organisation.scope import signed_in
from rodtrad.reports.actions import quote_in_section
from rodtrad.reports.models import Section
from rodtrad.reports.quotes import find, search


@require_safe
def section_quotes(request: HttpRequest, pk: int) -> HttpResponse:
    """Passages of the units' adopted reports that hold every word, to read and to quote."""
    section = _section(request, pk)
    words = request.GET.get("q", "").strip()
    quotes, has_more = search(section.report, words) if words else ([], False)
    return render(
        request,
        "reports/section_quotes.html",
        {
            "section": section,
            "report": section.report,
            "heading": "Vad enheterna har skrivit",
            "eyebrow": f"{section.report.place} · {section.report.title}",
            "q": words,
            "quotes": quotes,
            "has_more": has_more,
        },
    )


@require_POST
def section_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a passage, with where it is taken from, last in the section.

    Raises:
        Http404: for a passage that may not be quoted there.
    """
    section = _section(request, pk)
    quote = find(section.report, request.POST.get("citat", ""))
    if quote is None:
        raise Http404
    try:
        quote_in_section(section, quote=quote, revision=section.revision, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except Conflict as error:
        messages.error(request, f"{error} Försök igen.")
    else:
        messages.success(request, f"Citatet från {quote.unit} står sist i avsnittet.")
    return redirect(reverse("section_edit", args=[section.pk]))


def _section(request: HttpRequest, pk: int) -> Section:
    section: Section = get_object_or_404(
        Section.objects.written_by(signed_in(request))
        .filter(report__kind__per__in=["administration", "group"])
        .select_related(
            "report__kind",
            "report__unit",
            "report__group",
            "report__occasion",
            "report__school_year",
        ),
        pk=pk,
    )
    return section
