"""Pages about what an indicator is: the register, a definition, its history and breaks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import Cell, table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.drafts.actions import discard_draft
from rodtrad.indicators import actions, queries
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.forms import BreakForm, IndicatorForm
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.uncertainty import interval_decimals
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    may,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_unit, signed_in

_COLUMNS = (
    *("Namn", "Slag", "Källa", "Till för", "Senaste värde", "Måttenhet", "Period", "Status"),
    "Bygger på antal",
)
_UNIT_COLUMNS = (
    "Enhet",
    "Period",
    "Värde",
    "Måttenhet",
    "Status",
    "Rimligen lägst",
    "Rimligen högst",
    "Antal",
)


@require_safe
def indicator_list(request: HttpRequest) -> HttpResponse:
    """The register of indicators, with the latest value at a unit beside."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    unit = chosen_unit(request, Permission.READ)
    search = queries.Search(
        q=request.GET.get("q", "").strip()[:100],
        kind=request.GET.get("slag", ""),
        source=request.GET.get("kalla", ""),
        whose=request.GET.get("vems", ""),
        values=request.GET.get("varden", ""),
        order=request.GET.get("ordna", ""),
    )
    found = queries.find_indicators(user, search, unit)
    if wanted_format(request):
        everything = list(found)
        latest = queries.latest_values(everything, unit)
        rows = [_exported(indicator, latest.get(indicator.pk)) for indicator in everything]
        return table_response(request, "indikatorer", _COLUMNS, rows)
    page = page_of(request, found)
    latest = queries.latest_values(list(page.object_list), unit)
    return render(
        request,
        "indicators/indicator_list.html",
        {
            "page": page,
            "rows": [(indicator, latest.get(indicator.pk)) for indicator in page.object_list],
            "search": search,
            "unit": unit,
            "units": queries.units_to_choose(user, Permission.READ),
            "sources": queries.sources(user),
            "kinds": Indicator.Kind.choices,
            "may_define": has_anywhere(user, Permission.LEAD)
            or has_anywhere(user, Permission.PLAN),
        },
    )


@require_http_methods(["GET", "POST"])
def indicator_create(request: HttpRequest) -> HttpResponse:
    """Define an indicator: a shared one, or a unit's own."""
    user = signed_in(request)
    may_share = has_anywhere(user, Permission.LEAD)
    owners = queries.units_to_choose(user, Permission.PLAN)
    if not owners:
        owners = list(units_open_to(user, Permission.PLAN)[: queries.MOST_CHOICES])
    if not owners and not may_share:
        raise Http404
    start: dict[str, Any] = {} if may_share else {"owner": owners[0].pk}
    form = IndicatorForm(
        request.POST or None, owners=owners, shared=may_share, is_new=True, initial=start
    )
    if request.method == "POST" and form.is_valid():
        try:
            indicator = actions.define_indicator(by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, "indicator:new")
            messages.success(request, "Indikatorn finns nu och kan väljas för mål.")
            return redirect("indicator_detail", indicator.pk)
    return form_page(
        request,
        form,
        heading="Ny indikator",
        submit="Skapa indikatorn",
        cancel=reverse("indicator_list"),
        draft_key="indicator:new",
        template="indicators/indicator_form.html",
    )


@require_safe
def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A definition, and what it shows at the units one reaches: by name, not ranked."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    indicator = get_object_or_404(
        Indicator.objects.readable_by(user).select_related("owner"), pk=pk
    )
    q = request.GET.get("q", "").strip()[:100]
    units = queries.units_with_values(indicator, user, q)
    if wanted_format(request):
        rows = [_exported_unit(row, indicator) for row in queries.unit_rows(indicator, units)]
        return table_response(request, indicator.name, _UNIT_COLUMNS, rows)
    page = page_of(request, units)
    own = _own_unit(request, user)
    beside = queries.unit_rows(indicator, page.object_list)
    return render(
        request,
        "indicators/indicator_detail.html",
        {
            "indicator": indicator,
            "page": page,
            "rows": beside,
            "has_intervals": any(r.latest and r.latest.low is not None for r in beside),
            "interval_decimals": interval_decimals(indicator),
            "q": q,
            "together": queries.together(indicator, user) if page.paginator.count > 1 else None,
            "breaks": list(indicator.breaks.all()),
            "own": own,
            "may_record": own is not None and may(user, Permission.TAKE_PART, own),
            "may_define": _may_define(user, indicator),
        },
    )


@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a definition, or say that it is not used any more."""
    user = signed_in(request)
    indicator = get_object_or_404(queries.definable_by(user), pk=pk)
    start = {name: getattr(indicator, name) for name in actions.DEFINED} | {
        "levels": "\n".join(indicator.levels),
        "retired_on": indicator.retired_on,
        "revision": indicator.revision,
    }
    form = IndicatorForm(request.POST or None, owners=[], shared=False, is_new=False, initial=start)
    draft_key = f"indicator:{pk}"
    if request.method == "POST" and form.is_valid():
        fields = dict(form.cleaned_data)
        retired_on = fields.pop("retired_on")
        try:
            changed = actions.change_indicator(indicator=indicator, by=user, **fields)
            if retired_on != changed.retired_on:
                actions.retire_indicator(indicator=changed, on=retired_on, by=user)
        except Conflict as conflict:
            back = reverse("indicator_detail", args=[pk])
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Indikatorn är ändrad.")
            return redirect("indicator_detail", pk)
    return form_page(
        request,
        form,
        heading="Ändra indikatorn",
        submit="Spara indikatorn",
        cancel=reverse("indicator_detail", args=[pk]),
        draft_key=draft_key,
        template="indicators/indicator_form.html",
        eyebrow=indicator.name,
    )


@require_http_methods(["GET", "POST"])
def indicator_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a definition; who may change it can put one back."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ_ADOPTED)
    indicator = get_object_or_404(Indicator.objects.readable_by(user), pk=pk)
    may_define = _may_define(user, indicator)
    here = reverse("indicator_history", args=[pk])
    if request.method == "POST":
        if not may_define:
            raise Http404
        try:
            number = int(request.GET.get("version", ""))
            actions.restore_indicator(indicator=indicator, number=number, by=user)
        except (LookupError, ValueError) as error:
            raise Http404 from error
        except Conflict as conflict:
            messages.error(request, str(conflict))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Den tidigare lydelsen gäller igen.")
        return redirect(here)
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {indicator.name}",
            "back": reverse("indicator_detail", args=[pk]),
            "versions": [
                {
                    "who": version.by,
                    "when": version.at,
                    "what": "Skapade indikatorn" if version.is_first else "Ändrade indikatorn",
                    "changes": [
                        {"label": change.label, "old": change.before, "new": change.after}
                        for change in version.changes
                    ],
                    "restore_url": f"{here}?version={version.number}"
                    if may_define and not version.is_current
                    else None,
                    "current": version.is_current,
                }
                for version in versions(indicator)
            ],
        },
    )


@require_http_methods(["GET", "POST"])
def break_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Say from when the figures cannot be compared with earlier ones."""
    user = signed_in(request)
    indicator = get_object_or_404(queries.definable_by(user), pk=pk)
    form = BreakForm(request.POST or None)
    draft_key = f"break:new:{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_break(indicator=indicator, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Brottet syns nu i alla diagram och tabeller.")
            return redirect("indicator_detail", pk)
    return form_page(
        request,
        form,
        heading="Brott i serien",
        lead="Värden från och med den dagen jämförs inte med värden före den.",
        submit="Spara brottet",
        cancel=reverse("indicator_detail", args=[pk]),
        draft_key=draft_key,
        eyebrow=indicator.name,
    )


def _may_define(user: User, indicator: Indicator) -> bool:
    if indicator.owner is None:
        return has_anywhere(user, Permission.LEAD)
    return may(user, Permission.PLAN, indicator.owner)


def _own_unit(request: HttpRequest, user: User) -> Unit | None:
    if not has_anywhere(user, Permission.READ):
        return None
    return chosen_unit(request, Permission.READ)


def _exported(indicator: Indicator, latest: ShownMeasurement | None) -> list[Cell]:
    cells: list[Cell] = [
        indicator.name,
        str(indicator.get_kind_display()),
        indicator.source,
        indicator.owner.name if indicator.owner else "Alla",
    ]
    if latest is None:
        return [*cells, None, indicator.measured_in, "", "", None]
    status = str(latest.measurement.Status(latest.status).label)
    return [*cells, latest.value, indicator.measured_in, latest.label, status, latest.denominator]


def _exported_unit(row: queries.UnitRow, indicator: Indicator) -> list[Cell]:
    latest, unit = row.latest, indicator.measured_in
    if latest is None:
        return [row.unit.name, "", None, unit, "", None, None, None]
    status = str(latest.measurement.Status(latest.status).label)
    low = None if latest.low is None else round(latest.low, 1)
    high = None if latest.high is None else round(latest.high, 1)
    return [row.unit.name, latest.label, latest.value, unit, status, low, high, latest.denominator]
