"""What the pages of goals have in common: fetching rows and the thread above the heading."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rodtrad.accounts.models import User
from rodtrad.core import conflict as core_conflict
from rodtrad.core.forms import Conflict, conflict_page
from rodtrad.goals.models import Activity, Goal, Target
from rodtrad.goals.queries import goals_to_plan, readable_goals
from rodtrad.goals.reach import changeable_by
from rodtrad.organisation.access import Permission, own_units
from rodtrad.organisation.models import Unit
from rodtrad.steering.models import Requirement

Node = dict[str, Any]


def came_from(request: HttpRequest, default: str) -> str:
    """Where the person came from on this site (?till=, or a field of that name), else `default`."""
    wanted = request.POST.get("till", "") or request.GET.get("till", "")
    safe = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe else default


def goal_to_read(user: User, pk: int) -> Any:
    """A goal that the person may read, with `may_plan` and `may_take_part`.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(
        readable_goals(user).select_related("unit", "supports", "owner", "came_from", "previous"),
        pk=pk,
    )


def follows_analysis(goal: Any) -> bool:
    """Whether the person may read the analysis at the goal's own unit, while it is worked on.

    Args:
        goal: from `goal_to_read`.
    """
    return bool(goal.may_follow or goal.may_plan)


def own_working_units(user: User) -> Any:
    """The schools and preschools where the person's own work is, as far as they read there."""
    return own_units(user, Permission.READ).filter(kind__in=Unit.WORKING_KINDS)


def works_at_a_unit(user: User) -> bool:
    """Whether there is one. One query."""
    return bool(own_working_units(user).exists())


def goal_to_plan(user: User, pk: int) -> Goal:
    """A goal that the person may change.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(goals_to_plan(user).select_related("unit", "supports"), pk=pk)


def target_to_plan(user: User, pk: int) -> Target:
    """A target of a goal that the person may change.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(
        Target.objects.filter(changeable_by(user, goal="goal")).select_related(
            "goal__unit", "goal__supports", "indicator"
        ),
        pk=pk,
    )


def activity_to_plan(user: User, pk: int) -> Activity:
    """An activity of a goal that the person may change.

    Raises:
        Http404: when there is none.
    """
    return get_object_or_404(
        Activity.objects.filter(changeable_by(user, goal="goal")).select_related(
            "goal__unit", "goal__supports", "responsible"
        ),
        pk=pk,
    )


def goal_kind(goal: Goal) -> str:
    """What a goal is called in the thread."""
    return "Gemensamt mål" if goal.shared else "Enhetens mål"


def thread_nodes(
    goal: Goal,
    cited: Mapping[int, list[Requirement]],
    *,
    current: bool = True,
    more: list[Node] | None = None,
) -> list[Node]:
    """The thread from the law down to a goal, as breadcrumbs.

    Args:
        cited: the points cited, by goal.
        current: whether the goal itself is where one is.
        more: what hangs under the goal, as an activity.
    """
    own = cited.get(goal.pk, [])
    nodes: list[Node] = []
    top = cited.get(goal.supports_id, []) if goal.supports_id else own
    for requirement in (top or own)[:1]:
        rest = len(top or own) - 1
        nodes.append(
            {
                "kind": "Krav",
                "label": requirement.citation + (f" och {rest} till" if rest else ""),
                "url": reverse("requirement_goals", args=[requirement.pk]),
            }
        )
    if goal.supports is not None:
        nodes.append(
            {
                "kind": "Gemensamt mål",
                "label": goal.supports.title,
                "url": reverse("goal_detail", args=[goal.supports_id]),
            }
        )
    nodes.append(
        {
            "kind": goal_kind(goal),
            "label": goal.title,
            "url": reverse("goal_detail", args=[goal.pk]),
            "current": current,
        }
    )
    return nodes + (more or [])


def show_conflict(
    request: HttpRequest,
    form: forms.BaseForm,
    error: core_conflict.Conflict,
    theirs: Mapping[str, Any],
    **context: Any,
) -> HttpResponse:
    """Both versions side by side: somebody else saved while this person was writing."""
    return conflict_page(request, form, Conflict(theirs, error.theirs.revision), **context)
