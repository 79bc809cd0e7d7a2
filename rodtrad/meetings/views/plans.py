"""Health plans, and the networks' own goals."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.forums.models import Forum
from rodtrad.forums.views.forum import forum_page, forum_to_run
from rodtrad.meetings.actions import change_health_plan, save_network_goal
from rodtrad.meetings.actions.plans import NetworkPlan
from rodtrad.meetings.forms import HealthPlanForm, NetworkGoalForm
from rodtrad.meetings.models import HealthPlan, NetworkGoal
from rodtrad.organisation.access import Permission, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "POST"])
def healthplan_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Say which document is the unit's health plan, and how its work is followed up."""
    user = signed_in(request)
    units = units_open_to(user, Permission.PLAN).filter(kind__in=Unit.WORKING_KINDS)
    unit = get_object_or_404(units, code=code)
    plan = HealthPlan.objects.filter(unit=unit).first() or HealthPlan(unit=unit)
    form = HealthPlanForm(
        request.POST or None,
        unit=unit,
        initial={
            "document": plan.document_id,
            "followed_up": plan.followed_up,
            "analysed": plan.analysed,
            "revision": plan.revision,
        },
    )
    back = _team_page(unit)
    if request.method == "POST" and form.is_valid():
        try:
            change_health_plan(unit=unit, **form.cleaned_data, by=user)
        except Conflict as error:
            return conflict_page(request, form, error, cancel=back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Planen är sparad.")
            return redirect(back)
    heading = "Barnhälsoplan" if unit.kind == Unit.Kind.PRESCHOOL else "Elevhälsoplan"
    return form_page(
        request,
        form,
        heading=heading,
        eyebrow=unit.name,
        submit="Spara planen",
        cancel=back,
        draft_key=f"halsoplan:{code}",
        lead="I planen står hur enheten följer upp och analyserar hälsoarbetet (riktlinjen 3.1.4).",
    )


def _team_page(unit: Unit) -> str:
    """The health team's page, when the unit has a team; else the list of forums."""
    team = Forum.objects.filter(unit=unit, kind__in=Forum.HEALTH_TEAMS).first()
    return forum_page(team) if team else reverse("forum_list")


@require_http_methods(["GET", "POST"])
def networkgoal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A network's own goal."""
    user = signed_in(request)
    forum = forum_to_run(user, pk)
    if not forum.is_network:
        raise Http404
    year = YearSpan.of(timezone.localdate()).start
    return _goal_page(request, user, forum, None, {"school_year": year, "revision": 0})


@require_http_methods(["GET", "POST"])
def networkgoal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a network's own goal, or where it was agreed."""
    user = signed_in(request)
    runs = Forum.objects.run_by(user, timezone.localdate()).order_by().values("pk")
    goal = get_object_or_404(
        NetworkGoal.objects.filter(forum__in=runs).select_related("forum__unit"), pk=pk
    )
    names = ("title", "activities", "revision")
    initial = {name: getattr(goal, name) for name in names}
    for name in ("school_year", "agreed_item", "agreed_decision"):
        initial[name] = getattr(goal, f"{name}_id")
    return _goal_page(request, user, goal.forum, goal, initial)


def _goal_page(
    request: HttpRequest, user: User, forum: Any, goal: NetworkGoal | None, initial: dict[str, Any]
) -> HttpResponse:
    form = NetworkGoalForm(
        request.POST or None, user=user, today=timezone.localdate(), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        revision = said.pop("revision")
        try:
            save_network_goal(
                forum, plan=NetworkPlan(**said), by=user, goal=goal, revision=revision
            )
        except Conflict as error:
            return conflict_page(request, form, error, cancel=forum_page(forum))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Nätverkets mål är sparat.")
            return redirect("forum_detail", pk=forum.pk)
    return form_page(
        request,
        form,
        heading="Nätverkets mål",
        eyebrow=forum.name,
        submit="Spara målet",
        cancel=forum_page(forum),
        draft_key=f"natverksmal:{goal.pk if goal else f'nytt:{forum.pk}'}",
    )
