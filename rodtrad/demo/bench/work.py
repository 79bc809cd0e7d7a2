"""What the units of a built municipality have written: goals, figures, analyses and reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.audit.models import Event
from rodtrad.demo.bench import texts
from rodtrad.demo.bench.ground import Branch, Ground
from rodtrad.demo.bench.sizes import Density
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    Checkpoint,
    DevelopmentArea,
    Goal,
    GoalReview,
    Target,
)
from rodtrad.indicators.models import Indicator, Measurement, ValidityReview
from rodtrad.organisation.models import SchoolYear, Unit

_SHARED_GOALS = 2


@dataclass
class Work:
    """What was written in a municipality, in the order it was written."""

    shared: list[Goal]
    goals: list[Goal]
    targets: list[Target]
    activities: list[Activity]
    check_ins: list[CheckIn]
    measurements: list[Measurement]
    own_indicators: list[Indicator]
    reviews: list[GoalReview]
    areas: list[DevelopmentArea]


def do_work(ground: Ground, branch: Branch, density: Density) -> Work:
    """All the work of a municipality, unit by unit and year by year."""
    years = ground.years[-density.years :]
    shared = Goal.objects.bulk_create(
        _goal(ground, branch.administration, branch.head, ground.years[0], number, shared=True)
        for number in range(_SHARED_GOALS)
    )
    goals = Goal.objects.bulk_create(
        _goal(ground, unit, leader, year, number, supports=shared[number % _SHARED_GOALS])
        for unit, leader in zip(branch.units, branch.principals, strict=True)
        for year in years
        for number in range(density.goals)
    )
    _cite(ground, [*shared, *goals])
    targets = Target.objects.bulk_create(
        _target(ground, goal, number)
        for goal in [*shared, *goals]
        for number in range(density.targets)
    )
    activities = Activity.objects.bulk_create(
        _activity(ground, goal) for goal in goals for _ in range(density.activities)
    )
    _link_activities(activities, targets)
    check_ins = CheckIn.objects.bulk_create(_check_ins(ground, branch, activities, density))
    Checkpoint.objects.bulk_create(_checkpoints(ground, targets, activities))
    measurements = Measurement.objects.bulk_create(_figures(ground, branch, years, density))
    own = Indicator.objects.bulk_create(
        Indicator(name=f"Egen uppföljning {unit.name}", owner=unit, what=ground.prose(1))
        for unit in branch.units
    )
    ValidityReview.objects.bulk_create(_validity(ground, branch, years))
    reviews = GoalReview.objects.bulk_create(_reviews(ground, goals))
    areas = DevelopmentArea.objects.bulk_create(
        DevelopmentArea(
            unit=review.unit,
            school_year=review.school_year,
            review=review,
            title=ground.dice.choice(texts.AREAS),
            description=ground.prose(1),
        )
        for review in reviews[::2]
    )
    Event.objects.bulk_create(_events(branch, goals, density))
    return Work(shared, goals, targets, activities, check_ins, measurements, own, reviews, areas)


def _goal(
    ground: Ground,
    unit: Unit,
    owner: User,
    year: SchoolYear,
    number: int,
    *,
    shared: bool = False,
    supports: Goal | None = None,
) -> Goal:
    finished = not shared and year.span.ends < ground.today
    return Goal(
        unit=unit,
        shared=shared,
        supports=supports,
        title=f"{texts.GOALS[number % len(texts.GOALS)]} {year.label}",
        description=ground.prose(2),
        desired_effect=ground.dice.choice(texts.EFFECTS),
        origin=ground.dice.choice(Goal.Origin.values),
        owner=owner,
        starts=year.span.starts,
        ends=ground.running.span.ends if shared else year.span.ends,
        state=Goal.State.CLOSED if finished else Goal.State.ACTIVE,
        closing_note=ground.prose(1) if finished else "",
    )


def _cite(ground: Ground, goals: list[Goal]) -> None:
    link: Any = Goal.requirements.through
    link.objects.bulk_create(
        link(goal_id=goal.pk, requirement_id=requirement.pk)
        for goal in goals
        for requirement in ground.dice.sample(ground.requirements, 2)
    )


def _target(ground: Ground, goal: Goal, number: int) -> Target:
    # As the goals' numbers: each target its own indicator, the first ones the measured ones.
    return Target(
        goal=goal,
        indicator=ground.indicators[number],
        baseline_value=Decimal(60 + number),
        baseline_on=goal.starts,
        desired_value=Decimal(80 + number),
        desired_by=goal.ends,
    )


def _activity(ground: Ground, goal: Goal) -> Activity:
    return Activity(
        goal=goal,
        title=ground.dice.choice(texts.ACTIVITIES),
        aim=ground.prose(1),
        how_it_moves=ground.prose(1),
        process_data=ground.prose(1),
        grounds=ground.prose(1),
        responsible=goal.owner,
        starts=goal.starts + timedelta(days=17),
        ends=goal.ends - timedelta(days=50),
        state=Activity.State.DONE if goal.state == Goal.State.CLOSED else Activity.State.ONGOING,
        lesson=ground.prose(1) if goal.state == Goal.State.CLOSED else "",
    )


def _link_activities(activities: list[Activity], targets: list[Target]) -> None:
    of_goal: dict[int, list[int]] = {}
    for target in targets:
        of_goal.setdefault(target.goal_id, []).append(target.pk)
    link: Any = Activity.targets.through
    link.objects.bulk_create(
        link(activity_id=activity.pk, target_id=target)
        for activity in activities
        for target in of_goal[activity.goal_id]
    )


def _check_ins(
    ground: Ground, branch: Branch, activities: list[Activity], density: Density
) -> Iterator[CheckIn]:
    teacher = {unit.pk: person for unit, person in zip(branch.units, branch.teachers, strict=True)}
    for activity in activities:
        for number in range(density.check_ins):
            yield CheckIn(
                activity=activity,
                on=activity.starts + timedelta(days=20 * number + 20),
                judgement=ground.dice.choice(CheckIn.Judgement.values),
                process_data=ground.prose(2),
                change=ground.prose(1),
                by=teacher[activity.goal.unit_id],
            )


def _checkpoints(
    ground: Ground, targets: list[Target], activities: list[Activity]
) -> Iterator[Checkpoint]:
    """Two days a year for each target, one for each activity; those that have passed are met.

    The latest that has passed waits still where the dice say so: somebody is always late.
    """
    for target in targets:
        for days in (60, 200):
            due = target.goal.starts + timedelta(days=days)
            yield Checkpoint(
                unit=target.goal.unit, target=target, due=due, met_on=_met(ground, due)
            )
    for activity in activities:
        due = activity.starts + timedelta(days=90)
        yield Checkpoint(
            unit=activity.goal.unit, activity=activity, due=due, met_on=_met(ground, due)
        )


def _met(ground: Ground, due: date) -> date | None:
    late = due > ground.running.span.starts and ground.dice.random() < 0.2
    return None if due > ground.today or late else due


def _figures(
    ground: Ground, branch: Branch, years: list[SchoolYear], density: Density
) -> Iterator[Measurement]:
    """Every unit, school year and indicator; the first two by gender as well, some withheld."""
    dice = ground.dice
    for unit, leader in zip(branch.units, branch.principals, strict=True):
        for year in years[:-1]:
            for number, indicator in enumerate(ground.indicators[: density.indicators]):
                for gender in ("T", "K", "M") if number < 2 else ("T",):
                    whole = dice.randint(18, 160)
                    part = dice.randint(whole // 2, whole)
                    withheld = dice.random() < 0.05
                    yield Measurement(
                        indicator=indicator,
                        unit=unit,
                        period=year.label,
                        period_ends=year.span.ends,
                        gender=gender,
                        status="suppressed" if withheld else "reported",
                        value=None if withheld else Decimal(100 * part) / whole,
                        numerator=None if withheld else part,
                        denominator=None if withheld else whole,
                        recorded_by=leader,
                    )


def _validity(ground: Ground, branch: Branch, years: list[SchoolYear]) -> Iterator[ValidityReview]:
    for unit, leader in zip(branch.units, branch.principals, strict=True):
        for year in years[:-1]:
            yield ValidityReview(
                indicator=ground.indicators[0],
                unit=unit,
                school_year=year,
                reliable="yes",
                measures="partly",
                shows="partly",
                shows_why=ground.prose(1),
                on=year.span.ends,
                by=leader,
            )


def _reviews(ground: Ground, goals: list[Goal]) -> Iterator[GoalReview]:
    for goal in goals:
        if goal.state == Goal.State.CLOSED:
            yield GoalReview(
                goal=goal,
                unit=goal.unit,
                school_year_id=goal.starts.year,
                result=ground.prose(),
                effect=ground.prose(),
                causes=ground.prose(),
                validity=ground.prose(1),
                attainment=ground.dice.choice(GoalReview.Attainment.values),
                conclusion=ground.dice.choice(GoalReview.Conclusion.values),
                done_on=goal.ends - timedelta(days=45),
            )


def _events(branch: Branch, goals: list[Goal], density: Density) -> Iterator[Event]:
    latest: dict[int, Goal] = {goal.unit_id: goal for goal in goals}
    for unit, leader in zip(branch.units, branch.principals, strict=True):
        goal = latest[unit.pk]
        for _ in range(density.events):
            yield Event(
                by=leader,
                verb="goal.changed",
                target_type="goals.goal",
                target_id=str(goal.pk),
                target_label=goal.title,
                unit_id=unit.pk,
            )
