"""The cells of the coverage tables: a state, the way to the thing, and the way to remind of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from rodtrad.core.schoolyear import SchoolYear
from rodtrad.goals.coverage import Item, UnitCycle
from rodtrad.goals.cycle import State, Step
from rodtrad.goals.following import step_key
from rodtrad.goals.models import Reminder, StepAnswer
from rodtrad.organisation.models import Unit

TAGS = {
    State.DONE: "ok",
    State.LATE: "late",
    State.TO_COME: "planned",
    State.ANSWERED: "na",
    State.NOT_OURS: "na",
}
Reminded = dict[tuple[int, str], date]


@dataclass(frozen=True)
class StepCell:
    """One step, as a table shows it.

    Attributes:
        words: as "Analyserat" or "Inte analyserat".
        url: where the step is done or read; empty when there is nothing to open.
        reminded: when somebody was last reminded of it.
        may_remind: whether who leads the unit can remind of it: of what is late, not of the rest.
        may_answer: whether who plans at the unit can say that it does not apply.
    """

    step: Step
    state: State
    words: str
    url: str
    why: str = ""
    note: str = ""
    reminded: date | None = None
    may_remind: bool = False
    may_answer: bool = False

    @property
    def tag(self) -> str:
        """The kind of the status tag."""
        return TAGS[self.state]


_WANTING = {
    Step.PLANNED: "Inte planerat",
    Step.FOLLOWED_UP: "Inte uppföljt",
    Step.ANALYSED: "Inte analyserat",
    Step.DECIDED: "Ingen åtgärd beslutad",
    Step.EFFECT: "Effekt inte bedömd",
}


def _words(step: Step, state: State, answer: StepAnswer | None) -> str:
    if state == State.DONE:
        return step.label
    if state == State.ANSWERED:
        return f"{step.label}: {(answer.get_answer_display() if answer else 'besvarat').lower()}"
    if state == State.NOT_OURS:
        return f"{step.label}: gäller inte"
    return _WANTING[step]


def reminders_of(unit_ids: Iterable[int], year: SchoolYear) -> Reminded:
    """When each thing was last reminded of, by unit and key. One query."""
    rows = Reminder.objects.filter(unit__in=list(unit_ids), school_year=year.start)
    # The newest first: what stands last is not kept.
    found: Reminded = {}
    for unit_id, key, on in rows.values_list("unit_id", "key", "on"):
        found.setdefault((unit_id, key), on)
    return found


def _remedies_url(unit: Unit, year: SchoolYear, *, open_only: bool) -> str:
    query = {"enhet": unit.code, "lasar": year.slug}
    return reverse("remedy_list", query=query | ({"visa": "utan-effekt"} if open_only else {}))


def _review_url(goal_id: int | None, unit: Unit, year: SchoolYear) -> str:
    if goal_id is None:
        return goals_url(unit, year)
    slug = year.slug
    return reverse("review_edit", args=[goal_id, slug], query={"enhet": unit.code})


def goals_url(unit: Unit, year: SchoolYear) -> str:
    """The unit's goals of the school year."""
    query = {"enhet": unit.code, "lasar": year.slug}
    return reverse("goal_list", query=query)


def goal_cells(item: Item, row: UnitCycle, year: SchoolYear, reminded: Reminded) -> list[StepCell]:
    """The five steps of a shared goal at a unit."""
    assert item.shared is not None  # only shared goals have a column
    goal, unit = item.shared, row.unit
    first = item.first_goal
    opened = reverse("goal_detail", args=[first]) if first else ""
    new = reverse("goal_create", query={"enhet": unit.code, "stodjer": goal.pk})
    urls = {
        Step.PLANNED: opened or (new if getattr(unit, "may_plan", False) else ""),
        Step.FOLLOWED_UP: opened,
        Step.ANALYSED: _review_url(first or goal.pk, unit, year),
        Step.DECIDED: _remedies_url(unit, year, open_only=False),
        Step.EFFECT: _remedies_url(unit, year, open_only=item.states[Step.EFFECT] != State.DONE),
    }
    return [
        _cell(
            step,
            item.states[step],
            urls[step],
            row,
            reminded,
            answers=item.answers,
            goal_id=goal.pk,
            lacks="Aktivitet saknas" if item.has_goal else "Mål saknas",
            can_do=step != Step.EFFECT or bool(item.remedies),
        )
        # Where there is no goal, that is what lacks: the rest follows from it.
        for step in (Step if item.has_goal or item.reviewed else [Step.PLANNED])
    ]


def unit_cells(row: UnitCycle, year: SchoolYear, reminded: Reminded) -> list[StepCell]:
    """The five steps of a unit's school year."""
    late = next(
        (
            item.first_goal
            for item in row.items
            if item.states[Step.FOLLOWED_UP] == State.LATE and item.first_goal
        ),
        None,
    )
    urls = {
        Step.PLANNED: goals_url(row.unit, year),
        Step.FOLLOWED_UP: reverse("goal_detail", args=[late])
        if late
        else goals_url(row.unit, year),
        Step.ANALYSED: _review_url(row.first_unreviewed, row.unit, year),
        Step.DECIDED: _remedies_url(row.unit, year, open_only=False),
        Step.EFFECT: _remedies_url(row.unit, year, open_only=row.states[Step.EFFECT] != State.DONE),
    }
    return [
        _cell(
            step,
            row.states[step],
            urls[step],
            row,
            reminded,
            answers=row.answers,
            note=row.tallies[step].words if row.tallies[step].of else "",
            can_do=step != Step.EFFECT or bool(row.remedies),
        )
        for step in Step
    ]


def late_units(rows: Iterable[UnitCycle]) -> dict[Step, list[Unit]]:
    """The units that are late with each step and that who looks may remind of it."""
    found: dict[Step, list[Unit]] = {step: [] for step in Step}
    for row in rows:
        for step in Step:
            can_do = step != Step.EFFECT or bool(row.remedies)
            if row.states[step] == State.LATE and can_do and getattr(row.unit, "may_lead", False):
                found[step].append(row.unit)
    return found


def _cell(
    step: Step,
    state: State,
    url: str,
    row: UnitCycle,
    reminded: Reminded,
    *,
    answers: dict[str, StepAnswer],
    goal_id: int | None = None,
    note: str = "",
    lacks: str = "",
    can_do: bool = True,
) -> StepCell:
    answer = answers.get(step) or row.answers.get(step)
    wanting = state in (State.LATE, State.TO_COME)
    leads = bool(getattr(row.unit, "may_lead", False))
    plans = bool(getattr(row.unit, "may_plan", False))
    return StepCell(
        step=step,
        state=state,
        words=lacks if lacks and wanting and step == Step.PLANNED else _words(step, state, answer),
        url=url,
        why=answer.why if answer and state == State.ANSWERED else "",
        note=note,
        reminded=reminded.get((row.unit.pk, step_key(step, goal_id))),
        may_remind=state == State.LATE and can_do and leads,
        may_answer=plans and (state == State.ANSWERED or (wanting and not leads)),
    )
