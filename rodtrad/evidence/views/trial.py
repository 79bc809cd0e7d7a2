"""Trying a practice, evaluating it, reviewing it and spreading it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, conflict_page, form_page
from rodtrad.core.listing import page_of
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.drafts.actions import discard_draft
from rodtrad.evidence import actions
from rodtrad.evidence.forms import EvaluationForm, ReviewForm, SharingForm, TrialForm
from rodtrad.evidence.models import Practice, Sharing, Trial
from rodtrad.evidence.queries import forums_of, reviews_to_change
from rodtrad.evidence.views.practice import editable, readable
from rodtrad.goals.models import Activity, Goal, Target
from rodtrad.goals.work_forms import ActivityForm, suggested_checkpoints
from rodtrad.organisation.access import Permission, require_anywhere
from rodtrad.organisation.scope import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
def trial_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one of the own activities tries the practice."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    practice = readable(user, pk)
    activities = (
        Activity.objects.open_to(user, Permission.PLAN)
        .exclude(trials__practice=practice)
        .select_related("goal__unit")
        .order_by("-starts", "title")
    )
    form = TrialForm(request.POST or None, activities=activities)
    back = reverse("practice_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.try_practice(practice, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Aktiviteten räknas nu som en prövning av arbetssättet.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Koppla en aktivitet",
        eyebrow=practice.title,
        lead="En prövning är en verklig aktivitet: det indikatorn gör hör till den.",
        submit="Koppla aktiviteten",
        cancel=back,
    )


@require_safe
def practice_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which of the own goals to begin an activity for, with the practice's words in it."""
    user = signed_in(request)
    require_anywhere(user, Permission.PLAN)
    practice = readable(user, pk)
    year = YearSpan.of(timezone.localdate())
    goals = (
        Goal.objects.open_to(user, Permission.PLAN)
        .filter(shared=False)
        .in_year(year)
        .active()
        .select_related("unit")
        .order_by("unit__path", "title")
    )
    return render(
        request,
        "evidence/practice_start.html",
        {"practice": practice, "page": page_of(request, goals)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def practice_begin(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    """Begin an activity for one of the own goals with the practice's words, as a trial of it."""
    user = signed_in(request)
    practice = readable(user, pk)
    rows = Goal.objects.open_to(user, Permission.PLAN).filter(shared=False)
    own = get_object_or_404(rows.select_related("unit"), pk=goal)
    if not own.targets.exists():
        messages.info(
            request,
            "Koppla en indikator till målet först: en aktivitet ska kunna påverka minst en.",
        )
        return redirect("target_create", own.pk)
    today = timezone.localdate()
    starts = max(own.starts, min(today, own.ends))
    form = ActivityForm(
        request.POST or None,
        goal=own,
        today=today,
        days=suggested_checkpoints(starts, own.ends, today=today),
        initial={
            "revision": 0,
            "title": practice.title,
            # Not the practice's problem: an aim says where one is going.
            "aim": own.desired_effect,
            "how_it_moves": practice.how,
            "grounds": f"{practice.title} ({practice.unit.name}). {practice.grounds}".strip(),
            "starts": starts,
            "ends": own.ends,
            "targets": _likely_targets(practice, own),
            "responsible": user.pk,
            "state": Activity.State.ONGOING,
        },
    )
    draft_key = f"practice:{pk}:begin:{own.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.begin_with_practice(practice, goal=own, by=user, **form.values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Aktiviteten är påbörjad som en prövning av arbetssättet.")
            return redirect("activity_detail", activity.pk)
    return form_page(
        request,
        form,
        heading="Börja med arbetssättet",
        eyebrow=f"{own.unit.name} · {own.title}",
        lead="Orden kommer från arbetssättet. Ändra dem så att de stämmer hos er.",
        submit="Börja aktiviteten",
        cancel=reverse("practice_detail", args=[pk]),
        draft_key=draft_key,
    )


def _likely_targets(practice: Practice, goal: Goal) -> list[Target]:
    """The goal's only indicator, else those that the practice was tried on before."""
    trials = Trial.objects.filter(
        practice=practice, activity__targets__indicator=OuterRef("indicator")
    )
    targets: list[Any] = list(goal.targets.annotate(is_tried=Exists(trials)))
    return targets if len(targets) == 1 else [target for target in targets if target.is_tried]


@require_http_methods(["GET", "HEAD", "POST"])
def trial_evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how a trial went."""
    user = signed_in(request)
    trial = _trial(user, pk)
    start = {
        "outcome": trial.outcome,
        "evaluation": trial.evaluation,
        "on": trial.evaluated_on or timezone.localdate(),
        "revision": trial.revision,
    }
    form = EvaluationForm(request.POST or None, initial=start)
    draft_key, back = f"trial:{pk}", reverse("practice_detail", args=[trial.practice_id])
    if request.method == "POST" and form.is_valid():
        try:
            actions.evaluate_trial(trial, by=user, **form.cleaned_data)
        except Conflict as conflict:
            return conflict_page(request, form, conflict, cancel=back, draft_key=draft_key)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Utvärderingen är sparad och arbetssättets läge räknat om.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Utvärdera prövningen",
        eyebrow=f"{trial.practice.title} · {trial.activity.goal.unit.name}",
        lead=trial.activity.title,
        submit="Spara utvärderingen",
        cancel=back,
        draft_key=draft_key,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def trial_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then say that an activity was no trial after all."""
    user = signed_in(request)
    trial = _trial(user, pk)
    back = reverse("practice_detail", args=[trial.practice_id])
    if request.method == "POST":
        try:
            actions.remove_trial(trial, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Aktiviteten räknas inte längre som en prövning.")
        return redirect(back)
    return _confirm(
        request,
        heading="Ta bort prövningen?",
        eyebrow=trial.practice.title,
        text=f"Aktiviteten ”{trial.activity.title}” finns kvar.",
        submit="Ta bort prövningen",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def practice_share(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the practice was spread, and let all units read it."""
    user = signed_in(request)
    practice = editable(user, pk)
    start = {"on": timezone.localdate()}
    form = SharingForm(
        request.POST or None, forums=forums_of(user, timezone.localdate()), initial=start
    )
    back = reverse("practice_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_practice(practice, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Spridningen är införd, och alla enheter kan läsa det.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Sprid till kollegor",
        eyebrow=practice.title,
        submit="Spara spridningen",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def practice_review(request: HttpRequest, pk: int) -> HttpResponse:
    """What the network of förstelärare or processledare thinks of it."""
    user = signed_in(request)
    practice = readable(user, pk)
    forums = forums_of(user, timezone.localdate())
    if not forums.exists():
        # Only a forum reviews: who belongs to none has nothing to say for one.
        raise Http404
    # A network reviews; who belongs to several forums mostly means that one.
    likely = sorted(forums, key=lambda forum: not forum.is_network)[0]
    start = {"on": timezone.localdate(), "forum": likely.pk}
    form = ReviewForm(request.POST or None, forums=forums, initial=start)
    back = reverse("practice_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_practice(practice, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Granskningen är sparad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Granska arbetssättet",
        eyebrow=practice.title,
        lead="Nätverken kvalitetssäkrar de metoder som används i det kollegiala lärandet.",
        submit="Spara granskningen",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sharing_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back that a practice was spread."""
    user = signed_in(request)
    own = Practice.objects.open_to(user, Permission.TAKE_PART).order_by().values("pk")
    rows = Sharing.objects.filter(practice__in=own).select_related("practice__unit")
    sharing = get_object_or_404(rows, pk=pk)
    back = reverse("practice_detail", args=[sharing.practice_id])
    if request.method == "POST":
        try:
            actions.remove_sharing(sharing, by=user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "Spridningen är borttagen och arbetssättets läge räknat om.")
        return redirect(back)
    is_last = sharing.practice.sharings.count() == 1
    return _confirm(
        request,
        heading="Ta bort spridningen?",
        eyebrow=sharing.practice.title,
        text=f"{sharing.how} Det är den enda spridningen: utan den ser bara den egna enheten "
        "arbetssättet."
        if is_last
        else sharing.how,
        submit="Ta bort spridningen",
        cancel=back,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take back a review: by who wrote it or belongs to its network."""
    user = signed_in(request)
    readable_ones = Practice.objects.readable_by(user).order_by().values("pk")
    review = get_object_or_404(
        reviews_to_change(user, timezone.localdate())
        .filter(practice__in=readable_ones)
        .select_related("practice__unit"),
        pk=pk,
    )
    back = reverse("practice_detail", args=[review.practice_id])
    if request.method == "POST":
        actions.remove_review(review, by=user)
        messages.success(request, "Granskningen är borttagen och arbetssättets läge räknat om.")
        return redirect(back)
    return _confirm(
        request,
        heading="Ta bort granskningen?",
        eyebrow=review.practice.title,
        text=f"{review.get_verdict_display()}: {review.why}",
        submit="Ta bort granskningen",
        cancel=back,
    )


def _confirm(request: HttpRequest, **words: str) -> HttpResponse:
    return render(request, "core/confirm.html", words)


def _trial(user: User, pk: int) -> Trial:
    activities = Activity.objects.open_to(user, Permission.TAKE_PART)
    rows = Trial.objects.filter(activity__in=activities)
    found: Trial = get_object_or_404(rows.select_related("practice", "activity__goal__unit"), pk=pk)
    return found
