"""Pages of a goal's indicators: choosing one, from where to where, and a new value."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import format_number, parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import actions
from rodtrad.goals.facts import TargetFacts, facts_of, target_facts
from rodtrad.goals.measure_form import MeasureForm
from rodtrad.goals.models import Goal, Target
from rodtrad.goals.queries import cited_requirements
from rodtrad.goals.views.shared import (
    came_from,
    goal_to_plan,
    show_conflict,
    target_to_plan,
    thread_nodes,
)
from rodtrad.goals.work_forms import TargetForm, open_days, suggested_checkpoints
from rodtrad.indicators.models import Indicator
from rodtrad.organisation.access import Permission, units_open_to
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def target_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a goal with an indicator: first which one, then from where to where."""
    user = signed_in(request)
    goal = goal_to_plan(user, pk)
    chosen = parse_pk(request.GET.get("indikator", ""))
    indicators = Indicator.objects.readable_by(user).in_use().exclude(targets__goal=goal)
    nodes = thread_nodes(goal, cited_requirements([goal.pk, goal.supports_id]), current=False)
    if chosen is None:
        return _choose_indicator(request, goal, indicators, nodes)
    indicator = get_object_or_404(indicators, pk=chosen)
    facts = facts_of(Target(goal=goal, indicator=indicator), goal.unit)
    latest, today = facts.latest_known, timezone.localdate()
    form = TargetForm(
        request.POST or None,
        indicator=indicator,
        days=suggested_checkpoints(goal.starts, goal.ends, today=today),
        initial={
            "revision": 0,
            "baseline_value": _written(latest.value, indicator) if latest else None,
            "baseline_on": latest.on if latest else today,
            "desired_by": goal.ends,
        },
    )
    draft_key = f"target:new:{goal.pk}:{indicator.pk}"
    back = reverse("goal_detail", args=[goal.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_target(
                goal,
                indicator=indicator,
                movement=form.movement,
                checkpoints=form.checkpoints,
                by=user,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Indikatorn är kopplad till målet.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=indicator.name,
        eyebrow="Ny indikator för målet",
        submit="Koppla indikatorn till målet",
        cancel=back,
        draft_key=draft_key,
        template="goals/target_form.html",
        nodes=nodes,
        facts=facts,
        indicator=indicator,
    )


def _choose_indicator(
    request: HttpRequest, goal: Goal, indicators: Any, nodes: list[dict[str, Any]]
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    if text:
        indicators = indicators.filter(
            Q(name__icontains=text) | Q(what__icontains=text) | Q(source__icontains=text)
        )
    return render(
        request,
        "goals/target_choose_indicator.html",
        {"goal": goal, "page": page_of(request, indicators), "text": text, "nodes": nodes},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def target_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change baseline, desired state or the days to check on."""
    user = signed_in(request)
    target = target_to_plan(user, pk)
    goal = target.goal
    back = reverse("goal_detail", args=[goal.pk])
    if request.method == "POST" and "ta-bort" in request.POST:
        try:
            actions.remove_target(target, by=user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, "Indikatorn följer inte längre målet. Värdena finns kvar.")
        return redirect(back)
    form = TargetForm(
        request.POST or None,
        indicator=target.indicator,
        days=open_days(target.checkpoints.all()),
        initial=_target_initial(target),
    )
    draft_key = f"target:{target.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_target(
                target,
                movement=form.movement,
                checkpoints=form.checkpoints,
                revision=form.cleaned_data["revision"],
                by=user,
            )
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _target_initial(conflict.theirs),
                heading="Nuläge och önskat läge har ändrats av någon annan",
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Indikatorn är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading=target.indicator.name,
        eyebrow="Ändra nuläge och önskat läge",
        submit="Spara ändringarna",
        cancel=back,
        draft_key=draft_key,
        template="goals/target_form.html",
        nodes=thread_nodes(goal, cited_requirements([goal.pk, goal.supports_id]), current=False),
        facts=facts_of(target, goal.unit),
        indicator=target.indicator,
        target=target,
    )


def _written(value: Decimal | None, indicator: Indicator) -> str:
    """A value as one would write it, with no more decimals than the indicator shows."""
    return "" if value is None else format_number(value, indicator.decimals)


def _target_initial(target: Target) -> dict[str, Any]:
    names = (
        *("baseline_value", "baseline_text", "baseline_on"),
        *("desired_value", "desired_text", "desired_by", "revision"),
    )
    return {name: getattr(target, name) for name in names}


@require_http_methods(["GET", "HEAD", "POST"])
def target_measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Record one value for a goal's indicator."""
    user = signed_in(request)
    target, unit = _to_measure(request, user, pk)
    facts, today = facts_of(target, unit), timezone.localdate()
    form = MeasureForm(
        request.POST or None,
        indicator=target.indicator,
        last_period=facts.latest.measurement.period if facts.latest else "",
        today=today,
    )
    draft_key = f"measure:{target.pk}:{unit.pk}"
    back = came_from(request, reverse("goal_detail", args=[target.goal_id]))
    if request.method == "POST" and form.is_valid():
        try:
            measurement = actions.measure_target(target, unit=unit, by=user, **form.values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            measurement.indicator = target.indicator
            messages.success(request, f"Sparat: {measurement.shown} ({measurement.period_label}).")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Skriv in mätvärdet",
        eyebrow=f"{unit.name} · {target.goal.title}",
        lead=target.indicator.name,
        submit="Spara mätvärdet",
        cancel=back,
        draft_key=draft_key,
        template="goals/target_measure.html",
        facts=facts,
        target=target,
        unit=unit,
    )


def _to_measure(request: HttpRequest, user: User, pk: int) -> tuple[Target, Unit]:
    """The target, and the unit that the value is about.

    That is the goal's own unit; for a shared goal a unit below may be named (?enhet=).

    Raises:
        Http404: when the person may not record values there.
    """
    targets = Target.objects.select_related("goal__unit", "indicator")
    if code := request.GET.get("enhet", ""):
        target = get_object_or_404(targets.filter(goal__in=Goal.objects.readable_by(user)), pk=pk)
        units = units_open_to(user, Permission.TAKE_PART)
        if not target.goal.shared:
            units = units.filter(pk=target.goal.unit_id)
        return target, get_object_or_404(
            units.filter(path__startswith=target.goal.unit.path), code=code
        )
    target = get_object_or_404(
        targets.filter(pk__in=Target.objects.open_to(user, Permission.TAKE_PART)), pk=pk
    )
    return target, target.goal.unit


def compass(goal: Goal, target_ids: set[int]) -> list[TargetFacts]:
    """The facts of the targets that an activity is to move."""
    return [facts for facts in target_facts(goal.pk, goal.unit) if facts.target.pk in target_ids]
