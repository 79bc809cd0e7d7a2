"""Kolada's key figures and units: search, follow, and say whose is whose."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.indicators.models import Indicator
from rodtrad.integrations.forms import KpiForm, PlacesForm
from rodtrad.integrations.kolada.actions import (
    choose_comparisons,
    choose_kpi,
    guessed_kind,
    map_places,
    stop_kpi,
)
from rodtrad.integrations.kolada.suggest import suggestion
from rodtrad.integrations.models import Fetch, Kpi, Place
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in

# What says which key figures are searched for, in addresses.
_SEARCH = ("q", "omrade", "visa")
_COLUMNS = ("Id", "Titel", "Område", "Per enhet", "Kön", "Publiceras", "Följs")


@require_safe
def kpi_list(request: HttpRequest) -> HttpResponse:
    """Search Kolada's key figures, and choose which to follow."""
    require_anywhere(signed_in(request), Permission.ADMINISTER)
    kpis = Kpi.objects.select_related("indicator")
    q, shown, area = (request.GET.get(name, "") for name in ("q", "visa", "omrade"))
    for word in q.split():
        kpis = kpis.filter(
            Q(title__icontains=word) | Q(code__iexact=word) | Q(description__icontains=word)
        )
    if area:
        kpis = kpis.filter(area=area)
    if shown == "foljs":
        kpis = kpis.filter(indicator__isnull=False)
    elif shown == "enheter":
        kpis = kpis.filter(has_units=True, retired_on__isnull=True)
    else:
        kpis = kpis.filter(Q(retired_on__isnull=True) | Q(indicator__isnull=False))
    kpis = kpis.order_by("title", "code")
    if wanted_format(request):
        rows = [
            (
                kpi.code,
                kpi.title,
                kpi.area,
                "ja" if kpi.has_units else "nej",
                "ja" if kpi.by_gender else "nej",
                kpi.published_on,
                "ja" if kpi.indicator_id else "nej",
            )
            for kpi in kpis
        ]
        return table_response(request, "nyckeltal", _COLUMNS, rows)
    areas = Kpi.objects.exclude(area="").order_by("area").values_list("area", flat=True)
    searched = {name: text for name in _SEARCH if (text := request.GET.get(name, ""))}
    return render(
        request,
        "integrations/kpi_list.html",
        {
            "page": page_of(request, kpis),
            "q": q,
            "shown": shown,
            "area": area,
            "areas": list(areas.distinct()[:100]),
            "has_catalogue": Kpi.objects.exists(),
            "chosen": Kpi.objects.filter(indicator__isnull=False).count(),
            "unsettled": Place.objects.unsettled().count(),
            "searched": f"?{urlencode(searched)}" if searched else "",
            "values": Fetch.objects.select_related("source").get(pk="kolada-values"),
        },
    )


@require_http_methods(["GET", "POST"])
def kpi_choose(request: HttpRequest, code: str) -> HttpResponse:
    """Follow a key figure: it becomes an indicator, and the next fetch fills it."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    kpi = get_object_or_404(Kpi.objects.select_related("indicator"), pk=code)
    # To the search that it was found by: there may be more of them.
    searched = {name: text for name in _SEARCH if (text := request.GET.get(name, ""))}
    back = f"{reverse('kpi_list')}?{urlencode(searched or {'visa': 'foljs'})}"
    if kpi.indicator is not None:
        return redirect("indicator_detail", kpi.indicator.pk)
    start = {"kind": guessed_kind(kpi.title), "better": Indicator.Better.UP.value}
    form = KpiForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            choose_kpi(kpi, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{kpi.code} följs nu. Hämta värdena, så fylls indikatorn.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Följ nyckeltalet",
        eyebrow=kpi.code,
        lead=kpi.title,
        submit="Följ nyckeltalet",
        cancel=back,
        template="integrations/kpi_choose.html",
        kpi=kpi,
    )


@require_http_methods(["GET", "POST"])
def kpi_stop(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, then stop fetching a key figure."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    kpi = get_object_or_404(Kpi, pk=code, indicator__isnull=False)
    back = f"{reverse('kpi_list')}?visa=foljs"
    if request.method == "POST":
        stop_kpi(kpi, by=user)
        messages.success(request, f"{kpi.code} hämtas inte längre.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Sluta hämta nyckeltalet?",
            "text": f"{kpi.title}. Indikatorn och de värden som är hämtade finns kvar.",
            "submit": "Sluta hämta",
            "cancel": back,
        },
    )


@require_http_methods(["GET", "POST"])
def place_edit(request: HttpRequest) -> HttpResponse:
    """Say which of our units each unit in Kolada is, and what our figures are compared with."""
    user = signed_in(request)
    require_anywhere(user, Permission.ADMINISTER)
    places = list(
        Place.objects.filter(kind=Place.Kind.UNIT, retired_on__isnull=True).order_by(
            "settled", "title"
        )
    )
    groups = list(
        Place.objects.filter(retired_on__isnull=True, unit__isnull=True)
        .filter(Q(kind__in=(Place.Kind.NATION, Place.Kind.GROUP)) | Q(compared=True))
        .exclude(kind=Place.Kind.UNIT)
        .order_by("-kind", "title")
    )
    units = list(Unit.objects.filter(kind__in=Unit.WORKING_KINDS, closed__isnull=True))
    taken = {place.unit_id for place in places if place.unit_id}
    free = [(unit.pk, unit.name) for unit in units if unit.pk not in taken]
    suggested = {
        place.code: found
        for place in places
        if not place.settled and (found := suggestion(place.title, free)) is not None
    }
    form = PlacesForm(
        request.POST or None,
        places=places,
        units=sorted(units, key=lambda unit: unit.name),
        groups=groups,
        suggestions=suggested,
    )
    if request.method == "POST" and form.is_valid():
        changed = map_places(form.answers({unit.pk: unit for unit in units}), by=user)
        choose_comparisons(form.cleaned_data["compared"], by=user)
        messages.success(
            request, f"{changed} {'enhet' if changed == 1 else 'enheter'} kopplade om."
        )
        # The next thing to do is to choose what to fetch for them, or to fetch it.
        return redirect(
            f"{reverse('kpi_list')}?visa=foljs"
            if Kpi.objects.filter(indicator__isnull=False).exists()
            else reverse("kpi_list")
        )
    return form_page(
        request,
        form,
        heading="Enheter i Kolada",
        lead="Kolada har egna namn på enheterna. Säg vilken av våra var och en är. Förslagen "
        "bygger på namnen; kontrollera dem innan du sparar.",
        submit="Spara kopplingarna",
        cancel=reverse("source_list"),
        template="integrations/place_edit.html",
        is_empty=not places and not groups,
    )
