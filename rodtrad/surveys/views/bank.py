"""The page where questions that are in use elsewhere are chosen for a survey."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rodtrad.core.numbers import parse_pk
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.surveys import actions
from rodtrad.surveys.models import Audience, BankQuestion, Survey
from rodtrad.surveys.views.shared import editable


@require_http_methods(["GET", "HEAD", "POST"])
def survey_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose questions that are in use elsewhere."""
    user = signed_in(request)
    survey = editable(request, pk)
    if request.method == "POST":
        numbers = [parse_pk(one) for one in request.POST.getlist("fraga")]
        wanted = [one for one in numbers if one is not None]
        chosen = BankQuestion.objects.filter(pk__in=wanted).select_related("scale")
        try:
            added = actions.add_from_bank(survey, questions=chosen, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            words = "1 fråga är tillagd." if added == 1 else f"{added} frågor är tillagda."
            messages.success(request, words if added else "Ingen ny fråga valdes.")
        return redirect("survey_detail", pk)
    text = request.GET.get("q", "").strip()
    audience = request.GET.get("for", survey.audience)
    rows = BankQuestion.objects.filter(retired_on__isnull=True).select_related("scale")
    if audience in Audience.values:
        rows = rows.filter(audience=audience)
    for word in text.split():
        rows = rows.filter(text__icontains=word)
    left_out = 0
    if not (_asks_a_preschool(survey) or request.GET.get("forskola")):
        about_preschools = rows.filter(text__icontains="förskol")
        left_out = about_preschools.count()
        rows = rows.exclude(pk__in=about_preschools.order_by().values("pk"))
    areas: dict[str, list[BankQuestion]] = {}
    for row in rows.order_by("area", "text"):
        areas.setdefault(row.area, []).append(row)
    return render(
        request,
        "surveys/survey_bank.html",
        {
            "survey": survey,
            "areas": areas,
            "chosen": set(survey.questions.values_list("bank_question_id", flat=True)),
            "audiences": Audience.choices,
            "audience": audience,
            "text": text,
            "left_out": left_out,
        },
    )


def _asks_a_preschool(survey: Survey) -> bool:
    """Whether it does, or has no units yet."""
    kinds = set(survey.units.values_list("unit__kind", flat=True))
    return not kinds or Unit.Kind.PRESCHOOL in kinds
