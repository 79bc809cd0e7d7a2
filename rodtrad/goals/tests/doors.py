"""Who gets in at the addresses of the cycle."""

from typing import Any

from rodtrad.goals.models import AnalysisDay, DayNote, DayTheme
from rodtrad.goals.tests.rows import a_day, a_deficiency, a_note, a_remedy, a_rollover, a_theme
from tests.door import (
    HEADS,
    LEADERS,
    PLANS_SCHOOL,
    PLANS_SOMEWHERE,
    READERS,
    WORKERS,
    Door,
)
from tests.world import World


def _step(world: World) -> list[Any]:
    return [world.school.code, world.last_year.slug, "decided"]


def _year_step(world: World) -> list[Any]:
    return [world.last_year.slug, "decided"]


def _remedy(world: World) -> list[Any]:
    return [a_remedy(world.area, world.principal).pk]


def _deficiency(world: World) -> list[Any]:
    return [a_deficiency(world.school, world.principal).pk]


def _turn(world: World) -> list[Any]:
    return [world.school.code, world.year.slug]


def _turned(world: World) -> list[Any]:
    a_rollover(world.school, world.year, world.principal)
    return _turn(world)


def _day_of(world: World) -> AnalysisDay:
    return a_day(world.administration, world.last_year, world.head)


def _day(world: World) -> list[Any]:
    a_note(_day_of(world), world.school, world.shared_goal, world.principal)
    a_theme(_day_of(world), world.head)
    return [_day_of(world).pk]


def _note(world: World) -> list[Any]:
    note: DayNote = a_note(_day_of(world), world.school, world.shared_goal, world.principal)
    return [note.pk]


def _theme(world: World) -> list[Any]:
    theme: DayTheme = a_theme(_day_of(world), world.head)
    return [theme.pk]


DOORS: dict[str, Door] = {
    "cycle_coverage": Door(WORKERS, query="lasar=2025-26"),
    "cycle_remind": Door(HEADS, _step, writes=True),
    "step_remind": Door(LEADERS, _year_step, writes=True),
    "step_answer": Door(PLANS_SCHOOL, _step),
    "remedy_list": Door(WORKERS),
    "remedy_create": Door(PLANS_SOMEWHERE),
    "remedy_detail": Door(READERS, _remedy),
    "remedy_edit": Door(PLANS_SCHOOL, _remedy),
    "remedy_effect": Door(READERS, _remedy),
    "remedy_remind": Door(HEADS, _remedy, writes=True),
    "remedy_history": Door(READERS, _remedy),
    "deficiency_list": Door(WORKERS),
    "deficiency_create": Door(PLANS_SOMEWHERE),
    "deficiency_detail": Door(READERS, _deficiency),
    "deficiency_edit": Door(PLANS_SCHOOL, _deficiency),
    "deficiency_close": Door(PLANS_SCHOOL, _deficiency),
    "deficiency_history": Door(READERS, _deficiency),
    "rollover_list": Door(PLANS_SOMEWHERE, query="lasar=2026-27"),
    "rollover_do": Door(PLANS_SCHOOL, _turn),
    "rollover_undo": Door(PLANS_SCHOOL, _turned),
    "day_list": Door(PLANS_SOMEWHERE),
    "day_create": Door(LEADERS),
    "day_detail": Door(PLANS_SOMEWHERE, _day),
    "day_board": Door(PLANS_SOMEWHERE, _day, is_file=True),
    "day_close": Door(LEADERS, _day, writes=True),
    "note_create": Door(PLANS_SOMEWHERE, _day, writes=True),
    "note_edit": Door(PLANS_SCHOOL | LEADERS, _note),
    "note_sort": Door(LEADERS, _note, writes=True),
    "theme_create": Door(LEADERS, _day),
    "theme_edit": Door(LEADERS, _theme),
    "theme_to_area": Door(LEADERS, _theme, writes=True),
}
