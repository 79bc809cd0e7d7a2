"""Earlier wordings of goals, activities and analyses: who changed what, and restoring."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rodtrad.audit import history
from rodtrad.core.numbers import parse_pk
from rodtrad.goals import restoring
from rodtrad.goals.models import Activity, Goal, GoalReview
from rodtrad.goals.views.activity import activity_to_read
from rodtrad.goals.views.deficiency import readable_deficiencies
from rodtrad.goals.views.remedy import readable_remedies
from rodtrad.goals.views.review import review_place
from rodtrad.goals.views.shared import goal_to_read
from rodtrad.organisation.scope import signed_in


def _history_page(
    request: HttpRequest, row: Any, *, heading: str, links: str, back: str, may_restore: bool
) -> HttpResponse:
    """All versions, each with what it changed and a way to bring its wording back.

    Args:
        links: what a version did that changed no text.
    """
    if request.method == "POST":
        number = parse_pk(request.GET.get("version", ""))
        if not may_restore or number is None:
            raise Http404
        try:
            restoring.restore_wording(row, number, by=signed_in(request))
        except LookupError as error:
            raise Http404 from error
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect(request.path)
        messages.success(request, "Den tidigare lydelsen gäller igen, som en ny version.")
        return redirect(back)
    return render(
        request,
        "core/history.html",
        {
            "heading": heading,
            "eyebrow": str(row),
            "back": back,
            "versions": [
                {
                    "who": version.by,
                    "when": version.at,
                    "what": _what(version, links),
                    "restore_url": f"{request.path}?{restore_query(request, version.number)}"
                    if may_restore and not version.is_current
                    else None,
                    "changes": [
                        {"label": c.label, "old": c.before, "new": c.after, "rich": False}
                        for c in version.changes
                    ],
                    "current": version.is_current,
                }
                for version in history.versions(row)
            ],
        },
    )


def _what(version: history.Version, links: str) -> str:
    """What a version did; one without a changed text changed what the row is tied to."""
    if version.is_first:
        return "Skapade"
    return "Ändrade" if version.changes else links


def restore_query(request: HttpRequest, number: int) -> str:
    """The address' own query with the version to restore."""
    query = request.GET.copy()
    query["version"] = str(number)
    return query.urlencode()


@require_http_methods(["GET", "HEAD", "POST"])
def goal_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a goal."""
    goal: Goal = goal_to_read(signed_in(request), pk)
    return _history_page(
        request,
        goal,
        heading="Målets historik",
        links="Ändrade vad målet är hämtat från",
        back=reverse("goal_detail", args=[goal.pk]),
        may_restore=goal.may_plan,  # type: ignore[attr-defined]  # annotated when fetched
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of an activity."""
    activity: Activity = activity_to_read(signed_in(request), pk)
    return _history_page(
        request,
        activity,
        heading="Aktivitetens historik",
        links="Ändrade vilka indikatorer den ska påverka",
        back=reverse("activity_detail", args=[activity.pk]),
        may_restore=activity.may_plan,  # type: ignore[attr-defined]  # annotated when fetched
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review_history(request: HttpRequest, pk: int, year: str) -> HttpResponse:
    """Earlier wordings of an analysis."""
    place = review_place(request, pk, year)
    review = get_object_or_404(
        GoalReview.objects.select_related("goal", "unit", "school_year"),
        goal=place.goal,
        unit=place.unit,
        school_year=place.school_year,
    )
    return _history_page(
        request,
        review,
        heading="Analysens historik",
        links="Sparade utan ändring",
        back=place.url,
        may_restore=place.may_write,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def remedy_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a remedy."""
    remedy: Any = get_object_or_404(readable_remedies(signed_in(request)), pk=pk)
    return _history_page(
        request,
        remedy,
        heading="Åtgärdens historik",
        links="Sparade utan ändring",
        back=reverse("remedy_detail", args=[remedy.pk]),
        may_restore=remedy.may_plan,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deficiency_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a deficiency."""
    deficiency: Any = get_object_or_404(readable_deficiencies(signed_in(request)), pk=pk)
    return _history_page(
        request,
        deficiency,
        heading="Bristens historik",
        links="Sparade utan ändring",
        back=reverse("deficiency_detail", args=[deficiency.pk]),
        may_restore=deficiency.may_plan,
    )
