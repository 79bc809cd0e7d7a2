"""Pages that put units beside each other, and the page that says how it is counted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import Cell, table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.funnel_charts import describe_funnel, funnel_svg
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import Period
from rodtrad.drafts.actions import discard_draft
from rodtrad.indicators import comparing
from rodtrad.indicators.beside import Beside, UnitBeside, methods_beside
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.explaining import explain_differences
from rodtrad.indicators.forms import ExplanationForm
from rodtrad.indicators.models import Explanation, Indicator
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    own_units,
    require_anywhere,
    units_open_to,
)
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import parse_year, signed_in

_COLUMNS = (
    *("Enhet", "Period", "Värde", "Måttenhet", "Lägst", "Högst", "Bygger på", "Flickor", "Pojkar"),
    *("Flickor minus pojkar", "Mot det väntade"),
)


@require_safe
def indicator_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Units beside each other by name, in a funnel, with what they have to work with."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    indicator = get_object_or_404(Indicator.objects.readable_by(user), pk=pk)
    units = units_open_to(user, Permission.READ).filter(kind__in=Unit.WORKING_KINDS)
    periods = comparing.periods_of(indicator, units)
    context: dict[str, Any] = {"indicator": indicator, "periods": periods}
    if not periods or indicator.incomparable:
        return render(request, "indicators/indicator_compare.html", context)
    period = _chosen_period(request, periods)
    choices = [c for c in comparing.conditions_to_choose() if c.pk != pk]
    conditions = _chosen_conditions(request, choices)
    (found,) = comparing.all_beside(
        [(indicator, period)],
        list(units.order_by("name", "pk")),
        conditions=conditions,
        among_others=request.GET.get("bland", "") != "egna",
    )
    if "valt" not in request.GET:
        # Nobody has chosen: those that say nothing of these units are left out.
        found = found.with_conditions_that_say_something(comparing.USUAL_CONDITIONS)
        conditions = list(found.conditions)
    if wanted_format(request):
        columns = [*_COLUMNS, *(_heading(condition) for condition in conditions)]
        name = f"{indicator.name} {period.label}"
        return table_response(request, name, columns, [_exported(row, found) for row in found.rows])
    chart = found.chart
    own = _leads(user)
    explanations = comparing.explanations_for(indicator, period, [row.unit for row in found.rows])
    page = page_of(request, found.rows)
    told = found.sentences()
    context |= {
        "beside": found,
        "page": page,
        "period": period,
        "chart": funnel_svg(chart) if chart else "",
        "chart_text": describe_funnel(chart) if chart else "",
        "headline": told[0] if told else "",
        "sentences": [line for line in told[1:] if line != found.too_few],
        "caveats": found.caveats(),
        "methods": methods_beside(found),
        "has_spans": any(row.figure.low is not None for row in found.rows),
        "has_gap_spans": any(row.gap and row.gap.low is not None for row in found.rows),
        "condition_choices": [(c, c in conditions) for c in choices],
        "has_others": bool(found.others) or request.GET.get("bland") == "egna",
        "among": request.GET.get("bland", ""),
        "explanations": explanations,
        "year": period.school_year.slug,
        "may_explain": own is not None,
        "has_explained": own is not None and any(e.unit_id == own.pk for e in explanations),
    }
    return render(request, "indicators/indicator_compare.html", context)


@require_http_methods(["GET", "POST"])
def explanation_edit(request: HttpRequest, pk: int, year: str) -> HttpResponse:
    """Write what the administration knows of why units differ in a school year."""
    user = signed_in(request)
    indicator = get_object_or_404(Indicator.objects.readable_by(user), pk=pk)
    unit = _leads(user)
    if unit is None:
        raise Http404
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    stored = Explanation.objects.filter(
        indicator=indicator, unit=unit, school_year=school_year
    ).first()
    start = {"text": stored.text, "revision": stored.revision} if stored else {"revision": 0}
    form = ExplanationForm(request.POST or None, initial=start)
    draft_key = f"explanation:{pk}:{unit.pk}:{school_year.slug}"
    back = reverse("indicator_compare", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            explain_differences(
                indicator=indicator,
                unit=unit,
                school_year=school_year,
                text=form.cleaned_data["text"],
                revision=form.cleaned_data["revision"],
                by=user,
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Förklaringen är sparad och kan användas i rapporterna.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Vad skillnaderna kan bero på {school_year.label}",
        submit="Spara förklaringen",
        cancel=back,
        draft_key=draft_key,
        eyebrow=f"{indicator.name} · {unit.name}",
        lead="Skriv det ni vet och hur ni vet det. Peka inte ut någon enskild.",
    )


@require_safe
def method_detail(request: HttpRequest) -> HttpResponse:
    """How figures are counted and what they can and cannot say, for everybody with a role."""
    require_anywhere(signed_in(request), Permission.READ_ADOPTED)
    return render(request, "indicators/method_detail.html")


def _chosen_period(request: HttpRequest, periods: list[Period]) -> Period:
    wanted = request.GET.get("period", "")
    if not wanted:
        return periods[0]
    found = next((period for period in periods if period.code == wanted), None)
    if found is None:
        raise Http404
    return found


def _chosen_conditions(request: HttpRequest, choices: list[Indicator]) -> list[Indicator]:
    if "valt" not in request.GET:
        return choices[: comparing.MOST_CONDITIONS]
    wanted = set(request.GET.getlist("forutsattning"))
    return [choice for choice in choices if str(choice.pk) in wanted]


def _leads(user: User) -> Unit | None:
    """The administration that the person writes for: the one that their assignment names."""
    if not has_anywhere(user, Permission.LEAD):
        return None
    found: Unit | None = own_units(user, Permission.LEAD).order_by("path").first()
    return found


def _exported(row: UnitBeside, found: Beside) -> list[Cell]:
    figure, decimals = row.figure, max(found.indicator.decimals, 1)
    return [
        row.unit.name,
        found.period.label,
        figure.value if figure.value is not None else figure.text,
        found.indicator.measured_in,
        None if figure.low is None else round(figure.low, decimals),
        None if figure.high is None else round(figure.high, decimals),
        figure.denominator,
        _value(row.girls),
        _value(row.boys),
        None if row.gap is None else round(row.gap.size, decimals),
        row.place_word,
        *(_value(condition) for condition in row.conditions),
    ]


def _heading(condition: Indicator) -> str:
    return f"{condition.name} ({unit})" if (unit := condition.measured_in) else condition.name


def _value(shown: ShownMeasurement | None) -> Cell:
    if shown is None:
        return None
    return shown.value if shown.value is not None else shown.text
