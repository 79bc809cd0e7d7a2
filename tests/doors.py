"""Who may open which address: the table that test_doors.py tries, every role at every address.

A row names the people of `tests/world.py` who get in; everybody else meets 404, and whoever is
not signed in is sent to sign in. An address that is missing here fails the test.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from rodtrad.organisation.models import SchoolBreak
from tests.door import (
    ADMINISTRATORS,
    EVERYBODY,
    HEADS,
    LEADERS,
    PLANS_SCHOOL,
    PLANS_SOMEWHERE,
    READERS,
    WITH_A_ROLE,
    WORKERS,
    Door,
)
from tests.gathering import gathered_rows
from tests.world import World


def _school(world: World) -> str:
    return str(world.school.code)


def _section(world: World) -> int:
    return int(world.report.sections.all()[0].pk)


def _first_version(world: World) -> int:
    section = world.report.sections.all()[0]
    return int(section.history.order_by("history_id").first().history_id)


def _measurement(world: World) -> int:
    return int(world.share.measurements.get().pk)


def _goal(world: World) -> list[Any]:
    return [world.goal.pk]


def _target(world: World) -> list[Any]:
    return [world.target.pk]


def _activity(world: World) -> list[Any]:
    return [world.activity.pk]


def _area(world: World) -> list[Any]:
    return [world.area.pk]


def _review(world: World) -> list[Any]:
    return [world.goal.pk, world.last_year.slug]


def _share(world: World) -> list[Any]:
    return [world.share.pk]


def _series(world: World) -> list[Any]:
    return [world.share.pk, _school(world)]


def _report(world: World) -> list[Any]:
    return [world.report.pk]


def _law(world: World) -> list[Any]:
    return [world.law.pk]


def _unit(world: World) -> list[Any]:
    return [world.other_school.code]


def _person(world: World) -> list[Any]:
    return [world.former_principal.pk]


def _school_break(world: World) -> list[Any]:
    # Two doors lead to the same one, and a test may open both.
    row, _ = SchoolBreak.objects.get_or_create(
        municipality=world.municipality,
        name="höstlov",
        starts=date(2026, 10, 26),
        ends=date(2026, 10, 30),
    )
    return [row.pk]


_DOORS: dict[str, Door] = {
    # home
    "home": Door(EVERYBODY),
    "search": Door(EVERYBODY, query="q=läsning"),
    "event_list": Door(EVERYBODY),
    # drafts: everybody may keep their own
    "draft_save": Door(EVERYBODY, writes=True),
    "draft_discard": Door(EVERYBODY, writes=True),
    # goals
    "goal_list": Door(WITH_A_ROLE),
    "goal_create": Door(PLANS_SOMEWHERE),
    "goal_coverage": Door(WORKERS),
    "goal_detail": Door(READERS, _goal),
    "goal_edit": Door(PLANS_SCHOOL, _goal),
    "goal_close": Door(PLANS_SCHOOL, _goal),
    "goal_history": Door(READERS, _goal),
    "goal_thread": Door(READERS, _goal),
    "document_goals": Door(WITH_A_ROLE, _law),
    "requirement_goals": Door(WITH_A_ROLE, lambda world: [world.requirement.pk]),
    "target_create": Door(PLANS_SCHOOL, _goal),
    "target_edit": Door(PLANS_SCHOOL, _target),
    "target_measure": Door(READERS, _target),
    "activity_create": Door(PLANS_SCHOOL, _goal),
    "activity_detail": Door(READERS, _activity),
    "activity_edit": Door(PLANS_SCHOOL, _activity),
    "activity_close": Door(PLANS_SCHOOL, _activity),
    "activity_history": Door(READERS, _activity),
    "checkin_create": Door(READERS, _activity),
    "review_edit": Door(READERS, _review),
    "review_history": Door(READERS, _review),
    "area_list": Door(WORKERS),
    "area_create": Door(PLANS_SOMEWHERE),
    "area_edit": Door(PLANS_SCHOOL, _area),
    "area_to_goal": Door(PLANS_SCHOOL, _area),
    "area_set_aside": Door(PLANS_SCHOOL, _area),
    # indicators
    "indicator_list": Door(WITH_A_ROLE),
    "indicator_create": Door(PLANS_SOMEWHERE),
    "indicator_detail": Door(WITH_A_ROLE, _share),
    "indicator_edit": Door(LEADERS, _share),
    "indicator_history": Door(WITH_A_ROLE, _share),
    "indicator_compare": Door(WORKERS, _share),
    "explanation_edit": Door(LEADERS, lambda world: [world.share.pk, world.last_year.slug]),
    "method_detail": Door(WITH_A_ROLE),
    "break_create": Door(LEADERS, _share),
    "series_detail": Door(READERS, _series),
    "measurement_create": Door(READERS, _series),
    "measurement_edit": Door(READERS, lambda world: [_measurement(world)]),
    "measurement_set_aside": Door(PLANS_SCHOOL, lambda world: [_measurement(world)]),
    "measurement_take_back": Door(PLANS_SCHOOL, lambda world: [_measurement(world)]),
    "validity_edit": Door(PLANS_SCHOOL, lambda world: [*_series(world), world.last_year.slug]),
    # steering documents
    "document_list": Door(WITH_A_ROLE),
    "document_create": Door(LEADERS | ADMINISTRATORS),
    "document_detail": Door(WITH_A_ROLE, _law),
    "document_edit": Door(LEADERS | ADMINISTRATORS, _law),
    "document_history": Door(WITH_A_ROLE, _law),
    "document_file": Door(frozenset(), _law, is_file=True),
    "requirement_create": Door(LEADERS | ADMINISTRATORS, _law),
    "requirement_edit": Door(LEADERS | ADMINISTRATORS, lambda world: [world.requirement.pk]),
    # reports
    "report_list": Door(WITH_A_ROLE),
    "report_create": Door(PLANS_SOMEWHERE),
    "report_detail": Door(READERS, _report),
    "report_pdf": Door(READERS, _report, is_file=True),
    "report_docx": Door(READERS, _report, is_file=True),
    "report_history": Door(READERS, _report),
    "report_submit": Door(PLANS_SCHOOL, _report),
    "report_return": Door(HEADS, _report),
    "report_adopt": Door(HEADS, _report),
    "report_new_version": Door(PLANS_SCHOOL, _report),
    "section_edit": Door(PLANS_SCHOOL, lambda world: [_section(world)]),
    "section_ready": Door(PLANS_SCHOOL, lambda world: [_section(world)], writes=True),
    "section_history": Door(READERS, lambda world: [_section(world)]),
    "section_restore": Door(
        PLANS_SCHOOL, lambda world: [_section(world), _first_version(world)], writes=True
    ),
    # administration
    "admin_home": Door(ADMINISTRATORS),
    "role_list": Door(ADMINISTRATORS),
    "unit_list": Door(ADMINISTRATORS),
    "unit_create": Door(ADMINISTRATORS),
    "unit_detail": Door(ADMINISTRATORS, _unit),
    "unit_edit": Door(ADMINISTRATORS, _unit),
    "unit_close": Door(ADMINISTRATORS, _unit),
    "unit_merge": Door(ADMINISTRATORS, _unit),
    "unit_split": Door(ADMINISTRATORS, _unit),
    "unit_story": Door(READERS, lambda world: [world.school.code]),
    "unit_move": Door(ADMINISTRATORS, _unit),
    "unit_history": Door(ADMINISTRATORS, _unit),
    "person_list": Door(ADMINISTRATORS),
    "person_create": Door(ADMINISTRATORS),
    "person_detail": Door(ADMINISTRATORS, _person),
    "person_edit": Door(ADMINISTRATORS, _person),
    "person_invite": Door(ADMINISTRATORS, _person, writes=True),
    "person_deactivate": Door(ADMINISTRATORS, _person),
    "assignment_create": Door(ADMINISTRATORS, _person),
    "assignment_end": Door(ADMINISTRATORS, lambda world: [world.assignment.pk]),
    "year_list": Door(ADMINISTRATORS),
    "year_create": Door(ADMINISTRATORS),
    "schoolbreak_list": Door(ADMINISTRATORS),
    "schoolbreak_create": Door(ADMINISTRATORS),
    "schoolbreak_edit": Door(ADMINISTRATORS, _school_break),
    "schoolbreak_remove": Door(ADMINISTRATORS, _school_break),
    "year_close": Door(ADMINISTRATORS, lambda world: [world.last_year.slug]),
    "import_list": Door(ADMINISTRATORS),
    "import_create": Door(ADMINISTRATORS),
}

# An app with many addresses has its own table, `DOORS` in `<app>/tests/doors.py`.
DOORS: dict[str, Door] = _DOORS | gathered_rows("doors", "DOORS")


def each_door(names: Iterable[str] = DOORS) -> Iterator[tuple[str, Door]]:
    """The doors one by one, each tried in the world as it was built.

    What a door's `where` makes is undone before the next: rows that exclude each other, a
    board's topics before and after they are chosen, can then be tried in one test.
    """
    for name in names:
        with transaction.atomic():
            yield name, DOORS[name]
            transaction.set_rollback(True)


# Addresses that have no roles: signing in (the library's own, tested by it) and the demo's cast,
# which is there in demo mode only.
WITHOUT_ROLES = ("account_", "mfa_", "demo_")
