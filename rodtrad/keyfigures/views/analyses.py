"""A unit's own words about its figures, all on one page."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.core import forms as core_forms
from rodtrad.core.charts import interval_sentence, series_svg
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page
from rodtrad.core.schoolyear import Period
from rodtrad.drafts.actions import discard_draft
from rodtrad.indicators import comparing
from rodtrad.indicators.disclosure import look_below, shown_measurements
from rodtrad.indicators.models import Indicator, Measurement, SeriesBreak
from rodtrad.indicators.series import is_about_all, series_chart
from rodtrad.indicators.telling import learners_at, tell
from rodtrad.keyfigures import queries
from rodtrad.keyfigures.actions import analyse_figures
from rodtrad.keyfigures.content import units_of
from rodtrad.keyfigures.forms import AnalysisForm, revision_name, text_name
from rodtrad.keyfigures.models import Occasion, OccasionFigure, UnitAnalysis
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "POST"])
def analysis_edit(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Write a short analysis of each of the unit's figures, beside what they say."""
    user = signed_in(request)
    occasion = get_object_or_404(Occasion.objects.select_related("unit"), pk=pk)
    unit = get_object_or_404(queries.analysable(user, occasion), code=code)
    told = _told(occasion, unit)
    figures = [figure for figure, _ in told]
    if not figures:
        raise Http404
    stored = {
        row.figure_id: row
        for row in UnitAnalysis.objects.filter(figure__occasion=occasion, unit=unit)
    }
    start: dict[str, Any] = {}
    for figure in figures:
        row = stored.get(figure.pk)
        start[text_name(figure.pk)] = row.text if row else ""
        start[revision_name(figure.pk)] = row.revision if row else 0
    form = AnalysisForm(request.POST or None, figures=figures, initial=start)
    draft_key = f"analysis:{pk}:{code}"
    back = reverse("home")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            changed = analyse_figures(
                occasion=occasion,
                unit=unit,
                texts={f.pk: data[text_name(f.pk)] for f in figures},
                revisions={f.pk: data[revision_name(f.pk)] or 0 for f in figures},
                on=timezone.localdate(),
                by=user,
            )
        except Conflict:
            return _both_versions(request, form, occasion, unit, figures, draft_key, back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            left = sum(not data[text_name(f.pk)].strip() for f in figures)
            if not changed:
                messages.info(request, "Ingenting ändrades.")
            elif left:
                messages.success(request, f"Sparat. {left} nyckeltal har ännu ingen analys.")
            else:
                messages.success(request, "Alla analyser är skrivna. De följer med till nämnden.")
            return redirect("analysis_edit", pk, code)
    wrong = form.is_bound and bool(form.errors)
    return render(
        request,
        "keyfigures/analysis_edit.html",
        {
            "occasion": occasion,
            "unit": unit,
            "form": form,
            "draft_key": draft_key if occasion.is_open else "",
            "cancel": back,
            "rows": [
                {
                    "figure": figure,
                    "field": form[text_name(figure.pk)],
                    "revision": form[revision_name(figure.pk)],
                    "analysis": stored.get(figure.pk),
                    **shown,
                }
                for figure, shown in told
            ],
        },
        status=422 if wrong else 200,
    )


def _told(occasion: Occasion, unit: Unit) -> list[tuple[OccasionFigure, dict[str, Any]]]:
    """The unit's figures with what they say: five queries however many there are."""
    figures = list(occasion.figures.select_related("indicator"))
    ids = [figure.indicator_id for figure in figures]
    rows: dict[int, list[Measurement]] = defaultdict(list)
    stored = list(
        Measurement.objects.filter(
            indicator__in=ids, unit=unit, period_ends__lte=occasion.on
        ).with_place()
    )
    look_below(stored)
    for row in stored:
        rows[row.indicator_id].append(row)
    breaks: dict[int, list[SeriesBreak]] = defaultdict(list)
    for found in SeriesBreak.objects.filter(indicator__in=ids):
        breaks[found.indicator_id].append(found)
    latest = {
        figure.indicator_id: _told_period(figure.indicator, rows[figure.indicator_id])
        for figure in figures
        if rows[figure.indicator_id]
    }
    with_values = [figure for figure in figures if figure.indicator_id in latest]
    beside = {
        found.indicator.pk: found
        for found in comparing.all_beside(
            [(figure.indicator, latest[figure.indicator_id]) for figure in with_values],
            list(units_of(occasion)),
            among_others=False,
        )
    }
    told = []
    for figure in with_values:
        own = rows[figure.indicator_id]
        other = beside[figure.indicator_id].others_than(unit)
        chart = series_chart(figure.indicator, own, breaks=breaks[figure.indicator_id])
        told.append(
            (
                figure,
                {
                    "telling": tell(
                        figure.indicator,
                        own,
                        breaks=breaks[figure.indicator_id],
                        others=[other] if other else [],
                        learners=learners_at(unit),
                    ),
                    "chart": series_svg(chart, id_prefix=f"figure-{figure.pk}"),
                    "intervals": interval_sentence(chart),
                },
            )
        )
    return told


def _told_period(indicator: Indicator, own: list[Measurement]) -> Period:
    """The period of the value that is told: others are compared for the same one."""
    known = [row for row in shown_measurements(indicator, own) if row.value is not None]
    about_all = [row.measurement for row in known if is_about_all(row)]
    return Period.parse(max(about_all or own, key=lambda row: (row.period_ends, row.period)).period)


def _both_versions(
    request: HttpRequest,
    form: AnalysisForm,
    occasion: Occasion,
    unit: Unit,
    figures: list[OccasionFigure],
    draft_key: str,
    back: str,
) -> HttpResponse:
    """Both versions of all the texts; saving again knowingly replaces the other's."""
    now = {
        row.figure_id: row
        for row in UnitAnalysis.objects.filter(figure__occasion=occasion, unit=unit)
    }
    theirs = {text_name(f.pk): now[f.pk].text if f.pk in now else "" for f in figures}
    data = request.POST.copy()
    for figure in figures:
        row = now.get(figure.pk)
        data[revision_name(figure.pk)] = str(row.revision if row else 0)
    # The same fields with the newer revisions: to save again is then to replace knowingly.
    request.POST = data  # type: ignore[assignment]  # as Django lets it be set
    conflict = core_forms.Conflict(theirs, 0)
    return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
