"""Answers about goals that span several models; each says how many queries it costs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    Checkpoint,
    DevelopmentArea,
    Goal,
    GoalReview,
    Remedy,
    Target,
)
from rodtrad.goals.reach import changeable_by
from rodtrad.organisation.access import Permission, reach_filter
from rodtrad.organisation.models import Unit
from rodtrad.steering.models import Requirement, SteeringDocument

JUDGEMENT_TAGS = {
    CheckIn.Judgement.ON_TRACK: "ok",
    CheckIn.Judgement.ADJUST: "adjust",
    CheckIn.Judgement.NOT_WORKING: "stop",
}


def allowed(condition: Q) -> Case:
    """A condition as a yes/no column, so that a page asks about rights in the same query."""
    return Case(
        When(condition, then=Value(True)), default=Value(False), output_field=BooleanField()
    )


def goals_to_plan(user: User) -> QuerySet[Goal]:
    """Goals that the person may change: their units' own, and shared ones where they lead."""
    goals: QuerySet[Goal] = Goal.objects.filter(changeable_by(user))
    return goals


def readable_goals(user: User) -> QuerySet[Goal]:
    """Goals that the person may read, each with `may_plan`, `may_take_part` and `may_follow`.

    A shared or adopted goal may be read without its unit's values, which `may_follow` opens.
    """
    goals: QuerySet[Goal] = Goal.objects.readable_by(user).annotate(
        may_plan=allowed(changeable_by(user)),
        may_take_part=allowed(reach_filter(user, Permission.TAKE_PART, unit="unit")),
        may_follow=allowed(reach_filter(user, Permission.READ, unit="unit")),
    )
    return goals


def listed_goals(
    user: User,
    *,
    year: SchoolYear,
    unit: Unit | None,
    state: str = "",
    shown: str = "",
    text: str = "",
) -> QuerySet[Goal]:
    """Goals for the list, with counts and the analysis' state for the school year.

    Args:
        unit: the unit whose goals are meant, those below it included; None for all readable.
        shown: "gemensamma", "enhet" or "" for both.
    """
    goals: QuerySet[Goal] = Goal.objects.readable_by(user).in_year(year)
    if shown == "gemensamma":
        goals = goals.filter(shared=True)
    elif unit is not None:
        own = Q(unit__path__startswith=unit.path)
        goals = goals.filter(own & Q(shared=False) if shown == "enhet" else own | Q(shared=True))
    elif shown == "enhet":
        goals = goals.filter(shared=False)
    if state:
        goals = goals.filter(state=state)
    if text:
        goals = goals.filter(
            Q(title__icontains=text)
            | Q(desired_effect__icontains=text)
            | Q(description__icontains=text)
            | Q(unit__name__icontains=text)
        )
    review = GoalReview.objects.filter(
        goal=OuterRef("pk"), unit=OuterRef("unit"), school_year=year.start
    )
    return goals.select_related("unit", "supports", "owner").annotate(
        target_count=_count(Target, "goal"),
        activity_count=_count(Activity, "goal"),
        next_due=Subquery(
            # Two lists of numbers, each found in an index; joined to both, every day is read.
            Checkpoint.objects.filter(
                Q(target__in=Target.objects.filter(goal=OuterRef(OuterRef("pk"))))
                | Q(activity__in=Activity.objects.filter(goal=OuterRef(OuterRef("pk")))),
                met_on__isnull=True,
            )
            .order_by("due")
            .values("due")[:1]
        ),
        reviewed_on=Subquery(review.values("done_on")[:1]),
        review_begun=Subquery(review.values("pk")[:1]),
    )


def _count(model: Any, field: str) -> Subquery:
    """How many rows point at the outer row; a subquery, so that counts do not multiply."""
    return Subquery(
        model.objects.filter(**{field: OuterRef("pk")})
        .order_by()
        .values(field)
        .annotate(n=Count("pk"))
        .values("n")
    )


def cited_requirements(goal_ids: Iterable[int | None]) -> dict[int, list[Requirement]]:
    """The points that each goal cites, with their documents: one query."""
    cited: dict[int, list[Requirement]] = defaultdict(list)
    rows = (
        Goal.requirements.through.objects.filter(goal_id__in=[pk for pk in goal_ids if pk])
        .select_related("requirement__document")
        .order_by("requirement__document__title", "requirement__position", "requirement_id")
    )
    for row in rows:
        cited[row.goal_id].append(row.requirement)
    return cited


def citations_of(document: SteeringDocument, user: User) -> QuerySet[Any]:
    """Pairs of a point and a goal that cites it, in the document's order.

    Each row has `requirement` and `goal` (with its unit); only goals that the person may read.
    """
    rows: QuerySet[Any] = (
        Goal.requirements.through.objects.filter(
            requirement__document=document, goal__in=Goal.objects.readable_by(user)
        )
        .select_related("requirement", "goal__unit")
        .order_by(
            *("requirement__position", "requirement_id"),
            *("-goal__shared", "-goal__starts", "goal__unit__name", "goal__title"),
        )
    )
    return rows


def activities_of(
    goal_id: int, *, supporting_unit: int | None = None, with_targets: bool = True
) -> list[Any]:
    """The activities of a goal, each with `last_check_in` and `next_due`.

    One query, however many activities; with their targets three.

    Args:
        with_targets: also fetch which targets each is to move.
        supporting_unit: also that unit's activities for its own goals under the goal.
    """
    condition = Q(goal=goal_id)
    if supporting_unit is not None:
        condition |= Q(goal__supports=goal_id, goal__unit=supporting_unit)
    last = (
        CheckIn.objects.filter(activity=OuterRef("pk"))
        .order_by("-on", "-pk")
        .values(
            json=JSONObject(
                on="on", judgement="judgement", process_data="process_data", change="change"
            )
        )[:1]
    )
    rows: list[Any] = list(
        Activity.objects.filter(condition)
        .select_related("responsible", "goal")
        .prefetch_related(*(["targets__indicator"] if with_targets else []))
        .annotate(
            last_json=Subquery(last),
            next_due=Subquery(
                Checkpoint.objects.filter(activity=OuterRef("pk"), met_on__isnull=True)
                .order_by("due")
                .values("due")[:1]
            ),
        )
    )
    for row in rows:
        row.last_check_in = shown_check_in(row.last_json)
    return rows


def shown_check_in(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """The newest check-in as a page shows it: day, word and tag of the judgement."""
    if not found:
        return None
    judgement = CheckIn.Judgement(found["judgement"])
    return {
        **found,
        "on": date.fromisoformat(str(found["on"])[:10]),
        "label": judgement.label,
        "tag": JUDGEMENT_TAGS[judgement],
    }


def areas_of(review: GoalReview | None) -> list[DevelopmentArea]:
    """The development areas that an analysis found, with the goals they became: two queries."""
    if review is None or review.pk is None:
        return []
    return list(
        DevelopmentArea.objects.filter(review=review).prefetch_related("goals").order_by("pk")
    )


def remedies_out_of(review: GoalReview | None) -> list[Remedy]:
    """What was decided out of an analysis, directly or for the areas that it found. One query."""
    if review is None or review.pk is None:
        return []
    return list(Remedy.objects.filter(Q(review=review) | Q(area__review=review)).order_by("pk"))


def listed_areas(
    user: User, *, unit: Unit | None, shown: str = "", text: str = ""
) -> QuerySet[DevelopmentArea]:
    """Development areas for the list, with the goals they became and `may_plan`."""
    areas: QuerySet[DevelopmentArea] = DevelopmentArea.objects.open_to(user, Permission.READ)
    if unit is not None:
        areas = areas.filter(unit__path__startswith=unit.path)
    if shown == "oppna":
        areas = areas.filter(goals__isnull=True, set_aside_why="")
    elif shown == "mal":
        areas = areas.filter(goals__isnull=False).distinct()
    elif shown == "avforda":
        areas = areas.exclude(set_aside_why="")
    if text:
        areas = areas.filter(Q(title__icontains=text) | Q(description__icontains=text))
    return (
        areas.select_related("unit", "school_year", "review__goal")
        .prefetch_related("goals")
        .annotate(may_plan=allowed(reach_filter(user, Permission.PLAN, unit="unit")))
    )


def suggested_areas(user: User, year: SchoolYear, unit: Unit | None) -> list[DevelopmentArea]:
    """Development areas that a rollover suggests as goals, not yet taken on or set aside.

    One query; the first dozen.
    """
    areas: QuerySet[DevelopmentArea] = DevelopmentArea.objects.open_to(
        user, Permission.PLAN
    ).filter(suggested_for=year.start, goals__isnull=True, set_aside_why="")
    if unit is not None:
        areas = areas.filter(unit__path__startswith=unit.path)
    return list(areas.select_related("unit").order_by("unit__path", "pk")[:12])


def check_ins_in(
    activity_ids: Iterable[int], year: SchoolYear
) -> dict[int, list[tuple[CheckIn, str]]]:
    """The check-ins of a school year by activity, each with its tag: one query."""
    found: dict[int, list[tuple[CheckIn, str]]] = defaultdict(list)
    rows = CheckIn.objects.filter(
        activity__in=list(activity_ids), on__gte=year.starts, on__lte=year.ends
    ).order_by("on", "pk")
    for row in rows:
        found[row.activity_id].append((row, JUDGEMENT_TAGS[CheckIn.Judgement(row.judgement)]))
    return found
