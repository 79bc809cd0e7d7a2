"""Decide on a new remedy: from an analysis, a development area or a deficiency."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.numbers import parse_pk
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import remedies
from rodtrad.goals.cycle_forms import RemedyForm
from rodtrad.goals.models import Deficiency, DevelopmentArea, GoalReview
from rodtrad.organisation.access import (
    Permission,
    require_anywhere,
)
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in

# By the name in the address: what a remedy is decided from, and the way to its goal.
_SOURCES: dict[str, tuple[type[Any], str]] = {
    "analys": (GoalReview, "goal"),
    "omrade": (DevelopmentArea, "review__goal"),
    "brist": (Deficiency, "review__goal"),
}


def _source(request: HttpRequest, user: User) -> remedies.Source | None:
    """What the remedy is to come from, as the address names it.

    Raises:
        Http404: when the person may not plan there.
    """
    for name, (model, related) in _SOURCES.items():
        text = request.GET.get(name, "")
        if text:
            related_rows = ["unit", related]
            if model is not Deficiency:
                related_rows.append("school_year")
            rows = model.objects.open_to(user, Permission.PLAN).select_related(*related_rows)
            found: remedies.Source = get_object_or_404(rows, pk=parse_pk(text))
            return found
    return None


def _from_words(source: remedies.Source) -> str:
    if isinstance(source, GoalReview):
        return f"Ur analysen {source.school_year.label}: {source.goal.title}"
    if isinstance(source, DevelopmentArea):
        return f"För utvecklingsområdet: {source.title}"
    return f"Mot bristen: {source.title}"


@require_http_methods(["GET", "HEAD", "POST"])
def remedy_create(request: HttpRequest) -> HttpResponse:
    """Decide a remedy out of an analysis, a development area or a deficiency."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    source = _source(request, user)
    if source is None:
        return _choose_source(request, user)
    today = timezone.localdate()
    form = RemedyForm(
        request.POST or None,
        unit=source.unit,
        today=today,
        initial={
            "decided_on": today,
            "due": max(YearSpan.of(today).ends.replace(month=6, day=15), today),
            "responsible": user.pk,
            "revision": 0,
        },
    )
    draft_key = f"remedy:new:{type(source).__name__.lower()}:{source.pk}"
    back = reverse("remedy_list", query={"enhet": source.unit.code})
    if request.method == "POST" and form.is_valid():
        try:
            remedy = remedies.decide_remedy(source, plan=form.plan, by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(
                request, "Åtgärden är beslutad. Den är flaggad tills dess effekt är bedömd."
            )
            return redirect("remedy_detail", remedy.pk)
    return form_page(
        request,
        form,
        heading="Besluta en åtgärd",
        eyebrow=source.unit.name,
        lead=_from_words(source),
        submit="Besluta åtgärden",
        cancel=back,
        draft_key=draft_key,
    )


def _choose_source(request: HttpRequest, user: User) -> HttpResponse:
    """First what the remedy comes from: it always traces to an analysis or a deficiency."""
    year, unit = chosen_year(request), chosen_unit(request, Permission.PLAN)
    text = request.GET.get("q", "").strip()
    areas = DevelopmentArea.objects.open_to(user, Permission.PLAN).filter(
        school_year__in=[year.start, year.previous.start], set_aside_why=""
    )
    reviews = GoalReview.objects.open_to(user, Permission.PLAN).filter(
        school_year__in=[year.start, year.previous.start], done_on__isnull=False
    )
    deficiencies = Deficiency.objects.open_to(user, Permission.PLAN).unclosed()
    if unit is not None:
        areas = areas.filter(unit__path__startswith=unit.path)
        reviews = reviews.filter(unit__path__startswith=unit.path)
        deficiencies = deficiencies.filter(unit__path__startswith=unit.path)
    if text:
        areas = areas.filter(Q(title__icontains=text) | Q(unit__name__icontains=text))
        reviews = reviews.filter(Q(goal__title__icontains=text) | Q(unit__name__icontains=text))
        deficiencies = deficiencies.filter(Q(title__icontains=text) | Q(unit__name__icontains=text))
    return render(
        request,
        "goals/remedy_choose_source.html",
        {
            "areas": areas.select_related("unit", "school_year")[:30],
            "reviews": reviews.select_related("unit", "school_year", "goal")[:30],
            "deficiencies": deficiencies.select_related("unit")[:30],
            "text": text,
            "unit": unit,
        },
    )
