"""The red thread of a goal as a picture, as a list, and year by year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import Goal, Target
from rodtrad.goals.queries import cited_requirements
from rodtrad.goals.thread import Knot, Level, thread_svg
from rodtrad.goals.views.shared import goal_kind, goal_to_read
from rodtrad.goals.years import Story, story_of
from rodtrad.organisation.scope import signed_in
from rodtrad.steering.models import Requirement

# A shared goal of a large city has hundreds of units' goals under it; a picture holds a dozen.
_MOST_GOALS = 12
_MOST_AREAS = 6


@require_safe
def goal_thread(request: HttpRequest, pk: int) -> HttpResponse:
    """From the requirement down to what was done and what came of it, through the years."""
    user = signed_in(request)
    goal: Goal = goal_to_read(user, pk)
    cited = cited_requirements([goal.pk, goal.supports_id])
    story = story_of(goal, user)
    levels = _above(goal, story, cited)
    if goal.shared:
        below = (
            Goal.objects.readable_by(user)
            .filter(supports=goal, ends__gte=SchoolYear.of(timezone.localdate()).starts)
            .select_related("unit")
            .order_by("unit__path", "title")
        )
        levels.append(_unit_goals(list(below[: _MOST_GOALS + 1]), goal))
    else:
        levels += _below(goal, story)
    levels += _after(goal, story)
    title = f"Röda tråden för målet {goal.title}"
    return render(
        request,
        "goals/goal_thread.html",
        {
            "goal": goal,
            "levels": levels,
            "years": story.years(),
            "wide": thread_svg(levels, title=title, uid="trad-bred"),
            "narrow": thread_svg(levels, title=title, uid="trad-smal", is_narrow=True),
        },
    )


def _above(goal: Goal, story: Story, cited: dict[int, list[Requirement]]) -> list[Level]:
    """Where the goal came from: the points cited, the shared goal, earlier goals and the area."""
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
    for before in story.earlier:
        note = f"{before.unit.name}, till {SchoolYear.of(before.ends).label}"
        url = reverse("goal_thread", args=[before.pk])
        levels.append(Level("Tidigare mål", "earlier", (Knot(before.title, url, note=note),)))
    if goal.came_from is not None:
        area = goal.came_from
        url = reverse("area_list", query={"enhet": goal.unit.code})
        levels.append(Level("Utvecklingsområde som det kom ur", "origin", (Knot(area.title, url),)))
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
        knots.append(Knot("Fler mål finns i Täckning och uppföljning", reverse("goal_coverage")))
    missing = Knot("Ingen enhet har ett mål än", is_missing=True)
    return Level("Enheternas mål", "activity", tuple(knots) or (missing,))


def _below(goal: Goal, story: Story) -> list[Level]:
    """Activities, what the indicators say, the analysis, and what was found and decided."""
    activities = tuple(
        Knot(
            row.title,
            reverse("activity_detail", args=[row.pk]),
            note=row.last_check_in["label"] if row.last_check_in else row.get_state_display(),
        )
        for row in story.activities
        if row.goal_id == goal.pk
    )
    effects = tuple(
        _effect(target, story, goal.unit.code)
        for target in story.targets
        if target.goal_id == goal.pk
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
        Level("Analys", "review", (_analysis(goal, story),)),
    ]
    areas = [row for row in story.areas if row.review_id and row.pk != goal.came_from_id]
    own_reviews = {row.pk for row in story.reviews if row.goal_id == goal.pk}
    areas = [row for row in areas if row.review_id in own_reviews]
    if areas:
        url = reverse("area_list", query={"enhet": goal.unit.code})
        knots = tuple(Knot(area.title, url) for area in areas[-_MOST_AREAS:])
        levels.append(Level("Utvecklingsområde", "area", knots))
    found = {area.pk for area in areas}
    remedies = [
        row for row in story.remedies if row.review_id in own_reviews or row.area_id in found
    ]
    if remedies:
        levels.append(
            Level(
                "Åtgärd",
                "remedy",
                tuple(
                    Knot(
                        row.title,
                        reverse("remedy_detail", args=[row.pk]),
                        note=row.get_outcome_display() or "Effekten är inte bedömd",
                    )
                    for row in remedies[-_MOST_AREAS:]
                ),
            )
        )
    return levels


def _after(goal: Goal, story: Story) -> list[Level]:
    """Where the goal went: the goals that it or its development areas became."""
    own_reviews = {row.pk for row in story.reviews if row.goal_id == goal.pk}
    later = {row.pk: row for row in story.later if row.previous_id == goal.pk}
    for area in story.areas:
        if area.review_id in own_reviews:
            later |= {row.pk: row for row in area.goals.all() if row.pk != goal.pk}
    if not later:
        return []
    knots = tuple(
        Knot(
            row.title,
            reverse("goal_thread", args=[row.pk]),
            note=f"från {SchoolYear.of(row.starts).label}",
        )
        for row in later.values()
    )
    return [Level("Gick vidare till målet", "next", knots)]


def _effect(target: Target, story: Story, code: str) -> Knot:
    indicator = target.indicator
    series = story.series.get(target.indicator_id, ())
    now = f"nu {series[-1].text}" if series else "inget värde än"
    note = f"{now}, önskat {target.desired_shown}"
    url = reverse("series_detail", args=[indicator.pk, code])
    return Knot(indicator.name, url, note=note)


def _analysis(goal: Goal, story: Story) -> Knot:
    year = min(SchoolYear.of(timezone.localdate()), SchoolYear.of(goal.ends)).label
    slug = year.replace("/", "-")
    reviews = [row for row in story.reviews if row.goal_id == goal.pk]
    if not reviews:
        url = reverse("review_edit", args=[goal.pk, slug])
        return Knot(f"Inte gjord för {year}", url, is_missing=True)
    review = reviews[-1]
    url = reverse("review_edit", args=[goal.pk, review.school_year.slug])
    words = review.get_attainment_display() if review.done_on else "Utkast"
    return Knot(f"{review.school_year.label}: {words}", url)
