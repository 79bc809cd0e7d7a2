"""Build the demo municipality: always the same for the same day and seed."""

from datetime import date

from django.db import transaction

from rodtrad.demo import (
    administration,
    basis,
    complaints,
    cycle,
    dialogues,
    evidence,
    forums,
    keyfigures,
    matrix,
    meetings,
    outside,
    seasons,
    spreadsheet,
    surveys,
    visits,
    wheels,
    written,
)
from rodtrad.demo.content import FOLDER
from rodtrad.integrations.actions import import_slutbetyg

SEED = 20260801


@transaction.atomic
def build(*, today: date, seed: int = SEED) -> None:
    """Fill an empty database with the demo municipality and two finished school years.

    Raises:
        ValidationError: when the content files break a rule of the system.
    """
    ground = basis.lay(today)
    season = seasons.work_through(ground, today=today, seed=seed)
    wheels.add_breaks(ground)
    started = forums.start_forums(season)
    file = FOLDER / "slutbetyg_ak9_2025_utdrag.csv"
    import_slutbetyg(data=file.read_bytes(), file_name=file.name, by=ground.people["1286"][-1])
    seasons.follow_grade_nine(season)
    seasons.follow_shared_goals(season)
    keyfigures.tell_the_board(season)
    surveys.ask_and_log(season)
    evidence.try_and_spread(season)
    complaints.count(season)
    written.write_reports(season)
    administration.write_administration_reports(season)
    wheels.draw_wheels(season)
    meetings.hold_meetings(season, started)
    outside.fetch_all(today=today)
    spreadsheet.bring_in_answers(today=today)
    matrix.assess(season)
    visits.visit_units(season)
    dialogues.hold_dialogues(season)
    # Last: a unit that is split in the end is in nobody's list before.
    cycle.close_the_circle(season)
