"""Rows of the cycle that the tables of doors and pages open: made where they are asked for."""

from datetime import date
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.goals import days, remedies
from rodtrad.goals.models import (
    AnalysisDay,
    DayNote,
    DayTheme,
    Deficiency,
    DevelopmentArea,
    Goal,
    Remedy,
    Rollover,
)
from rodtrad.organisation.models import SchoolYear, Unit


def a_remedy(area: DevelopmentArea, by: User) -> Remedy:
    """A remedy for a development area, the same one each time."""
    found: Remedy | None = area.remedies.first()
    if found is not None:
        return found
    return remedies.decide_remedy(
        area,
        plan=remedies.RemedyPlan(
            title="Gemensamma lektioner i läsning",
            description="Två lärare planerar och undervisar tillsammans.",
            expected_effect="Eleverna förstår textuppgifter.",
            responsible=by,
            decided_on=date(2026, 8, 20),
            due=date(2026, 10, 1),
        ),
        by=by,
    )


def a_deficiency(unit: Unit, by: User) -> Deficiency:
    """A deficiency at a unit, the same one each time."""
    found: Deficiency | None = unit.deficiencies.first()
    if found is not None:
        return found
    return remedies.register_deficiency(
        unit=unit,
        note=remedies.DeficiencyNote(
            title="Elevhälsan deltar inte i analysen",
            source=Deficiency.Source.INSPECTION,
            found_on=date(2026, 9, 1),
            due=date(2026, 10, 15),
            responsible=by,
        ),
        by=by,
    )


def a_day(unit: Unit, year: SchoolYear, by: User) -> AnalysisDay:
    """An analysis day, the same one each time."""
    found: AnalysisDay | None = unit.analysis_days.first()
    if found is not None:
        return found
    return days.plan_day(
        unit=unit, school_year=year, title="Analysdag i juni", on=date(2026, 6, 15), by=by
    )


def a_note(day: AnalysisDay, unit: Unit, goal: Goal | None, by: User) -> DayNote:
    """A note of a unit on a day, the same one each time."""
    found: DayNote | None = day.notes.filter(unit=unit).first()
    if found is not None:
        return found
    return days.write_note(
        day, unit=unit, goal=goal, kind="challenge", text="Textuppgifter är svåra.", by=by
    )


def a_theme(day: AnalysisDay, by: User) -> DayTheme:
    """A theme of a day, the same one each time."""
    found: DayTheme | None = day.themes.first()
    return found or days.make_theme(day, title="Läsning i alla ämnen", by=by)


def a_rollover(unit: Unit, year: SchoolYear, by: User) -> Rollover:
    """A rollover that changed nothing, the same one each time."""
    made: Any = Rollover.objects.get_or_create(
        unit=unit, to_year=year, undone_at=None, defaults={"on": date(2026, 8, 10), "by": by}
    )
    rollover: Rollover = made[0]
    return rollover
