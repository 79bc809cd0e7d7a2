"""What a goal or an activity rests on: writings, and practices that it tries."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rodtrad.accounts.models import User
from rodtrad.evidence.models import Practice, ReferenceUse, Trial
from rodtrad.goals.models import Activity, Goal
from rodtrad.organisation.access import Permission, may
from rodtrad.organisation.scope import signed_in


@require_safe
def grounds_detail(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What a goal or an activity rests on; its own page loads this as a part."""
    user = signed_in(request)
    if kind == "mal":
        goal = get_object_or_404(Goal.objects.readable_by(user).select_related("unit"), pk=pk)
        shown = _of_goal(user, goal)
    elif kind == "aktivitet":
        rows = Activity.objects.filter(goal__in=Goal.objects.readable_by(user))
        shown = _of_activity(user, get_object_or_404(rows.select_related("goal__unit"), pk=pk))
    else:
        raise Http404
    template = "evidence/grounds_detail.html"
    if request.headers.get("HX-Request") == "true":
        template = "evidence/_grounds.html"
    return render(request, template, {"kind": kind, "pk": pk, **shown})


def _of_goal(user: User, goal: Goal) -> dict[str, Any]:
    may_plan = may(user, Permission.PLAN, goal.unit)
    return {
        "title": goal.title,
        "unit": goal.unit,
        "back": reverse("goal_detail", args=[goal.pk]),
        "uses": _uses(Q(goal=goal)),
        "trials": _trials(user, Q(activity__goal=goal)),
        "may_attach": may_plan,
        "may_describe": False,
        "is_goal": True,
    }


def _of_activity(user: User, activity: Activity) -> dict[str, Any]:
    unit = activity.goal.unit
    trials = _trials(user, Q(activity=activity))
    may_take_part = may(user, Permission.TAKE_PART, unit)
    return {
        "title": activity.title,
        "unit": unit,
        "back": reverse("activity_detail", args=[activity.pk]),
        "uses": _uses(Q(activity=activity)),
        "trials": trials,
        "may_attach": may(user, Permission.PLAN, unit),
        "may_evaluate": may_take_part,
        "may_describe": may_take_part and not trials and not activity.goal.shared,
        "is_goal": False,
    }


def _uses(condition: Q) -> list[ReferenceUse]:
    return list(ReferenceUse.objects.filter(condition).select_related("reference"))


def _trials(user: User, condition: Q) -> list[Trial]:
    """Trials of practices that the person may read."""
    readable = Practice.objects.readable_by(user).order_by().values("pk")
    rows = Trial.objects.filter(condition, practice__in=readable)
    return list(rows.select_related("practice", "activity").order_by("practice__title", "pk"))
