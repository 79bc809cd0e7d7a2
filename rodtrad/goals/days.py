"""Every change on an analysis day. Each note is a row of its own, so nobody writes over another."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from rodtrad.accounts.models import User
from rodtrad.audit.log import record, save_by
from rodtrad.core.conflict import check_revision
from rodtrad.goals.actions import add_area
from rodtrad.goals.models import AnalysisDay, DayNote, DayTheme, DevelopmentArea, Goal
from rodtrad.organisation.models import SchoolYear, Unit


@transaction.atomic
def plan_day(*, unit: Unit, school_year: SchoolYear, title: str, on: date, by: User) -> AnalysisDay:
    """Lay up an analysis day for an administration and those below it.

    Raises:
        ValidationError: when a field is refused.
    """
    day = AnalysisDay(unit=unit, school_year=school_year, title=title, on=on)
    day.full_clean()
    day.save()
    record("day.planned", by=by, target=day, unit_id=unit.pk)
    return day


def _check_open(day: AnalysisDay) -> None:
    """Refuse to write on a day that has been closed.

    Raises:
        ValidationError: when it has.
    """
    if day.closed_on is not None:
        raise ValidationError("Analysdagen är avslutad. Den som leder den kan öppna den igen.")


@transaction.atomic
def write_note(
    day: AnalysisDay, *, unit: Unit, goal: Goal | None, kind: str, text: str, by: User
) -> DayNote:
    """Write down a strength or a challenge that a unit sees.

    Args:
        goal: the shared goal that it is about; None for something else.

    Raises:
        ValidationError: when nothing is written, the unit is not of the day, or it is closed.
    """
    _check_open(day)
    if not unit.path.startswith(day.unit.path):
        raise ValidationError({"unit": f"{unit} hör inte till {day.unit}."})
    note = save_by(DayNote(day=day, unit=unit, goal=goal, kind=kind, text=text.strip(), by=by), by)
    # The day, not the note: all who read the unit read the log, and it keeps what a target says.
    record("day.noted", by=by, target=day, unit_id=unit.pk, note=note.pk)
    return note


@transaction.atomic
def change_note(note: DayNote, *, kind: str, text: str, revision: int, by: User) -> DayNote:
    """Change what a note says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: when nothing is written or the day is closed.
    """
    _check_open(note.day)
    note = check_revision(note, revision)
    note.kind, note.text = kind, text.strip()
    note.revision += 1
    save_by(note, by)
    record("day.note_changed", by=by, target=note.day, unit_id=note.unit_id, note=note.pk)
    return note


@transaction.atomic
def remove_note(note: DayNote, *, by: User) -> None:
    """Take a note away; its history is kept.

    Raises:
        ValidationError: when the day is closed.
    """
    _check_open(note.day)
    record("day.note_removed", by=by, target=note.day, unit_id=note.unit_id, note=note.pk)
    note.delete()


@transaction.atomic
def make_theme(day: AnalysisDay, *, title: str, why: str = "", by: User) -> DayTheme:
    """Name what several notes have in common.

    Raises:
        ValidationError: without a title, or when the day is closed.
    """
    _check_open(day)
    theme = save_by(DayTheme(day=day, title=title, why=why), by)
    record("day.theme_made", by=by, target=theme, unit_id=day.unit_id, day=day.pk)
    return theme


@transaction.atomic
def change_theme(theme: DayTheme, *, title: str, why: str, revision: int, by: User) -> DayTheme:
    """Change what a theme says.

    Raises:
        Conflict: when somebody else has changed it since `revision` was read.
        ValidationError: without a title, or when the day is closed.
    """
    _check_open(theme.day)
    theme = check_revision(theme, revision)
    theme.title, theme.why = title, why
    theme.revision += 1
    save_by(theme, by)
    record("day.theme_changed", by=by, target=theme, unit_id=theme.day.unit_id, day=theme.day_id)
    return theme


@transaction.atomic
def sort_note(note: DayNote, *, theme: DayTheme | None, by: User) -> DayNote:
    """Say which theme a note belongs to; None takes it out again.

    Raises:
        ValidationError: when the theme is of another day, or the day is closed.
    """
    _check_open(note.day)
    if theme is not None and theme.day_id != note.day_id:
        raise ValidationError("Mönstret hör till en annan analysdag.")
    # Only this field: somebody may be changing the words at the same time.
    DayNote.objects.filter(pk=note.pk).update(theme=theme)
    note.theme = theme
    return note


@transaction.atomic
def theme_to_area(theme: DayTheme, *, by: User) -> DevelopmentArea:
    """Make a development area of the administration out of a theme.

    Raises:
        ValidationError: when it has become one already.
    """
    theme = DayTheme.objects.select_for_update().select_related("day__unit").get(pk=theme.pk)
    if theme.area_id is not None:
        raise ValidationError("Mönstret har redan blivit ett utvecklingsområde.")
    units = sorted({note.unit.name for note in theme.notes.select_related("unit")})
    said = f"Från {theme.day.title}: {', '.join(units)}." if units else ""
    area = add_area(
        unit=theme.day.unit,
        school_year=theme.day.school_year,
        title=theme.title,
        description="\n\n".join(part for part in (theme.why, said) if part),
        by=by,
    )
    theme.area = area
    save_by(theme, by)
    return area


@transaction.atomic
def close_day(day: AnalysisDay, *, on: date, by: User) -> AnalysisDay:
    """End the writing: what was written stays to be read.

    Raises:
        ValidationError: when it is closed already.
    """
    _check_open(day)
    day.closed_on = on
    day.save()
    record("day.closed", by=by, target=day, unit_id=day.unit_id)
    return day


@transaction.atomic
def reopen_day(day: AnalysisDay, *, by: User) -> AnalysisDay:
    """Let people write again."""
    day.closed_on = None
    day.save()
    record("day.reopened", by=by, target=day, unit_id=day.unit_id)
    return day
