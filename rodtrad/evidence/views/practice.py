"""The library of practices, one practice, and which practices fit a problem."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.audit.history import versions
from rodtrad.core.conflict import Conflict
from rodtrad.core.export import table_response, wanted_format
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.numbers import parse_pk
from rodtrad.drafts.actions import discard_draft
from rodtrad.evidence import actions, queries
from rodtrad.evidence.forms import PRACTICE_FIELDS, LimitsForm, PracticeForm
from rodtrad.evidence.models import Practice, Theme, Thresholds
from rodtrad.evidence.standing import Step
from rodtrad.goals.models import Activity, DevelopmentArea, Goal
from rodtrad.organisation.access import (
    Permission,
    has_anywhere,
    may,
    require_anywhere,
    roots,
    units_open_to,
)
from rodtrad.organisation.models import Unit
from rodtrad.organisation.scope import chosen_unit, signed_in

# How many practices the list computes the standing of.
_MOST = 400


@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """What has worked and what has not, in the own units and in the municipality's library."""
    user = signed_in(request)
    require_anywhere(user, Permission.READ)
    text, theme = request.GET.get("q", "").strip(), request.GET.get("tema", "")
    step = request.GET.get("steg", "")
    rows = Practice.objects.readable_by(user).select_related("unit").prefetch_related("themes")
    for word in text.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(problem__icontains=word) | Q(how__icontains=word)
        )
    about, least = parse_pk(theme), parse_pk(step)
    if about is not None:
        rows = rows.filter(themes=about)
    listed = queries.with_standing(rows[:_MOST])
    if least is not None:
        listed = [one for one in listed if one.standing.step >= least]
    listed.sort(key=lambda one: (-one.standing.step, one.practice.title))
    if wanted_format(request):
        return table_response(
            request,
            "Beprövad erfarenhet",
            ("Arbetssätt", "Problem", "Enhet", "Läge", "Prövningar", "Enheter"),
            (
                (
                    *(one.practice.title, one.practice.problem, one.practice.unit.name),
                    *(one.standing.label, one.trials, one.units),
                )
                for one in listed
            ),
        )
    return render(
        request,
        "evidence/practice_list.html",
        {
            "page": page_of(request, listed, size=24),
            "text": text,
            "theme": theme,
            "themes": Theme.objects.all(),
            "step": step,
            "steps": list(Step)[1:],
            "may_write": has_anywhere(user, Permission.TAKE_PART),
            "may_lead": has_anywhere(user, Permission.LEAD),
        },
    )


@require_safe
def practice_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A practice: what it is, how far it has come and why, where it was tried."""
    user = signed_in(request)
    practice = readable(user, pk)
    tried = queries.trials_of(practice)
    sharings = list(practice.sharings.select_related("forum", "by"))
    today = timezone.localdate()
    ours = queries.reviews_to_change(user, today).filter(pk=OuterRef("pk"))
    reviews = list(practice.reviews.annotate(is_ours=Exists(ours)).select_related("forum", "by"))
    found = queries.standing_of(practice, tried, sharings, reviews)
    reached = {
        unit.pk for unit in units_open_to(user, Permission.TAKE_PART).only("pk").order_by()[:500]
    }
    return render(
        request,
        "evidence/practice_detail.html",
        {
            "practice": practice,
            "standing": found,
            "steps": [
                (step, [check for check in found.checks if check.step == step])
                for step in list(Step)[1:]
            ],
            "trials": [(one, one.trial.activity.goal.unit_id in reached) for one in tried],
            "sharings": sharings,
            "reviews": reviews,
            "references": practice.references.select_related("reference"),
            "may_edit": practice.unit_id in reached,
            "may_try": has_anywhere(user, Permission.PLAN),
            "may_review": queries.forums_of(user, today).exists(),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def practice_create(request: HttpRequest) -> HttpResponse:
    """Describe a practice of one's unit; from an activity its words are filled in."""
    user = signed_in(request)
    require_anywhere(user, Permission.TAKE_PART)
    activity = _activity_to_describe(user, request.GET.get("aktivitet", ""))
    unit = activity.goal.unit if activity else chosen_unit(request, Permission.TAKE_PART)
    if unit is None:
        text = request.GET.get("q", "").strip()
        units = units_open_to(user, Permission.TAKE_PART)
        units = units.filter(name__icontains=text) if text else units
        return render(
            request,
            "goals/goal_choose_unit.html",
            {"page": page_of(request, units), "text": text, "heading": "Nytt arbetssätt"},
        )
    start: dict[str, Any] = {"school_forms": list(unit.school_forms.all())}
    draft_key, back, lead = f"practice:new:{unit.pk}", reverse("practice_list"), ""
    said = "Arbetssättet är beskrivet. Koppla nu en aktivitet till det."
    if activity is not None:
        start |= _words_of(activity)
        draft_key = f"practice:new:activity:{activity.pk}"
        back = reverse("activity_detail", args=[activity.pk])
        lead = "Orden kommer från aktiviteten, som blir den första prövningen."
        said = "Arbetssättet är beskrivet, och aktiviteten är dess första prövning."
    form = PracticeForm(request.POST or None, is_new=True, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            if activity is None:
                practice = actions.add_practice(unit=unit, by=user, **form.cleaned_data)
            else:
                practice = actions.describe_activity(activity, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, said)
            return redirect("practice_detail", practice.pk)
    return form_page(
        request,
        form,
        heading="Nytt arbetssätt",
        eyebrow=unit.name,
        lead=lead,
        submit="Spara arbetssättet",
        cancel=back,
        draft_key=draft_key,
    )


def _activity_to_describe(user: User, number: str) -> Activity | None:
    """The activity of one's unit that the address names; None when it names none."""
    pk = parse_pk(number)
    if pk is None:
        return None
    rows = Activity.objects.open_to(user, Permission.TAKE_PART).filter(goal__shared=False)
    found: Activity = get_object_or_404(rows.select_related("goal__unit"), pk=pk)
    return found


def _words_of(activity: Activity) -> dict[str, str]:
    """What an activity says, in the fields of a practice."""
    return {
        "title": activity.title,
        "problem": activity.goal.description,
        "how": "\n\n".join(part for part in (activity.aim, activity.how_it_moves) if part),
        "grounds": activity.grounds,
        "lessons": activity.lesson,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def practice_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a practice says."""
    user = signed_in(request)
    practice = editable(user, pk)
    start: dict[str, Any] = {name: getattr(practice, name) for name in PRACTICE_FIELDS}
    start |= {
        "revision": practice.revision,
        "themes": list(practice.themes.all()),
        "school_forms": list(practice.school_forms.all()),
    }
    form = PracticeForm(request.POST or None, is_new=False, initial=start)
    draft_key, back = f"practice:{pk}", reverse("practice_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_practice(practice, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Arbetssättet är ändrat.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra arbetssättet",
        eyebrow=practice.title,
        submit="Spara arbetssättet",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def practice_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Earlier wordings of a practice; who may change it can put one back."""
    user = signed_in(request)
    practice = readable(user, pk)
    may_edit = may(user, Permission.TAKE_PART, practice.unit)
    here = reverse("practice_history", args=[pk])
    if request.method == "POST":
        if not may_edit:
            raise Http404
        try:
            number = int(request.GET.get("version", ""))
            actions.restore_practice(practice, number=number, by=user)
        except (LookupError, ValueError) as error:
            raise Http404 from error
        messages.success(request, "Den tidigare lydelsen gäller igen.")
        return redirect(here)
    return render(
        request,
        "core/history.html",
        {
            "heading": f"Historik: {practice.title}",
            "back": reverse("practice_detail", args=[pk]),
            "versions": [
                {
                    "who": version.by,
                    "when": version.at,
                    "what": "Beskrev arbetssättet" if version.is_first else "Ändrade arbetssättet",
                    "changes": [
                        {"label": change.label, "old": change.before, "new": change.after}
                        for change in version.changes
                    ],
                    "restore_url": f"{here}?version={version.number}"
                    if may_edit and not version.is_current
                    else None,
                    "current": version.is_current,
                }
                for version in versions(practice)
            ],
        },
    )


@require_safe
def goal_practices(request: HttpRequest, pk: int) -> HttpResponse:
    """What has worked elsewhere for the same kind of problem as a goal's."""
    user = signed_in(request)
    goal = get_object_or_404(Goal.objects.readable_by(user).select_related("unit"), pk=pk)
    return _suggestions(
        request,
        queries.fitting_goal(goal, user),
        title=goal.title,
        back=reverse("goal_detail", args=[pk]),
        goal=goal if may(user, Permission.PLAN, goal.unit) else None,
    )


@require_safe
def area_practices(request: HttpRequest, pk: int) -> HttpResponse:
    """What has worked elsewhere for the same kind of problem as a development area's."""
    user = signed_in(request)
    areas = DevelopmentArea.objects.open_to(user, Permission.READ)
    area = get_object_or_404(areas.select_related("review__goal", "unit"), pk=pk)
    may_plan = may(user, Permission.PLAN, area.unit)
    return _suggestions(
        request,
        queries.fitting_area(area, user),
        title=area.title,
        back=reverse("area_list"),
        goal=area.goals.filter(shared=False).order_by("-pk").first() if may_plan else None,
        area=area if may_plan else None,
    )


def _suggestions(
    request: HttpRequest,
    fits: list[queries.Fit],
    *,
    title: str,
    back: str,
    goal: Goal | None = None,
    area: DevelopmentArea | None = None,
) -> HttpResponse:
    return render(
        request,
        "evidence/practice_suggestions.html",
        {"fits": fits, "about": title, "back": back, "goal": goal, "area": area},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def limits_edit(request: HttpRequest) -> HttpResponse:
    """When an experience is called proven in the municipality."""
    user = signed_in(request)
    require_anywhere(user, Permission.LEAD)
    municipality = get_object_or_404(
        Unit.objects.filter(path__in=roots(user, Permission.LEAD)).order_by("path")[:1]
    )
    row = Thresholds.objects.filter(municipality=municipality).first() or Thresholds()
    start = {name: getattr(row, name) for name in ("units", "months", "share_working", "revision")}
    form = LimitsForm(request.POST or None, initial=start)
    back = reverse("practice_list")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_limits(municipality, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Gränserna gäller nu för alla arbetssätt.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="När är en erfarenhet beprövad?",
        eyebrow=municipality.name,
        lead="Enligt Skolverket ska den ha fungerat för flera, under en längre tid. Här bestämmer "
        "ni vad det betyder hos er.",
        submit="Spara gränserna",
        cancel=back,
    )


def readable(user: User, pk: int) -> Practice:
    """A practice that the person may read."""
    rows = Practice.objects.readable_by(user).select_related("unit")
    found: Practice = get_object_or_404(rows.prefetch_related("themes", "school_forms"), pk=pk)
    return found


def editable(user: User, pk: int) -> Practice:
    """A practice of a unit where the person takes part."""
    rows = Practice.objects.open_to(user, Permission.TAKE_PART).select_related("unit")
    found: Practice = get_object_or_404(rows, pk=pk)
    return found
