"""Pages of one goal."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import actions
from rodtrad.goals.facts import TargetFacts, target_facts
from rodtrad.goals.forms import GoalCloseForm, GoalForm, suggested_span
from rodtrad.goals.models import DevelopmentArea, Goal
from rodtrad.goals.queries import activities_of, cited_requirements
from rodtrad.goals.reach import forms_led, units_setting_shared
from rodtrad.goals.together import with_together
from rodtrad.goals.views.shared import (
    follows_analysis,
    goal_to_plan,
    goal_to_read,
    show_conflict,
    thread_nodes,
    works_at_a_unit,
)
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    own_units,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.models import Requirement


@require_safe
def goal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A goal with its thread, targets, activities and the state of its analysis."""
    user = signed_in(request)
    goal = goal_to_read(user, pk)
    cited = cited_requirements([goal.pk, goal.supports_id])
    related = list(
        Goal.objects.readable_by(user)
        .filter(**{"supports": goal} if goal.shared else {"previous": goal})
        .select_related("unit")
        .order_by("unit__path", "title")[:51]
    )
    year = min(SchoolYear.of(timezone.localdate()), SchoolYear.of(goal.ends))
    facts = _facts(user, goal)
    follows = follows_analysis(goal)
    reviews = list(goal.reviews.filter(unit=goal.unit_id).select_related("school_year"))
    reviews = reviews if follows else []
    return render(
        request,
        "goals/goal_detail.html",
        {
            "goal": goal,
            "nodes": thread_nodes(goal, cited),
            "requirements": cited.get(goal.pk, []),
            "school_forms": list(goal.school_forms.all()) if goal.shared else [],
            "facts": facts,
            "follows_all": goal.shared and has_anywhere(user, Permission.READ),
            "activities": activities_of(goal.pk),
            "reviews": reviews,
            "follows_analysis": follows,
            # Of a shared goal, each unit writes an analysis of its own.
            "has_own_analysis": not follows and works_at_a_unit(user),
            "year": year,
            "year_slug": year.slug,
            "review": next((r for r in reviews if r.school_year_id == year.start), None),
            "related": related,
            "last_event": Event.objects.filter(
                target_type=goal._meta.label_lower, target_id=str(goal.pk)
            )
            .select_related("by")
            .first(),
            "today": timezone.localdate(),
        },
    )


def _facts(user: User, goal: Goal) -> list[TargetFacts]:
    """What was measured; of a shared goal its units together, for who reads work going on."""
    facts = target_facts(goal.pk, goal.unit)
    if not has_anywhere(user, Permission.READ):
        return facts
    return with_together(facts, goal, until=SchoolYear.of(timezone.localdate()))


def citable_requirements(user: User, unit: Unit, goal: Goal | None = None) -> list[Requirement]:
    """Points that a goal at the unit may cite, and those that the goal cites already."""
    found = list(
        Requirement.objects.open_to(user, Permission.READ_ADOPTED)
        .citable()
        .about(unit)
        .select_related("document")
    )
    if goal is not None:
        known = {requirement.pk for requirement in found}
        cited = cited_requirements([goal.pk]).get(goal.pk, [])
        found += [requirement for requirement in cited if requirement.pk not in known]
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def goal_create(request: HttpRequest) -> HttpResponse:
    """A new goal: empty, from a development area (?ur=) or under a shared goal (?stodjer=)."""
    user = signed_in(request)
    today = timezone.localdate()
    area = _area(request, user)
    unit = _unit_for_new(request, user, area)
    if unit is None:
        return _choose_unit(request, user)
    initial: dict[str, Any] = {"revision": 0, "owner": user.pk}
    initial["starts"], initial["ends"] = suggested_span(
        today, area.suggested_for.span if area and area.suggested_for else None
    )
    supports = request.GET.get("stodjer", "")
    requirements = citable_requirements(user, unit)
    if area is not None:
        initial |= {
            "title": area.title,
            "origin": Goal.Origin.DEVELOPMENT,
            "origin_note": area.description,
        }
        if area.review is not None:
            initial["supports"] = area.review.goal.supports_id
            cited = cited_requirements([area.review.goal_id]).get(area.review.goal_id, [])
            initial["requirements"] = [requirement.pk for requirement in cited]
    elif (supported := parse_pk(supports)) is not None and unit.is_working_unit:
        # Only what the person may read: what another unit's goal cites is not to be seen here.
        shared = get_object_or_404(Goal.objects.readable_by(user).filter(shared=True), pk=supported)
        initial["supports"] = shared.pk
        cited = cited_requirements([shared.pk])[shared.pk]
        initial["requirements"] = [requirement.pk for requirement in cited]
    form = GoalForm(
        request.POST or None,
        initial=initial,
        unit=unit,
        requirements=requirements,
        today=today,
        led_forms=None if unit.is_working_unit else forms_led(user, unit),
    )
    draft_key = f"goal:new:{unit.pk}:{area.pk if area else supports}"
    if request.method == "POST" and form.is_valid():
        try:
            goal = actions.create_goal(
                unit=unit,
                came_from=area,
                previous=area.review.goal if area and area.review else None,
                by=user,
                **form.values,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(
                request, "Målet är sparat. Lägg nu till en indikator med nuläge och önskat läge."
            )
            return redirect("goal_detail", goal.pk)
    return form_page(
        request,
        form,
        heading="Nytt mål" if unit.is_working_unit else "Nytt förvaltningsgemensamt mål",
        eyebrow=unit.name,
        submit="Spara målet",
        cancel=reverse("goal_list"),
        draft_key=draft_key,
        template="goals/goal_form.html",
        area=area,
        congestion=_congestion(unit, today),
        limit=settings.GOAL_CONGESTION,
    )


def _area(request: HttpRequest, user: User) -> DevelopmentArea | None:
    text = request.GET.get("ur", "")
    if not text:
        return None
    areas = DevelopmentArea.objects.open_to(user, Permission.PLAN)
    return get_object_or_404(
        areas.select_related("unit", "review__goal", "suggested_for"), pk=parse_pk(text)
    )


def plannable_units(user: User, *, shared: bool) -> QuerySet[Unit]:
    """Units that the person may make goals for."""
    if shared:
        administrations: QuerySet[Unit] = Unit.objects.filter(units_setting_shared(user))
        return administrations
    return units_open_to(user, Permission.PLAN).filter(kind__in=Unit.WORKING_KINDS)


def _unit_for_new(request: HttpRequest, user: User, area: DevelopmentArea | None) -> Unit | None:
    """The unit that a new goal is for; None when it has to be chosen.

    Raises:
        Http404: when the person may make no goal there.
    """
    if area is not None:
        return area.unit
    shared = request.GET.get("gemensamt") == "1"
    units = plannable_units(user, shared=shared)
    if code := request.GET.get("enhet", ""):
        return get_object_or_404(units, code=code)
    own = list(
        units.filter(
            pk__in=own_units(user, Permission.LEAD if shared else Permission.PLAN).values("pk")
        )[:2]
    )
    if len(own) == 1:
        return own[0]
    first = list(units[:2])
    if not first:
        raise Http404
    return first[0] if len(first) == 1 else None


def _choose_unit(request: HttpRequest, user: User) -> HttpResponse:
    """First which unit the goal is for."""
    shared = request.GET.get("gemensamt") == "1"
    units = plannable_units(user, shared=shared)
    if text := request.GET.get("q", "").strip():
        units = units.filter(name__icontains=text)
    return render(
        request,
        "goals/goal_choose_unit.html",
        {"page": page_of(request, units), "text": text, "shared": shared},
    )


def _congestion(unit: Unit, today: Any) -> int:
    """How many goals the unit works on already."""
    count: int = Goal.objects.filter(unit=unit, ends__gte=today).active().count()
    return count


@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a goal says."""
    user = signed_in(request)
    goal = goal_to_plan(user, pk)
    form = GoalForm(
        request.POST or None,
        initial=_goal_initial(goal),
        unit=goal.unit,
        requirements=citable_requirements(user, goal.unit, goal),
        today=timezone.localdate(),
        led_forms=forms_led(user, goal.unit) if goal.shared else None,
    )
    draft_key, back = f"goal:{goal.pk}", reverse("goal_detail", args=[goal.pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_goal(
                goal, revision=form.cleaned_data["revision"], by=user, **form.values
            )
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _goal_initial(conflict.theirs),
                heading="Målet har ändrats av någon annan",
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Målet är ändrat.")
            return redirect("goal_detail", goal.pk)
    return form_page(
        request,
        form,
        heading="Ändra målet",
        eyebrow=goal.unit.name,
        submit="Spara ändringarna",
        cancel=back,
        draft_key=draft_key,
        template="goals/goal_form.html",
    )


def _goal_initial(goal: Goal) -> dict[str, Any]:
    names = (
        *("title", "desired_effect", "description", "origin", "origin_note"),
        *("starts", "ends", "revision"),
    )
    return {
        **{name: getattr(goal, name) for name in names},
        "requirements": list(goal.requirements.values_list("pk", flat=True)),
        "supports": goal.supports_id,
        "owner": goal.owner_id,
        "school_forms": list(goal.school_forms.values_list("pk", flat=True)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def goal_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End the work on a goal, or take it up again."""
    user = signed_in(request)
    goal = goal_to_plan(user, pk)
    back = reverse("goal_detail", args=[goal.pk])
    if goal.state == Goal.State.CLOSED:
        if request.method == "POST":
            actions.reopen_goal(goal, by=user)
            messages.success(request, "Målet är öppnat igen.")
            return redirect(back)
        return render(
            request,
            "core/confirm.html",
            {
                "heading": "Öppna målet igen?",
                "text": "Målet räknas då som pågående. Det som skrevs vid avslutet står kvar.",
                "facts": [("Mål", goal.title), ("Enhet", goal.unit.name)],
                "submit": "Öppna målet igen",
                "cancel": back,
            },
        )
    form = GoalCloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_goal(goal, note=form.cleaned_data["note"], by=user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, f"goal-close:{goal.pk}")
            messages.success(request, "Målet är avslutat. Allt som gjordes går att läsa.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Avsluta målet",
        eyebrow=goal.unit.name,
        lead=goal.title,
        submit="Avsluta målet",
        cancel=back,
        draft_key=f"goal-close:{goal.pk}",
    )
