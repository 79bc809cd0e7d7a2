"""What a unit's report says in a form that the administration's reports can count.

It is stored in the snapshot beside the text, so that a report that draws on a unit's adopted
report reads what was adopted, and not what the records have become since.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rodtrad.goals.models import Activity, CheckIn, DevelopmentArea, Goal, GoalReview
from rodtrad.reports.facts.parts import plain
from rodtrad.reports.render.schema import (
    ActivityRecord,
    AreaRecord,
    GoalRecord,
    UnitRecord,
    ValidityRecord,
)


def make_record(
    *,
    goals: Iterable[Goal],
    reviews: Mapping[int, GoalReview],
    activities: Mapping[int, Sequence[Activity]],
    check_ins: Mapping[int, Sequence[CheckIn] | int],
    areas: Iterable[DevelopmentArea],
    became: Mapping[int, Sequence[str]],
    validity: Iterable[tuple[int, str, Mapping[str, Any]]],
) -> UnitRecord:
    """The record of one unit.

    Args:
        reviews: the unit's analyses by goal; one that is not finished counts as none.
        activities: by goal; check_ins: by activity, themselves or how many.
        became: the titles of the goals that areas became, by area.
        validity: indicator's number, its name and the answers to the three questions.
    """
    goals = list(goals)
    supports = {goal.pk: goal.supports_id for goal in goals}
    return UnitRecord(
        goals=[_goal(goal, reviews.get(goal.pk), activities, check_ins) for goal in goals],
        areas=[
            AreaRecord(
                title=area.title,
                why=plain(area.description),
                goal=area.review.goal_id if area.review else None,
                shared=_shared_of(area, supports),
                became=list(became.get(area.pk, ())),
            )
            for area in areas
        ],
        validity=[
            ValidityRecord(
                indicator=pk,
                name=name,
                reliable=str(found["reliable"]),
                measures=str(found["measures"]),
                shows=str(found["shows"]),
            )
            for pk, name, found in validity
        ],
    )


def _goal(
    goal: Goal,
    review: GoalReview | None,
    activities: Mapping[int, Sequence[Activity]],
    check_ins: Mapping[int, Sequence[CheckIn] | int],
) -> GoalRecord:
    finished = review if review is not None and review.done_on is not None else None
    return GoalRecord(
        id=goal.pk,
        title=goal.title,
        shared=goal.shared,
        supports=goal.supports_id,
        attainment=finished.attainment if finished else "",
        conclusion=finished.conclusion if finished else "",
        activities=[
            ActivityRecord(
                title=activity.title,
                state=activity.state,
                lesson=plain(activity.lesson),
                check_ins=_count(check_ins.get(activity.pk, 0)),
            )
            # A shared goal's activities are the administration's own.
            for activity in (() if goal.shared else activities.get(goal.pk, ()))
        ],
    )


def _count(found: Sequence[CheckIn] | int) -> int:
    return found if isinstance(found, int) else len(found)


def _shared_of(area: DevelopmentArea, supports: Mapping[int, int | None]) -> int | None:
    """The shared goal that an area grew from, by its analysis or by the goal analysed."""
    if area.review is None:
        return None
    goal = area.review.goal_id
    if goal not in supports:
        return None
    return supports[goal] if supports[goal] is not None else goal
