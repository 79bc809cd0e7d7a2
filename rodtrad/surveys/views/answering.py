"""Answering a survey: without an account, on a phone, without JavaScript."""

import uuid
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.numbers import parse_pk
from rodtrad.surveys.actions import Refused, Submission, submit_answers
from rodtrad.surveys.languages import SWEDISH, Language
from rodtrad.surveys.limits import ANSWERS, WRONG_CODES, count, is_over, network_of
from rodtrad.surveys.models import Survey, SurveyUnit
from rodtrad.surveys.questionnaire import languages_of, write_out


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer_survey(request: HttpRequest, code: str) -> HttpResponse:
    """The questions, and taking the answers.

    There is no session to misuse from another site, so there is no token and no cookie either:
    whoever answers leaves nothing behind in the browser, and an old page can still be sent.
    """
    survey_unit = _at(code)
    survey = survey_unit.survey
    languages = languages_of(survey)
    language = _wanted(request, languages)
    today = timezone.localdate()
    if not survey.is_answerable(today):
        return _not_now(request, survey, language)
    if request.method != "POST":
        return _page(request, survey_unit, language, languages, receipt=uuid.uuid4())
    submission = _sent(request)
    try:
        is_new = _submit(request, survey_unit, submission, today)
    except Refused as refused:
        return _page(
            request, survey_unit, language, languages, receipt=submission.receipt, refused=refused
        )
    thanks = reverse("answer_thanks", args=[code])
    again = "" if is_new else "&igen=1"
    return redirect(f"{thanks}?sprak={language.code}{again}")


@login_not_required
@require_safe
def answer_thanks(request: HttpRequest, code: str) -> HttpResponse:
    """What one meets when the answers are saved."""
    survey = _at(code).survey
    language = _wanted(request, languages_of(survey))
    words = language.words
    more = words["already"] if request.GET.get("igen") else words["thanks_more"]
    return _said(request, language, words["thanks"], more)


def _submit(
    request: HttpRequest, survey_unit: SurveyUnit, submission: Submission, today: date
) -> bool:
    """Store the answers unless too much has come from the same network.

    Raises:
        Refused: as `submit_answers`, and when there have been too many tries.
    """
    here = (network_of(request), survey_unit.code)
    if is_over(ANSWERS, *here) or is_over(WRONG_CODES, *here):
        raise Refused("too_many")
    try:
        is_new = submit_answers(survey_unit, submission, today=today)
    except Refused as refused:
        if refused.reason.startswith("code"):
            count(WRONG_CODES, *here)
        raise
    count(ANSWERS, *here)
    return is_new


def _at(code: str) -> SurveyUnit:
    published = SurveyUnit.objects.filter(survey__published_on__isnull=False)
    found: SurveyUnit = get_object_or_404(published.select_related("survey", "unit"), code=code)
    return found


def _wanted(request: HttpRequest, languages: tuple[Language, ...]) -> Language:
    asked = request.POST.get("sprak") or request.GET.get("sprak", "")
    return next((one for one in languages if one.code == asked), SWEDISH)


def _sent(request: HttpRequest) -> Submission:
    chosen: dict[int, int] = {}
    written: dict[int, str] = {}
    for name, value in request.POST.items():
        number = parse_pk(name.removeprefix("fraga-")) if name.startswith("fraga-") else None
        if number is None:
            continue
        # The sign that no database keeps in a text.
        text = str(value).replace("\x00", "")
        written[number] = text
        option = parse_pk(text)
        if option is not None:
            chosen[number] = option
    try:
        receipt = uuid.UUID(request.POST.get("kvitto", ""))
    except ValueError:
        # A page that was changed on its way: the answers are worth keeping all the same.
        receipt = uuid.uuid4()
    code = request.POST.get("kod", "").replace("\x00", "")
    return Submission(receipt, chosen, written, code)


def _page(
    request: HttpRequest,
    survey_unit: SurveyUnit,
    language: Language,
    languages: tuple[Language, ...],
    *,
    receipt: uuid.UUID,
    refused: Refused | None = None,
) -> HttpResponse:
    survey = survey_unit.survey
    words = language.words
    faults = {pk: words[reason] for pk, reason in refused.questions.items()} if refused else {}
    filled = {name: str(value) for name, value in request.POST.items()}
    return render(
        request,
        "surveys/answer_survey.html",
        {
            "asked": write_out(survey, language, languages=languages, filled=filled, errors=faults),
            "words": words,
            "language": language,
            "unit": survey_unit.unit,
            "with_code": survey.access == Survey.Access.CODES,
            "code": request.POST.get("kod") or request.GET.get("kod", ""),
            "receipt": receipt,
            "refused": words[refused.reason] if refused else "",
            "code_refused": refused is not None and refused.reason.startswith("code"),
        },
        status=_status(refused),
    )


def _status(refused: Refused | None) -> int:
    if refused is None:
        return 200
    return 429 if refused.reason == "too_many" else 422


def _not_now(request: HttpRequest, survey: Survey, language: Language) -> HttpResponse:
    words = language.words
    if timezone.localdate() < survey.opens and survey.closed_on is None:
        more = words["not_open_more"].format(day=survey.opens.isoformat())
        return _said(request, language, words["not_open"], more)
    return _said(request, language, words["closed"], words["closed_more"], status=410)


def _said(
    request: HttpRequest, language: Language, heading: str, more: str, *, status: int = 200
) -> HttpResponse:
    context = {"language": language, "heading": heading, "more": more}
    return render(request, "surveys/answer_said.html", context, status=status)
