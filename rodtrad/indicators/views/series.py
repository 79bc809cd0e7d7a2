"""Pages about a unit's values of an indicator: the series, a value, the review of validity."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.charts import interval_sentence, series_svg
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import Cell, table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.drafts.actions import discard_draft
from rodtrad.indicators import actions, queries
from rodtrad.indicators.disclosure import ShownMeasurement
from rodtrad.indicators.forms import MeasurementForm, ValidityForm, measurement_initial
from rodtrad.indicators.models import Indicator, Measurement, SetAside, ValidityReview
from rodtrad.indicators.series import is_about_all, series_chart, shown_measurements
from rodtrad.indicators.telling import learners_at, tell
from rodtrad.indicators.uncertainty import interval_decimals
from rodtrad.indicators.validity import review_validity
from rodtrad.organisation.access import Permission, may, units_open_to
from rodtrad.organisation.models import SchoolYear, Unit
from rodtrad.organisation.scope import parse_year, signed_in

_COLUMNS = (
    *("Period", "Vilka", "Värde", "Måttenhet", "Status", "Antal som uppfyller", "Antal totalt"),
    *("Rimligen lägst", "Rimligen högst", "Källa", "Kommentar"),
)
_ANSWERS = (
    "reliable",
    "reliable_why",
    "measures",
    "measures_why",
    "shows",
    "shows_why",
)


@require_safe
def series_detail(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """A unit's values over time: chart, table, what the last change is worth, other schools."""
    user = signed_in(request)
    indicator, unit = _indicator_at(user, Permission.READ, pk, code)
    rows = list(
        Measurement.objects.filter(indicator=indicator, unit=unit)
        .select_related("recorded_by", "run")
        .prefetch_related(
            Prefetch(
                "asides",
                queryset=SetAside.objects.filter(ended_at__isnull=True).select_related("by"),
                to_attr="reasons",
            )
        )
    )
    shown = shown_measurements(indicator, rows)
    if wanted_format(request):
        name = f"{indicator.name} {unit.name}"
        return table_response(request, name, _COLUMNS, [_exported(row) for row in shown])
    breaks = list(indicator.breaks.all())
    reviews = list(
        ValidityReview.objects.filter(indicator=indicator, unit=unit)
        .select_related("school_year", "by")
        .order_by("-school_year_id")[:5]
    )
    review_year = _review_year()
    known = [row.measurement for row in shown if row.value is not None]
    last = max(known, key=lambda row: row.period_ends, default=None)
    values = queries.compared_values(indicator, last.period) if last else []
    context = {
        "indicator": indicator,
        "unit": unit,
        "shown": [row for row in reversed(shown) if is_about_all(row)],
        "genders": _genders(shown),
        "has_intervals": any(row.low is not None for row in shown),
        "interval_decimals": interval_decimals(indicator),
        "chart": series_svg(series_chart(indicator, rows, breaks=breaks)) if rows else "",
        "telling": tell(
            indicator,
            rows,
            breaks=breaks,
            others=queries.others_for(indicator, unit, last, values) if last else (),
            learners=learners_at(unit),
            stands_alone=any(row.is_withheld for row in shown)
            and queries.stands_alone(indicator, unit),
        ),
        "breaks": breaks,
        "reviews": reviews,
        "review_year": review_year,
        "is_reviewed": review_year in [review.school_year for review in reviews],
        "may_record": may(user, Permission.TAKE_PART, unit),
        "may_plan": may(user, Permission.PLAN, unit),
    }
    if last is not None:
        context |= _compared(request, indicator, unit, last, values)
    return render(request, "indicators/series_detail.html", context)


@require_http_methods(["GET", "POST"])
def measurement_create(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Record a value, or that there is none."""
    user = signed_in(request)
    indicator, unit = _indicator_at(user, Permission.TAKE_PART, pk, code)
    draft_key = f"measurement:new:{pk}:{code}"
    start = {
        "period": request.GET.get("period", "") or YearSpan.of(timezone.localdate()).label,
        "source": indicator.source,
    }
    form = MeasurementForm(request.POST or None, indicator=indicator, is_new=True, initial=start)
    back = reverse("series_detail", args=[pk, code])
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.record_measurement(
                indicator=indicator, unit=unit, by=user, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            _say(request, done)
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Skriv in ett värde",
        submit="Spara värdet",
        cancel=back,
        draft_key=draft_key,
        template="indicators/measurement_form.html",
        eyebrow=f"{indicator.name} · {unit.name}",
        **_beside(indicator, unit),
    )


@require_http_methods(["GET", "POST"])
def measurement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a value that a person wrote; one from outside is corrected at its source."""
    user = signed_in(request)
    row = get_object_or_404(
        Measurement.objects.open_to(user, Permission.TAKE_PART).select_related("indicator", "unit"),
        pk=pk,
    )
    indicator, unit = row.indicator, row.unit
    back = reverse("series_detail", args=[indicator.pk, unit.code])
    if row.is_from_outside:
        messages.info(
            request,
            f"Värdet för {row.period_label} är hämtat från {row.source or 'en källa utanför'} och "
            "ändras inte här. Stämmer det inte: rätta i källan och hämta på nytt, eller sätt "
            "värdet åt sidan.",
        )
        return redirect(back)
    draft_key = f"measurement:{pk}"
    form = MeasurementForm(
        request.POST or None, indicator=indicator, is_new=False, initial=measurement_initial(row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.record_measurement(
                indicator=indicator,
                unit=unit,
                period=row.period,
                gender=row.gender,
                by=user,
                **form.cleaned_data,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            _say(request, done)
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Rätta värdet för {row.period_label}",
        submit="Spara värdet",
        cancel=back,
        draft_key=draft_key,
        template="indicators/measurement_form.html",
        eyebrow=f"{indicator.name} · {unit.name}",
        lead=str(row.get_gender_display()),
        **_beside(indicator, unit),
    )


@require_http_methods(["GET", "POST"])
def validity_edit(request: HttpRequest, pk: int, code: str, year: str) -> HttpResponse:
    """Answer the three questions of the guideline for a unit and a school year."""
    user = signed_in(request)
    indicator, unit = _indicator_at(user, Permission.PLAN, pk, code)
    school_year = get_object_or_404(SchoolYear, start=parse_year(year).start)
    review = ValidityReview.objects.filter(
        indicator=indicator, unit=unit, school_year=school_year
    ).first()
    start = {name: getattr(review, name) for name in (*_ANSWERS, "revision")} if review else {}
    draft_key = f"validity:{pk}:{code}:{school_year.slug}"
    form = ValidityForm(request.POST or None, initial=start)
    back = reverse("series_detail", args=[pk, code])
    if request.method == "POST" and form.is_valid():
        try:
            review_validity(
                indicator=indicator,
                unit=unit,
                school_year=school_year,
                by=user,
                on=timezone.localdate(),
                revision=form.cleaned_data["revision"] or 0,
                **{name: form.cleaned_data[name] for name in _ANSWERS},
            )
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Uppföljningen är sparad och kommer med i målets analys.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=f"Håller indikatorn? {school_year.label}",
        submit="Spara uppföljningen",
        cancel=back,
        draft_key=draft_key,
        template="indicators/validity_form.html",
        eyebrow=f"{indicator.name} · {unit.name}",
        lead="Svaren ska finnas med när målet analyseras (riktlinjen 4.2).",
        **_beside(indicator, unit),
    )


def _indicator_at(user: User, permission: str, pk: int, code: str) -> tuple[Indicator, Unit]:
    """The indicator and a unit where the person has the permission, or 404."""
    unit = get_object_or_404(units_open_to(user, permission), code=code)
    indicator = get_object_or_404(Indicator.objects.readable_by(user), pk=pk)
    return indicator, unit


def _beside(indicator: Indicator, unit: Unit) -> dict[str, Any]:
    """The series so far, beside a form."""
    rows = list(Measurement.objects.filter(indicator=indicator, unit=unit))
    chart = series_chart(indicator, rows, breaks=indicator.breaks.all())
    return {
        "indicator": indicator,
        "unit": unit,
        "chart": series_svg(chart) if rows else "",
        "chart_text": f"{chart.description} {interval_sentence(chart)}".rstrip(),
        "shown": list(reversed(shown_measurements(indicator, rows)))[:6],
    }


def _compared(
    request: HttpRequest,
    indicator: Indicator,
    unit: Unit,
    last: Measurement,
    values: Sequence[queries.Compared],
) -> dict[str, object]:
    """Other schools' values of the latest period, if there are any."""
    places = queries.comparison_places(values)
    if not places:
        return {}
    # The municipality is the root of the tree, and its code is the municipality's own.
    own = Unit.objects.filter(path=unit.path[: Unit.steplen]).values_list("code", flat=True).first()
    names = dict(places)
    chosen = request.GET.get("kommun", "")
    groups = [("Skolor i hela landet i statistiken", "")]
    groups += [
        (f"Andra skolor i {names[place]}", place)
        for place in dict.fromkeys((own, chosen))
        if place in names
    ]
    return {
        "comparisons": queries.compare(indicator, values, groups),
        "comparison_period": last.period_label,
        "places": places,
        "place": chosen,
    }


def _genders(
    shown: list[ShownMeasurement],
) -> list[tuple[str, ShownMeasurement | None, ShownMeasurement | None]]:
    """Each period's girls and boys, the latest first."""
    periods: dict[str, dict[str, ShownMeasurement]] = {}
    for row in reversed(shown):
        if not is_about_all(row):
            periods.setdefault(row.label, {})[row.measurement.gender] = row
    girls, boys = Measurement.Gender.GIRLS, Measurement.Gender.BOYS
    return [(label, pair.get(girls), pair.get(boys)) for label, pair in periods.items()]


def _review_year() -> SchoolYear | None:
    """The school year to review now: until New Year it is the one that ended."""
    today = timezone.localdate()
    running = YearSpan.of(today)
    wanted = running.previous if today <= running.autumn.ends else running
    return SchoolYear.objects.filter(start__lte=wanted.start).order_by("-start").first()


def _say(request: HttpRequest, done: actions.Recorded) -> None:
    if done.changed:
        messages.success(request, f"Värdet för {done.measurement.period_label} är sparat.")
    else:
        messages.info(request, "Ingenting ändrades: värdet stod redan så.")


def _exported(row: ShownMeasurement) -> list[Cell]:
    decimals = max(row.measurement.indicator.decimals, 1)
    return [
        row.label,
        row.gender_label,
        row.value,
        row.measurement.indicator.measured_in,
        str(row.measurement.Status(row.status).label),
        row.numerator,
        row.denominator,
        None if row.low is None else round(row.low, decimals),
        None if row.high is None else round(row.high, decimals),
        row.measurement.source,
        row.measurement.comment,
    ]
