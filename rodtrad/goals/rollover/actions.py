"""Going over to the next school year, and going back."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.schoolyear import SchoolYear as YearSpan
from rodtrad.goals.facts import target_facts
from rodtrad.goals.models import (
    Activity,
    Checkpoint,
    DevelopmentArea,
    Goal,
    Rollover,
    RolloverChange,
    Target,
)
from rodtrad.goals.rollover.plan import Kind, Planned, plan_rollover
from rodtrad.goals.rollover.undo import obstacles, put_back
from rodtrad.organisation.models import SchoolYear, Unit


@transaction.atomic
def roll_over(
    unit: Unit,
    to_year: YearSpan,
    *,
    on: date,
    by: User | None,
    choices: Mapping[int, str] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Rollover:
    """Let a unit go over to a school year: just what `plan_rollover` says, row by row.

    Args:
        choices: what becomes of each goal, by its number; what is suggested for the others.
        notes: how each goal that is closed ended, by its number.

    Raises:
        ValidationError: with everything that stands in the way; nothing is changed then.
    """
    # Two who press the button at once: the second waits, and meets that it is done.
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    plan = plan_rollover(unit, to_year, today=on, choices=choices, notes=notes)
    if plan.hindrances:
        raise ValidationError(plan.hindrances)
    rollover = Rollover(unit=unit, to_year=SchoolYear.objects.get(pk=to_year.start), on=on, by=by)
    rollover.full_clean()
    rollover.save()
    turn = _Turn(rollover, to_year, by)
    for change in plan.changes:
        turn.do(change)
    record(
        "rollover.done",
        by=by,
        target=rollover,
        unit_id=unit.pk,
        year=to_year.label,
        changes=len(plan.changes),
    )
    return rollover


@transaction.atomic
def undo_rollover(rollover: Rollover, *, at: datetime, by: User | None) -> Rollover:
    """Put everything back as it was before a rollover.

    Raises:
        ValidationError: when it is undone already, or somebody has worked on what it made: with
            everything that stands in the way, and nothing changed.
    """
    rollover = Rollover.objects.select_for_update().get(pk=rollover.pk)
    if rollover.undone_at is not None:
        raise ValidationError("Övergången är redan ångrad.")
    changes = list(
        rollover.changes.select_related(
            "goal", "activity", "checkpoint__target__indicator", "checkpoint__activity", "area"
        )
    )
    if in_the_way := obstacles(rollover, changes, timezone.localdate(at)):
        raise ValidationError(in_the_way)
    for change in reversed(changes):
        put_back(change, by)
    rollover.undone_at, rollover.undone_by = at, by
    rollover.save()
    record("rollover.undone", by=by, target=rollover, unit_id=rollover.unit_id)
    return rollover


class _Turn:
    """The doing of a plan: each change is made and kept with how it was."""

    def __init__(self, rollover: Rollover, year: YearSpan, by: User | None) -> None:
        self.rollover, self.year, self.by = rollover, year, by
        # The new goal and its targets, by the old ones' numbers.
        self.goals: dict[int, Goal] = {}
        self.targets: dict[int, Target] = {}
        self.activities: dict[int, Activity] = {}

    def do(self, change: Planned) -> None:
        """Do one thing."""
        match change.kind:
            case Kind.GOAL_CARRIED:
                self._carry(change)
            case Kind.GOAL_CLOSED:
                self._close(change)
            case Kind.GOAL_MADE:
                self._renew(change)
            case Kind.ACTIVITY_MOVED:
                self._move_activity(change)
            case Kind.ACTIVITY_MADE:
                self._copy_activity(change)
            case Kind.DAY_MOVED | Kind.DAY_MADE:
                self._set_day(change)
            case _:
                self._suggest(change)

    def _keep(self, change: Planned, **values: object) -> None:
        RolloverChange.objects.create(
            rollover=self.rollover, kind=change.kind, label=change.label, **values
        )

    def _carry(self, change: Planned) -> None:
        goal = change.goal
        assert goal is not None
        assert change.day is not None
        before = {"day_before": goal.ends, "state_before": goal.state}
        if goal.ends != change.day or goal.state == Goal.State.PLANNED:
            goal.ends, goal.state = change.day, Goal.State.ACTIVE
            goal.revision += 1
            save_by(goal, self.by)
            record("goal.carried", by=self.by, target=goal, unit_id=goal.unit_id)
        self._keep(change, goal=goal, revision_after=goal.revision, **before)

    def _close(self, change: Planned) -> None:
        goal = change.goal
        assert goal is not None  # what the kind is about
        before = {"state_before": goal.state, "note_before": goal.closing_note}
        goal.state, goal.closing_note = Goal.State.CLOSED, change.note
        goal.revision += 1
        save_by(goal, self.by)
        record("goal.closed", by=self.by, target=goal, unit_id=goal.unit_id)
        self._keep(change, goal=goal, revision_after=goal.revision, **before)

    def _renew(self, change: Planned) -> None:
        """The same goal for the new year, from where its indicators are now."""
        old = change.goal
        assert old is not None
        assert change.day is not None
        unit = self.rollover.unit
        new = Goal(
            unit=unit,
            shared=old.shared,
            title=old.title,
            description=old.description,
            desired_effect=old.desired_effect,
            origin=old.origin,
            origin_note=old.origin_note,
            supports=old.supports,
            previous=old,
            owner=old.owner,
            starts=self.year.starts,
            ends=change.day,
        )
        save_by(new, self.by)
        new.requirements.set(old.requirements.all())
        new.school_forms.set(old.school_forms.all())
        self.goals[old.pk] = new
        for fact in target_facts(old.pk, old.unit, until=self.year.previous.ends):
            known, was = fact.latest_known, fact.target
            target = Target(
                goal=new,
                indicator=was.indicator,
                baseline_value=known.value if known else was.baseline_value,
                baseline_text="" if known and known.value is not None else was.baseline_text,
                baseline_on=known.on if known else was.baseline_on,
                desired_value=was.desired_value,
                desired_text=was.desired_text,
                desired_by=change.day,
            )
            self.targets[was.pk] = save_by(target, self.by)
        record("goal.created", by=self.by, target=new, unit_id=unit.pk)
        self._keep(change, goal=new, revision_after=new.revision)

    def _move_activity(self, change: Planned) -> None:
        activity = change.activity
        assert activity is not None
        assert change.day is not None
        before = {"day_before": activity.ends, "state_before": activity.state}
        activity.ends, activity.state = change.day, Activity.State.PLANNED
        activity.revision += 1
        save_by(activity, self.by)
        self._keep(change, activity=activity, revision_after=activity.revision, **before)

    def _copy_activity(self, change: Planned) -> None:
        old, goal = change.activity, change.goal
        assert old is not None
        assert goal is not None
        assert change.day is not None
        new = Activity(
            goal=self.goals[goal.pk],
            title=old.title,
            aim=old.aim,
            how_it_moves=old.how_it_moves,
            process_data=old.process_data,
            grounds=old.grounds,
            responsible=old.responsible,
            starts=self.year.starts,
            ends=change.day,
            state=Activity.State.PLANNED,
        )
        save_by(new, self.by)
        new.targets.set([self.targets[target.pk] for target in old.targets.all()])
        self._keep(change, activity=new, revision_after=new.revision)

    def _set_day(self, change: Planned) -> None:
        assert change.day is not None
        assert change.goal is not None
        if change.checkpoint is not None:
            day = change.checkpoint
            before = day.due
            day.due = change.day
            day.save()
            self._keep(change, checkpoint=day, day_before=before)
            return
        target = change.target
        if target is not None and change.renews:
            target = self.targets[target.pk]
        day = Checkpoint.objects.create(
            unit=self.rollover.unit,
            target=target,
            activity=None if target is not None else change.activity,
            due=change.day,
        )
        self._keep(change, checkpoint=day)

    def _suggest(self, change: Planned) -> None:
        area = change.area
        assert area is not None  # what the kind is about
        if change.kind == Kind.AREA_MADE:
            area = DevelopmentArea(
                unit=self.rollover.unit,
                school_year=area.school_year,
                review=area.review,
                title=area.title,
                description=area.description,
            )
        area.suggested_for = self.rollover.to_year
        area.revision += 1
        save_by(area, self.by)
        self._keep(change, area=area, revision_after=area.revision)
