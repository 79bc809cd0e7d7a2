"""A survey that runs: the list, one survey, its links and posters, codes, opening and closing."""

from collections import Counter
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_decimal
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    may,
    reach_filter,
    require_anywhere,
)
from rodtrad.organisation.scope import signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.languages import LANGUAGES
from rodtrad.surveys.models import Audience, Question, Survey, SurveyIndex, SurveyUnit
from rodtrad.surveys.questionnaire import languages_of
from rodtrad.surveys.views.shared import (
    editable,
    own_parts,
    reached_unit,
    readable,
    survey_feeds,
)

STATES = {"draft": "Utkast", "planned": "Öppnar snart", "open": "Öppen", "ended": "Avslutad"}
# More people than any unit has; keeps a slip of the finger out of the database.
_MORE_THAN_THERE_ARE = 1_000_000
TAGS = {"draft": "draft", "planned": "planned", "open": "progress", "ended": "closed"}


@require_safe
def survey_list(request: HttpRequest) -> HttpResponse:
    """Surveys that one makes or whose units answer, the latest first."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    today = timezone.localdate()
    text, audience = request.GET.get("q", "").strip(), request.GET.get("for", "")
    rows = (
        Survey.objects.readable_by(user)
        .select_related("unit", "school_year")
        .annotate(
            answered=Count("units__responses", distinct=True),
            answered_here=Count(
                "units__responses",
                filter=reach_filter(user, Permission.READ, unit="units__unit"),
                distinct=True,
            ),
        )
        .order_by("-opens", "title", "pk")
    )
    for word in text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(unit__name__icontains=word))
    if audience in Audience.values:
        rows = rows.filter(audience=audience)
    if wanted_format(request):
        found: list[Any] = list(rows)
        return table_response(
            request,
            "Enkäter",
            ("Enkät", "Enhet", "För", "Öppnar", "Sista dag", "Läge", "Svar hos er", "Svar totalt"),
            (
                (
                    *(one.title, one.unit.name, str(one.get_audience_display())),
                    *(one.opens, one.closes, STATES[one.state(today)]),
                    *(one.answered_here, one.answered),
                )
                for one in found
            ),
        )
    page = page_of(request, rows)
    return render(
        request,
        "surveys/survey_list.html",
        {
            "page": page,
            "rows": [(one, *_tag(one, today)) for one in page.object_list],
            "text": text,
            "audience": audience,
            "audiences": Audience.choices,
            "may_plan": has_anywhere(user, Permission.PLAN),
        },
    )


@require_safe
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One survey: where it stands, where it is answered, what it asks."""
    user = signed_in(request)
    survey = readable(request, pk)
    today = timezone.localdate()
    parts = own_parts(user, survey)
    counts = dict(survey.units.annotate(n=Count("responses")).values_list("pk", "n"))
    if wanted_format(request):
        return table_response(
            request,
            f"Svar på {survey.title} {survey.closes.year}",
            ("Enhet", "Svar", "Av", "Svarsfrekvens (%)"),
            (
                (one.unit.name, counts[one.pk], one.asked, _share(one, counts[one.pk]))
                for one in parts
            ),
        )
    questions = list(
        survey.questions.select_related("indicator").prefetch_related("options", "translations")
    )
    indexes = list(survey.indexes.select_related("indicator").prefetch_related("questions"))
    languages = languages_of(survey)
    state = survey.state(today)
    return render(
        request,
        "surveys/survey_detail.html",
        {
            "survey": survey,
            "state": state,
            "tag": TAGS[state],
            "state_label": STATES[state],
            "parts": [(one, counts[one.pk], _rate(one, counts[one.pk])) for one in parts],
            "answered": sum(counts.values()),
            "questions": questions,
            "indexes": indexes,
            "areas": _areas_without_index(questions, indexes),
            "feeds": survey_feeds(questions, indexes),
            "languages": [
                (one, sum(not _has(question, one.code) for question in questions))
                for one in languages[1:]
            ],
            "other_languages": [one for one in LANGUAGES[1:] if one not in languages],
            "may_plan": may(user, Permission.PLAN, survey.unit),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then publish: the questions are fixed from then on."""
    survey = editable(request, pk)
    back = reverse("survey_detail", args=[pk])
    if request.method == "POST":
        try:
            actions.publish_survey(survey, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Enkäten är publicerad. Dela ut länkarna eller affischen.")
        return redirect(back)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Publicera enkäten?",
            "eyebrow": survey.title,
            "text": "När den är publicerad kan frågorna inte ändras, eftersom alla ska svara på "
            "samma frågor. Sista dagen att svara kan flyttas.",
            "submit": "Publicera enkäten",
            "cancel": back,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take no more answers."""
    survey = editable(request, pk)
    back = reverse("survey_detail", args=[pk])
    if request.method == "POST":
        try:
            actions.close_survey(survey, on=timezone.localdate(), by=signed_in(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        messages.success(
            request, "Enkäten är stängd, och att gruppen var med står i loggen över delaktighet."
        )
        return redirect("survey_results", pk)
    return render(
        request,
        "core/confirm.html",
        {
            "heading": "Stäng enkäten?",
            "eyebrow": survey.title,
            "text": "Inga fler svar tas emot och den kan inte öppnas igen. Resultatet visas.",
            "submit": "Stäng enkäten",
            "cancel": back,
            "danger": True,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def survey_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit's link and QR code, how many were asked, and its one-time codes."""
    user = signed_in(request)
    part = reached_unit(request, pk)
    if request.method == "POST":
        _receive(request, part)
        return redirect("survey_unit", pk)
    address = _address(request, part)
    codes = part.codes.aggregate(made=Count("pk"), used=Count("pk", filter=Q(is_used=True)))
    return render(
        request,
        "surveys/survey_unit.html",
        {
            "part": part,
            "survey": part.survey,
            "address": address,
            "qr": _qr(address),
            "codes": codes,
            "answered": part.responses.count(),
            "with_codes": part.survey.access == Survey.Access.CODES,
            "may_plan": may(user, Permission.PLAN, part.unit),
        },
    )


@require_safe
def survey_poster(request: HttpRequest, pk: int) -> HttpResponse:
    """A page to print and put up: the QR code and the address, in every language."""
    part = reached_unit(request, pk)
    address = _address(request, part)
    translations = {one.language: one for one in part.survey.translations.all()}
    return render(
        request,
        "surveys/survey_poster.html",
        {
            "part": part,
            "survey": part.survey,
            "address": address,
            "qr": _qr(address),
            "titles": [
                (one, translations[one.code].title)
                for one in languages_of(part.survey)[1:]
                if translations[one.code].title
            ],
        },
    )


@require_safe
def code_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's unused one-time codes, to be cut apart and handed out."""
    part = reached_unit(request, pk)
    address = _address(request, part)
    unused = list(part.codes.filter(is_used=False))
    if wanted_format(request):
        rows = ((one.code, f"{address}?kod={one.code}") for one in unused)
        return table_response(request, f"Koder {part.unit.name}", ("Kod", "Adress"), rows)
    return render(
        request,
        "surveys/code_list.html",
        {"part": part, "survey": part.survey, "address": address, "codes": unused},
    )


def _receive(request: HttpRequest, part: SurveyUnit) -> None:
    """What the unit's page sends: how many were asked, or how many codes to make."""
    user = signed_in(request)
    number = request.POST.get("antal", "").strip()
    value = _whole(number)
    if number and value is None:
        messages.error(request, "Skriv antalet som ett heltal med siffror, till exempel 120.")
        return
    try:
        if "koder" in request.POST:
            actions.make_codes(part, count=value or 0, by=user)
            messages.success(request, "Koderna är gjorda. Skriv ut dem och dela ut dem blandat.")
        else:
            actions.say_how_many(part, asked=value, by=user)
            messages.success(request, "Antalet är sparat.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))


def _whole(written: str) -> int | None:
    """How many, as people write it ("1 200"); None for what is no such number."""
    try:
        number = parse_decimal(written)
    except ValueError:
        return None
    return int(number) if number == int(number) and 0 <= number < _MORE_THAN_THERE_ARE else None


def _tag(survey: Survey, today: Any) -> tuple[str, str]:
    state = survey.state(today)
    return TAGS[state], STATES[state]


def _share(part: SurveyUnit, answered: int) -> int | None:
    """How many percent answered; None when it is not known of how many, or more than that did."""
    if not part.asked or answered > part.asked:
        return None
    return round(100 * answered / part.asked)


def _rate(part: SurveyUnit, answered: int) -> str:
    """As "64 %"; empty when it is not known."""
    share = _share(part, answered)
    return "" if share is None else f"{share}\u00a0%"


def _areas_without_index(questions: list[Question], indexes: list[SurveyIndex]) -> list[str]:
    """Areas of at least two questions that no index has the name of, in their order."""
    scales = Counter(one.area for one in questions if one.kind == Question.Kind.SCALE and one.area)
    named = {one.name for one in indexes}
    return [area for area, n in scales.items() if n > 1 and area not in named]


def _has(question: Any, language: str) -> bool:
    return any(one.language == language for one in question.translations.all())


def _address(request: HttpRequest, part: SurveyUnit) -> str:
    """Where the survey is answered: at the address that the site is known by, else this one's."""
    path = reverse("answer_survey", args=[part.code])
    if settings.SITE_ORIGIN_IS_SET:
        return f"{settings.SITE_ORIGIN.rstrip('/')}{path}"
    return request.build_absolute_uri(path)


def _qr(address: str) -> SafeString:
    """The address as a QR code: SVG without scripts or styles, made of our own address only."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(
        scale=6, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308  # drawn by the library from our own address
