"""Pages of an activity and its check-ins."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from rodtrad.accounts.models import User
from rodtrad.core.conflict import Conflict
from rodtrad.core.forms import add_errors, form_page
from rodtrad.drafts.actions import discard_draft
from rodtrad.goals import work
from rodtrad.goals.models import Activity, Goal
from rodtrad.goals.queries import JUDGEMENT_TAGS, allowed, cited_requirements
from rodtrad.goals.reach import changeable_by
from rodtrad.goals.views.shared import (
    activity_to_plan,
    came_from,
    goal_to_plan,
    show_conflict,
    thread_nodes,
)
from rodtrad.goals.views.target import compass
from rodtrad.goals.work_forms import (
    ActivityCloseForm,
    ActivityForm,
    CheckInForm,
    open_days,
    suggested_checkpoints,
)
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.scope import signed_in


def _nodes(goal: Goal, label: str, *, pk: int | None = None) -> list[dict[str, Any]]:
    """The thread down to an activity."""
    node = {
        "kind": "Aktivitet",
        "label": label,
        "url": reverse("activity_detail", args=[pk]) if pk else None,
        "current": True,
    }
    cited = cited_requirements([goal.pk, goal.supports_id])
    return thread_nodes(goal, cited, current=False, more=[node])


def activity_to_read(user: User, pk: int) -> Any:
    """An activity that the person may read, with `may_plan` and `may_take_part`.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(
        Activity.objects.filter(goal__in=Goal.objects.readable_by(user))
        .select_related("goal__unit", "goal__supports", "responsible")
        .annotate(
            may_plan=allowed(changeable_by(user, goal="goal")),
            may_take_part=allowed(reach_filter(user, Permission.TAKE_PART, unit="goal__unit")),
        ),
        pk=pk,
    )


@require_safe
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """An activity: how it is thought to move the indicator, and how it goes."""
    activity = activity_to_read(signed_in(request), pk)
    goal = activity.goal
    check_ins = [
        (row, JUDGEMENT_TAGS[row.judgement]) for row in activity.check_ins.select_related("by")
    ]
    target_ids = set(activity.targets.values_list("pk", flat=True))
    today = timezone.localdate()
    return render(
        request,
        "goals/activity_detail.html",
        {
            "activity": activity,
            "goal": goal,
            "nodes": _nodes(goal, activity.title),
            "facts": compass(goal, target_ids),
            "check_ins": check_ins,
            "checkpoints": activity.checkpoints.all(),
            "is_overdue": activity.is_overdue(today),
            "is_closed": activity.state in (Activity.State.DONE, Activity.State.STOPPED),
            "today": today,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A new activity for a goal."""
    user = signed_in(request)
    goal = goal_to_plan(user, pk)
    today, back = timezone.localdate(), reverse("goal_detail", args=[goal.pk])
    if not goal.targets.exists():
        messages.info(
            request,
            "Koppla en indikator till målet först: en aktivitet ska kunna påverka minst en.",
        )
        return redirect("target_create", goal.pk)
    starts = max(goal.starts, min(today, goal.ends))
    form = ActivityForm(
        request.POST or None,
        goal=goal,
        today=today,
        days=suggested_checkpoints(starts, goal.ends, today=today),
        initial={
            "revision": 0,
            "starts": starts,
            "ends": goal.ends,
            "responsible": user.pk,
            "state": Activity.State.ONGOING,
        },
    )
    draft_key = f"activity:new:{goal.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            activity = work.create_activity(goal, by=user, **form.values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Aktiviteten är sparad.")
            return redirect("activity_detail", activity.pk)
    return form_page(
        request,
        form,
        heading="Ny aktivitet",
        eyebrow=goal.unit.name,
        submit="Spara aktiviteten",
        cancel=back,
        draft_key=draft_key,
        template="goals/activity_form.html",
        nodes=_nodes(goal, "Ny aktivitet"),
        goal=goal,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an activity says."""
    user = signed_in(request)
    activity = activity_to_plan(user, pk)
    goal = activity.goal
    form = ActivityForm(
        request.POST or None,
        goal=goal,
        today=timezone.localdate(),
        days=open_days(activity.checkpoints.all()),
        initial=_activity_initial(activity),
    )
    draft_key, back = f"activity:{activity.pk}", reverse("activity_detail", args=[activity.pk])
    if request.method == "POST" and form.is_valid():
        try:
            work.change_activity(
                activity, revision=form.cleaned_data["revision"], by=user, **form.values
            )
        except Conflict as conflict:
            return show_conflict(
                request,
                form,
                conflict,
                _activity_initial(conflict.theirs),
                heading="Aktiviteten har ändrats av någon annan",
                cancel=back,
                draft_key=draft_key,
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Aktiviteten är ändrad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Ändra aktiviteten",
        eyebrow=goal.unit.name,
        submit="Spara ändringarna",
        cancel=back,
        draft_key=draft_key,
        template="goals/activity_form.html",
        nodes=_nodes(goal, activity.title, pk=activity.pk),
        goal=goal,
    )


def _activity_initial(activity: Activity) -> dict[str, Any]:
    names = (
        *("title", "aim", "how_it_moves", "process_data", "grounds"),
        *("starts", "ends", "state", "revision"),
    )
    return {
        **{name: getattr(activity, name) for name in names},
        "responsible": activity.responsible_id,
        "targets": list(activity.targets.values_list("pk", flat=True)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def activity_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End an activity and say what it led to, or take it up again."""
    user = signed_in(request)
    activity = activity_to_plan(user, pk)
    back = reverse("activity_detail", args=[activity.pk])
    nodes = _nodes(activity.goal, activity.title, pk=activity.pk)
    if activity.state in (Activity.State.DONE, Activity.State.STOPPED):
        if request.method == "POST":
            work.reopen_activity(activity, by=user)
            messages.success(request, "Aktiviteten är öppnad igen.")
            return redirect(back)
        return render(
            request,
            "core/confirm.html",
            {
                "heading": "Öppna aktiviteten igen?",
                "text": "Aktiviteten räknas då som pågående. Det som skrevs står kvar.",
                "facts": [("Aktivitet", activity.title)],
                "submit": "Öppna aktiviteten igen",
                "cancel": back,
                "nodes": nodes,
            },
        )
    form = ActivityCloseForm(request.POST or None, initial={"state": Activity.State.DONE})
    if request.method == "POST" and form.is_valid():
        try:
            work.close_activity(activity, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, f"activity-close:{activity.pk}")
            messages.success(request, "Aktiviteten är avslutad.")
            return redirect(back)
    return form_page(
        request,
        form,
        heading="Avsluta aktiviteten",
        lead=activity.title,
        submit="Avsluta aktiviteten",
        cancel=back,
        draft_key=f"activity-close:{activity.pk}",
        nodes=nodes,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def checkin_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how an activity goes, with the indicator's curve beside it as compass."""
    user = signed_in(request)
    activity = get_object_or_404(
        Activity.objects.open_to(user, Permission.TAKE_PART).select_related(
            "goal__unit", "goal__supports"
        ),
        pk=pk,
    )
    goal = activity.goal
    form = CheckInForm(request.POST or None, initial={"on": timezone.localdate()})
    draft_key = f"checkin:new:{activity.pk}"
    back = came_from(request, reverse("activity_detail", args=[activity.pk]))
    if request.method == "POST" and form.is_valid():
        try:
            work.check_in(activity, by=user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            discard_draft(user, draft_key)
            messages.success(request, "Avstämningen är sparad.")
            return redirect(back)
    target_ids = set(activity.targets.values_list("pk", flat=True))
    return form_page(
        request,
        form,
        heading="Gör avstämningen",
        lead=activity.title,
        submit="Spara avstämningen",
        cancel=back,
        draft_key=draft_key,
        template="goals/checkin_form.html",
        nodes=_nodes(goal, activity.title, pk=activity.pk),
        activity=activity,
        goal=goal,
        facts=compass(goal, target_ids),
        last=activity.check_ins.first(),
    )
