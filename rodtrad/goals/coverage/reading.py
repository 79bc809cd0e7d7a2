"""Reads what units have done: as many queries however many units there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage.rows import Done, Item, UnitCycle, remedy_tally
from rodtrad.goals.cycle import State, Step, Tally, deadline, state_of
from rodtrad.goals.models import (
    Activity,
    CheckIn,
    Checkpoint,
    Goal,
    GoalReview,
    Remedy,
    StepAnswer,
)
from rodtrad.goals.queries import allowed
from rodtrad.indicators.models import Measurement
from rodtrad.organisation.access import Permission, reach_filter, units_open_to
from rodtrad.organisation.models import Unit


def shared_goals(user: User, year: SchoolYear) -> list[Goal]:
    """The shared goals of a school year with their school forms: two queries."""
    goals: QuerySet[Goal] = (
        Goal.objects.readable_by(user)
        .in_year(year)
        .filter(shared=True)
        .select_related("unit")
        .prefetch_related("school_forms")
    )
    return list(goals)


def covered_units(
    user: User, year: SchoolYear, *, school_form: str = "", text: str = ""
) -> QuerySet[Unit]:
    """The schools and preschools that ran some day of the school year."""
    units: QuerySet[Unit] = (
        units_open_to(user, Permission.READ)
        .filter(kind__in=Unit.WORKING_KINDS, opened__lte=year.ends)
        .exclude(closed__lte=year.starts)
    )
    units = units.annotate(
        may_plan=allowed(reach_filter(user, Permission.PLAN)),
        may_lead=allowed(reach_filter(user, Permission.LEAD)),
    )
    if school_form:
        units = units.filter(school_forms=school_form)
    if text:
        units = units.filter(name__icontains=text)
    return units


def applies_to(goal: Goal, unit: Unit, forms: frozenset[str]) -> bool:
    """Whether a shared goal concerns a unit: below its own, and of one of its school forms."""
    wanted = {form.pk for form in goal.school_forms.all()}
    return unit.path.startswith(goal.unit.path) and (not wanted or bool(wanted & forms))


def with_what_was_done(goals: QuerySet[Goal], year: SchoolYear, today: date) -> QuerySet[Any]:
    """Goals with `has_activity`, `is_followed_up` and `is_overdue`, for a school year."""
    checked = CheckIn.objects.filter(
        activity__goal=OuterRef("pk"), on__gte=year.starts, on__lte=year.ends
    )
    measured = Measurement.objects.filter(
        indicator__targets__goal=OuterRef("pk"),
        unit=OuterRef("unit"),
        period_ends__gte=year.starts,
        period_ends__lte=year.ends,
    )
    # Two lists of numbers, each found in an index; joined to both, every day is read.
    waiting = Checkpoint.objects.waiting().filter(
        due__gte=year.starts, due__lt=min(today, year.ends)
    )
    own_days = waiting.filter(target__goal=OuterRef("pk"))
    activity_days = waiting.filter(activity__goal=OuterRef("pk"))
    return goals.annotate(
        has_activity=Exists(Activity.objects.filter(goal=OuterRef("pk"))),
        is_followed_up=Exists(checked) | Exists(measured),
        is_overdue=Exists(own_days) | Exists(activity_days),
    )


def _done(units: Any, year: SchoolYear, today: date) -> list[Done]:
    """The units' goals of a school year with what was done for them. One query."""
    own = Goal.objects.in_year(year).filter(shared=False, unit__in=units).order_by()
    rows = with_what_was_done(own, year, today).values_list(
        *("pk", "unit_id", "supports_id", "has_activity", "is_followed_up", "is_overdue")
    )
    return [Done(*row) for row in rows]


def _forms_of(unit_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = Unit.school_forms.through.objects.filter(unit_id__in=unit_ids)
    for unit_id, form in rows.values_list("unit_id", "schoolform_id"):
        found[unit_id].add(form)
    return {unit_id: frozenset(codes) for unit_id, codes in found.items()}


def finished_reviews(units: Any, year: SchoolYear) -> dict[int, set[int]]:
    """The goals, shared ones too, that each unit has finished the analysis of. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = GoalReview.objects.filter(
        unit__in=units, school_year=year.start, done_on__isnull=False
    ).order_by()
    for unit_id, goal_id in rows.values_list("unit_id", "goal_id"):
        found[unit_id].add(goal_id)
    return found


def remedies_of(units: Any, year: SchoolYear) -> list[Remedy]:
    """What the units have decided from a school year's analyses, with its goals. One query."""
    return list(
        Remedy.objects.filter(unit__in=units, school_year=year.start).select_related(
            "review__goal", "area__review__goal"
        )
    )


def goal_of(remedy: Remedy) -> Goal | None:
    """The goal whose analysis a remedy traces to; None for one against a deficiency."""
    review = remedy.review or (remedy.area.review if remedy.area else None)
    return review.goal if review else None


def shared_items(
    units: Sequence[Unit],
    goals: Sequence[Goal],
    year: SchoolYear,
    *,
    today: date,
    forms: Mapping[int, frozenset[str]] | None = None,
) -> list[Item]:
    """What each unit has done for each shared goal. Three queries, however many units there are.

    Args:
        goals: the shared goals of the year, with their school forms.
        forms: the codes of each unit's school forms, when they are known already.
    """
    ids = [unit.pk for unit in units]
    reviews = finished_reviews(ids, year)
    items = _laid_out(units, goals, _forms_of(ids) if forms is None else forms, reviews)
    for done in _done(ids, year, today):
        item = items.get((done.unit_id, done.shared_id or 0))
        if item is not None:
            item.done.append(done)
            item.reviewed += done.goal_id in reviews[done.unit_id]
    return list(items.values())


def _laid_out(
    units: Sequence[Unit],
    goals: Sequence[Goal],
    forms: Mapping[int, frozenset[str]],
    reviews: Mapping[int, set[int]],
) -> dict[tuple[int, int], Item]:
    """An item for each unit and shared goal, unit by unit."""
    return {
        (unit.pk, goal.pk): Item(
            unit,
            goal,
            applies=applies_to(goal, unit, forms.get(unit.pk, frozenset())),
            reviewed=int(goal.pk in reviews.get(unit.pk, ())),
        )
        for unit in units
        for goal in goals
    }


def cycle_rows(
    units: Sequence[Unit], goals: Sequence[Goal], year: SchoolYear, *, today: date
) -> list[UnitCycle]:
    """Each unit's school year, step by step. Five queries, however many units there are.

    Args:
        units: with `may_plan`, as `covered_units` gives them.
        goals: the shared goals of the year, with their school forms.
    """
    ids = [unit.pk for unit in units]
    reviews = finished_reviews(ids, year)
    rows = {unit.pk: UnitCycle(unit, reviewed=reviews[unit.pk]) for unit in units}
    items = _laid_out(units, goals, _forms_of(ids), reviews)
    for (unit_id, _), item in items.items():
        rows[unit_id].items.append(item)
    for done in _done(ids, year, today):
        found = items.get((done.unit_id, done.shared_id or 0))
        if found is None:
            found = Item(rows[done.unit_id].unit, None)
            rows[done.unit_id].items.append(found)
        found.done.append(done)
        found.reviewed += done.goal_id in reviews[done.unit_id]
    for remedy in remedies_of(ids, year):
        rows[remedy.unit_id].remedies.append(remedy)
        goal_of_it = goal_of(remedy)
        if goal_of_it is not None:
            shared_id = goal_of_it.pk if goal_of_it.shared else goal_of_it.supports_id
            if (remedy.unit_id, shared_id or 0) in items:
                items[remedy.unit_id, shared_id or 0].remedies.append(remedy)
    _note_answers(rows, items, year)
    for row in rows.values():
        _judge(row, year, today)
    return list(rows.values())


def _note_answers(
    rows: dict[int, UnitCycle], items: dict[tuple[int, int], Item], year: SchoolYear
) -> None:
    for answer in StepAnswer.objects.filter(unit__in=list(rows), school_year=year.start):
        if answer.goal_id is None:
            rows[answer.unit_id].answers[answer.step] = answer
        elif (answer.unit_id, answer.goal_id) in items:
            items[answer.unit_id, answer.goal_id].answers[answer.step] = answer


def _judge(row: UnitCycle, year: SchoolYear, today: date) -> None:
    """Work out the state of every step, for each item and for the unit."""
    days: dict[str, str] = settings.CYCLE_DAYS
    for step in Step:
        due = deadline(step, year, days)
        # What a unit did not live to do is not late: the one that goes on does it.
        is_over = row.unit.closed is not None and row.unit.closed <= due
        for item in row.items:
            item.states[step] = _item_state(item, row, step, due, today, is_over=is_over)
        tally = _unit_tally(row, step, today)
        row.tallies[step] = tally
        answered = _is_answered(row.answers, step) or _has_nothing_to_judge(
            step, row.answers, row.remedies
        )
        state = state_of(tally, due=due, today=today, is_answered=answered)
        row.states[step] = State.NOT_OURS if is_over and state != State.DONE else state


def _item_state(
    item: Item, row: UnitCycle, step: Step, due: date, today: date, *, is_over: bool
) -> State:
    if not item.applies and not item.has_goal:
        return State.NOT_OURS
    answers = {**row.answers, **item.answers}
    answered = (
        _is_answered(item.answers, step)
        or step in row.answers
        or _has_nothing_to_judge(step, answers, item.remedies)
    )
    state = state_of(item.tally(step, today), due=due, today=today, is_answered=answered)
    if step == Step.DECIDED and state == State.LATE and row.remedies:
        # Not every goal needs a remedy of its own: the unit has decided what to do.
        state = State.TO_COME
    return State.NOT_OURS if is_over and state != State.DONE else state


def _is_answered(answers: dict[str, StepAnswer], step: Step) -> bool:
    """An answer to a step; where no goal applies, what follows is answered."""
    if step in answers:
        return True
    planned = answers.get(Step.PLANNED)
    return bool(planned is not None and planned.answer == StepAnswer.Answer.NOT_APPLICABLE)


def _has_nothing_to_judge(
    step: Step, answers: dict[str, StepAnswer], remedies: Sequence[Remedy]
) -> bool:
    """Whether nothing had to be decided, and nothing was: then there is no effect to see."""
    return step == Step.EFFECT and Step.DECIDED in answers and not remedies


def _unit_tally(row: UnitCycle, step: Step, today: date) -> Tally:
    if step in (Step.DECIDED, Step.EFFECT):
        return remedy_tally(row.remedies, step, today)
    states = [item.states[step] for item in row.items]
    counted = [state for state in states if state != State.NOT_OURS]
    return Tally(
        sum(state in (State.DONE, State.ANSWERED) for state in counted),
        # A unit without any goal has not planned: that is one thing that lacks.
        max(1, len(counted)),
        sum(state == State.LATE for state in counted),
    )
