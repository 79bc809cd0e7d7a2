"""The pages of the cycle whose queries are counted, in a small and a large municipality."""

from collections.abc import Callable
from datetime import date
from typing import Any

from rodtrad.goals import days
from rodtrad.goals.models import AnalysisDay, Deficiency, Remedy, Reminder, Rollover, StepAnswer
from rodtrad.goals.tests.rows import a_day, a_deficiency, a_note, a_remedy, a_rollover, a_theme

Where = Callable[[Any], list[Any]]


def _anywhere(city: Any) -> list[Any]:
    return []


def _units(city: Any) -> list[Any]:
    return list(city.branch.units)


def _grown(city: Any) -> None:
    """As much of the cycle as there are units: remedies, deficiencies, answers and reminders."""
    year, head = city.ground.years[-2], city.branch.head
    if Remedy.objects.exists():
        return
    for area in city.work.areas:
        a_remedy(area, head)
    for unit in _units(city):
        a_deficiency(unit, head)
        StepAnswer.objects.create(
            unit=unit,
            school_year=year,
            step="decided",
            answer="no_deviation",
            why="Målet är nått.",
            by=head,
            on=date(2026, 8, 1),
        )
        Reminder.objects.create(
            unit=unit,
            school_year=year,
            key="cycle:analysed",
            sentence="Kom ihåg att analysera.",
            recipients="Rektor",
            on=date(2026, 8, 1),
            by=head,
        )


def _followed(city: Any) -> list[Any]:
    _grown(city)
    return []


def _remedy(city: Any) -> list[Any]:
    _grown(city)
    return [Remedy.objects.order_by("pk")[0].pk]


def _deficiency(city: Any) -> list[Any]:
    _grown(city)
    return [Deficiency.objects.order_by("pk")[0].pk]


def _step(city: Any) -> list[Any]:
    return [city.branch.units[0].code, city.ground.years[-2].slug, "decided"]


def _turn(city: Any) -> list[Any]:
    Rollover.objects.filter(unit=city.branch.units[0]).delete()
    return [city.branch.units[0].code, city.ground.running.slug]


def _turned(city: Any) -> list[Any]:
    a_rollover(city.branch.units[1], city.ground.running, city.branch.head)
    return [city.branch.units[1].code, city.ground.running.slug]


def _day(city: Any) -> AnalysisDay:
    day = a_day(city.branch.administration, city.ground.years[-2], city.branch.head)
    if not day.notes.exists():
        theme = a_theme(day, city.branch.head)
        for unit in _units(city):
            note = a_note(day, unit, city.work.shared[0], city.branch.head)
            days.sort_note(note, theme=theme, by=city.branch.head)
    return day


def _with_day(city: Any) -> list[Any]:
    _day(city)
    return []


PAGES: dict[str, tuple[Where, str]] = {
    "cycle_coverage": (_followed, ""),
    "cycle_coverage:last": (_followed, "lasar=2025-26"),
    "goal_coverage:followed": (_followed, "lasar=2025-26"),
    "step_answer": (_step, ""),
    "remedy_list": (_followed, ""),
    "remedy_create": (_followed, ""),
    "remedy_detail": (_remedy, ""),
    "remedy_edit": (_remedy, ""),
    "remedy_effect": (_remedy, ""),
    "remedy_history": (_remedy, ""),
    "deficiency_list": (_followed, ""),
    "deficiency_create": (_anywhere, ""),
    "deficiency_detail": (_deficiency, ""),
    "deficiency_edit": (_deficiency, ""),
    "deficiency_close": (_deficiency, ""),
    "deficiency_history": (_deficiency, ""),
    "rollover_list": (_anywhere, ""),
    "rollover_do": (_turn, ""),
    "rollover_do:done": (_turned, ""),
    "rollover_undo": (_turned, ""),
    "day_list": (_with_day, ""),
    "day_create": (_anywhere, ""),
    "day_detail": (lambda city: [_day(city).pk], ""),
    "day_board": (lambda city: [_day(city).pk], ""),
    "note_edit": (lambda city: [_day(city).notes.all()[0].pk], ""),
    "theme_create": (lambda city: [_day(city).pk], ""),
    "theme_edit": (lambda city: [_day(city).themes.all()[0].pk], ""),
}

WRITES: frozenset[str] = frozenset(
    {
        *("cycle_remind", "step_remind", "remedy_remind", "day_close", "note_create", "note_sort"),
        "theme_to_area",
    }
)
