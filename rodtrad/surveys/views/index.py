"""Indexes of a survey: several questions read as one, and what that feeds."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rodtrad.core.forms import add_errors, form_page
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.forms import IndexForm
from rodtrad.surveys.models import Question, Survey, SurveyIndex
from rodtrad.surveys.views.shared import editable, indicators_to_feed


@require_http_methods(["GET", "HEAD", "POST"])
def index_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new index; begun from an area (?omrade=), its questions are chosen already."""
    survey = editable(request, pk)
    area = request.GET.get("omrade", "").strip()
    chosen = survey.questions.filter(kind=Question.Kind.SCALE, area=area) if area else []
    start = {"name": area, "questions": list(chosen)}
    return _page(request, SurveyIndex(survey=survey), start, heading="Nytt index")


@require_http_methods(["GET", "HEAD", "POST"])
def index_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an index is of, and which indicator it gives values to."""
    index = _editable(request, pk)
    start = {
        "name": index.name,
        "questions": list(index.questions.all()),
        "indicator": index.indicator,
    }
    return _page(request, index, start, heading="Ändra index")


@require_http_methods(["GET", "HEAD", "POST"])
def index_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take an index away."""
    index = _editable(request, pk)
    back = reverse("survey_detail", args=[index.survey_id])
    if request.method == "POST":
        actions.remove_index(index, by=signed_in(request))
        messages.success(request, f"Indexet ”{index.name}” är borttaget.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Ta bort indexet?",
            "eyebrow": index.survey.title,
            "text": f"{index.name}. Frågorna och deras svar finns kvar, och värden som redan har "
            "förts över till en indikator också.",
            "submit": "Ta bort indexet",
            "cancel": back,
        },
    )


def _editable(request: HttpRequest, pk: int) -> SurveyIndex:
    surveys = Survey.objects.open_to(signed_in(request), Permission.PLAN)
    rows = SurveyIndex.objects.filter(survey__in=surveys).select_related("survey", "indicator")
    found: SurveyIndex = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: HttpRequest, index: SurveyIndex, start: Mapping[str, object], *, heading: str
) -> HttpResponse:
    user = signed_in(request)
    survey = index.survey
    form = IndexForm(
        request.POST or None,
        questions=survey.questions.filter(kind=Question.Kind.SCALE),
        indicators=indicators_to_feed(user),
        initial=start,
    )
    back = reverse("survey_detail", args=[survey.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_index(index, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"Indexet ”{index.name}” är sparat.")
            return redirect(f"{back}#index")
    return form_page(
        request,
        form,
        heading=heading,
        eyebrow=survey.title,
        submit="Spara indexet",
        cancel=back,
    )
