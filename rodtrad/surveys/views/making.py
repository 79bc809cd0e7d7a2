"""Making a survey: what it is, its questions, its languages, and how it will look."""

from datetime import timedelta
from typing import Any, TypedDict

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.organisation.access import Permission, require_anywhere, units_open_to
from rodtrad.organisation.models import SchoolYear
from rodtrad.organisation.scope import chosen_unit, chosen_year, signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.content import standard_labels
from rodtrad.surveys.forms import CopyForm, QuestionForm, SurveyForm
from rodtrad.surveys.languages import BY_CODE, LANGUAGES, SWEDISH
from rodtrad.surveys.models import Audience, Option, Question, Survey
from rodtrad.surveys.questionnaire import languages_of, write_out
from rodtrad.surveys.views.shared import (
    editable,
    editable_question,
    indicators_to_feed,
    units_to_ask,
)

# How long a survey is open when nothing else is said.
_OPEN_FOR = timedelta(days=21)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_create(request: HttpRequest) -> HttpResponse:
    """Begin a survey at a unit, to be answered there or at the units below."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    unit = chosen_unit(request, Permission.PLAN)
    if unit is None:
        text = request.GET.get("q", "").strip()
        found = units_open_to(user, Permission.PLAN)
        found = found.filter(name__icontains=text) if text else found
        return render(
            request,
            "goals/goal_choose_unit.html",
            {"page": page_of(request, found), "text": text, "heading": "Ny enkät"},
        )
    year = get_object_or_404(SchoolYear, start=chosen_year(request).start)
    today = timezone.localdate()
    units = units_to_ask(unit)
    start: dict[str, Any] = {
        "opens": today,
        "closes": today + _OPEN_FOR,
        "access": Survey.Access.OPEN,
        "audience": Audience.PUPILS if unit.kind == "school" else Audience.GUARDIANS,
        "units": [unit] if unit.is_working_unit else [],
    }
    earlier = Survey.objects.open_to(user, Permission.PLAN).filter(unit=unit)
    form = SurveyForm(
        request.POST or None, units=units, earlier=earlier, is_new=True, initial=start
    )
    draft_key = f"survey:new:{unit.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            survey = actions.create_survey(
                unit=unit, school_year=year, by=user, **form.cleaned_data
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Enkäten är påbörjad. Välj nu frågor ur banken.")
            return redirect("survey_bank", survey.pk)
    return form_page(
        request,
        form,
        heading="Ny enkät",
        eyebrow=f"{unit.name} · {year.label}",
        submit="Fortsätt till frågorna",
        cancel=reverse("survey_list"),
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a survey says of itself, and where it is answered."""
    user = signed_in(request)
    survey = editable(request, pk)
    fields = ("title", "intro", "audience", "access", "opens", "closes", "smallest_group")
    start: dict[str, Any] = {name: getattr(survey, name) for name in (*fields, "previous")}
    start |= {
        "revision": survey.revision,
        "units": [row.unit for row in survey.units.select_related("unit")],
    }
    earlier = Survey.objects.open_to(user, Permission.PLAN).filter(unit=survey.unit).exclude(pk=pk)
    form = SurveyForm(
        request.POST or None, units=units_to_ask(survey.unit), earlier=earlier, initial=start
    )
    draft_key, back = f"survey:{pk}", reverse("survey_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_survey(survey, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Enkäten är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra enkäten",
        eyebrow=survey.title,
        submit="Spara enkäten",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The same survey once more, to be compared with this one."""
    user = signed_in(request)
    survey = editable(request, pk)
    today = timezone.localdate()
    year = get_object_or_404(SchoolYear, start=chosen_year(request).start)
    start = {"opens": today, "closes": today + _OPEN_FOR}
    form = CopyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            copy = actions.copy_survey(survey, school_year=year, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(
                request, "Den nya omgången har samma frågor och jämförs med den förra."
            )
            return redirect("survey_detail", copy.pk)
    return form_page(
        request,
        form,
        heading="Ny omgång av enkäten",
        eyebrow=f"{survey.title} · {year.label}",
        submit="Gör en ny omgång",
        cancel=reverse("survey_detail", args=[pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def question_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A question of one's own."""
    user = signed_in(request)
    survey = editable(request, pk)
    form = QuestionForm(
        request.POST or None,
        indicators=indicators_to_feed(user),
        initial={"kind": Question.Kind.SCALE},
    )
    draft_key, back = f"survey-question:new:{pk}", reverse("survey_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_question(survey, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Frågan är tillagd.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Egen fråga",
        eyebrow=survey.title,
        submit="Lägg till frågan",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question's words, and which indicator it gives values to."""
    user = signed_in(request)
    question = editable_question(request, pk)
    fields = ("text", "area", "reversed", "indicator")
    form = QuestionForm(
        request.POST or None,
        indicators=indicators_to_feed(user),
        question=question,
        initial={name: getattr(question, name) for name in fields},
    )
    back = reverse("survey_detail", args=[question.survey_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_question(question, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Frågan är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra frågan",
        eyebrow=question.survey.title,
        submit="Spara frågan",
        cancel=back,
    )


@require_POST
def question_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a question one step."""
    question = editable_question(request, pk)
    try:
        steps = -1 if request.POST.get("vart") == "upp" else 1
        actions.move_question(question, steps=steps, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('survey_detail', args=[question.survey_id])}#fraga-{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def question_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question out of a draft; it can be added again."""
    question = editable_question(request, pk)
    if request.method != "POST":
        return render(
            request,
            "core/confirm.html",
            {
                "heading": "Ta bort frågan?",
                "eyebrow": question.survey.title,
                "text": question.text,
                "submit": "Ta bort frågan",
                "cancel": reverse("survey_detail", args=[question.survey_id]),
            },
        )
    try:
        actions.remove_question(question, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Frågan ”{question.text}” är borttagen.")
    return redirect("survey_detail", question.survey_id)


@require_http_methods(["GET", "HEAD", "POST"])
def survey_translate(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The survey's words in a language, beside the Swedish ones."""
    user = signed_in(request)
    survey = editable(request, pk)
    if language not in BY_CODE or language == SWEDISH.code:
        raise Http404
    if request.method == "POST":
        written = _translated(request)
        try:
            actions.translate_survey(survey, language=language, by=user, **written)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            context = _translating(survey, language, written=written)
            return render(request, "surveys/survey_translate.html", context, status=422)
        messages.success(request, f"Enkäten kan nu besvaras på {BY_CODE[language].swedish}.")
        return redirect("survey_detail", pk)
    return render(request, "surveys/survey_translate.html", _translating(survey, language))


class _Translated(TypedDict):
    title: str
    intro: str
    questions: dict[int, str]
    options: dict[str, str]


def _translated(request: HttpRequest) -> _Translated:
    """What the page sends: the words in the language, by what they translate."""
    questions: dict[int, str] = {}
    for name, value in request.POST.items():
        number = parse_pk(name.removeprefix("fraga-")) if name.startswith("fraga-") else None
        if number is not None:
            questions[number] = _kept(str(value), 400)
    originals, labels = request.POST.getlist("svar-sv"), request.POST.getlist("svar")
    return {
        "title": _kept(request.POST.get("rubrik", ""), 150),
        "intro": _kept(request.POST.get("inledning", ""), 2000),
        "questions": questions,
        "options": {sv: _kept(label, 120) for sv, label in zip(originals, labels, strict=False)},
    }


def _kept(text: str, longest: int) -> str:
    """What is kept of a text: without the sign that no database keeps, and not too long."""
    return text.replace("\x00", "").strip()[:longest]


def _translating(
    survey: Survey, language: str, *, written: _Translated | None = None
) -> dict[str, Any]:
    """What the page shows: what is stored, or what was written and could not be."""
    own: Any = written or survey.translations.filter(language=language).first()
    known = standard_labels(language)
    questions = list(survey.questions.prefetch_related("translations"))
    translated = dict(
        Option.objects.filter(question__survey=survey, translations__language=language).values_list(
            "label", "translations__label"
        )
    )
    labels: dict[str, str] = {}
    for option in Option.objects.filter(question__survey=survey).order_by(
        "question__position", "position"
    ):
        labels.setdefault(option.label, translated.get(option.label, known.get(option.label, "")))
    texts = {
        question.pk: next(
            (t.text for t in question.translations.all() if t.language == language), ""
        )
        for question in questions
    }
    if written is not None:
        texts |= written["questions"]
        labels |= {sv: label for sv, label in written["options"].items() if sv in labels}
    return {
        "survey": survey,
        "language": BY_CODE[language],
        "own": own,
        "questions": [(question, texts[question.pk]) for question in questions],
        "labels": labels,
    }


@require_safe
def survey_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """How the survey will look to those who answer, in each of its languages."""
    survey = editable(request, pk)
    languages = languages_of(survey)
    wanted = request.GET.get("sprak", "")
    language = next((one for one in languages if one.code == wanted), LANGUAGES[0])
    return render(
        request,
        "surveys/survey_preview.html",
        {
            "survey": survey,
            "asked": write_out(survey, language, languages=languages),
            "words": language.words,
            "language": language,
        },
    )
