"""What stands in the way of undoing a rollover, and putting back what it changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from rodtrad.accounts.models import User
from rodtrad.audit.log import save_by
from rodtrad.core.templatetags.rt import swedate
from rodtrad.goals.models import (
    Activity,
    Checkpoint,
    DevelopmentArea,
    Goal,
    Rollover,
    RolloverChange,
)

Kind = RolloverChange.Kind


def obstacles(rollover: Rollover, changes: Sequence[RolloverChange], today: date) -> list[str]:
    """Why a rollover cannot be undone: its time is over, or people have worked on what it made.

    Args:
        changes: with goal, activity, checkpoint and area loaded.
    """
    found = [too_late(rollover)] if today > rollover.undo_until else []
    made = {change.activity_id for change in changes if change.kind == Kind.ACTIVITY_MADE}
    return found + [sentence for change in changes for sentence in _in_the_way(change, made)]


def too_late(rollover: Rollover) -> str:
    """Why a rollover that is old cannot be undone, and what to do instead."""
    return (
        f"Övergången gick att ångra till och med {swedate(rollover.undo_until)}. Nu står läsåret "
        "fast: ändra, avsluta eller öppna målen vart och ett för sig."
    )


def _in_the_way(change: RolloverChange, made: set[int | None]) -> Iterator[str]:
    if change.kind in (Kind.GOAL_CARRIED, Kind.GOAL_CLOSED, Kind.GOAL_MADE):
        yield from _goal(change, made)
    elif change.kind in (Kind.ACTIVITY_MOVED, Kind.ACTIVITY_MADE):
        yield from _activity(change)
    elif change.kind in (Kind.DAY_MOVED, Kind.DAY_MADE):
        yield from _day(change)
    else:
        yield from _area(change)


def _goal(change: RolloverChange, made: set[int | None]) -> Iterator[str]:
    goal = change.goal
    if goal is None:
        yield f"Ett mål finns inte längre: {change.label}"
        return
    if goal.revision != change.revision_after:
        yield f"Målet ”{goal.title}” har ändrats sedan övergången."
        return
    if change.kind != Kind.GOAL_MADE:
        return
    if goal.reviews.exists():
        yield f"Analysen av målet ”{goal.title}” är påbörjad."
    if goal.activities.exclude(pk__in=[pk for pk in made if pk]).exists():
        yield f"Målet ”{goal.title}” har fått en ny aktivitet."
    if goal.targets.filter(revision__gt=0).exists():
        yield f"En indikator för målet ”{goal.title}” har ändrats."
    if goal.continued_by.exists() or goal.supported_by.exists():
        yield f"Ett annat mål bygger på ”{goal.title}”."
    if goal.day_notes.exists() or goal.step_answers.exists():
        yield f"Någon har svarat på målet ”{goal.title}”."


def _activity(change: RolloverChange) -> Iterator[str]:
    activity = change.activity
    if activity is None:
        yield f"En aktivitet finns inte längre: {change.label}"
    elif activity.revision != change.revision_after:
        yield f"Aktiviteten ”{activity.title}” har ändrats sedan övergången."
    elif change.kind == Kind.ACTIVITY_MADE and activity.check_ins.exists():
        yield f"Aktiviteten ”{activity.title}” är redan avstämd."


def _day(change: RolloverChange) -> Iterator[str]:
    day: Checkpoint | None = change.checkpoint
    if day is None:
        yield f"Avstämningsdagarna har ändrats: {change.label}"
    elif day.met_on is not None:
        what = day.target.indicator if day.target else day.activity
        yield f"”{what}” är redan avstämd {swedate(day.met_on)}."


def _area(change: RolloverChange) -> Iterator[str]:
    area: DevelopmentArea | None = change.area
    if area is None:
        yield f"Ett utvecklingsområde finns inte längre: {change.label}"
        return
    if area.goals.exists():
        yield f"Utvecklingsområdet ”{area.title}” har blivit ett mål."
    elif area.set_aside_why:
        yield f"Utvecklingsområdet ”{area.title}” är avfört."
    elif area.revision != change.revision_after:
        yield f"Utvecklingsområdet ”{area.title}” har ändrats sedan övergången."
    elif area.remedies.exists() and change.kind == Kind.AREA_MADE:
        yield f"En åtgärd är beslutad för utvecklingsområdet ”{area.title}”."


def put_back(change: RolloverChange, by: User | None) -> None:
    """Put back one change. The version number goes on: who had the page open meets that."""
    row: Goal | Activity | DevelopmentArea
    if change.kind == Kind.DAY_MADE:
        assert change.checkpoint is not None  # else it would be in the way
        change.checkpoint.delete()
    elif change.kind == Kind.DAY_MOVED:
        assert change.checkpoint is not None
        assert change.day_before is not None
        change.checkpoint.due = change.day_before
        change.checkpoint.save()
    elif change.kind in (Kind.GOAL_MADE, Kind.ACTIVITY_MADE, Kind.AREA_MADE):
        made = change.goal or change.activity or change.area
        assert made is not None  # as above
        made.delete()
    elif change.kind == Kind.AREA_SUGGESTED:
        assert change.area is not None  # as above
        row = change.area
        row.suggested_for = None
        _save(row, by)
    elif change.kind == Kind.ACTIVITY_MOVED:
        assert change.activity is not None
        assert change.day_before is not None
        row = change.activity
        row.ends, row.state = change.day_before, change.state_before
        _save(row, by)
    else:
        assert change.goal is not None  # as above
        row = change.goal
        row.state = change.state_before
        if change.kind == Kind.GOAL_CARRIED:
            assert change.day_before is not None  # kept when it was carried
            row.ends = change.day_before
        else:
            row.closing_note = change.note_before
        _save(row, by)


def _save(row: Goal | Activity | DevelopmentArea, by: User | None) -> None:
    row.revision += 1
    save_by(row, by)
