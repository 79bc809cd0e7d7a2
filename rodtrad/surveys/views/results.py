"""What a survey's answers say: charts and tables of what may be shown."""

import uuid
from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import Cell, table_response, wanted_format
from rodtrad.core.forms import form_page
from rodtrad.organisation.access import Permission, may
from rodtrad.organisation.scope import signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.charts import share_bar
from rodtrad.surveys.disclosure import ALIKE_UNDER
from rodtrad.surveys.forms import HideForm
from rodtrad.surveys.models import Answer, Question, SurveyUnit
from rodtrad.surveys.results import Line, Results, read_results, written_answers
from rodtrad.surveys.views.shared import editable, own_parts, readable, survey_feeds

COLUMNS = (
    *("Enhet", "Område", "Fråga", "Grupp", "Positiva (%)", "Positiva", "Med åsikt", "Svar"),
    *("Positiva förra gången (%)", "Jämförelse"),
)


@require_safe
def survey_results(request: HttpRequest, pk: int) -> HttpResponse:
    """The results for one unit, or for all that answered together."""
    user = signed_in(request)
    survey = readable(request, pk)
    today = timezone.localdate()
    if not survey.has_ended(today):
        messages.info(
            request,
            "Resultatet visas när enkäten har stängt. Annars skulle skillnaden mellan två "
            "tittar kunna visa en enda persons svar.",
        )
        return redirect("survey_detail", pk)
    parts = own_parts(user, survey)
    # The earlier round may have had other units: what is not read now is not told of it either.
    reads = frozenset(part.unit_id for part in parts)
    results = read_results(survey, today=today, reads=reads)
    earlier = None
    if survey.previous is not None and survey.previous.has_ended(today):
        earlier = read_results(survey.previous, today=today, reads=reads)
    if wanted_format(request):
        rows = export_rows(results, earlier, parts)
        return table_response(request, f"Resultat {survey.title}", COLUMNS, rows)
    chosen = _chosen(request, parts)
    areas: dict[str, list[tuple[Line, str]]] = {}
    for question in results.questions:
        line = _with_earlier(results, earlier, question.pk, chosen)
        areas.setdefault(question.area, []).append((line, share_bar(line.tally)))
    return render(
        request,
        "surveys/survey_results.html",
        {
            "survey": survey,
            "results": results,
            "alike_under": ALIKE_UNDER * survey.smallest_group,
            "parts": parts,
            "chosen": chosen,
            "areas": [
                (name, lines, results.area(name, chosen), results.area(name, None))
                for name, lines in areas.items()
            ],
            "written": written_answers(results, chosen) if chosen else [],
            "answered": results.responses.get(chosen.pk, 0) if chosen else results.answered,
            "asked": chosen.asked if chosen else results.asked,
            "may_hide": chosen is not None and may(user, Permission.PLAN, chosen.unit),
            "may_plan": may(user, Permission.PLAN, survey.unit),
            "indexes": [
                (results.index(one, chosen), results.index(one, None) if chosen else None)
                for one in results.indexes
            ],
            "feeds": survey_feeds(results.questions, results.indexes),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then let the questions give their indicators values."""
    survey = editable(request, pk)
    back = reverse("survey_detail", args=[pk])
    if request.method == "POST":
        try:
            changed = actions.feed_indicators(
                survey, today=timezone.localdate(), by=signed_in(request)
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = "1 värde är" if changed == 1 else f"{changed} värden är"
            messages.success(request, f"{words} nya eller ändrade hos indikatorerna.")
        return redirect(back)
    fed = [
        (str(one), str(one.indicator))
        for rows in (survey.questions, survey.indexes)
        for one in rows.filter(indicator__isnull=False).select_related("indicator")
    ]
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "För svaren till indikatorerna?",
            "eyebrow": survey.title,
            "text": "Andelen positiva svar blir ett värde för varje enhet och läsåret. Där för få "
            "har svarat, eller få har svarat så lika att det visar vad var och en tycker, står det "
            "att värdet inte visas.",
            "facts": fed,
            "submit": "För över svaren",
            "cancel": back,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer_hide(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Hide a free text that points somebody out, or show it again."""
    user = signed_in(request)
    answer: Answer = get_object_or_404(
        Answer.objects.exclude(text="").select_related("response__survey_unit__survey"), pk=pk
    )
    part = answer.response.survey_unit
    may_see = part.survey.has_ended(timezone.localdate())
    if not may_see or not may(user, Permission.PLAN, part.unit):
        raise Http404
    back = f"{reverse('survey_results', args=[part.survey_id])}?enhet={part.pk}#fritext"
    if answer.hidden_because and request.method == "POST":
        actions.hide_answer(answer, because="", by=user)
        messages.success(request, "Svaret visas igen.")
        return redirect(back)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.hide_answer(answer, because=form.cleaned_data["because"], by=user)
        messages.success(request, "Svaret är dolt.")
        return redirect(back)
    return form_page(
        request,
        form,
        heading="Dölj ett svar",
        eyebrow=part.survey.title,
        lead=f"”{answer.text}”",
        submit="Dölj svaret",
        cancel=back,
    )


def export_rows(
    results: Results, earlier: Results | None, parts: list[SurveyUnit]
) -> list[tuple[Cell, ...]]:
    """Every shown figure: for all units together, and for each unit with its groups."""
    found: list[tuple[Cell, ...]] = []
    for part in (None, *parts):
        name = part.unit.name if part else "Alla enheter"
        for index in results.indexes:
            pooled = results.index(index, part)
            cells = _figures(Line(Question(), pooled.tally, pooled.is_withheld))
            found.append((name, index.name, "Index", "", *cells, ""))
        for question in results.questions:
            line = _with_earlier(results, earlier, question.pk, part)
            found.append((name, question.area, question.text, "", *_figures(line), line.change))
            for label, tally in line.groups:
                # Few, or few who answered alike: which of them is not told either.
                cells = _figures(Line(question, tally, False, alike="" if tally else "visas inte"))
                found.append((name, question.area, question.text, label, *cells, ""))
    return found


def _figures(line: Line) -> tuple[Cell, ...]:
    tally, before = line.tally, line.earlier
    then = round(before.share, 1) if before and before.share is not None else None
    if tally is None:
        why = line.alike or ("visas inte, för få" if line.is_withheld else "")
        return (why, None, None, None, then)
    share = round(tally.share, 1) if tally.share is not None else None
    return (share, tally.positive, tally.with_opinion, tally.n, then)


def _with_earlier(
    results: Results, earlier: Results | None, question_pk: int, part: SurveyUnit | None
) -> Line:
    """A question's line with the same question of the earlier round at the same unit."""
    question = next(one for one in results.questions if one.pk == question_pk)
    line = results.line(question, part)
    if earlier is None:
        return line
    same = next((one for one in earlier.questions if one.text == question.text), None)
    if same is None:
        return line
    before_part = None
    if part is not None:
        before_part = next((one for one in earlier.units if one.unit_id == part.unit_id), None)
        if before_part is None:
            return line
    before = earlier.line(same, before_part).tally
    return replace(line, earlier=before)


def _chosen(request: HttpRequest, parts: list[SurveyUnit]) -> SurveyUnit | None:
    """The unit in the address (?enhet=), else the person's only one, else all together."""
    wanted = request.GET.get("enhet", "")
    if wanted == "alla":
        return None
    if wanted:
        chosen = next((one for one in parts if str(one.pk) == wanted), None)
        if chosen is None:
            raise Http404
        return chosen
    return parts[0] if len(parts) == 1 else None
