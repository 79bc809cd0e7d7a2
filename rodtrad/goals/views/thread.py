"""The red thread of a goal as a picture and as a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.facts import TargetFacts, target_facts
from rodtrad.goals.models import DevelopmentArea, Goal, GoalReview
from rodtrad.goals.queries import activities_of, cited_requirements
from rodtrad.goals.thread import Knot, Level, thread_svg
from rodtrad.goals.views.shared import goal_kind, goal_to_read
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.models import Requirement

# A shared goal of a large city has hundreds of units' goals under it; a picture holds a dozen.
_MOST_GOALS = 12


@require_safe
def goal_thread(request: HttpRequest, pk: int) -> HttpResponse:
    """From the requirement down to what was done and what came of it, and back up."""
    user = signed_in(request)
    goal: Goal = goal_to_read(user, pk)
    cited = cited_requirements([goal.pk, goal.supports_id])
    levels = _above(goal, cited)
    if goal.shared:
        below = (
            Goal.objects.readable_by(user)
            .filter(supports=goal, ends__gte=SchoolYear.of(timezone.localdate()).starts)
            .select_related("unit")
            .order_by("unit__path", "title")
        )
        levels.append(_unit_goals(list(below[: _MOST_GOALS + 1]), goal))
    else:
        levels += _below(goal)
    title = f"Röda tråden för målet {goal.title}"
    return render(
        request,
        "goals/goal_thread.html",
        {
            "goal": goal,
            "levels": levels,
            "wide": thread_svg(levels, title=title, uid="trad-bred"),
            "narrow": thread_svg(levels, title=title, uid="trad-smal", is_narrow=True),
        },
    )


def _above(goal: Goal, cited: dict[int, list[Requirement]]) -> list[Level]:
    """The points cited, the shared goal when there is one, and the goal."""
    own = cited.get(goal.pk, [])
    points = {r.pk: r for r in [*cited.get(goal.supports_id or 0, []), *own]}
    levels = [
        Level(
            "Krav",
            "law",
            tuple(
                Knot(r.citation, reverse("requirement_goals", args=[r.pk])) for r in points.values()
            )
            or (Knot("Ingen punkt är vald", is_missing=True),),
        )
    ]
    if goal.supports is not None:
        url = reverse("goal_detail", args=[goal.supports_id])
        levels.append(Level("Gemensamt mål", "shared", (Knot(goal.supports.title, url),)))
    url = reverse("goal_detail", args=[goal.pk])
    own_knot = Knot(goal.title, url, note=goal.unit.name, is_current=True)
    levels.append(Level(goal_kind(goal), "goal", (own_knot,)))
    return levels


def _unit_goals(goals: list[Goal], goal: Goal) -> Level:
    knots = [
        Knot(row.title, reverse("goal_detail", args=[row.pk]), note=row.unit.name)
        for row in goals[:_MOST_GOALS]
    ]
    if len(goals) > _MOST_GOALS:
        knots.append(Knot("Fler mål finns i täckningen", reverse("goal_coverage")))
    missing = Knot("Ingen enhet har ett mål än", is_missing=True)
    return Level("Enheternas mål", "activity", tuple(knots) or (missing,))


def _below(goal: Goal) -> list[Level]:
    """Activities, what the indicators say, the analysis and what it found."""
    activities = tuple(
        Knot(
            row.title,
            reverse("activity_detail", args=[row.pk]),
            note=row.last_check_in["label"] if row.last_check_in else row.get_state_display(),
        )
        for row in activities_of(goal.pk, with_targets=False)
    )
    effects = tuple(_effect(facts, goal.unit.code) for facts in target_facts(goal.pk, goal.unit))
    review = (
        goal.reviews.filter(unit=goal.unit_id)
        .select_related("school_year")
        .order_by("-school_year")
        .first()
    )
    areas = list(
        DevelopmentArea.objects.filter(review__goal=goal, unit=goal.unit_id).order_by(
            "-school_year_id", "pk"
        )[:6]
    )
    levels = [
        Level(
            "Aktivitet",
            "activity",
            activities or (Knot("Ingen aktivitet än", is_missing=True),),
        ),
        Level(
            "Effekt enligt indikatorn",
            "effect",
            effects or (Knot("Ingen indikator än", is_missing=True),),
        ),
        Level("Analys", "review", (_analysis(goal, review),)),
    ]
    if areas:
        url = reverse("area_list", query={"enhet": goal.unit.code})
        levels.append(
            Level("Utvecklingsområde", "area", tuple(Knot(area.title, url) for area in areas))
        )
    return levels


def _effect(facts: TargetFacts, code: str) -> Knot:
    indicator, target = facts.target.indicator, facts.target
    latest = facts.latest
    now = f"nu {latest.text}" if latest else "inget värde än"
    note = f"{now}, önskat {target.desired_shown}"
    url = reverse("series_detail", args=[indicator.pk, code])
    return Knot(indicator.name, url, note=note)


def _analysis(goal: Goal, review: GoalReview | None) -> Knot:
    year = min(SchoolYear.of(timezone.localdate()), SchoolYear.of(goal.ends)).label
    slug = year.replace("/", "-")
    if review is None:
        url = reverse("review_edit", args=[goal.pk, slug])
        return Knot(f"Inte gjord för {year}", url, is_missing=True)
    url = reverse("review_edit", args=[goal.pk, review.school_year.slug])
    words = review.get_attainment_display() if review.done_on else "Utkast"
    return Knot(f"{review.school_year.label}: {words}", url)
