"""Rating alone: one criterion on a screen or all in a list, kept as one goes.

Nobody's name stands with an answer. The key to the sheet is made from a cookie that only this
browser has, so the answers can be changed here until they are handed in, and nowhere else.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.matrix.actions import raters as actions
from rodtrad.matrix.anonymity import new_token, sheet_key
from rodtrad.matrix.forms import SheetRatingForm
from rodtrad.matrix.models import Participation, SelfAssessment, SheetRating
from rodtrad.matrix.people import is_rater
from rodtrad.matrix.queries.matrix import Row, whole
from rodtrad.matrix.views.shared import LOADED
from rodtrad.organisation.access import Permission
from rodtrad.organisation.scope import signed_in

_COOKIE = "skattning"
# As long as the longest campaign that makes sense; the sheets are gone when the step is over.
_MAX_AGE = 200 * 24 * 3600


def _to_rate(user: User, pk: int) -> SelfAssessment:
    assessment: SelfAssessment = get_object_or_404(
        SelfAssessment.objects.worked_on_by(user, Permission.TAKE_PART).select_related(*LOADED),
        pk=pk,
    )
    if not is_rater(user, assessment):
        raise Http404
    return assessment


def _token(request: HttpRequest) -> str:
    """The browser's token; a new one when it has none."""
    return request.COOKIES.get(_COOKIE) or new_token()


def _key(token: str, assessment: SelfAssessment, user: User) -> str:
    return sheet_key(settings.SECRET_KEY, token, assessment=assessment.pk, user=user.pk)


def _with_token(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        _COOKIE,
        token,
        max_age=_MAX_AGE,
        # Sent where one rates, and nowhere else.
        path="/sjalvskattning/",
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _over(request: HttpRequest, assessment: SelfAssessment, user: User) -> HttpResponse | None:
    """Where one is sent who cannot rate any more; None for who can."""
    if assessment.step != SelfAssessment.Step.INDIVIDUAL:
        messages.info(request, "De enskilda skattningarna är redan hopräknade.")
    elif Participation.objects.filter(assessment=assessment, user=user).exists():
        messages.info(request, "Du har lämnat in din skattning. Tack!")
    else:
        return None
    return redirect("assessment_detail", assessment.pk)


@never_cache
@require_safe
def assessment_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """All criteria in a list, each kept when it is chosen."""
    user = signed_in(request)
    assessment = _to_rate(user, pk)
    if (elsewhere := _over(request, assessment, user)) is not None:
        return elsewhere
    token = _token(request)
    found = whole(assessment.version)
    mine = _mine(_key(token, assessment, user))
    rated = sum(1 for rating in mine.values() if rating.step_id)
    rows = found.rows
    first = next(
        (
            number
            for number, row in enumerate(rows, 1)
            if row.criterion.pk not in mine or mine[row.criterion.pk].step_id is None
        ),
        1,
    )
    numbers = {row.criterion.pk: number for number, row in enumerate(rows, 1)}
    response = render(
        request,
        "matrix/assessment_rate.html",
        {
            "assessment": assessment,
            "blocks": [
                {
                    "title": block.area.title,
                    "rows": [
                        _shown(row, numbers[row.criterion.pk], mine.get(row.criterion.pk))
                        for row in block.rows
                    ],
                }
                for block in found.blocks
            ],
            "total": len(rows),
            "rated": rated,
            "first": first,
        },
    )
    return _with_token(response, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_rate(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One criterion on a screen. What is chosen is kept at once; the button leads on."""
    user = signed_in(request)
    assessment = _to_rate(user, pk)
    if (elsewhere := _over(request, assessment, user)) is not None:
        return elsewhere
    token = _token(request)
    key = _key(token, assessment, user)
    rows = whole(assessment.version).rows
    if not 1 <= number <= len(rows):
        raise Http404
    row, total = rows[number - 1], len(rows)
    error = ""
    if request.method == "POST":
        error = _keep(request, assessment, row, key)
        if request.headers.get("HX-Request") == "true":
            kept = {"rated": _rated(_mine(key)), "total": total, "error": error}
            return _with_token(render(request, "matrix/_kept.html", kept), token)
        if not error:
            return _with_token(_onward(request, assessment, number, total), token)
    mine = _mine(key)
    response = render(
        request,
        "matrix/sheet_rate.html",
        {
            "assessment": assessment,
            "shown": _shown(row, number, mine.get(row.criterion.pk)),
            "area": row.criterion.area.title,
            "number": number,
            "total": total,
            "previous": number - 1,
            "rated": _rated(mine),
            "error": error,
        },
        status=422 if error else 200,
    )
    return _with_token(response, token)


def _onward(
    request: HttpRequest, assessment: SelfAssessment, number: int, total: int
) -> HttpResponse:
    if "lista" in request.POST:
        return redirect(f"{reverse('assessment_rate', args=[assessment.pk])}#k{number}")
    if number < total:
        return redirect("sheet_rate", assessment.pk, number + 1)
    return redirect("sheet_hand_in", assessment.pk)


def _keep(request: HttpRequest, assessment: SelfAssessment, row: Row, key: str) -> str:
    """Store the answer; returns what was wrong, else nothing."""
    form = SheetRatingForm(request.POST, version=assessment.version)
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    try:
        actions.rate_alone(
            assessment,
            key=key,
            criterion=row.criterion,
            step=form.cleaned_data["step"],
            comment=form.cleaned_data["comment"],
        )
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _mine(key: str) -> dict[int, SheetRating]:
    """This browser's answers by criterion."""
    return {row.criterion_id: row for row in SheetRating.objects.filter(sheet__key=key)}


def _rated(mine: dict[int, SheetRating]) -> int:
    return sum(1 for rating in mine.values() if rating.step_id)


def _shown(row: Row, number: int, rating: SheetRating | None) -> dict[str, Any]:
    return {
        "row": row,
        "number": number,
        "chosen": rating.step_id if rating else None,
        "comment": rating.comment if rating else "",
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_hand_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in: from then on nobody, not even the rater, can find the sheet."""
    user = signed_in(request)
    assessment = _to_rate(user, pk)
    if (elsewhere := _over(request, assessment, user)) is not None:
        return elsewhere
    token = _token(request)
    key = _key(token, assessment, user)
    if request.method == "POST":
        try:
            actions.hand_in_sheet(assessment, key=key, user=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("assessment_rate", pk)
        messages.success(request, "Tack! Din skattning är inlämnad.")
        return redirect("assessment_detail", pk)
    found = whole(assessment.version)
    mine = _mine(key)
    left = [
        (number, row.criterion.title)
        for number, row in enumerate(found.rows, 1)
        if row.criterion.pk not in mine or mine[row.criterion.pk].step_id is None
    ]
    return render(
        request,
        "matrix/sheet_hand_in.html",
        {
            "assessment": assessment,
            "left": left,
            "rated": _rated(mine),
            "total": len(found.rows),
        },
    )
